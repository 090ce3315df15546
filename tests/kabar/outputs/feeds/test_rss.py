"""The RSS feed, read by lxml and by feedparser."""

from datetime import datetime
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

import feedparser
import lxml.etree
from hypothesis import given
from hypothesis import strategies as st

from kabar.outputs.feeds.feed_values import allowed_in_xml
from kabar.outputs.feeds.rss import write_rss
from tests.kabar.outputs.feeds.examples import INFO, entry

CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"


def channel_of(data: bytes):
    root = lxml.etree.fromstring(data)
    assert (root.tag, root.get("version")) == ("rss", "2.0")
    return root.find("channel")


def test_a_channel_has_what_rss_demands_and_leads_to_itself():
    channel = channel_of(write_rss(INFO, [entry()]))

    assert channel.findtext("title") == "Portal Uji & kawan"
    assert channel.findtext("link") == INFO.url
    assert channel.findtext("description") == "Portal karangan <untuk> pengujian."
    assert channel.findtext("language") == "id"
    assert channel.findtext("copyright") == "CC BY 4.0: https://creativecommons.org/licenses/by/4.0/"
    assert channel.find("{http://www.w3.org/2005/Atom}link").get("href") == INFO.feed_url
    assert parsedate_to_datetime(channel.findtext("lastBuildDate")) == entry().updated


def test_an_item_reads_back_whole():
    parsed = feedparser.parse(write_rss(INFO, [entry()]))

    (found,) = parsed.entries
    assert not parsed.bozo
    assert (found.id, found.guidislink) == ("urn:uuid:dade7a70-ef54-5ad3-99e8-03ea4a7bfe7b", False)
    assert found.link == "https://uji.example/portal/berita/2019/karangan/"
    assert found.published == "Sun, 26 May 2019 01:35:00 +0700"
    assert found.updated == "2019-05-28T09:00:00+07:00"
    assert found.author == "Sri Karangan"
    assert [tag.term for tag in found.tags] == ["IKM", "Kayu & rotan"]
    assert found.summary == "Teras karangan & ringkas."
    assert found.content[0].value == entry().content
    assert [(one.href, one.type, one.length) for one in found.enclosures] == [(entry().image, "image/jpeg", "84213")]
    assert [(one["url"], one["medium"], one["filesize"]) for one in found.media_content] == [
        (entry().image, "image", "84213")
    ]


def test_an_item_without_author_is_the_publishers():
    channel = channel_of(write_rss(INFO, [entry(authors=())]))

    assert channel.findtext(f"item/{CREATOR}") == "Penerbit Uji"


def test_local_mean_time_is_written_with_an_offset_that_mail_dates_know():
    long_ago = datetime(1890, 3, 2, 9, 0, tzinfo=ZoneInfo("Asia/Jakarta"))

    channel = channel_of(write_rss(INFO, [entry(published=long_ago)]))

    assert parsedate_to_datetime(channel.findtext("item/pubDate")) == long_ago


def test_an_empty_feed_carries_a_fixed_date():
    assert channel_of(write_rss(INFO, [])).findtext("lastBuildDate") == "Thu, 01 Jan 1970 00:00:00 +0000"


@given(st.text(st.characters(exclude_categories=())), st.text())
def test_any_title_and_body_read_back(title, content):
    item = channel_of(write_rss(INFO, [entry(title=title, content=content)])).find("item")

    assert (item.findtext("title") or "") == allowed_in_xml(title)
    assert (item.findtext(CONTENT) or "") == allowed_in_xml(content)
