"""What stands at the address of an entry that was deleted."""

from tests.kabar.pages.test_composition import pages

GONE = "- {address: /berita/2019/lama/, date: 2019-06-02, reason: Terbit dua kali.}\n"


def test_the_page_of_a_deleted_entry_tells_why_and_when(tmp_path):
    page = pages(tmp_path, {"alamat.yaml": GONE})["/berita/2019/lama/"]

    assert (page.heading, page.lead) == ("Halaman dicabut", "Terbit dua kali.")
    assert (page.withdrawn.iso, page.withdrawn.text) == ("2019-06-02", "2 Juni 2019")
    assert page.modified is None
