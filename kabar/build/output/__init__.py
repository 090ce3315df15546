"""The output tree: manifest, swap, ownership, compressed copies."""
