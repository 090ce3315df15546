"""iCalendar files (RFC 5545)."""
