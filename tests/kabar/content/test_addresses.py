"""Which addresses are taken."""

from datetime import date

import pytest

from kabar.content.library import load_library
from tests.portals import NEWS, SMALL, write_content


@pytest.mark.parametrize(
    "address",
    [
        "/topik/topik.json",
        "/topik/topik.jsonld",
        "/topik/ikm/atom.xml",
        "/_redirects",
        "/terbit-2019.json",
        "/sitemap-topik-2.xml",
    ],
)
def test_no_entry_may_take_the_address_of_a_file_for_machines(tmp_path, address):
    files = SMALL | {"berita/2019/karangan.md": NEWS.replace("tags", f"aliases: [{address}]\ntags")}

    (problem,) = load_library(write_content(tmp_path, files), date(2019, 6, 1)).problems

    assert problem.message.startswith(f"alamat {address}/ sudah dipakai portal ini sendiri")


def test_a_topics_names_are_addresses_where_every_disk_can_carry_them(tmp_path):
    names = ["Kriya kayu", "C++", "CON", "hal", "Ünik", "木工", "a" * 101]
    text = "---\nlabel: Kayu\ndefinition: Karangan.\nsynonyms: [{}]\n---\n".format(", ".join(names))

    library = load_library(write_content(tmp_path, SMALL | {"topik/kayu.md": text}), date(2019, 6, 1)).library

    assert {old for old, path in library.redirects.items() if path == "topik/kayu.md"} == {
        "topik/kriya-kayu",
        "topik/unik",
    }
