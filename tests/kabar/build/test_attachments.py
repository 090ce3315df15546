"""Attachments and drawings go out cleaned, whatever was built before, and nothing of a draft's is kept."""

import io
import re
import shutil
import zipfile
from random import Random

import pytest

from kabar.content.media.attachments import texts_of
from kabar.indonesian.numbers import size_text
from kabar.outputs.cleaning.cleaned_files import clean
from tests.kabar.build.project import ROOT, files_of
from tests.kabar.build.sites import Site
from tests.kabar.outputs.cleaning.test_svg import INKSCAPE
from tests.office_files import NAMES, docx, unzipped
from tests.portals import NEWS, SMALL

pytestmark = pytest.mark.build

DAY = {"BUILD_DATE": "2019-06-01", "TANPA_CARI": "1"}
NAMED = NEWS.replace("tags:", "attachments: [{file: lampiran/surat.docx, title: Surat}]\ntags:")
DRAFT = NEWS.replace("tags:", "status: draft\nattachments: [{file: lampiran/rahasia.docx, title: Surat}]\ntags:")
SECRET = "Isi lampiran yang belum boleh terbaca oleh orang lain"


def content(surat: bytes) -> dict[str, str | bytes]:
    files = SMALL | {
        "berita/2019/surat.md": NAMED,
        "berita/2019/draf.md": DRAFT,
        "berita/2019/gambar.md": NEWS + "\n![Ukiran]({static}/gambar/ukiran.svg)\n",
        "lampiran/surat.docx": surat,
        "lampiran/rahasia.docx": docx(f"<w:p><w:r><w:t>{SECRET}</w:t></w:r></w:p>"),
        "gambar/ukiran.svg": INKSCAPE,
        "ekstra/tanda.svg": INKSCAPE,
        "ekstra/formulir.docx": docx(),
    }
    return {f"content/{path}": data for path, data in files.items()} | {
        "pelicanconf.py": (ROOT / "pelicanconf.py").read_text("utf-8")
    }


def stored(author: str, text: str) -> bytes:
    """A document that is not packed, so that its size tells nothing of what it says."""
    files = unzipped(docx(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"))
    files["docProps/core.xml"] = files["docProps/core.xml"].replace(b"Budi Karangan", author.encode())
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return out.getvalue()


def shown_size(site: Site) -> str:
    page = (site.output / "berita/2019/surat/index.html").read_text("utf-8")
    return re.search(r"attachment-list__kind\">([^<]*)<", page)[1]


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Site:
    site = Site(tmp_path_factory.mktemp("lampiran") / "situs")
    site.write(content(docx()))
    built = site.build(**DAY)
    assert built.returncode == 0, built.stderr
    return site


def test_what_is_published_is_the_cleaned_file(site):
    for name in ("lampiran/surat.docx", "formulir.docx", "gambar/ukiran.svg", "tanda.svg"):
        data = (site.output / name).read_bytes()
        inside = b"".join(unzipped(data).values()) if name.endswith("docx") else data
        assert not [word for word in (*NAMES, "budi", "inkscape") if word.encode() in inside], name
        source = site.folder / "content" / (name if "/" in name else f"ekstra/{name}")
        assert data == clean(name, source.read_bytes()) != source.read_bytes()
    assert not (site.output / "lampiran/rahasia.docx").exists()


def test_the_page_tells_the_size_of_what_is_published(site):
    assert shown_size(site) == f"DOCX, {size_text((site.output / 'lampiran/surat.docx').stat().st_size)}"


def test_nothing_of_a_drafts_attachment_is_kept(site):
    kept = [path for path in (site.folder / ".cache/berkas").iterdir() if path.is_file()]

    assert len(kept) == 2  # of four files, two and two are alike
    for path in kept:
        data = path.read_bytes()[16:]
        if data.startswith(b"PK"):
            (path.parent / "lihat.docx").write_bytes(data)
            assert not [text for _, text in texts_of(path.parent / "lihat.docx") if SECRET in text]
            (path.parent / "lihat.docx").unlink()
        assert SECRET.encode() not in data


def test_an_incremental_build_gives_what_a_clean_one_gives(site, tmp_path):
    given = [
        ("Budi Karangan", "Satu dua"),
        ("Siti Karangan", "Satu dua"),
        ("Siti K", "Satu dua, tiga " + Random(3).randbytes(1500).hex()),
        ("S" * 3013, "Satu dua"),
    ]
    sizes = []
    for author, text in given:
        site.write(content(stored(author, text)))
        built = site.build(**DAY)
        assert built.returncode == 0, built.stderr
        sizes.append((len(stored(author, text)), shown_size(site)))
    shutil.rmtree(site.folder / ".cache")
    before = files_of(site.output)
    shutil.rmtree(site.output)

    assert site.build(**DAY).returncode == 0
    assert files_of(site.output) == before
    # Only the author was another; then the same size of what was given means another of what is published.
    assert sizes[0] == sizes[1]
    assert sizes[2][0] == sizes[3][0] and sizes[2][1] != sizes[3][1]


def test_a_damaged_file_stops_the_build_and_leaves_the_last_output(site):
    site.write(content(docx()))
    assert site.build(**DAY).returncode == 0
    before = files_of(site.output)
    site.write(content(docx()[:900]))

    result = site.build(**DAY)

    assert result.returncode == 1
    assert "attachments.file: lampiran/surat.docx: tidak bisa dibuka, jadi tidak bisa diperiksa" in result.stderr
    assert "Traceback" not in result.stderr and files_of(site.output) == before
