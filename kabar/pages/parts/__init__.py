"""Shared by several kinds of pages: frame, cards, plans, dependency keys."""
