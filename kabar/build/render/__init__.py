"""Renders files: render queue, fingerprints, templates."""
