"""A library in which documents are withheld is the library without them, for portals made by chance."""

from datetime import datetime
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kabar.content.library import Library, load_library
from kabar.content.parsing.problems import errors_in, withheld_errors_in
from kabar.content.reading.reading_store import ReadingStore
from kabar.index.database import Database
from tests.portals import write_content
from tests.withheld_portals import NOW, made_portal, with_mistakes

SHOWN = (
    "organisations",
    "people",
    "vocabulary",
    "static_pages",
    "redirects",
    "files",
    "pictures",
    "drawings",
    "lasting",
)


def shown_by(library: Library) -> dict:
    """What ``library`` tells of what is shown."""
    values = {name: getattr(library, name) for name in SHOWN}
    values["articles"] = dict(library.articles)
    values["figures"] = {id: (one.title, one.tags, one.observations) for id, one in library.figures.items()}
    values["pages"] = dict(library.destinations.pages)
    values["addresses"] = set(library.destinations.addresses)
    values["index"] = dict(library.index)
    return values


def check(number: int, is_broken: bool = False) -> int:
    """Check the portal ``number``; how many of its documents are withheld by implication.

    With ``is_broken`` every document that its own file withholds has mistakes.
    """
    portal = made_portal(lambda again: Random(f"{number} {again}").choice)
    now = datetime.fromisoformat(NOW)
    with TemporaryDirectory() as folder:
        store = ReadingStore(Database(Path(folder) / "naskah"))
        files = portal.files(with_withheld=True)
        if is_broken:
            files = with_mistakes(files, portal.own, Random(number).choice)
        root = write_content(Path(folder) / "isi", files)
        loaded = load_library(root, now, store=store)
        assert errors_in(list(loaded.problems)) == []
        assert set(loaded.library.unfinished) == {one.path for one in withheld_errors_in(list(loaded.problems))}
        assert set(loaded.library.unfinished) == (portal.own if is_broken else set())
        rest = portal.files(with_withheld=False)
        clean = load_library(write_content(Path(folder) / "sisa", rest), now).library
        assert set(loaded.library.withholding.implied) == portal.implied()
        assert shown_by(loaded.library) == shown_by(clean)
        # And so it is with what is known of before, while what was withheld goes.
        for path in root.rglob("*"):
            if path.is_file() and path.relative_to(root).as_posix() not in rest:
                path.unlink()
        write_content(root, {path: data for path, data in rest.items() if path.startswith(("angka/", "alamat"))})
        again = load_library(root, now, store=store).library
        assert shown_by(again) == shown_by(clean)
        return len(portal.implied())


@settings(max_examples=8)
@given(st.integers(0, 10**9))
def test_a_library_says_nothing_of_what_is_withheld(number):
    check(number)


@settings(max_examples=8)
@given(st.integers(0, 10**9))
def test_a_library_says_nothing_of_what_is_withheld_and_has_mistakes(number):
    check(number, is_broken=True)


def test_the_portals_of_chance_withhold_by_implication():
    assert sum(map(check, range(5))) > 5


@pytest.mark.long
@settings(max_examples=2_000)
@given(st.integers(0, 10**9))
def test_no_library_of_thousands_says_anything_of_what_is_withheld(number):
    check(number, is_broken=bool(number % 2))
