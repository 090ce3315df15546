"""Starts portals of others, and brings a newer generator into them."""
