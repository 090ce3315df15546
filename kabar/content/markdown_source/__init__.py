"""Analysis of Markdown source without converting it."""
