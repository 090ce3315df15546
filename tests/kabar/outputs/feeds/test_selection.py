"""Which feeds are written, and what stands in each."""

import json
from datetime import date

import feedparser
import pytest

from kabar.content.models.host import Host
from kabar.outputs.feeds.selection import NEWEST, plan_feeds
from kabar.pages.parts.keys import Changes
from kabar.pages.parts.page_sets import Planner
from kabar.topics.tree import build_tree, entries_by_topic
from tests.kabar.outputs.structured_data.loading import HOST, load
from tests.portals import BIMTEK, NEWS, TOPIC_IKM

NARROWER = "---\nlabel: Kerajinan\nbroader: ikm\ndefinition: Kerajinan, dalam portal karangan.\n---\n"
MERGED = "---\nlabel: Kriya\nmerged_into: kerajinan\ndefinition: Kriya, dalam portal karangan.\n---\n"
EMPTY = "---\nlabel: Kosong\ndefinition: Topik yang belum punya tulisan.\n---\n"
FILES = {
    "topik/ikm.md": TOPIC_IKM,
    "topik/kerajinan.md": NARROWER,
    "topik/kriya.md": MERGED,
    "topik/kosong.md": EMPTY,
    "berita/2019/satu.md": NEWS.replace("[ikm]", "[kriya]"),
    "berita/2019/dua.md": NEWS.replace("01:35", "09:00"),
    "bimtek/2019/karangan.md": BIMTEK,
}


def feeds_of(library, host: Host = HOST, views=None) -> dict[str, bytes]:
    planned = plan_feeds(library, groups_of(library), views or {}, host, len)
    return {file.save_as: file.draw() for file in Planner(Changes()).unfold(planned).values()}


def groups_of(library) -> dict:
    return entries_by_topic(library.index, build_tree(library.vocabulary.topics))


def links(data: bytes) -> list[str]:
    parsed = feedparser.parse(data)
    assert not parsed.bozo
    return [entry.link.removeprefix("https://uji.example/portal/") for entry in parsed.entries]


def test_there_is_a_feed_for_the_portal_each_section_and_each_topic_that_has_a_page(tmp_path):
    assert set(feeds_of(load(tmp_path, FILES))) == {
        "atom.xml", "rss.xml", "feed.json",
        "berita/atom.xml", "bimtek/atom.xml", "ekspor/atom.xml", "koreksi/atom.xml",
        "topik/ikm/atom.xml", "topik/kerajinan/atom.xml", "topik/kosong/atom.xml",
    }  # fmt: skip


def test_each_holds_its_own_entries_newest_first(tmp_path):
    feeds = feeds_of(load(tmp_path, FILES))

    everything = ["berita/2019/dua/", "berita/2019/satu/", "bimtek/2019/karangan/"]
    assert links(feeds["atom.xml"]) == links(feeds["rss.xml"]) == everything
    assert [item["url"] for item in json.loads(feeds["feed.json"])["items"]] == [
        f"https://uji.example/portal/{link}" for link in everything
    ]
    assert links(feeds["bimtek/atom.xml"]) == ["bimtek/2019/karangan/"]
    assert links(feeds["ekspor/atom.xml"]) == links(feeds["topik/kosong/atom.xml"]) == []


def test_a_topic_holds_the_entries_of_narrower_and_merged_topics(tmp_path):
    feeds = feeds_of(load(tmp_path, FILES))

    assert links(feeds["topik/kerajinan/atom.xml"]) == ["berita/2019/satu/"]
    assert links(feeds["topik/ikm/atom.xml"]) == ["berita/2019/dua/", "berita/2019/satu/", "bimtek/2019/karangan/"]


def test_each_says_its_own_address_and_the_page_that_it_follows(tmp_path):
    feeds = feeds_of(load(tmp_path, FILES))

    for name, page in (("atom.xml", ""), ("berita/atom.xml", "berita/"), ("topik/ikm/atom.xml", "topik/ikm/")):
        found = {link.rel: link.href for link in feedparser.parse(feeds[name]).feed.links}
        assert found["self"] == f"https://uji.example/portal/{name}"
        assert found["alternate"] == f"https://uji.example/portal/{page}"


def test_feeds_have_ids_of_their_own_that_outlive_a_move(tmp_path):
    library = load(tmp_path, FILES)

    here, there = feeds_of(library), feeds_of(library, Host("https://pindah.example", ""))

    ids = {name: feedparser.parse(data).feed.id for name, data in here.items() if name.endswith("atom.xml")}
    assert ids == {name: feedparser.parse(there[name]).feed.id for name in ids}
    assert len(set(ids.values())) == len(ids)


def test_entries_of_one_moment_stand_by_last_change_then_by_title(tmp_path):
    def news(title: str, more: str = "") -> str:
        return NEWS.replace("Berita karangan", title).replace("tags:", f"{more}tags:")

    files = {
        "berita/2019/a.md": news("Wayang"),
        "berita/2019/b.md": news("anyaman"),
        "berita/2019/c.md": news("Batik"),
        "berita/2019/d.md": news("Tenun", "modified: 2019-05-27 08:00\n"),
    }
    feeds = feeds_of(load(tmp_path, files))

    expected = [f"berita/2019/{name}/" for name in "dbca"]
    assert links(feeds["rss.xml"]) == links(feeds["berita/atom.xml"]) == links(feeds["topik/ikm/atom.xml"]) == expected
    assert [item["url"].rpartition("portal/")[2] for item in json.loads(feeds["feed.json"])["items"]] == expected


def test_a_feed_keeps_the_newest_entries_only(tmp_path):
    files = {f"berita/2019/b{n:02}.md": NEWS.replace("01:35", f"01:{n:02}") for n in range(NEWEST + 5)}

    found = links(feeds_of(load(tmp_path, FILES | files))["berita/atom.xml"])

    assert len(found) == NEWEST
    assert found[:2] == ["berita/2019/dua/", "berita/2019/satu/"]
    assert found[-1] == f"berita/2019/b{5 + 2:02}/"


def test_nothing_withheld_stands_in_any_feed(tmp_path):
    draft = NEWS.replace("tags:", "status: draft\ntags:").replace("Berita karangan", "Judul rahasia")
    later = NEWS.replace("2019-05-26", "2019-07-01").replace("Berita karangan", "Judul rahasia")
    files = FILES | {"berita/2019/draf.md": draft, "berita/2019/nanti.md": later}

    feeds = feeds_of(load(tmp_path, files, date(2019, 6, 1)))

    assert not [name for name, data in feeds.items() if b"rahasia" in data]


@pytest.mark.parametrize("host", [HOST, Host("http://127.0.0.1:8000", "")])
def test_two_runs_give_the_same_bytes(tmp_path, host):
    library = load(tmp_path, FILES)

    assert feeds_of(library, host) == feeds_of(library, host)
