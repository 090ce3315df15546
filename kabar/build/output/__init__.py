"""Output tree: manifest, atomic swap, ownership, precompressed copies."""
