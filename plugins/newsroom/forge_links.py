"""Links that open a new file in the browser, for those who have no terminal: GitHub's new-file page."""

from collections.abc import Mapping
from datetime import date
from urllib.parse import quote

from plugins.content_model.portal import Portal
from plugins.content_model.stand_ins import FILE_NAME, TITLE, publication_date
from plugins.newsroom.template import compose_entry

KINDS: Mapping[str, str] = {"bimtek": "Tulis bimtek", "berita": "Tulis berita", "ekspor": "Tulis ekspor"}
LONGEST = 8000  # bytes of an address: GitHub answers longer ones with an error

MISSING = "Tautan untuk menulis lewat peramban belum ada: isi repository (dan branch) di content/portal.yaml."



def forge_links(portal: Portal, today: date, topics: list[str], folder: str = "content") -> dict[str, str]:
    """What is written on each link, with its address; none where the portal names no repository.

    ``folder`` is that of the content in the repository. The file opens filled with a draft.
    """
    if not portal.repository:
        return {}
    base = f"{portal.repository.rstrip('/').removesuffix('.git')}/new/{quote(portal.branch)}"
    links = {}
    for kind, label in KINDS.items():
        place = quote(f"{folder}/{kind}/{today.year}")
        links[label] = f"{base}/{place}?filename={FILE_NAME}.md&value={_value(kind, today, topics)}"
    return links


def _value(kind: str, today: date, topics: list[str]) -> str:
    # A link is followed long after it was made: its date would be that of another day.
    given = {"title": TITLE, "date": f"{publication_date(today.year):%Y-%m-%d %H:%M}"}
    # Without the groups' own keys: all of them would make the address too long.
    text = compose_entry(kind, given, today, topics, whole=False, stand_ins=tuple(given))
    return quote(text, safe=":,;()[]{}'")
