"""Read of a content folder only what a link to a new file needs: the portal and which topics there are."""

from datetime import date, datetime
from pathlib import Path

from plugins.content_model.folders import find_files
from plugins.content_model.moments import in_zone
from plugins.content_model.reading import read_portal
from plugins.newsroom.forge_links import forge_links


def links_of(root: Path, now: date | datetime) -> dict[str, str]:
    """The links of the portal below ``root``; none where it names no repository or cannot be read."""
    files, _ = find_files(root)
    portal = read_portal(root, files)
    if portal is None or not portal.zone_name:
        return {}
    topics = sorted(path.removeprefix("topik/").removesuffix(".md") for path in files.documents if path[:6] == "topik/")
    today = in_zone(now, portal.zone).astimezone(portal.zone).date()
    return forge_links(portal, today, topics)
