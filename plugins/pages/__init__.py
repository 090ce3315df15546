"""Compose what each kind of page shows: its view model."""
