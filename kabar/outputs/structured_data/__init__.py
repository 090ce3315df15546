"""schema.org descriptions as JSON-LD."""
