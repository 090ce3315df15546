"""Pictures are made before anything is drawn, and a process that dies at it leaves the old output whole."""

import os
import signal

import pytest

from kabar.outputs.renditions import rendition_drawing as drawing
from kabar.worker_pool import is_worker
from tests.kabar.build.project import ROOT, files_of
from tests.kabar.build.sites import Site
from tests.pictures import photo, saved
from tests.portals import NEWS, SMALL

pytestmark = pytest.mark.build

DAY = {"BUILD_DATE": "2019-06-01", "TANPA_CARI": "1"}


def content(*names: str) -> dict[str, str | bytes]:
    files: dict[str, str | bytes] = dict(SMALL)
    for number, name in enumerate(names):
        files[f"berita/2019/{name}.md"] = NEWS + f"\n![Ukiran]({{static}}/gambar/{name}.jpg)\n"
        files[f"gambar/{name}.jpg"] = saved(photo(400 + number, 300), "JPEG")
    return {f"content/{path}": data for path, data in files.items()} | {
        "pelicanconf.py": (ROOT / "pelicanconf.py").read_text("utf-8")
    }


def test_a_process_that_dies_ends_the_build_with_one_line_and_the_next_one_goes_on(tmp_path, monkeypatch):
    site, clean = Site(tmp_path / "situs"), Site(tmp_path / "baru")
    site.write(content("lama"))
    assert site.build(**DAY).returncode == 0
    before = files_of(site.output)
    site.write(content("lama", "satu", "dua"))
    unpacked = drawing._unpacked

    def die(data, picture):
        if is_worker():
            os.kill(os.getpid(), signal.SIGKILL)
        return unpacked(data, picture)

    monkeypatch.setattr(drawing, "_unpacked", die)
    failed = site.build(**DAY, JOBS="2")
    assert failed.returncode == 1
    (line,) = failed.stderr.splitlines()
    assert "proses yang membuat gambar dihentikan" in line and "JOBS=1" in line
    assert files_of(site.output) == before

    again = site.build(**DAY, JOBS="1")
    assert again.returncode == 0, again.stderr
    monkeypatch.undo()
    clean.write(content("lama", "satu", "dua"))
    assert clean.build(**DAY, JOBS="2").returncode == 0
    assert files_of(site.output) == files_of(clean.output)


def test_what_is_taken_over_is_not_made_again_where_its_store_is_empty(tmp_path, monkeypatch):
    site = Site(tmp_path / "situs")
    site.write(content("lama"))
    assert site.build(**DAY).returncode == 0
    for kept in (site.folder / ".cache/gambar").iterdir():
        kept.unlink()
    site.write(content("lama") | {"content/berita/2019/lain.md": NEWS})

    def refuse(*_):
        raise AssertionError

    monkeypatch.setattr(drawing, "_unpacked", refuse)
    built = site.build(**DAY)

    assert built.returncode == 0, built.stderr
    assert list((site.folder / ".cache/gambar").iterdir()) == []
