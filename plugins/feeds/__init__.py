"""Feeds in Atom, RSS and JSON, and bodies as HTML that reads anywhere."""
