"""Ranks related articles."""
