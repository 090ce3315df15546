"""The host's own file of redirects."""

from kabar.outputs.host_redirects import host_redirects, redirects_file
from tests.kabar.outputs.structured_data.loading import load
from tests.portals import NEWS

KAYU = "---\nlabel: Kayu\ndefinition: Topik karangan.\n"
FILES = {
    "topik/kayu.md": f"{KAYU}synonyms: [Kriya kayu, C++, CON, hal]\naliases: [/topik/ukir/, /blog/kayu.html]\n---\n",
    "topik/rotan.md": "---\nlabel: Rotan\ndefinition: Topik karangan.\nmerged_into: bambu\n---\n",
    "topik/bambu.md": "---\nlabel: Bambu\ndefinition: Topik karangan.\nmerged_into: kayu\n---\n",
    "berita/2019/karangan.md": NEWS.replace("tags", "aliases: [/lama/seri-é/]\ntags"),
    "alamat.yaml": "- {address: /topik/logam/, date: 2019-06-01, moved_to: /topik/kayu/}\n"
    "- {address: /berita/2018/cabut/, date: 2019-06-01, reason: Sumbernya keliru.}\n",
}


def test_every_old_address_leads_to_where_its_page_stands_now(tmp_path):
    redirects = host_redirects(load(tmp_path, FILES))

    assert redirects == {
        "/blog/kayu.html": "/topik/kayu/",
        "/lama/seri-é/": "/berita/2019/karangan/",
        "/topik/bambu/": "/topik/kayu/",
        "/topik/logam/": "/topik/kayu/",
        "/topik/rotan/": "/topik/kayu/",
        "/topik/ukir/": "/topik/kayu/",
        "/topik/bambu/atom.xml": "/topik/kayu/atom.xml",
        "/topik/logam/atom.xml": "/topik/kayu/atom.xml",
        "/topik/rotan/atom.xml": "/topik/kayu/atom.xml",
        "/topik/ukir/atom.xml": "/topik/kayu/atom.xml",
        "/topik/industri-kecil-dan-menengah/": "/topik/ikm/",
        "/topik/kriya-kayu/": "/topik/kayu/",
    }


def test_what_was_an_address_comes_before_what_is_only_a_name(tmp_path):
    order = list(host_redirects(load(tmp_path, FILES)))

    assert order[-2:] == ["/topik/industri-kecil-dan-menengah/", "/topik/kriya-kayu/"]


def test_a_line_has_both_addresses_below_the_base_and_in_ascii():
    assert (
        redirects_file({"/lama/é/": "/berita/2019/baru/"}, "/portal")
        == "/portal/lama/%C3%A9/ /portal/berita/2019/baru/ 301\n"
    )
