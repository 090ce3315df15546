"""Pydantic models of the documents in ``content/``, and the types that they share."""
