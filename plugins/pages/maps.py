"""A plain link to a map; nothing of a map is loaded into our pages."""

from urllib.parse import urlencode

from plugins.content_model.bimtek import Bimtek
from plugins.content_model.codes import PROVINCES


def map_url(bimtek: Bimtek) -> str:
    """The search for its place (Google's "Maps URLs"), which opens the map that a phone has; empty when online."""
    place = bimtek.place
    if place is None or bimtek.mode == "daring":
        return ""
    province = PROVINCES[place.province][0] if place.province else ""
    words = ", ".join(part for part in (place.name, place.address, place.regency, province) if part)
    return "https://www.google.com/maps/search/?" + urlencode({"api": "1", "query": words})
