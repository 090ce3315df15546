"""Checks documents against each other, and works out what is withheld."""
