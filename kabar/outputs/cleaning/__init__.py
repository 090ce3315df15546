"""Removes metadata from files before they are published."""
