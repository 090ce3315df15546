"""Commands for editors: new entries, queue, announcements."""
