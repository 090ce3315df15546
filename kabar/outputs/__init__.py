"""Outputs besides pages: feeds, calendars, sitemaps, structured data, pictures, headers."""
