"""Old addresses: the host's own file of redirects."""
