"""A withheld attachment is found as it would be published; what a published one holds as well is no leak."""

from datetime import UTC, datetime
from random import Random

import pytest

from kabar.build.verify.leak_search import find_secrets, unpublished
from kabar.build.verify.secrets import published_sources, secrets_of
from kabar.content.library import load_library
from kabar.outputs.cleaning.cleaned_files import clean
from tests.office_files import docx, unzipped, zipped
from tests.pdf_files import new_pdf, saved
from tests.portals import NEWS, SMALL, write_content

PICTURE = Random(7).randbytes(6000)
SENTENCE = "Peserta akan menerima tungku listrik baru dari panitia"
DRAFT = NEWS.replace("tags:", "status: draft\nattachments: [{{file: {}, title: Karangan}}]\ntags:").replace(
    "Isi berita karangan", SENTENCE
)
SHOWN = NEWS.replace("tags:", "attachments: [{{file: {}, title: Karangan}}]\ntags:")


def described(text: str, author: str) -> bytes:
    """A document with a picture of some size, by ``author``."""
    files = unzipped(
        docx(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>", [("image", "media/a.bin")], {"word/media/a.bin": PICTURE})
    )
    files["docProps/core.xml"] = files["docProps/core.xml"].replace(b"Budi Karangan", author.encode())
    return zipped(files)


def by(author: str, *pages: str) -> bytes:
    pdf = new_pdf(*(pages or ("Isi karangan yang panjang " * 40,)))
    pdf.docinfo["/Author"] = author
    return saved(pdf)


def leaks(tmp_path, content: dict, output: dict[str, bytes]) -> set[tuple[str, str]]:
    """What is found of withheld files in ``output``: (whose, where)."""
    library = load_library(write_content(tmp_path / "isi", SMALL | content), datetime(2019, 6, 1, tzinfo=UTC)).library
    secrets = secrets_of(library)
    found = find_secrets(write_content(tmp_path / "hasil", output), output, secrets)
    return {(found[one].path, found[one].found_in) for one in unpublished(found, secrets, published_sources(library))}


@pytest.mark.parametrize(("ending", "data"), [("docx", described("Rahasia", "Budi")), ("pdf", by("Budi"))])
def test_a_withheld_attachment_is_found_as_it_would_be_published(tmp_path, ending, data):
    path = f"lampiran/a.{ending}"
    content = {"berita/2019/draf.md": DRAFT.format(path), path: data}

    for form in (data, clean(path, data)):
        assert leaks(tmp_path / str(len(form)), content, {f"lain.{ending}": form, "index.html": b""}) == {
            (path, f"lain.{ending}")
        }


@pytest.mark.parametrize(
    ("ending", "shown", "withheld"),
    [
        ("docx", described("Isi", "Budi"), described("Isi", "Siti Karangan")),
        ("docx", described("Isi", "Budi"), described("Isi lain sama sekali", "Siti")),
        ("pdf", by("Budi"), by("Siti Karangan")),
    ],
)
def test_a_published_attachment_is_no_leak_of_a_withheld_one_that_is_like_it(tmp_path, ending, shown, withheld):
    path, other = f"lampiran/terbit.{ending}", f"lampiran/draf.{ending}"
    content = {
        "berita/2019/terbit.md": SHOWN.format(path),
        "berita/2019/draf.md": DRAFT.format(other),
        path: shown,
        other: withheld,
    }

    assert leaks(tmp_path, content, {path: clean(path, shown)}) == set()


def test_a_sentence_of_a_draft_is_found_in_a_cleaned_attachment(tmp_path):
    content = {"berita/2019/draf.md": DRAFT.format("lampiran/a.docx"), "lampiran/a.docx": docx()}

    for name, data in (("b.docx", described(SENTENCE, "Budi")), ("b.pdf", by("Budi", SENTENCE))):
        assert leaks(tmp_path / name, content, {name: clean(name, data)}) == {("berita/2019/draf.md", name)}


def test_what_programs_write_into_every_file_is_no_secret_of_one(tmp_path):
    rest = {"word/theme/theme1.xml": f"<a>{Random(9).randbytes(9000).hex()}</a>"}
    withheld, other = (
        docx(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>", [("theme", "theme/theme1.xml")], rest)
        for text in ("Satu", "Dua")
    )
    content = {"berita/2019/draf.md": DRAFT.format("lampiran/a.docx"), "lampiran/a.docx": withheld}

    for form in (other, clean("b.docx", other)):
        assert leaks(tmp_path / str(len(form)), content, {"b.docx": form}) == set()
