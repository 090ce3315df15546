"""Rendering of files: render queue, fingerprints, templates."""
