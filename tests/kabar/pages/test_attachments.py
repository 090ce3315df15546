"""What the page of an entry says of its files to download."""

from datetime import date

from kabar.content.library import load_library
from kabar.pages.composition import compose
from tests.kabar.pages.test_composition import HOST
from tests.office_files import docx
from tests.portals import NEWS, SMALL, write_content

LISTED = "attachments: [{file: lampiran/a.docx, title: Satu}, {file: lampiran/a.docx, title: Dua, kind: jadwal}]\ntags"


def test_the_type_of_an_attachment_is_told_once(tmp_path):
    document = docx()
    files = {"berita/2019/karangan.md": NEWS.replace("tags", LISTED), "lampiran/a.docx": document}
    library = load_library(write_content(tmp_path, SMALL | files), date(2020, 1, 1)).library

    composed = compose(library, {}, {"lampiran/a.docx": 812}, HOST)
    (page,) = [planned.page for planned in composed.pages if planned.url == "/berita/2019/karangan/"]

    assert [(file.kind, file.size) for file in page.attachments] == [("", "DOCX, 812 B"), ("Jadwal", "DOCX, 812 B")]
