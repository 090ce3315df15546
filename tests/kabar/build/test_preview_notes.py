"""Notes of the checker stand beside their fields in a preview, and nowhere else."""

from datetime import date

import html5lib
import pytest

from kabar.content.library import load_library
from kabar.preview.preview_notes import Note, notes_of, waiting_entries, with_notes
from tests.portals import NEWS, SMALL, write_content
from tests.site.building import build

PAGE = (
    b'<!doctype html><body><main id="k-isi"><h1 class="a">Judul</h1><p class="article__lead">Teras</p>'
    b'<figure><img src="/a.png" alt="x"></figure><div class="prose"><p>Isi</p></div></main></body>'
)


def before(html: bytes, text: str) -> str:
    """The element that stands before, or else holds, the aside which tells ``text``."""
    tree = html5lib.parse(html.decode(), namespaceHTMLElements=False)
    parents = {child: parent for parent in tree.iter() for child in parent}
    (aside,) = (one for one in tree.iter("aside") if text in "".join(one.itertext()))
    siblings = list(parents[aside])
    at = siblings.index(aside)
    return siblings[at - 1].tag if at else f"in {parents[aside].tag}"


@pytest.mark.parametrize(
    ("field", "place"),
    [("title", "h1"), ("summary", "p"), ("photo.alt", "figure"), ("isi", "in div"), ("tags", "link"), ("", "link")],
)  # fmt: skip
def test_a_note_stands_beside_its_field(field, place):
    html = with_notes(PAGE, [Note(field, "content/berita/2019/a.md:2:8", "terlalu panjang")])

    assert before(html, "terlalu panjang") == place
    assert "1 catatan pratinjau" in html.decode()


def test_what_a_note_quotes_is_text():
    html = with_notes(PAGE, [Note("title", "<b>", "</li><script>alert(1)</script>")])

    assert b"<script>" not in html and b"&lt;script&gt;" in html


def test_a_page_without_notes_or_without_content_is_sent_whole():
    assert with_notes(PAGE, []) == PAGE
    assert with_notes(b"Teks", [Note("title", "a", "b")]).endswith(b"Teks")


LONG = NEWS.replace("Berita karangan", "Judul karangan " + "panjang " * 10)
DRAFT = LONG.replace("tags:", "status: draft\ntags:")


def test_the_preview_tells_of_drafts_and_their_notes(tmp_path):
    root = write_content(tmp_path / "isi", SMALL | {"berita/2019/draf.md": DRAFT})
    loaded = load_library(root, date(2019, 6, 1), preview=True)

    notes = notes_of(loaded.crossing, loaded.problems, root, "content", loaded.library.now)
    (waiting,) = waiting_entries(loaded.library, notes)

    assert (waiting.url, waiting.state) == ("/berita/2019/draf/", "Draf")
    assert waiting.notes == len(notes["/berita/2019/draf/"]) > 0
    assert notes["/berita/2019/draf/"][0].place.startswith("content/berita/2019/draf.md:2:")


@pytest.mark.build
@pytest.mark.long
def test_a_build_for_readers_is_the_same_with_and_without_warnings(tmp_path):
    plain = build(write_content(tmp_path / "a", SMALL), tmp_path / "hasil-a")
    drafted = build(write_content(tmp_path / "b", SMALL | {"berita/2019/draf.md": DRAFT}), tmp_path / "hasil-b")

    def files(folder):
        return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    assert files(plain) == files(drafted)
    assert not any(b"pratinjau-catatan" in data for data in files(drafted).values())


@pytest.mark.build
def test_the_preview_tells_of_everything_that_waits_and_marks_its_pages(tmp_path):
    files = SMALL | {
        "orang/ani.md": "---\nname: Ani Karangan\nembargo: 2019-06-05 08:00\n---\n",
        "topik/rotan.md": "---\nlabel: Rotan\ndefinition: Topik karangan.\n---\n",
        "halaman/program.md": "---\ntitle: Program\nsummary: Halaman karangan untuk uji.\nstatus: draft\n---\nIsi.\n",
        "berita/2019/draf.md": DRAFT.replace("[ikm]", "[rotan]"),
        "angka/nilai.yaml": (
            "title: Nilai\nsummary: Angka karangan untuk uji.\ntags: [ikm]\nmeasure: nilai\nunit: USD\nobservations:\n"
            "  - {period: 2016, value: 1, source: {publisher: P, date: 2019-01-02}}\n"
            "  - {period: 2017, value: 2, source: {publisher: P, date: 2019-01-02}, status: draft}\n"
        ),
    }
    root = write_content(tmp_path / "isi", files)
    loaded = load_library(root, date(2019, 6, 1), preview=True)

    waiting = waiting_entries(loaded.library, {})

    assert [(one.url, one.state, one.moment) for one in waiting][1:] == [
        ("/orang/ani/", "Terjadwal", "2019-06-05 08.00"),
        ("/angka/nilai/", "Sebagian belum terbit", ""),
        ("/program/", "Draf", ""),
        ("/topik/rotan/", "Belum terbit", ""),
    ]
    output = build(root, tmp_path / "hasil", "--preview", BUILD_DATE="2019-06-01")
    for one in waiting[1:]:
        html = (output / one.url.strip("/") / "index.html").read_text("utf-8")
        heading = html5lib.parse(html, namespaceHTMLElements=False).find(".//h1")
        assert "".join(heading.itertext()).split()[: len(one.state.split())] == one.state.split()
