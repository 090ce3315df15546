"""Reads ``content/`` into a ``Library`` of frozen models, or a list of problems."""
