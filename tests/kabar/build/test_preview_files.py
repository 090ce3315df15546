"""Which file of a preview an address means."""

import threading
import time

import pytest

from kabar.preview.preview_files import find


@pytest.fixture
def folder(tmp_path):
    site = tmp_path / "situs"
    for name in ("index.html", "berita/index.html", "atom.xml", "kosong/.simpan", "tanpa-akhiran", "a.css", "kal.ics"):
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(name)
    (tmp_path / "rahasia.txt").write_text("rahasia")
    (site / "jalan-keluar").symlink_to(tmp_path)
    return site


@pytest.mark.parametrize(
    ("address", "kind", "text"),
    [
        ("/", "text/html; charset=utf-8", b"index.html"),
        ("/berita/", "text/html; charset=utf-8", b"berita/index.html"),
        ("/atom.xml", "application/xml", b"atom.xml"),
        ("/a.css", "text/css; charset=utf-8", b"a.css"),
        ("/kal.ics", "text/calendar; charset=utf-8", b"kal.ics"),
        ("/tanpa-akhiran", "application/octet-stream", b"tanpa-akhiran"),
    ],
)
def test_an_address_leads_to_its_file_with_its_type(folder, address, kind, text):
    found = find(folder, address, 0)

    assert (found.kind, found.data) == (kind, text)


def test_a_folder_without_its_slash_is_known_as_one(folder):
    assert find(folder, "/berita", 0).is_folder


@pytest.mark.parametrize(
    "address",
    ["/tidak/ada", "/kosong/", "/atom.xml/", "/../rahasia.txt", "/berita/../../rahasia.txt",
        "/jalan-keluar/rahasia.txt",
     "/a\0b", "/..\\rahasia.txt", "//etc/passwd"],
)  # fmt: skip
def test_what_is_not_there_or_outside_is_nothing(folder, address):
    assert find(folder, address, 0) is None


def test_while_a_build_swaps_the_folder_a_page_is_waited_for(folder):
    away = folder.with_name("sebelumnya")
    folder.rename(away)
    threading.Timer(0.1, lambda: away.rename(folder)).start()

    assert find(folder, "/", patience=5).data == b"index.html"


def test_what_is_missing_in_a_folder_that_stands_still_is_not_waited_for(folder):
    began = time.monotonic()

    assert find(folder, "/tidak/ada", patience=5) is None
    assert time.monotonic() - began < 1
