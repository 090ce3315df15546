"""What was searched for what is withheld is not searched again; what could tell of it is, whatever happened since."""

import json
import os
import sqlite3
from contextlib import closing

import pytest

from kabar.build.verify.leak_check import Searched, fingerprints_of, keep_searched, statuses, still_searched
from kabar.build.verify.secrets import Secrets
from kabar.index.database import Database
from tests.kabar.build.project import DRAWING
from tests.kabar.build.sites import Site
from tests.portals import NEWS, SMALL, write_content

pytestmark = pytest.mark.build

SENTENCE = "Kalimat rahasia karangan tentang tungku listrik di bengkel uji"
OTHER = "Kalimat lain sama sekali mengenai gudang rotan milik koperasi uji"
DAY = {"BUILD_DATE": "2019-06-01"}


def entry(title: str, body: str, status: str = "") -> str:
    told = NEWS.replace("Berita karangan", f"{title} karangan untuk pengujian")
    told = told.replace("Teras karangan yang", f"Teras karangan {title} yang")
    return told.replace("Isi berita karangan", body).replace("tags:", f"status: {status}\ntags:" if status else "tags:")


@pytest.fixture
def newsroom(project):
    """A project with a draft, and a page that mentions a sentence which a published entry says."""
    project.write("content/berita/2019/tungku.md", entry("Tungku", SENTENCE))
    project.write("content/berita/2019/gudang.md", entry("Gudang", OTHER, "draft"))
    # What lies in the folder of the project itself is taken for code.
    project.write("drawing.py", DRAWING.replace("pages.json", "halaman/pages.json"))
    draw(project)
    return project


def draw(project, **pages: str) -> None:
    """Let builds draw an old page, and these beside it."""
    told = {"index.html": "", "404.html": "", "lama/index.html": f"<p>{SENTENCE}</p>"}
    project.write("halaman/pages.json", json.dumps(told | {f"{name}.html": body for name, body in pages.items()}))
    os.utime(project.content / "portal.yaml")  # or else nothing has changed


def proof(result) -> str:
    assert (result.returncode, result.stderr) == (0, "")
    return result.stdout.splitlines()[0]


def build(newsroom) -> str:
    return proof(newsroom.build(**DAY))


def test_only_what_is_new_is_searched(newsroom):
    assert build(newsroom).endswith(" tulisan yang belum terbit dicari di 6 berkas")
    draw(newsroom, index="baru")

    # Besides the front page the style sheet, which Pelican copies each time.
    assert build(newsroom).endswith(" dicari di 6 berkas, 4 di antaranya sudah sejak build lalu")


def test_a_new_page_that_tells_of_a_draft_is_found_beside_old_ones(newsroom):
    build(newsroom)
    draw(newsroom, baru=f"<p>{OTHER}</p>")

    result = newsroom.build(**DAY)

    assert result.returncode == 1
    assert "berita/2019/gudang.md: belum terbit, tetapi terbaca di baru.html" in result.stderr


def test_an_entry_that_is_withheld_later_is_found_in_old_pages(newsroom):
    build(newsroom)
    build_again = newsroom.build(**DAY | {"BUILD_DATE": "2019-06-02"})
    assert "di antaranya" in proof(build_again)
    newsroom.write("content/berita/2019/tungku.md", entry("Tungku", SENTENCE, "draft"))

    result = newsroom.build(**DAY)

    assert result.returncode == 1
    assert "berita/2019/tungku.md: belum terbit, tetapi terbaca di lama/index.html" in result.stderr
    # And not forgotten by having been told.
    assert newsroom.build(**DAY).stderr == result.stderr


def test_what_no_published_source_says_any_longer_is_found_in_old_pages(newsroom):
    newsroom.write("content/berita/2019/gudang.md", entry("Gudang", SENTENCE, "draft"))
    build(newsroom)
    newsroom.write("content/berita/2019/tungku.md", entry("Tungku", "Isi yang baru sama sekali."))

    result = newsroom.build(**DAY)

    assert result.returncode == 1
    assert "berita/2019/gudang.md: belum terbit, tetapi terbaca di lama/index.html" in result.stderr


def test_what_was_published_and_stands_nowhere_any_longer_stops_nobody(newsroom):
    newsroom.write("content/berita/2019/gudang.md", entry("Gudang", SENTENCE, "draft"))
    build(newsroom)
    newsroom.write("content/berita/2019/tungku.md", entry("Tungku", "Isi yang baru sama sekali."))
    newsroom.write("halaman/pages.json", json.dumps({"index.html": "", "404.html": ""}))

    build(newsroom)


def test_it_stops_nobody_either_where_every_file_is_searched_again(newsroom):
    newsroom.write("content/berita/2019/gudang.md", entry("Gudang", SENTENCE, "draft"))
    build(newsroom)
    newsroom.write("content/berita/2019/tungku.md", entry("Tungku", "Isi yang baru sama sekali."))
    newsroom.write("halaman/pages.json", json.dumps({"index.html": "", "404.html": ""}))
    for path in newsroom.output.rglob("*"):
        os.utime(path)

    assert "di antaranya" not in build(newsroom)


def test_a_draft_that_changed_is_sought_everywhere(newsroom):
    build(newsroom)
    newsroom.write("content/berita/2019/gudang.md", entry("Gudang", f"{OTHER} di kota", "draft"))

    assert build(newsroom).endswith(" dicari di 6 berkas")


def test_of_two_drafts_one_is_published_and_nothing_is_searched_again(newsroom):
    newsroom.write(
        "content/berita/2019/pabrik.md",
        entry("Pabrik", "Pabrik anyaman bambu akan dibuka diam-diam bulan depan", "draft"),
    )
    build(newsroom)
    newsroom.write(
        "content/berita/2019/pabrik.md", entry("Pabrik", "Pabrik anyaman bambu akan dibuka diam-diam bulan depan")
    )

    assert " dari 1 tulisan" in build(newsroom)
    newsroom.write("content/berita/2019/pabrik.md", entry("Pabrik", "Pabrik itu dibuka"))
    assert "di antaranya" in build(newsroom)


def test_what_is_spoilt_counts_for_nothing(newsroom):
    build(newsroom)
    (kept,) = newsroom.folder.glob(".cache/build/*.sqlite")
    with closing(sqlite3.connect(kept)) as spoilt, spoilt:
        spoilt.execute("UPDATE meta SET value = x'00' WHERE name = 'scanned'")
    draw(newsroom, index="baru")

    assert build(newsroom).endswith(" dicari di 6 berkas")


def test_pages_of_the_output_that_were_tampered_with_are_searched_though_their_times_were_set_back(tmp_path):
    site = Site(tmp_path / "situs")
    content = SMALL | {
        "berita/2019/gudang.md": entry("Gudang", OTHER, "draft"),
        "berita/2019/tungku.md": entry("Tungku", SENTENCE),
    }
    write_content(site.folder / "content", content)
    for text in ("Satu", "Dua"):
        write_content(site.folder / "content", {"berita/2019/tungku.md": entry("Tungku", text)})
        assert site.build(**DAY).returncode == 0
    # Which of them are drawn again, and which taken over, is not for us to say.
    for page in (site.folder / "output").rglob("*.html"):
        before, told = page.stat(), page.read_bytes()
        page.write_bytes(f"<p>{OTHER}</p>".encode().ljust(len(told)))
        os.utime(page, ns=(before.st_atime_ns, before.st_mtime_ns))
    write_content(site.folder / "content", {"berita/2019/tungku.md": entry("Tungku", "Tiga")})

    result = site.build(**DAY)

    assert result.returncode == 1
    assert "berita/2019/gudang.md: belum terbit, tetapi terbaca di " in result.stderr


def test_what_is_kept_comes_back_and_what_is_not_kept_goes(tmp_path):
    database = Database(tmp_path / "build.sqlite")
    output = write_content(tmp_path / "hasil", {"x/index.html": "x", "y": "y"})
    files = statuses(output, ("x/index.html", "y"))
    both = Searched("kode", frozenset([b"a"]), frozenset([b"b"]), files)
    one = Searched("kode", frozenset([b"a"]), frozenset(), {"y": files["y"]})
    assert still_searched(database, output) == Searched()

    for told in (both, one, None):
        assert database.change(lambda connection, told=told: keep_searched(connection, told))
        assert still_searched(database, output) == (told or Searched())


def test_a_file_that_was_touched_since_is_searched_again(tmp_path):
    database = Database(tmp_path / "build.sqlite")
    output = write_content(tmp_path / "hasil", {"x/index.html": "x", "y": "y"})
    files = statuses(output, ("x/index.html", "y"))
    database.change(lambda connection: keep_searched(connection, Searched("kode", files=files)))

    os.link(output / "y", output / "z")

    assert still_searched(database, output).files == {"x/index.html": files["x/index.html"]}


def test_a_mark_tells_nothing_to_whoever_lacks_the_file_or_one_of_its_secrets():
    phrases = {b"satu": ("a.md", "satu"), b"dua": ("a.md", "dua")}
    marks = fingerprints_of(Secrets(phrases), {"a.md": b"1"})

    for other in (
        fingerprints_of(Secrets(phrases), {"a.md": b"2"}),
        fingerprints_of(Secrets({b"satu": ("a.md", "satu")}), {"a.md": b"1"}),
    ):
        assert not marks.owners & other.owners
        assert not set(marks.secrets.values()) & set(other.secrets.values())
    assert fingerprints_of(Secrets(dict(reversed(phrases.items()))), {"a.md": b"1"}) == marks
    assert b"satu" not in repr(sorted(marks.owners)).encode()
