"""The JSON feed, checked against what version 1.1 of the format says."""

import json

import jsonschema
from hypothesis import given
from hypothesis import strategies as st

from kabar.outputs.feeds.feed_values import allowed_in_xml
from kabar.outputs.feeds.json_feed import write_json_feed
from tests.kabar.outputs.feeds.examples import INFO, entry

ADDRESS = {"type": "string", "pattern": "^https?://"}
MOMENT = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$"}
AUTHORS = {
    "type": "array",
    "minItems": 1,
    "items": {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}, "url": ADDRESS}},
}
# https://www.jsonfeed.org/version/1.1/
SCHEMA = {
    "type": "object",
    "required": ["version", "title", "items"],
    "patternProperties": {"^_": {"type": "object"}},
    "additionalProperties": False,
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": {"type": "string"},
        "home_page_url": ADDRESS,
        "feed_url": ADDRESS,
        "description": {"type": "string"},
        "language": {"type": "string"},
        "authors": AUTHORS,
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "content_html"],
                "additionalProperties": False,
                "properties": {
                    "id": {"type": "string"},
                    "url": ADDRESS,
                    "title": {"type": "string"},
                    "summary": {"type": "string"},
                    "content_html": {"type": "string"},
                    "image": ADDRESS,
                    "date_published": MOMENT,
                    "date_modified": MOMENT,
                    "language": {"type": "string"},
                    "authors": AUTHORS,
                    "tags": {"type": "array", "minItems": 1, "items": {"type": "string"}},
                },
            },
        },
    },
}


def read(data: bytes) -> dict:
    feed = json.loads(data.decode("utf-8"))
    jsonschema.validate(feed, SCHEMA)
    return feed


def test_a_feed_says_where_it_stands_and_under_which_licence():
    feed = read(write_json_feed(INFO, [entry()]))

    assert (feed["home_page_url"], feed["feed_url"]) == (INFO.url, INFO.feed_url)
    assert feed["language"] == "id"
    assert feed["_licence"] == {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"}


def test_an_item_reads_back_whole():
    (item,) = read(write_json_feed(INFO, [entry()]))["items"]

    assert item == {
        "id": "urn:uuid:dade7a70-ef54-5ad3-99e8-03ea4a7bfe7b",
        "url": "https://uji.example/portal/berita/2019/karangan/",
        "title": "Ukiran <b>karangan</b> & “lainnya”",
        "summary": "Teras karangan & ringkas.",
        "content_html": entry().content,
        "image": "https://uji.example/portal/gambar/ukiran.jpg",
        "date_published": "2019-05-26T01:35:00+07:00",
        "date_modified": "2019-05-28T09:00:00+07:00",
        "language": "id",
        "authors": [{"name": "Sri Karangan", "url": "https://uji.example/portal/orang/sri/"}],
        "tags": ["IKM", "Kayu & rotan"],
    }


def test_what_an_entry_does_not_have_is_left_out():
    (item,) = read(write_json_feed(INFO, [entry(authors=(), topics=(), image="")]))["items"]

    assert not {"authors", "tags", "image"} & set(item)


def test_an_empty_feed_is_a_feed():
    assert read(write_json_feed(INFO, []))["items"] == []


@given(st.text(st.characters(exclude_categories=()), min_size=1))
def test_any_title_reads_back(title):
    (item,) = read(write_json_feed(INFO, [entry(title=title)]))["items"]

    assert item["title"] == allowed_in_xml(title)
