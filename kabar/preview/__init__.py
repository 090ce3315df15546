"""``make serve``: a preview with drafts that is rebuilt on each change."""
