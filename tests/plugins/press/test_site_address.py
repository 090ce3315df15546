"""SITEURL, read."""

import pytest

from plugins.press.failure import BuildFailed
from plugins.press.site_address import is_local, read_siteurl


@pytest.mark.parametrize(
    ("text", "siteurl"),
    [
        ("", ""),
        ("https://kabar.example", "https://kabar.example"),
        ("https://kabar.example/", "https://kabar.example"),
        (" https://kabar.example/a/b// ", "https://kabar.example/a/b"),
        ("http://127.0.0.1:9000/portal", "http://127.0.0.1:9000/portal"),
    ],
)
def test_a_plain_address_loses_its_last_slash(text, siteurl):
    assert read_siteurl(text) == siteurl


@pytest.mark.parametrize(
    "text",
    [
        "kabar.example",
        "ftp://kabar.example",
        "https://",
        "https:///portal",
        "https://kabar.example/?a=1",
        "https://kabar.example/#a",
        "https://kabar.example?",
        "https://nama:sandi@kabar.example",
        "https://kabar.example/a b",
        "https://kabar.example/a//b",
        "https://kabar.example/../b",
        'https://kabar.example/"><script>',
        "https://kabar.example/`id`$HOME",
        "https://kabár.example",
        "https://[salah",
        "https://kabar.example:port",
    ],
)
def test_what_is_not_a_plain_web_address_is_refused(text):
    with pytest.raises(BuildFailed, match="SITEURL"):
        read_siteurl(text)


@pytest.mark.parametrize(
    ("siteurl", "local"),
    [
        ("http://127.0.0.1:8000", True),
        ("http://localhost/portal", True),
        ("http://kabar.localhost", True),
        ("https://localhost.example", False),
        ("https://kabar.example", False),
    ],
)
def test_a_local_address_is_known_as_one(siteurl, local):
    assert is_local(siteurl) is local
