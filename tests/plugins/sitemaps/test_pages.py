"""The sitemap of all pages."""

from datetime import datetime
from zoneinfo import ZoneInfo

import lxml.etree
import pytest

from plugins.sitemaps.pages import LARGEST, ListedPage, listed_pages, write_pages
from tests.plugins.sitemaps.examples import SITEMAP, listed, read_sitemap
from tests.plugins.structured_data.loading import HOST

JAKARTA = ZoneInfo("Asia/Jakarta")
ROOT = "https://uji.example/portal"


def moment(day: int) -> datetime:
    return datetime(2019, 5, day, 9, 0, tzinfo=JAKARTA)


def written(*pages, **more) -> dict[str, bytes]:
    return dict(write_pages(listed_pages(pages, HOST), HOST, **more))


def test_pages_stand_by_address_with_the_change_of_their_content():
    files = written(listed("/tentang/"), listed("/berita/2019/b/", moment(2)), listed("/"))

    assert list(files) == ["sitemap.xml"]
    assert read_sitemap(files["sitemap.xml"]) == [
        (f"{ROOT}/", None),
        (f"{ROOT}/berita/2019/b/", "2019-05-02T09:00:00+07:00"),
        (f"{ROOT}/tentang/", None),
    ]


@pytest.mark.parametrize(("count", "parts"), [(0, 0), (3, 0), (4, 2), (6, 2), (7, 3)])
def test_a_full_sitemap_is_split_and_indexed_without_losing_a_page(count, parts):
    pages = [listed(f"/berita/2019/{n}/", moment(n + 1)) for n in range(count)]

    files = written(*pages, largest=3)

    names = [f"sitemap-{number}.xml" for number in range(1, parts + 1)]
    assert list(files) == [*names, "sitemap.xml"]
    shown = [read_sitemap(files[name]) for name in (names or ["sitemap.xml"])]
    assert all(len(part) <= 3 for part in shown)
    assert [address for part in shown for address, _ in part] == [
        f"{ROOT}/berita/2019/{n}/" for n in range(count)
    ]
    if parts:
        assert lxml.etree.fromstring(files["sitemap.xml"]).tag == f"{SITEMAP}sitemapindex"
        last = [max(changed for _, changed in part) for part in shown]
        assert read_sitemap(files["sitemap.xml"]) == [
            (f"{ROOT}/{name}", changed) for name, changed in zip(names, last, strict=True)
        ]


def test_a_file_holds_50_000_addresses_and_no_more():
    pages = [ListedPage(f"{ROOT}/{n:06}/", "") for n in range(LARGEST + 1)]

    full, over = dict(write_pages(pages[:-1], HOST)), dict(write_pages(pages, HOST))

    assert list(full) == ["sitemap.xml"]
    assert len(read_sitemap(full["sitemap.xml"])) == 50_000
    assert [len(read_sitemap(over[name])) for name in over] == [50_000, 1, 2]
