"""Indonesian dates, numbers, growth and phone numbers."""
