"""Structured data: schema.org descriptions as JSON-LD."""
