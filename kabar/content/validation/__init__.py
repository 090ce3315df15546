"""Checks across files: addresses, references, media, personal data, and what is withheld."""
