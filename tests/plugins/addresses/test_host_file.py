"""The host's own file of redirects."""

from plugins.addresses.host_file import redirects_file


def test_each_old_address_is_a_line_and_a_topics_feed_moves_along():
    targets = {"/topik/kriya/": "/topik/kerajinan/", "/blog/lama.html": "/berita/2019/baru/"}

    assert redirects_file(targets, "/portal").splitlines() == [
        "/portal/blog/lama.html /portal/berita/2019/baru/ 301",
        "/portal/topik/kriya/ /portal/topik/kerajinan/ 301",
        "/portal/topik/kriya/atom.xml /portal/topik/kerajinan/atom.xml 301",
    ]
