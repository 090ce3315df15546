"""Which entries are nearest to one another ("Berita terkait"). Minds only: no face."""
