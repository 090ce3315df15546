"""Prove that nothing withheld stands in what was built: what to look for, in which forms, and the search."""
