"""Calendars of trainings (RFC 5545)."""
