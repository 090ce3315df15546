"""A portal without a single entry still stands."""

import pytest

from tests.portals import MINIMAL, write_content
from tests.site.building import build
from tests.site.pages import read_page, text_of


@pytest.mark.build
def test_an_empty_portal_says_what_would_be_there(tmp_path):
    output = build(write_content(tmp_path / "isi", MINIMAL), tmp_path / "hasil")

    assert "Belum ada berita" in text_of(read_page(output / "berita/index.html").find(".//main"))
    assert "Belum ada tulisan tentang IKM" in text_of(read_page(output / "topik/ikm/index.html").find(".//main"))
    assert "belum ada bimtek yang membuka pendaftaran" in text_of(read_page(output / "index.html").find(".//main"))
