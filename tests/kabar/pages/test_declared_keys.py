"""Whatever a page reads of the library is among the keys that it declares."""

import shutil
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kabar.build.render.fingerprints import Fingerprints
from kabar.content.library import Library, load_library
from kabar.content.reading.links import resolve
from kabar.markdown.bodies import Bodies
from kabar.markdown.conversion import Converter
from kabar.outputs import training_calendars as calendar_files
from kabar.outputs.feeds import selection as feeds
from kabar.outputs.feeds.selection import plan_feeds
from kabar.outputs.published_files import cleaned_files, sizes_of
from kabar.outputs.training_calendars import plan_calendars
from kabar.pages import training_pages as agenda
from kabar.pages.composition import compose
from kabar.pages.parts import cards
from kabar.pages.parts.keys import ANY_DOCUMENT, Changes
from kabar.pages.parts.page_sets import PageSet, Planned, PlannedPages, Planner
from kabar.pages.parts.plan import PlannedPage
from kabar.topics.tree import build_tree
from tests.demonstration import demonstration_content
from tests.kabar.outputs.structured_data.loading import HOST
from tests.kabar.pages.recording import Declared, Noted, Recorder, recorded
from tests.pictures import png
from tests.portals import BIMTEK, NEWS, write_content

NOW = datetime(2100, 1, 10, tzinfo=UTC)  # all of content/ is published
FIGURE = """\
title: Nilai uji
summary: Nilai karangan yang hanya dipakai untuk pengujian.
tags: [topik-uji]
measure: nilai karangan
unit: USD
observations:
  - {period: 2018, value: 2, partner: US, source: sumber-uji}
  - {period: 2019, value: 3, partner: US, source: {publisher: Media Uji, date: 2019-01-02}}
"""
TOPIC = "---\nlabel: Topik uji\nbroader: ikm\nrelated: [penjelasan]\ndefinition: Karangan.\n---\n"
OFFICE = (
    "---\nname: Balai Uji\nkind: pemerintah\nformer_names: [{name: Balai Lama, until: 2099-06-30}]\nparent:"
    " pusat-uji\n---\n"
)
PERSON = "---\nname: Retno Karangan\nroles: [{title: guru, organisation: balai-uji}]\n---\n"
PHOTO = "photo: {file: gambar/2100/a.png, alt: Foto karangan, credit: Uji}"
IN_BODY = "\n![Foto]({static}/gambar/2100/a.png)\n\nNilainya {{angka:nilai-uji:2018}}.\n\n{{tabel:nilai-uji}}\n"


def news(number: int, *more: str, body: str = "", tags: str = "topik-uji") -> str:
    text = NEWS.replace("Berita karangan", f"Kabar uji {number}").replace("[ikm]", f"[{tags}]")
    text = text.replace("2019-05-26 01:35", f"2100-01-{number % 9 + 1:02} 08:00")
    return text.replace("tags:", "\n".join((*more, "tags:")), 1) + body


def training(number: int, start: str, *more: str) -> str:
    text = BIMTEK.replace("Bimtek karangan", f"Bimtek uji {number}").replace("2019-05-01", "2100-01-02")
    text = text.replace("2019-05-13", start).replace("2019-05-18", "2100-02-18").replace("[ikm]", "[topik-uji]")
    return text.replace("[redaksi]", "[balai-uji]").replace("tags:", "\n".join(("programme: uji", *more, "tags:")), 1)


# Beside content/: all that pages tell of one another, and a list with closed pages.
FILES = {
    "topik/topik-uji.md": f"{TOPIC}{IN_BODY}",
    "lembaga/balai-uji.md": f"{OFFICE}{IN_BODY}",
    "lembaga/pusat-uji.md": "---\nname: Pusat Uji\n---\n",
    "lembaga/dinas-uji.md": "---\nname: Dinas Uji\n---\n",
    "orang/retno-uji.md": f"{PERSON}{IN_BODY}",
    "sumber/sumber-uji.yaml": "title: Laporan uji\npublisher: Media Uji\ndate: 2019-01-02\n",
    "angka/nilai-uji.yaml": FIGURE,
    "gambar/2100/a.png": png("a"),
    "berita/2100/asal.md": news(
        1, "authors: [retno-uji]", "editor: balai-uji", PHOTO, "based_on: [sumber-uji]",
        body=f"\nLihat [itu]({{filename}}/bimtek/2100/satu.md).\n{IN_BODY}",
    ),
    "berita/2100/asal-en.md": news(2, "lang: en", "translation_of: berita/2100/asal.md"),
    "berita/2100/ralat.md": news(
        3, "corrections: [{date: 2100-01-05, kind: ralat, text: Betul begini., link: "
        "'{filename}/berita/2100/asal.md'}]",
    ),
    "berita/2100/dicabut.md": news(
        4, "status: withdrawn", "corrections: [{date: 2100-01-08, kind: pencabutan, text: Keliru.}]"
    ),
    "ekspor/2100/uji.md": news(5, "figures: [nilai-uji]", "partners: [US]", tags="topik-uji, penjelasan"),
    "bimtek/2100/satu.md": training(
        1, "2100-02-10", "registration: {closes: 2100-02-01, via: dinas, through: [dinas-uji]}",
        "instructors: [retno-uji]", "certificate: {name: Uji, issuer: pusat-uji}", PHOTO,
    ),
    "bimtek/2100/dua.md": training(2, "2100-01-05", "certificate: {name: Uji, issuer: tanpa-halaman}"),
} | {
    f"berita/2100/n-{number}.md": news(number, "authors: [balai-uji]", "based_on: [sumber-uji]", body=IN_BODY)
    for number in range(10, 60)
}  # fmt: skip
ARTICLE = "berita/2100/asal/index.html"


class Alone(Planner):
    """Plans each page of a set alone, and notes what is read for that."""

    def __init__(self, recorder: Recorder, library: Library):
        super().__init__(Changes())
        self._recorder = recorder
        self._library = library
        self.made: list[tuple[Planned, set[str]]] = []

    def unfold(self, parts: Iterable[Planned | PageSet]) -> PlannedPages:
        for part in parts:
            if not isinstance(part, PageSet):
                self.made.append((part, set()))
                continue
            for name in part.names:
                with self._recorder.listening() as reads:
                    (page,) = part.pages([name])
                assert page.save_as == name
                if page.members:
                    # Which entries it shows is compared where one of the keys of its list changed.
                    lists = {read for read in reads if read.startswith("list:")}
                    reads -= lists - Declared(frozenset(part.keys), self._library).lacks(lists)
                self.made.append((page, reads))
        return PlannedPages({})


class Portal:
    """The portal of ``content/``, of which each page is made alone: nothing that another one read is used again."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch):
        loaded = [load_library(root, NOW) for _ in range(2)]
        self.plain, noting = (one.library for one in loaded)
        assert self.plain and noting, loaded[0].problems
        self.recorder = Recorder()
        self.library = recorded(noting, self.recorder, monkeypatch)
        bodies = Bodies(self.plain, lambda: Converter(lambda target: resolve(target, self.plain.destinations)), 1)
        self.bodies = Noted(bodies, self.recorder, str, ANY_DOCUMENT)
        self.fingerprints = Fingerprints(NOW, "", self.library)
        monkeypatch.setattr(agenda, "cache", _as_it_is)
        monkeypatch.setattr(feeds, "cache", _as_it_is)
        monkeypatch.setattr(calendar_files, "lru_cache", _keeping_nothing)
        monkeypatch.setattr(cards, "lru_cache", _keeping_nothing)

    def pages(self) -> list[tuple[Planned, set[str]]]:
        planner, library = Alone(self.recorder, self.plain), self.library
        sizes = sizes_of(library, cleaned_files(library, None))
        composed = compose(library, self.bodies, sizes, HOST, make_planner=lambda _changes: planner)
        tree = build_tree(library.vocabulary.topics)
        files = (
            *plan_feeds(library, composed.groups, self.bodies, HOST, len),
            *plan_calendars(library, tree, HOST, "uji"),
        )
        planner.unfold(files)
        return planner.made

    def reads_of(self, page: Planned) -> set[str]:
        """What is read for ``page`` once it is planned."""
        with self.recorder.listening() as reads:
            page.compose() if isinstance(page, PlannedPage) else page.draw()
            _ = page.modified
        return reads

    def declared_by(self, page: Planned) -> Declared:
        """The keys that ``page`` declares, its inputs among them."""
        own = f"{page.save_as.rpartition('/')[0]}.md"
        keys = self.fingerprints.of(page.inputs(), page.keys).keys.split("\n")
        return Declared(frozenset(keys), self.plain, own)


def _as_it_is(function):
    return function


def _keeping_nothing(_most: int):
    return _as_it_is


@pytest.fixture
def portal(tmp_path, monkeypatch) -> Portal:
    shutil.copytree(demonstration_content(), tmp_path, dirs_exist_ok=True)
    return Portal(write_content(tmp_path, FILES), monkeypatch)


def test_every_page_and_file_declares_what_it_reads(portal):
    lacking = {}
    for page, planned in portal.pages():
        # What has no inputs is drawn in every build.
        reads = planned | portal.reads_of(page) if page.inputs else set()
        if lacks := reads and portal.declared_by(page).lacks(reads):
            lacking[page.save_as] = lacks

    assert lacking == {}


def test_what_is_read_and_not_declared_is_found(portal):
    page = next(page for page, _ in portal.pages() if page.save_as == ARTICLE)
    reads = portal.reads_of(page)

    assert Declared(frozenset(), portal.plain).lacks(reads) >= {
        "berita/2100/asal.md", "topic:topik-uji", "orang/retno-uji.md", "lembaga/balai-uji.md",
        "sumber/sumber-uji.yaml",
        "angka/nilai-uji.yaml", "bimtek/2100/satu.md", "berita/2100/asal-en.md",
    }  # fmt: skip
    assert Declared(frozenset({ANY_DOCUMENT}), portal.plain).lacks(reads) >= {
        "berita/2100/asal.md",
        "bimtek/2100/satu.md",
    }
    assert "berita/2100/asal.md" not in Declared(frozenset({"list:topic:topik-uji"}), portal.plain).lacks(reads)
