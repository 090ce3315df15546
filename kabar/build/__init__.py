"""``make html``: plan, render, verify, swap."""
