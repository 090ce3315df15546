"""Verification of an output before it is swapped in: links and leaks."""
