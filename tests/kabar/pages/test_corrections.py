"""`/koreksi/`: everything that was put right, in one place."""

from datetime import date

import feedparser

from kabar.content.library import load_library
from kabar.content.models.host import read_host
from kabar.outputs.feeds.selection import plan_feeds
from kabar.outputs.structured_data.article_data import article_graph
from kabar.pages.composition import compose
from kabar.pages.parts.keys import Changes
from kabar.pages.parts.page_sets import Planner
from tests.portals import NEWS, SMALL, write_content

HOST = read_host("https://uji.example/portal")


def corrected(*items: str, status: str = "published") -> str:
    lines = "".join(f"  - {{date: {item}}}\n" for item in items)
    return NEWS.replace("tags:", f"status: {status}\ncorrections:\n{lines}tags:")


def loaded(tmp_path, **entries):
    files = SMALL | {f"berita/2019/{name}.md": text for name, text in entries.items()}
    found = load_library(write_content(tmp_path, files), date(2020, 1, 1))
    assert found.problems == ()
    return found.library


def pages(library):
    return {planned.url: planned.page for planned in compose(library, {}, {}, HOST).pages}


TWO = corrected("2019-06-01 09:00, kind: koreksi, text: Pertama.", "2019-06-03 09:00, kind: ralat, text: Kedua.")
GONE = corrected(
    "2019-06-02 09:00, kind: koreksi, text: Rahasia.", "2019-06-04 09:00, kind: pencabutan, text: Keliru.",
    status="withdrawn",
)  # fmt: skip


def test_all_stand_newest_first_and_lead_to_where_they_stand(tmp_path):
    drawn = pages(loaded(tmp_path, a=TWO, b=GONE))

    told = [(one.correction.label, one.entry.url) for one in drawn["/koreksi/"].corrections]
    assert told == [
        ("Pencabutan", "/berita/2019/b/#k-koreksi-1"),
        ("Ralat", "/berita/2019/a/#k-koreksi-2"),
        ("Koreksi", "/berita/2019/a/#k-koreksi-1"),
    ]
    for one in drawn["/koreksi/"].corrections:
        page, _, anchor = one.entry.url.partition("#")
        assert anchor in {shown.anchor for shown in drawn[page].corrections if shown.text == one.correction.text}


def test_a_restored_entry_shows_its_text_again_and_both_withdrawal_and_restoration(tmp_path):
    back = corrected(
        "2019-06-04 09:00, kind: pencabutan, text: Keliru.", "2019-06-05 09:00, kind: pemulihan, text: Benar."
    )
    library = loaded(tmp_path, a=back)
    drawn = pages(library)
    graph = article_graph(library.articles["berita/2019/a.md"], library, HOST)

    page = drawn["/berita/2019/a/"]
    assert not page.withdrawn and page.lead
    assert [one.label for one in page.corrections] == ["Pencabutan", "Pemulihan"]
    assert [one.correction.label for one in drawn["/koreksi/"].corrections] == ["Pemulihan", "Pencabutan"]
    assert [entry.title.split(":")[0] for entry in feedparser.parse(feed(library)).entries] == [
        "Pemulihan",
        "Pencabutan",
    ]
    assert [one["name"] for one in graph[0]["correction"]] == ["Pencabutan", "Pemulihan"]


def test_without_any_the_page_says_so(tmp_path):
    page = pages(loaded(tmp_path))["/koreksi/"]

    assert page.corrections == () and page.empty


def test_a_full_list_closes_pages(tmp_path):
    items = [f"2019-06-{day:02} 09:00, kind: koreksi, text: Butir {day}." for day in range(1, 29)]
    more = [f"2019-07-{day:02} 09:00, kind: koreksi, text: Butir {day}." for day in range(1, 13)]
    drawn = pages(loaded(tmp_path, a=corrected(*items, *more)))

    assert len(drawn["/koreksi/"].corrections) == 20
    assert [one.correction.text for one in drawn["/koreksi/hal/1/"].corrections][-1] == "Butir 1."


def feed(library) -> bytes:
    planned = Planner(Changes()).unfold(plan_feeds(library, {}, {}, HOST, len)).values()
    (draw,) = (file.draw for file in planned if file.save_as == "koreksi/atom.xml")
    return draw()


def test_the_feed_tells_each_with_an_id_that_lasts(tmp_path):
    first = feed(loaded(tmp_path / "a", a=TWO))
    later = feed(loaded(tmp_path / "b", a=TWO.replace("Berita karangan", "Judul baru"), b=GONE))
    parsed, again = feedparser.parse(first), feedparser.parse(later)

    assert not parsed.bozo and not again.bozo
    assert [entry.title for entry in parsed.entries] == ["Ralat: Berita karangan", "Koreksi: Berita karangan"]
    assert [entry.id for entry in parsed.entries] == [entry.id for entry in again.entries][1:]
    assert again.entries[0].link == "https://uji.example/portal/berita/2019/b/#k-koreksi-1"
    assert "Rahasia" not in later.decode()


def test_it_can_be_linked(tmp_path):
    text = NEWS + "\nLihat [koreksi](/koreksi/) dan [umpannya](/koreksi/atom.xml).\n"

    assert loaded(tmp_path, a=text).articles["berita/2019/a.md"]
