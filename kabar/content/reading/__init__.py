"""Reads files into models, and keeps summaries and lists in the build database."""
