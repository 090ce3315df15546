"""Load a small made-up portal for tests of machine-readable outputs."""

from datetime import date, datetime
from pathlib import Path

from kabar.content.library import Library, load_library
from kabar.content.models.host import Host
from tests.portals import MINIMAL, write_content

HOST = Host("https://uji.example", "/portal")


def load(root: Path, files: dict[str, str], now: date | datetime = date(2019, 6, 1), preview: bool = False) -> Library:
    """The library of a minimal portal with ``files``; they hold no mistake."""
    loaded = load_library(write_content(root, MINIMAL | files), now, preview)
    assert loaded.library is not None, loaded.problems
    return loaded.library
