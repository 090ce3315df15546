"""Text of any language: characters, folding, suggestions, CSV."""
