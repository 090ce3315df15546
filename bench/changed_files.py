"""Count what changes in an output: pages, feeds and calendars, and the rest."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_FEEDS = {"atom.xml", "rss.xml", "feed.json"}


@dataclass(frozen=True)
class Changes:
    """How many files are new, changed or gone; ``pages`` with JSON, ``feeds`` with calendars, and ``others``."""

    pages: int
    feeds: int
    others: int


def digests(folder: Path) -> Mapping[str, bytes]:
    """The digest of each file below ``folder``, by its path."""
    return {
        path.relative_to(folder).as_posix(): hashlib.blake2b(path.read_bytes(), digest_size=16).digest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def changes(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> Changes:
    """What is not the same in both."""
    changed = [name for name in before.keys() | after.keys() if before.get(name) != after.get(name)]
    kinds = [_kind(name) for name in changed]
    return Changes(kinds.count("pages"), kinds.count("feeds"), kinds.count("others"))


def _kind(name: str) -> str:
    if name.endswith(".ics") or name.rpartition("/")[2] in _FEEDS:
        return "feeds"
    return "pages" if name.endswith((".html", ".json")) else "others"
