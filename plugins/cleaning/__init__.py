"""Clean files before they are published: remove what nobody reads and what tells who made them, and nothing else."""
