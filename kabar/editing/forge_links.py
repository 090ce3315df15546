"""Links to GitHub's page for a new file, filled with a draft, for editors without a terminal."""

import os
import re
import sys
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import quote

from kabar.content.models.placeholders import FILE_NAME, TITLE, publication_date
from kabar.content.models.portal import Portal
from kabar.content.parsing.moments import in_zone, read_build_date
from kabar.content.reading.folders import find_files
from kabar.content.reading.reading import read_portal
from kabar.editing.entry_template import compose_entry
from kabar.sections.registry import shown_sections

LONGEST = 8000  # bytes of an address: GitHub answers longer ones with an error

MISSING = "Tautan untuk menulis lewat peramban belum ada: isi repository (dan branch) di content/portal.yaml."


def forge_links(portal: Portal, today: date, topics: list[str], folder: str = "content") -> dict[str, str]:
    """Addresses by label; empty if the portal has no repository.

    ``folder`` is the content folder in the repository. The new file contains a draft.
    """
    if not portal.repository:
        return {}
    base = f"{portal.repository.rstrip('/').removesuffix('.git')}/new/{quote(portal.branch)}"
    links = {}
    # The longest to fill in first.
    for section in sorted(shown_sections(portal).values(), key=lambda section: -len(section.questions)):
        place = quote(f"{folder}/{section.name}/{today.year}")
        value = _value(section.name, today, topics)
        links[section.write_label] = f"{base}/{place}?filename={FILE_NAME}.md&value={value}"
    return links


def _value(kind: str, today: date, topics: list[str]) -> str:
    # The link may be followed long after it was made: today's date would be wrong.
    given = {"title": TITLE, "date": f"{publication_date(today.year):%Y-%m-%d %H:%M}"}
    text = compose_entry(kind, given, today, topics, placeholders=tuple(given))
    return quote(text, safe=":,;()[]{}'")


_PLACE = re.compile(r"(<!-- tulis -->\n).*?(<!-- /tulis -->)", re.DOTALL)


def renew_links(text: str, links: Mapping[str, str]) -> str:
    """``text`` with ``links`` (address by label) between its markers, or with a message that they are missing."""
    lines = "".join(f"- [{label}](<{address}>)\n" for label, address in links.items()) or f"{MISSING}\n"
    return _PLACE.sub(lambda match: f"{match[1]}\n{lines}\n{match[2]}", text)


def links_of(root: Path, now: date | datetime) -> dict[str, str]:
    """The links of the portal below ``root``; empty if it has no repository or cannot be read."""
    files, _ = find_files(root)
    portal = read_portal(root, files)
    if portal is None or not portal.zone_name:
        return {}
    topics = sorted(path.removeprefix("topik/").removesuffix(".md") for path in files.documents if path[:6] == "topik/")
    today = in_zone(now, portal.zone).astimezone(portal.zone).date()
    return forge_links(portal, today, topics)


def main(arguments: list[str]) -> int:
    """Renew the links of the file ``arguments[0]`` for the portal in CONTENT."""
    path = Path(arguments[0])
    links = links_of(Path(os.environ.get("CONTENT") or "content"), read_build_date(os.environ, datetime.now(UTC)))
    path.write_text(renew_links(path.read_text("utf-8"), links), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
