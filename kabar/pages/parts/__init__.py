"""What several kinds of pages share: frame, cards, plans, dependency keys."""
