"""Edits content files: all of them or none."""
