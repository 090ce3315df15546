"""Parses files: YAML with positions, front matter, types of values."""
