"""Convert Markdown bodies into sanitised HTML and places of figures, and keep what was converted."""
