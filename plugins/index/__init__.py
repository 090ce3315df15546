"""The build database: one SQLite file for each output, which remembers what a build may use again."""
