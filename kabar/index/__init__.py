"""The build database: one SQLite file for each output. All SQL of the project is in this package."""
