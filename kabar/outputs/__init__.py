"""Outputs other than pages: feeds, calendars, sitemaps, structured data, pictures, headers."""
