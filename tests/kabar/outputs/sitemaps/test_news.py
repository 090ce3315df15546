"""The sitemap of fresh news."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import lxml.etree
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kabar.content.models.article import News
from kabar.outputs.feeds.feed_values import allowed_in_xml
from kabar.outputs.sitemaps import MOST_FRESH, news_articles, write_news
from tests.kabar.outputs.sitemaps.examples import NEWS, SITEMAP
from tests.kabar.outputs.structured_data.loading import HOST, load
from tests.portals import NEWS as TEXT

NOW = datetime(2019, 5, 28, 1, 35, tzinfo=ZoneInfo("Asia/Jakarta"))
PATH = "berita/2019/karangan.md"


def fresh(root, text: str = TEXT, **more) -> list[str]:
    return [article.path for article in news_articles(load(root, {PATH: text}, **{"now": NOW} | more))]


@pytest.mark.parametrize(
    ("age", "stands"),
    [
        (timedelta(), True),
        (timedelta(days=2), True),
        (timedelta(days=2, minutes=1), False),
        (timedelta(minutes=-1), False),
    ],
)
def test_an_entry_is_news_for_two_days_from_its_date(tmp_path, age, stands):
    published = datetime(2019, 5, 26, 1, 35, tzinfo=NOW.tzinfo)

    assert fresh(tmp_path, now=published + age) == ([PATH] if stands else [])


def test_drafts_of_a_preview_and_withdrawn_entries_are_no_news(tmp_path):
    draft = TEXT.replace("tags:", "status: draft\ntags:")
    reason = "corrections: [{date: 2019-05-27, kind: pencabutan, text: Uji.}]"
    withdrawn = TEXT.replace("tags:", f"status: withdrawn\n{reason}\ntags:")

    assert fresh(tmp_path / "a", draft, preview=True) == []
    assert fresh(tmp_path / "b", withdrawn) == []


def test_the_newest_thousand_are_told(tmp_path):
    files = {f"berita/2019/b{n:04}.md": TEXT for n in range(MOST_FRESH + 1)}

    assert len(news_articles(load(tmp_path, files, NOW))) == 1000


def read(data: bytes) -> list[dict[str, str]]:
    root = lxml.etree.fromstring(data)
    assert root.tag == f"{SITEMAP}urlset"
    return [
        {
            "loc": url.findtext(f"{SITEMAP}loc"),
            "name": url.findtext(f"{NEWS}news/{NEWS}publication/{NEWS}name"),
            "language": url.findtext(f"{NEWS}news/{NEWS}publication/{NEWS}language"),
            "date": url.findtext(f"{NEWS}news/{NEWS}publication_date"),
            "title": url.findtext(f"{NEWS}news/{NEWS}title") or "",
        }
        for url in root
    ]


def test_an_entry_is_told_with_publication_language_date_and_title(tmp_path):
    english = TEXT.replace("tags:", "lang: en\ntags:").replace("Berita karangan", "Wood & “rattan”")
    library = load(tmp_path, {PATH: english}, NOW)

    (found,) = read(write_news(news_articles(library), library.portal.name, HOST))

    assert found == {
        "loc": "https://uji.example/portal/berita/2019/karangan/",
        "name": "Portal Uji",
        "language": "en",
        "date": "2019-05-26T01:35:00+07:00",
        "title": "Wood & “rattan”",
    }


@given(st.text(st.characters(exclude_categories=()), max_size=200))
def test_any_title_reads_back(title):
    article = News.model_construct(path=PATH, title=title, date=NOW, lang="id")

    (found,) = read(write_news([article], "Portal Uji", HOST))

    assert found["title"] == allowed_in_xml(title)
