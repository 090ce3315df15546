"""SITEURL, read."""


import pytest
import yaml

from kabar.build.options import EXAMPLE, is_local, pages_address, read_siteurl, refuse_unusable
from kabar.failure import BuildFailed
from tests.demonstration import demonstration_content


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


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("https://kabar.example/index.html", "https://kabar.example"),
        ("https://kabar.example/portal/Index.HTM/", "https://kabar.example/portal"),
        ("https://kabar.example/portal/beranda.php", "https://kabar.example/portal"),
    ],
)
def test_an_address_of_a_page_is_refused_with_that_of_its_folder(text, right):
    with pytest.raises(BuildFailed) as refused:
        read_siteurl(text)

    assert str(refused.value).endswith(f"tulis: SITEURL={right}")
    assert read_siteurl(right) == right


@pytest.mark.parametrize("text", ["https://index.html", "https://kabar.example/v1.2", "https://kabar.example/html"])
def test_a_host_or_folder_that_looks_like_a_page_is_none(text):
    assert read_siteurl(text) == text


@pytest.mark.parametrize(
    ("remote", "pages"),
    [
        ("https://github.com/Nama/portal.git", "https://nama.github.io/portal"),
        ("git@github.com:nama/portal", "https://nama.github.io/portal"),
        ("ssh://git@github.com/nama/nama.github.io.git", "https://nama.github.io"),
        ("https://gitlab.com/nama/portal.git", ""),
        ("/srv/situs.git", ""),
    ],
)
def test_the_address_of_a_repositorys_pages(remote, pages):
    assert pages_address(remote) == pages


@pytest.mark.parametrize(
    ("siteurl", "remote", "told"),
    [
        (EXAMPLE, "/srv/situs.git", "misalnya: SITEURL: https://nama-akun.github.io/nama-repositori"),
        (EXAMPLE, "git@github.com:nama/portal.git", "misalnya: SITEURL: https://nama.github.io/portal"),
        ("https://nama.github.io", "git@github.com:nama/portal.git", "SITEURL: https://nama.github.io/portal"),
        ("https://nama.github.io/lain", "git@github.com:nama/portal.git", "SITEURL: https://nama.github.io/portal"),
    ],
)
def test_an_address_at_which_nobody_can_open_what_is_published_is_refused(siteurl, remote, told):
    with pytest.raises(BuildFailed) as refused:
        refuse_unusable(siteurl, remote)

    assert str(refused.value).endswith(told)


@pytest.mark.parametrize(
    ("siteurl", "remote"),
    [
        ("https://nama.github.io/portal", "git@github.com:Nama/portal.git"),
        ("https://kabar.go.id", "git@github.com:nama/portal.git"),
        ("https://lain.github.io/portal", "git@github.com:nama/portal.git"),
        ("https://kabar.example", "/srv/situs.git"),
    ],
)
def test_every_other_address_may_be_published_at(siteurl, remote):
    refuse_unusable(siteurl, remote)


def test_the_example_is_the_portal_that_the_project_brings():
    portal = demonstration_content() / "portal.yaml"

    assert yaml.safe_load(portal.read_text("utf-8"))["SITEURL"] == EXAMPLE
