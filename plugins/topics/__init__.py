"""The tree of topics, its files for machines, and the editors' commands for topics."""
