"""Help editors to write: new files from a template, and what ``make check`` tells beyond errors. A mind only."""
