"""A made-up feed and entries of it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from kabar.outputs.feeds.feed_values import FeedAuthor, FeedEntry, FeedInfo, FeedTopic

JAKARTA = ZoneInfo("Asia/Jakarta")
INFO = FeedInfo(
    id="urn:uuid:d5099d49-1142-5ac4-88bc-848b0e983bc3",
    title="Portal Uji & kawan",
    description="Portal karangan <untuk> pengujian.",
    url="https://uji.example/portal/",
    feed_url="https://uji.example/portal/umpan",
    publisher=FeedAuthor("Penerbit Uji", "https://uji.example/portal/"),
    scheme="https://uji.example/portal/topik/",
    licence=("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
)


def entry(**changes) -> FeedEntry:
    """An entry with every field filled, and ``changes`` in it."""
    given = {
        "id": "urn:uuid:dade7a70-ef54-5ad3-99e8-03ea4a7bfe7b",
        "url": "https://uji.example/portal/berita/2019/karangan/",
        "title": "Ukiran <b>karangan</b> & “lainnya”",
        "summary": "Teras karangan & ringkas.",
        "content": '<p>Isi <a href="https://uji.example/portal/topik/ikm/">karangan</a> &amp; lengkap.</p>',
        "published": datetime(2019, 5, 26, 1, 35, tzinfo=JAKARTA),
        "updated": datetime(2019, 5, 28, 9, 0, tzinfo=JAKARTA),
        "authors": (FeedAuthor("Sri Karangan", "https://uji.example/portal/orang/sri/"),),
        "topics": (FeedTopic("ikm", "IKM"), FeedTopic("kayu", "Kayu & rotan")),
        "image": "https://uji.example/portal/gambar/ukiran.jpg",
        "image_kind": "image/jpeg",
        "image_octets": 84213,
    }
    return FeedEntry(**(given | changes))
