"""Converts Markdown bodies to sanitised HTML."""
