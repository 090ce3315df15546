"""Sizes and formats of pictures, and the store of generated files."""
