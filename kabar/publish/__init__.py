"""``make deploy``: checks the output, compares it with the last publication, pushes it."""
