"""The Atom feed, read by lxml and by feedparser."""

import feedparser
import lxml.etree
from hypothesis import given
from hypothesis import strategies as st

from kabar.outputs.feeds.atom import write_atom
from kabar.outputs.feeds.feed_values import allowed_in_xml
from tests.kabar.outputs.feeds.examples import INFO, entry

ATOM = "{http://www.w3.org/2005/Atom}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def read(data: bytes):
    return lxml.etree.fromstring(data)


def test_a_feed_has_what_rfc_4287_demands():
    feed = read(write_atom(INFO, [entry()]))

    assert feed.tag == f"{ATOM}feed"
    assert feed.get(XML_LANG) == "id"
    for holder in (feed, feed.find(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(holder.findall(ATOM + name)) == 1
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links == {
        "self": INFO.feed_url,
        "alternate": INFO.url,
        "license": "https://creativecommons.org/licenses/by/4.0/",
    }
    assert feed.findtext(f"{ATOM}rights").startswith("CC BY 4.0")
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "Penerbit Uji"


def test_an_entry_reads_back_whole():
    parsed = feedparser.parse(write_atom(INFO, [entry()]))

    (found,) = parsed.entries
    assert not parsed.bozo
    assert parsed.version == "atom10"
    assert found.id == "urn:uuid:dade7a70-ef54-5ad3-99e8-03ea4a7bfe7b"
    assert found.link == "https://uji.example/portal/berita/2019/karangan/"
    assert (found.published, found.updated) == ("2019-05-26T01:35:00+07:00", "2019-05-28T09:00:00+07:00")
    assert found.published_parsed[:5] == (2019, 5, 25, 18, 35)
    assert found.authors == [{"name": "Sri Karangan", "href": "https://uji.example/portal/orang/sri/"}]
    assert [(tag.term, tag.label) for tag in found.tags] == [("ikm", "IKM"), ("kayu", "Kayu & rotan")]
    assert {tag.scheme for tag in found.tags} == {"https://uji.example/portal/topik/"}
    assert found.summary == "Teras karangan & ringkas."
    assert found.content[0].type == "text/html"
    assert found.content[0].value == entry().content
    assert [(one.href, one.type, one.length) for one in found.enclosures] == [(entry().image, "image/jpeg", "84213")]
    assert [(one["url"], one["medium"], one["filesize"]) for one in found.media_content] == [
        (entry().image, "image", "84213")
    ]


def test_the_feed_changed_when_the_last_of_its_entries_did():
    feed = read(write_atom(INFO, [entry(), entry(updated=entry().published)]))

    assert feed.findtext(f"{ATOM}updated") == "2019-05-28T09:00:00+07:00"


def test_an_empty_feed_carries_a_fixed_date():
    feed = read(write_atom(INFO, []))

    assert feed.findtext(f"{ATOM}updated") == "1970-01-01T00:00:00+00:00"


def test_an_entry_in_another_language_says_so():
    feed = read(write_atom(INFO, [entry(lang="en")]))

    assert feed.find(f"{ATOM}entry").get(XML_LANG) == "en"


@given(st.text(st.characters(exclude_categories=())), st.text())
def test_any_title_and_body_read_back(title, content):
    found = read(write_atom(INFO, [entry(title=title, content=content)])).find(f"{ATOM}entry")

    assert (found.findtext(f"{ATOM}title") or "") == allowed_in_xml(title)
    assert (found.findtext(f"{ATOM}content") or "") == allowed_in_xml(content)
