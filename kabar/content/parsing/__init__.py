"""Parsing of content files: YAML with positions, front matter, types of values."""
