"""Commands that list, add, rename, merge and suggest topics."""
