"""Where links in bodies lead."""

import pytest

from kabar.content.parsing.problems import BadValue
from kabar.content.reading.links import Destinations, Pages, resolve

PLACES = Destinations(
    pages=Pages({"halaman/tentang.md": "/tentang/"}, {"berita/2019/ukiran.md"}),
    addresses={"", "berita", "topik", "atom.xml", "blog/lama"},
    files={"gambar/ukiran.svg", "gambar/2026/IMG_1.HEIC"},
)


@pytest.mark.parametrize(
    ("target", "address"),
    [
        ("{filename}/berita/2019/ukiran.md", "/berita/2019/ukiran/"),
        ("{filename}/berita/2019/ukiran.md#hasil", "/berita/2019/ukiran/#hasil"),
        ("%7Bfilename%7D/halaman/tentang.md", "/tentang/"),
        ("{static}/gambar/ukiran.svg", "/gambar/ukiran.svg"),
        ("{static}/gambar/2026/IMG_1.HEIC", "/gambar/2026/IMG_1@HEIC.jpg"),
        ("/gambar/2026/IMG_1.HEIC#x", "/gambar/2026/IMG_1@HEIC.jpg#x"),
        ("/gambar/2026/IMG_1%2EHEIC", "/gambar/2026/IMG_1@HEIC.jpg"),
        ("/berita/2019/ukiran/", "/berita/2019/ukiran/"),
        ("/tentang/#kontak", "/tentang/#kontak"),
        ("/", "/"),
        ("/berita/", "/berita/"),
        ("/blog/lama/", "/blog/lama/"),
        ("/atom.xml", "/atom.xml"),
        ("#hasil", "#hasil"),
        ("https://kemenperin.go.id/x?y=z", "https://kemenperin.go.id/x?y=z"),
        ("mailto:a@b.id", "mailto:a@b.id"),
    ],
)
def test_a_link_that_leads_somewhere(target, address):
    assert resolve(target, PLACES) == address


@pytest.mark.parametrize(
    ("target", "message"),
    [
        (
            "{filename}/berita/2019/ukirn.md",
            "berkas 'berita/2019/ukirn.md' tidak ada; maksud Anda 'berita/2019/ukiran.md'?",
        ),
        (
            "{filename}ukiran.md",
            (
                "alamat berkas '{filename}ukiran.md' ditulis dari akar content/; maksud Anda"
                " '{filename}/berita/2019/ukiran.md'?"
            ),
        ),
        ("{tag}ikm", "'{tag}' tidak dikenal; pakai {filename} atau {static}"),
        (
            "/berita/2019/ukirn/",
            "alamat '/berita/2019/ukirn/' tidak ada di portal ini; maksud Anda '/berita/2019/ukiran/'?",
        ),
        (
            "/berita/2019/ukiran",
            "alamat halaman '/berita/2019/ukiran' diakhiri garis miring; maksud Anda '/berita/2019/ukiran/'?",
        ),
        ("../ukiran/", "tautan '../ukiran/' tidak jelas tujuannya"),
        ("javascript:alert(1)", "tautan 'javascript:alert(1)' tidak boleh dipakai"),
        ("//evil.example/x", "tautan '//evil.example/x' tidak boleh dipakai"),
        ("http://[x", "tautan 'http://[x' tidak terbaca"),
    ],
)
def test_a_link_to_nothing_is_reported_with_its_remedy(target, message):
    with pytest.raises(BadValue) as error:
        resolve(target, PLACES, "berita/2019/lain.md")

    assert str(error.value).startswith(message)


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("/gambar/ukiran.svg", "gambar/ukiran.svg"),
        ("/gambar/ukiran.svg?a#b", "gambar/ukiran.svg"),
        ("/gambar/2026/IMG_1@HEIC.jpg", "gambar/2026/IMG_1.HEIC"),
        ("/gambar/2026/IMG_1.HEIC", ""),
        ("/gambar/2026/IMG_2@HEIC.jpg", ""),
        ("/gambar/tidak-ada.svg", ""),
        ("/berita/2019/ukiran/", ""),
        ("https://lain.example/gambar/ukiran.svg", ""),
        ("gambar/ukiran.svg", ""),
    ],
)
def test_which_file_is_published_at_an_address(address, file):
    assert PLACES.file_at(address) == file
