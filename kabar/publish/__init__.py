"""``make deploy``: guard, compare with the last publication, push."""
