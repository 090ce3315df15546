"""Bodies of an archive, of which only some are held at one time."""

from datetime import date

import pytest

from plugins.article_reader import bodies as module
from plugins.article_reader.bodies import Bodies
from plugins.article_reader.body_store import BodyStore
from plugins.article_reader.conversion import Converter
from plugins.content_model.library import load_library
from tests.portals import MINIMAL, NEWS, write_content

FILES = MINIMAL | {
    f"berita/2019/{name}.md": NEWS + f"\nIsi karangan {name}.\n" for name in ("satu", "dua", "tiga", "empat")
}


@pytest.fixture
def library(tmp_path):
    loaded = load_library(write_content(tmp_path / "content", FILES), date(2020, 1, 1))
    return loaded.library


def test_more_than_are_held_come_from_the_store_as_they_were_converted(library, tmp_path, monkeypatch):
    converted = []

    def make_converter() -> Converter:
        converted.append(None)
        return Converter(lambda target: target)

    whole = dict(Bodies(library, make_converter, 1))
    monkeypatch.setattr(module, "_MOST", 2)
    few = Bodies(library, make_converter, 1, BodyStore(tmp_path / "isi.sqlite", ""))
    before = len(converted)

    assert {path: few[path] for path in few} == whole
    assert len(whole) > 2 >= len(few._held)
    assert len(converted) == before
