"""Social cards: pictures that social networks show for a shared page."""
