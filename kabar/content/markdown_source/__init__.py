"""Reads the source of Markdown bodies without converting it."""
