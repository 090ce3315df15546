"""What TARIK may take down: what is online, no longer shown, and withheld or deleted."""

from datetime import UTC, datetime

import pytest

from kabar.content.library import load_library
from kabar.publish.takedown import check_takedown, read_addresses
from tests.kabar.build.publishers import news
from tests.portals import SMALL, TOPIC_IKM, write_content

NOW = datetime(2019, 6, 1, tzinfo=UTC)
PUBLISHED = {
    "/berita/2019/karangan/", "/berita/2019/a/", "/bimtek/2019/a/", "/topik/ikm/", "/topik/kriya/", "/orang/a/",
    "/lembaga/a/",
    "/angka/a/", "/tentang/",
}  # fmt: skip


def checked(tmp_path, asked, files=(), answered=()):
    library = load_library(write_content(tmp_path / "isi", SMALL | dict(files)), NOW).library
    for address in answered:
        (tmp_path / "hasil" / address.strip("/")).mkdir(parents=True)
        (tmp_path / "hasil" / address.strip("/") / "index.html").touch()
    return check_takedown(asked, PUBLISHED, tmp_path / "hasil", library)


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("", ()),
        (" / ", ()),
        ("/berita/2019/a/", ("/berita/2019/a/",)),
        ("berita/2019/a\n/topik/ikm", ("/berita/2019/a/", "/topik/ikm/")),
        ("https://uji.example/portal/tentang/ /tentang/", ("/tentang/",)),
        ("https://lain.example/tentang/", ("/https://lain.example/tentang/",)),
    ],
)
def test_addresses_are_read_as_people_copy_them(text, addresses):
    assert read_addresses(text, "https://uji.example/portal") == addresses


@pytest.mark.parametrize("address", sorted(PUBLISHED - {"/berita/2019/karangan/", "/topik/ikm/"}))
def test_what_was_deleted_may_go_whatever_kind_it_was(tmp_path, address):
    assert checked(tmp_path, [address]) == ({address: "berkasnya tidak ada lagi"}, [])


@pytest.mark.parametrize(
    ("text", "reason"), [(news("a", "status: draft"), "draf"), (news("a", date="2019-06-26"), "terjadwal")]
)
def test_what_is_withheld_may_go(tmp_path, text, reason):
    assert checked(tmp_path, ["/berita/2019/a/"], {"berita/2019/a.md": text}) == ({"/berita/2019/a/": reason}, [])


@pytest.mark.parametrize(
    ("address", "answered", "reason"),
    [
        ("/berita/2019/karangan/", True, "alamat ini masih dijawab; jadikan berita/2019/karangan.md draf"),
        ("/berita/2019/a/", True, "alamat ini masih dijawab; jadikan berita/2019/a.md draf"),
        ("/topik/ikm/", True, "alamat ini masih dijawab; jadikan topik/ikm.md draf"),
        ("/berita/2019/karangan/", False, "berita/2019/karangan.md seharusnya tampil, tetapi halamannya tidak ada"),
        ("/topik/ikm/", False, "topik/ikm.md seharusnya tampil"),
        (
            "/berita/2019/karangam/",
            False,
            "alamat ini tidak ada di daftar terbitan lalu; maksud Anda '/berita/2019/karangan/'?",
        ),
        ("/lampiran/a.pdf/", False, "alamat ini tidak ada di daftar terbitan lalu, jadi tidak perlu ditarik"),
    ],
)
def test_all_else_stays_and_is_told_why(tmp_path, address, answered, reason):
    taken_down, (refusal,) = checked(tmp_path, [address], answered=[address] if answered else [])

    assert not taken_down
    assert refusal.startswith(f"TARIK={address}: {reason}")


def test_a_topic_that_leads_on_still_answers(tmp_path):
    merged = (
        TOPIC_IKM.replace("label: IKM", "label: Kriya\nmerged_into: ikm")
        .replace("[Industri kecil dan menengah]", "[]")
        .replace("[ikmm]", "[]")
    )

    _, (refusal,) = checked(tmp_path, ["/topik/kriya/"], {"topik/kriya.md": merged}, ["/topik/kriya/"])

    assert "masih dijawab" in refusal
