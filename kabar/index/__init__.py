"""The build database: one SQLite file for each output. All SQL stands here."""
