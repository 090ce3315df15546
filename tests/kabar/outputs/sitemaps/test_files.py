"""Which files tell search engines of the portal, and robots.txt among them."""

from datetime import date
from urllib.robotparser import RobotFileParser

from kabar.outputs.sitemaps import write_sitemaps
from tests.kabar.outputs.sitemaps.examples import listed
from tests.kabar.outputs.structured_data.loading import HOST, load
from tests.portals import NEWS

ROOT = "https://uji.example/portal"
FILES = {"berita/2019/karangan.md": NEWS}


def robots(files: dict[str, bytes]) -> RobotFileParser:
    parser = RobotFileParser()
    parser.parse(files["robots.txt"].decode().splitlines())
    return parser


def test_fresh_news_has_a_sitemap_that_robots_are_told_of(tmp_path):
    files = dict(write_sitemaps(load(tmp_path, FILES, date(2019, 5, 27)), [listed("/")], HOST))

    assert set(files) == {"sitemap.xml", "sitemap-news.xml", "robots.txt"}
    assert robots(files).site_maps() == [f"{ROOT}/sitemap.xml", f"{ROOT}/sitemap-news.xml"]


def test_without_news_there_is_no_such_file_and_robots_are_not_sent_to_it(tmp_path):
    files = dict(write_sitemaps(load(tmp_path, FILES, date(2019, 6, 27)), [listed("/")], HOST))

    assert set(files) == {"sitemap.xml", "robots.txt"}
    assert robots(files).site_maps() == [f"{ROOT}/sitemap.xml"]


def test_robots_may_read_everything(tmp_path):
    files = dict(write_sitemaps(load(tmp_path, FILES), [listed("/")], HOST))

    assert robots(files).can_fetch("Perayap", f"{ROOT}/berita/2019/karangan/")
