"""``make check``: problems and warnings of a content folder."""
