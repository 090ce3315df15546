"""Material for measuring: made-up portals of any size. Nothing in here is news."""
