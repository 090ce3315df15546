"""The vocabulary of topics: tree, SKOS, reports, suggestions."""
