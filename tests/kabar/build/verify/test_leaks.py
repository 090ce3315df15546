"""What is withheld is found in every form in which it could stand in an output."""

import gzip
import io
import json
import zipfile
from datetime import UTC, datetime
from html import escape
from urllib.parse import quote

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event
from PIL import Image, PngImagePlugin

from kabar.build.verify.leak_search import find_secrets, unpublished
from kabar.build.verify.phrases import fold, fold_bytes, fold_without_markup, pieces_of
from kabar.build.verify.secrets import published_sources, secrets_of
from kabar.content.library import load_library
from tests.pictures import heic, photo
from tests.portals import SMALL, write_content

SENTENCE = "Peserta akan menerima tungku listrik baru dari panitia"
DRAFT = f"""\
---
title: Rencana tungku listrik untuk perajin gerabah
date: 2019-05-27 08:00
summary: Dua puluh bengkel dipilih diam-diam sebelum pengumuman resmi.
tags: [ikm]
status: draft
photo:
  file: gambar/2019/tungku-rahasia.png
  alt: Tungku listrik berwarna biru di sudut bengkel karangan
  credit: Redaksi
---
{SENTENCE} pada hari pembukaan.

## Bengkel yang dipilih diam-diam oleh panitia

Kalimat dengan **penekanan yang memotong** di tengah-tengahnya.
"""


def picture(colour: int) -> bytes:
    image = Image.new("RGB", (48, 48))
    image.putdata([((x * colour) % 251, (y * 7) % 253, (x * y) % 241) for x in range(48) for y in range(48)])
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


SECRET_PICTURE = picture(31)
CONTENT = SMALL | {
    "berita/2019/tungku.md": DRAFT,
    "gambar/2019/tungku-rahasia.png": SECRET_PICTURE,
    "gambar/2019/potret-rahasia.heic": heic(photo(64, 48)),
}


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    root = write_content(tmp_path_factory.mktemp("isi"), CONTENT)
    return load_library(root, datetime(2019, 6, 1, tzinfo=UTC)).library


@pytest.fixture(scope="module")
def secrets(library):
    return secrets_of(library)


def leaks(secrets, folder, data: bytes, name="index.html", sources=()):
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data)
    found = find_secrets(folder, [name], secrets)
    return [found[one] for one in unpublished(found, secrets, sources)]


def in_calendar(text: str) -> bytes:
    calendar, event = Calendar(), Event()
    event.add("description", f"Didahului kata yang panjang supaya terlipat di sini, {text}\nbaris lain")
    calendar.add_component(event)
    return calendar.to_ical()


def in_png(text: str) -> bytes:
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", text, zip=True)
    info.add_itxt("Title", text, zip=True)
    out = io.BytesIO()
    Image.new("L", (1, 1)).save(out, "PNG", pnginfo=info)
    return out.getvalue()


def in_docx(text: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:p>{text[:9]}<w:r>{text[9:]}</w:r></w:p>")
    return out.getvalue()


FORMS = {
    "as text": str.encode,
    "in capitals": lambda text: text.upper().encode(),
    "in an address": lambda text: quote(text).encode(),
    "escaped twice, as a feed has it": lambda text: escape(escape(f"<b>“{text}”</b>")).encode(),
    "with hard spaces": lambda text: text.replace(" ", "&nbsp;").encode(),
    "in JSON, broken over lines": lambda text: json.dumps({"x": text.replace(" ", "\n")}).encode(),
    "with a tag between the words": lambda text: text.replace(" ", '<br class="x">').encode(),
    "as a slug": lambda text: text.lower().replace(" ", "-").encode(),
    "in a calendar": in_calendar,
    "gzipped": lambda text: gzip.compress(text.encode()),
    "compressed by brotli": lambda text: brotli.compress(text.encode()),
    "in a picture's comment": in_png,
    "in a document": in_docx,
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_a_sentence_of_a_draft_is_found(form, secrets, tmp_path):
    name = {FORMS["in a document"]: "surat.docx", FORMS["compressed by brotli"]: "index.html.br"}.get(
        form, "index.html"
    )
    found = leaks(secrets, tmp_path, form(SENTENCE), name)

    assert {(leak.path, leak.found_in) for leak in found} == {("berita/2019/tungku.md", name)}


@pytest.mark.parametrize(
    "text",
    [
        "Rencana tungku listrik untuk perajin gerabah",
        "Dua puluh bengkel dipilih diam-diam sebelum pengumuman resmi",
        "/berita/2019/tungku/",
        "gambar/2019/tungku-rahasia.png",
        "Tungku listrik berwarna biru di sudut bengkel karangan",
        "Bengkel yang dipilih diam-diam oleh panitia",
    ],
)
def test_title_summary_address_picture_and_heading_are_sought(text, secrets, tmp_path):
    assert leaks(secrets, tmp_path, f"<p>Awal {text} akhir.</p>".encode())
    assert not leaks(secrets, tmp_path, f"<p>Awal {text[::-1]} akhir.</p>".encode())


def test_the_picture_of_a_draft_is_found_whole_renamed_and_inside_another_file(secrets, tmp_path):
    for name, data in (("a.png", SECRET_PICTURE), ("b.bin", b"xx" + SECRET_PICTURE[20:] + b"yy")):
        assert {leak.path for leak in leaks(secrets, tmp_path, data, name)} == {"gambar/2019/tungku-rahasia.png"}


@pytest.mark.parametrize(
    "name",
    [
        "berita/2019/tungku/index.html",
        "gambar/2019/potret-rahasia@heic.jpg",
        "gambar/2019/potret-rahasia.heic@360.avif",
    ],
)
def test_the_name_of_a_file_can_leak(secrets, tmp_path, name):
    assert leaks(secrets, tmp_path, b"", name)


def test_what_is_published_too_is_no_secret(secrets, tmp_path):
    source = tmp_path / "terbit.md"
    source.write_text(f"Sudah diumumkan: **{SENTENCE.upper()}**.", "utf-8")

    assert not leaks(secrets, tmp_path, SENTENCE.encode(), sources=[("", source)])


def test_nothing_is_found_in_what_is_shown(library, secrets, tmp_path):
    texts = b"\n".join((library.root / path).read_bytes() for path in library.articles)

    assert len(secrets) > 8
    assert not leaks(secrets, tmp_path, texts)


def test_every_shown_file_may_be_told(library):
    sources = dict(published_sources(library))

    assert set(sources) >= set(SMALL) - {"alamat.yaml"}
    assert "berita/2019/tungku.md" not in sources


def test_a_preview_has_no_secrets(library):
    shown = load_library(library.root, library.now, preview=True).library

    assert not secrets_of(shown)


def test_an_accepted_phrase_may_be_read_elsewhere(tmp_path):
    accepted = f'accepted: [{{warning: bukan-rahasia, text: "{SENTENCE}", reason: uji}}]\n---\n{SENTENCE}'
    content = CONTENT | {"berita/2019/tungku.md": DRAFT.replace(f"---\n{SENTENCE}", accepted)}
    loaded = load_library(write_content(tmp_path / "isi", content), datetime(2019, 6, 1, tzinfo=UTC))

    assert not leaks(secrets_of(loaded.library), tmp_path, SENTENCE.encode())


PERSON = (
    "---\nname: Dr. Retno Wulandari, M.Si.\nroles: [{title: Kepala Balai Rahasia, from: 2019-07-01}]\nstatus:"
    " draft\n---\nRetno dilantik diam-diam di ruang kepala balai bulan depan.\n"
)
OFFICE = "---\nname: Balai Rotan\nurl: https://balai-rotan.example\nstatus: draft\n---\n"
TOPIC = (
    "---\nlabel: Rotan\nlabel_en: Rattan work\nsynonyms: [Anyaman rotan]\nmisspellings: [anyamman]\ndefinition:"
    " Kerajinan dari batang rotan yang dianyam dengan tangan.\nstatus: draft\n---\n"
)
PAGE = (
    "---\ntitle: Program baru\nsummary: Bantuan mesin bagi seratus bengkel di tiga provinsi.\nstatus: draft\naliases:"
    " [/bantuan-mesin/]\n---\nIsi.\n"
)
FIGURE = """\
title: Ekspor rotan
summary: Angka karangan tentang ekspor rotan ke semua negara.
tags: [ikm]
measure: nilai ekspor rotan
unit: USD
observations:
  - {period: 2017, value: 100, note: Catatan yang sudah terbit sejak tahun lalu di sini,
     source: {publisher: Penerbit Lama, date: 2018-01-15}}
  - {period: 2018, value: 1234567890123, status: draft, note: Catatan yang belum boleh diketahui siapa pun di luar,
     source: {publisher: Penerbit Baru, title: Laporan rahasia, date: 2019-01-15}}
"""
LASTING = {
    "orang/retno-wulandari.md": PERSON,
    "lembaga/rotan.md": OFFICE,
    "topik/rotan.md": TOPIC,
    "halaman/program.md": PAGE,
    "angka/ekspor.yaml": FIGURE,
}


@pytest.fixture(scope="module")
def lasting(tmp_path_factory):
    """A library in which one document of each other kind is withheld, and of a measure one number."""
    root = write_content(tmp_path_factory.mktemp("lain"), SMALL | LASTING)
    library = load_library(root, datetime(2019, 6, 1, tzinfo=UTC)).library
    assert set(library.withheld_lasting) == set(LASTING)
    return library


def test_nothing_less_is_sought_of_what_has_mistakes(tmp_path):
    whole = CONTENT | LASTING
    whole["angka/ekspor.yaml"] = FIGURE.replace("title: Ekspor", "status: draft\ntitle: Ekspor")
    hidden = [path for path in whole if path in LASTING or path.endswith("tungku.md")]
    broken = whole | {
        path: (
            whole[path].replace(
                "status: draft\n", "status: draft\nkunci_salah: Kalimat lain yang belum boleh dibaca siapa pun.\n", 1
            )
        )
        for path in hidden
    }
    libraries = [
        load_library(write_content(tmp_path / name, files), datetime(2019, 6, 1, tzinfo=UTC)).library
        for name, files in (("utuh", whole), ("salah", broken))
    ]

    first, second = map(secrets_of, libraries)

    assert sorted(libraries[1].unfinished) == sorted(hidden) and not libraries[0].unfinished
    assert first.phrases.keys() < second.phrases.keys() and first.slices.keys() <= second.slices.keys()
    assert first.digests.keys() == second.digests.keys()
    assert any("Kalimat lain yang belum boleh" in text for _, text in second.phrases.values())


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("Retno Wulandari", "orang/retno-wulandari.md"),
        ("Kepala Balai Rahasia", "orang/retno-wulandari.md"),
        ("dilantik diam-diam di ruang kepala balai bulan depan", "orang/retno-wulandari.md"),
        ('<a href="/orang/retno-wulandari/">', "orang/retno-wulandari.md"),
        ("Balai <b>Rotan</b>", "lembaga/rotan.md"),
        ("https://balai-rotan.example/x", "lembaga/rotan.md"),
        ("/lembaga/rotan/", "lembaga/rotan.md"),
        ("RATTAN&nbsp;WORK", "topik/rotan.md"),
        ("anyaman-rotan", "topik/rotan.md"),
        ('["anyamman"]', "topik/rotan.md"),
        ("dari batang rotan yang dianyam dengan tangan", "topik/rotan.md"),
        ("Program baru", "halaman/program.md"),
        ("mesin bagi seratus bengkel di tiga provinsi", "halaman/program.md"),
        ("/program/", "halaman/program.md"),
        ("/bantuan-mesin/", "halaman/program.md"),
        ("US$1.234.567.890.123", "angka/ekspor.yaml"),
        ("belum boleh diketahui siapa pun di luar", "angka/ekspor.yaml"),
        ("Laporan rahasia", "angka/ekspor.yaml"),
    ],
)
def test_what_is_withheld_of_every_kind_is_sought(text, path, lasting, tmp_path):
    found = leaks(secrets_of(lasting), tmp_path, f"Awal. {text}. Akhir.".encode(), sources=published_sources(lasting))

    assert {leak.path for leak in found} == {path}


def test_what_a_measure_shows_is_no_secret_though_its_file_holds_one(lasting, tmp_path):
    secrets = secrets_of(lasting)
    shown = "Ekspor rotan, 2017: Catatan yang sudah terbit sejak tahun lalu di sini, Penerbit Lama, nilai ekspor rotan"

    assert not leaks(secrets, tmp_path, shown.encode())


def test_the_name_of_a_withheld_person_that_a_published_article_says_is_no_secret(lasting, tmp_path):
    root = write_content(
        tmp_path / "isi",
        SMALL | LASTING | {
            "berita/2019/karangan.md": SMALL["berita/2019/karangan.md"].replace("Isi", "Kata Retno Wulandari, isi")
        },
    )
    library = load_library(root, lasting.now).library

    assert not leaks(secrets_of(library), tmp_path, b"Retno Wulandari", sources=published_sources(library))


def test_an_address_of_the_portal_is_no_secret_of_a_draft_that_links_to_it(tmp_path):
    draft = DRAFT.replace(SENTENCE, "[x](/topik/industri-kecil-dan-menengah/)")
    root = write_content(tmp_path / "isi", CONTENT | {"berita/2019/tungku.md": draft})
    library = load_library(root, datetime(2019, 6, 1, tzinfo=UTC)).library
    told = b"/topik/industri-kecil-dan-menengah/ /topik/ikm/ 301"

    assert find_secrets_in(told, library, tmp_path) and not leaks(
        secrets_of(library), tmp_path, told, sources=published_sources(library)
    )


def find_secrets_in(told: bytes, library, folder):
    (folder / "_redirects").write_bytes(told)
    return find_secrets(folder, ["_redirects"], secrets_of(library))


def test_a_phrase_of_a_topic_may_be_accepted(tmp_path):
    accepted = 'accepted: [{warning: bukan-rahasia, text: "Anyaman rotan", reason: uji}]\nstatus'
    files = SMALL | LASTING | {"topik/rotan.md": TOPIC.replace("status", accepted)}
    library = load_library(write_content(tmp_path / "isi", files), datetime(2019, 6, 1, tzinfo=UTC)).library

    assert not leaks(secrets_of(library), tmp_path, b"Anyaman rotan")
    assert leaks(secrets_of(library), tmp_path, b"Rattan work")


def test_an_unfinished_draft_whose_acceptance_lacks_its_text_is_sought_whole(tmp_path):
    draft = DRAFT.replace("status: draft", "status: draft\naccepted: [{warning: bukan-rahasia, reason: uji}]")
    files = CONTENT | {"berita/2019/tungku.md": draft}
    library = load_library(write_content(tmp_path / "isi", files), datetime(2019, 6, 1, tzinfo=UTC)).library

    assert list(library.unfinished) == ["berita/2019/tungku.md"]
    assert leaks(secrets_of(library), tmp_path, SENTENCE.encode())


@given(st.text(max_size=300))
def test_folding_ignores_what_stands_between_letters(text):
    spaced = " ".join(text)

    assert fold(spaced) == fold(text) == fold_bytes(text.encode())


@given(st.lists(st.sampled_from(["ukir", "kayu", "perajin", "dan", "*tenun*", "pelatihan."]), max_size=40))
def test_every_piece_of_a_text_is_found_in_it(words):
    text = " ".join(words)

    assert all(fold(piece) in fold_without_markup(text.encode()) for piece in pieces_of(text))
