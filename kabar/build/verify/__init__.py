"""Verifies an output before it is shown: links and leaks."""
