"""The sitemap of all pages."""

from datetime import datetime
from zoneinfo import ZoneInfo

import lxml.etree
import pytest

from kabar.outputs.sitemaps import LARGEST, MOST_IN_ONE, write_pages
from tests.kabar.outputs.sitemaps.examples import SITEMAP, listed, read_sitemap
from tests.kabar.outputs.structured_data.loading import HOST

JAKARTA = ZoneInfo("Asia/Jakarta")
ROOT = "https://uji.example/portal"


def moment(day: int) -> datetime:
    return datetime(2019, 5, day, 9, 0, tzinfo=JAKARTA)


def written(*pages, **more) -> dict[str, bytes]:
    return dict(write_pages(pages, HOST, **more))


def test_pages_stand_by_address_with_the_change_of_their_content():
    files = written(listed("/tentang/"), listed("/berita/2019/b/", moment(2)), listed("/"))

    assert list(files) == ["sitemap.xml"]
    assert read_sitemap(files["sitemap.xml"]) == [
        (f"{ROOT}/", None),
        (f"{ROOT}/berita/2019/b/", "2019-05-02T09:00:00+07:00"),
        (f"{ROOT}/tentang/", None),
    ]


LARGE = {
    "utama": ["/", "/berita/", "/tentang/"],
    "berita-2018": ["/berita/2018/", "/berita/2018/hal/1/", "/berita/2018/a/"],
    "berita-2019": ["/berita/2019/a/", "/berita/2019/b/"],
    "berita-hal": ["/berita/hal/1/"],
    "bimtek": ["/bimtek/provinsi/id-jb/"],
    "bimtek-2019": ["/bimtek/2019/a/"],
    "bimtek-hal": ["/bimtek/provinsi/id-jb/hal/1/"],
    "topik": ["/topik/2019/", "/topik/ikm/"],
    "topik-hal": ["/topik/ikm/hal/1/"],
}


def test_a_large_portal_has_an_index_of_sitemaps_by_section_and_year():
    changed = {"/berita/2019/a/": moment(3), "/berita/2019/b/": moment(2), "/bimtek/2019/a/": moment(1)}
    pages = [listed(url, changed.get(url)) for urls in LARGE.values() for url in urls]

    files = written(*pages, most=3)

    assert lxml.etree.fromstring(files["sitemap.xml"]).tag == f"{SITEMAP}sitemapindex"
    index = dict(read_sitemap(files["sitemap.xml"]))
    assert list(index) == [f"{ROOT}/sitemap-{group}.xml" for group in sorted(LARGE)]
    assert {address.rpartition("/")[2] for address in index} == files.keys() - {"sitemap.xml"}
    for group, urls in LARGE.items():
        data = files[f"sitemap-{group}.xml"]
        assert lxml.etree.fromstring(data).tag == f"{SITEMAP}urlset"
        told = read_sitemap(data)
        assert [address for address, _ in told] == [ROOT + url for url in sorted(urls)]
        latest = max((change for _, change in told if change), default=None)
        assert index[f"{ROOT}/sitemap-{group}.xml"] == latest
    assert index[f"{ROOT}/sitemap-berita-2019.xml"] == "2019-05-03T09:00:00+07:00"


def test_a_new_article_changes_the_sitemap_of_its_section_and_year_and_the_index():
    pages = [listed(url, moment(1)) for urls in LARGE.values() for url in urls]
    before = written(*pages, most=3)

    after = written(*pages, listed("/berita/2019/c/", moment(2)), most=3)

    assert before.keys() == after.keys()
    assert {name for name in after if before[name] != after[name]} == {"sitemap.xml", "sitemap-berita-2019.xml"}


def test_moments_of_parts_are_compared_as_moments():
    early, late = "2019-05-02T09:00:00+09:00", "2019-05-02T08:00:00+07:00"
    files = written(("/topik/a/", early), ("/topik/b/", late), ("/topik/c/", ""), most=2)

    assert read_sitemap(files["sitemap.xml"]) == [(f"{ROOT}/sitemap-topik.xml", late)]


@pytest.mark.parametrize(("count", "names"), [(3, ["sitemap.xml"]), (4, ["sitemap-topik.xml", "sitemap.xml"])])
def test_a_small_portal_has_one_sitemap(count, names):
    assert list(written(*[listed(f"/topik/{n}/") for n in range(count)], most=3)) == names
    assert MOST_IN_ONE == 2000


@pytest.mark.parametrize(("count", "parts"), [(3, 1), (4, 2), (6, 2), (7, 3)])
def test_a_full_sitemap_is_split_without_losing_a_page(count, parts):
    pages = [listed(f"/berita/2019/{n}/", moment(n + 1)) for n in range(count)]

    files = written(*pages, most=2, largest=3)

    names = ["sitemap-berita-2019.xml", "sitemap-berita-2019-2.xml", "sitemap-berita-2019-3.xml"][:parts]
    assert list(files) == [*names, "sitemap.xml"]
    shown = [read_sitemap(files[name]) for name in names]
    assert all(len(part) <= 3 for part in shown)
    assert [address for part in shown for address, _ in part] == [f"{ROOT}/berita/2019/{n}/" for n in range(count)]
    last = [max(changed for _, changed in part) for part in shown]
    assert read_sitemap(files["sitemap.xml"]) == [
        (f"{ROOT}/{name}", changed) for name, changed in zip(names, last, strict=True)
    ]


def test_a_file_holds_50_000_addresses_and_no_more():
    pages = [listed(f"/topik/{n:06}/") for n in range(LARGEST + 1)]

    full, over = written(*pages[:-1]), written(*pages)

    assert [len(read_sitemap(full[name])) for name in full] == [50_000, 1]
    assert [len(read_sitemap(over[name])) for name in over] == [50_000, 1, 2]
