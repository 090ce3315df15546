"""Reads pictures and attachments: formats, names, metadata, findings."""
