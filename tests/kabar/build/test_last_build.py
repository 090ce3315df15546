"""A build of what has not changed is not made again; anything else is."""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from kabar.build.last_build import code_of
from kabar.build.options import BuildOptions
from kabar.build.pipeline import valid_until
from kabar.content.library import load_library
from tests.kabar.build.project import ROOT, files_of
from tests.portals import BIMTEK, NEWS, SMALL, write_content

pytestmark = pytest.mark.build
DAY = {"BUILD_DATE": "2019-06-01"}
SAME = "Tidak ada yang berubah: 2 halaman di output\n"


@pytest.fixture
def built(project):
    assert project.build(**DAY).stdout.startswith("2 halaman di output")
    return project


def test_nothing_changed_is_said_and_nothing_written(built):
    before = {path: path.stat().st_mtime_ns for path in built.output.rglob("*")}

    assert built.build(**DAY).stdout == SAME
    assert {path: path.stat().st_mtime_ns for path in built.output.rglob("*")} == before


def test_nothing_changed_is_said_of_an_output_elsewhere_too(project, tmp_path):
    elsewhere = {**DAY, "OUTPUT": str(tmp_path / "jauh" / "hasil")}
    project.build(**elsewhere)
    edit(project.content / "portal.yaml")
    assert project.build(**elsewhere).stdout.startswith("2 halaman di")

    assert project.build(**elsewhere).stdout.startswith("Tidak ada yang berubah: 2 halaman")


def edit(path):
    path.write_text(path.read_text("utf-8") + "\n", "utf-8")


def edit_and_set_time_back(path):
    status, text = path.stat(), path.read_text("utf-8")
    path.write_text(text[::-1], "utf-8")
    path.write_text(text, "utf-8")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


CHANGES = {
    "content": lambda project: edit(project.content / "portal.yaml"),
    "content with its time set back": lambda project: edit_and_set_time_back(project.content / "portal.yaml"),
    "a new file": lambda project: project.write("content/berita/2019/baru.md", NEWS),
    "a file gone": lambda project: (project.content / "topik/ikm.md").unlink(),
    "the theme": lambda project: edit(project.folder / "theme/templates/halaman.html"),
    "the settings": lambda project: edit(project.folder / "pelicanconf.py"),
    "a page of the output": lambda project: edit(project.output / "index.html"),
    "a stranger in the output": lambda project: (project.output / "asing.html").touch(),
    "the output gone": lambda project: shutil.rmtree(project.output),
    "what is remembered, spoilt": lambda project: [
        path.write_text("{rusak") for path in project.folder.glob(".cache/build/*")
    ],
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_changed_is_built_whole(built, change):
    before = files_of(built.output)
    change(built)

    result = built.build(**DAY)

    assert result.stdout.startswith("2 halaman di output"), result.stderr
    assert set(files_of(built.output)) == set(before)


def test_a_damaged_memory_of_the_last_build_is_not_believed(project):
    project.build()
    (file,) = project.folder.glob(".cache/build/*.sqlite")
    with closing(sqlite3.connect(file)) as spoilt, spoilt:
        (told,) = spoilt.execute("SELECT value FROM meta WHERE name = 'last build'").fetchone()
        assert b'"until": "2' in told
        # It would hold for another thousand years.
        changed = told.replace(b'"until": "2', b'"until": "3')
        spoilt.execute("UPDATE meta SET value = ? WHERE name = 'last build'", (changed,))

    assert project.build().stdout.startswith("2 halaman di output")
    assert project.build().stdout == SAME


@pytest.mark.parametrize(
    "variables", [{"BUILD_DATE": "2019-06-02"}, {**DAY, "SITEURL": "https://lain.example"}]
)
def test_what_is_asked_for_otherwise_is_built(built, variables):
    assert built.build(**variables).stdout.startswith("2 halaman di output")


def test_a_failed_build_is_tried_again(built):
    built.draw({"index.html": '<a href="/tidak/ada/">x</a>'})
    edit(built.content / "portal.yaml")

    assert [built.build(**DAY).returncode for _ in range(2)] == [1, 1]


@pytest.mark.parametrize(
    ("now", "until"),
    [
        # Midnight in Jakarta, an embargoed entry, the beginning of a training.
        (datetime(2019, 4, 30, 3, 0, tzinfo=UTC), datetime(2019, 4, 30, 17, 0, tzinfo=UTC)),
        (datetime(2019, 5, 25, 17, 30, tzinfo=UTC), datetime(2019, 5, 25, 18, 35, tzinfo=UTC)),
        (datetime(2019, 5, 12, 3, 0, tzinfo=UTC), datetime(2019, 5, 12, 17, 0, tzinfo=UTC)),
    ],
)
def test_a_build_holds_until_the_next_moment_that_the_files_tell(tmp_path, now, until):
    assert valid_until(load_library(write_content(tmp_path, SMALL), now).library) == until


def test_a_deadline_within_the_day_ends_what_a_build_holds(tmp_path):
    open_now = BIMTEK.replace(
        "start: 2019-05-13", "registration: {closes: 2019-05-05 12:00, via: dinas}\nstart: 2019-05-13"
    )
    content = SMALL | {"bimtek/2019/karangan.md": open_now}
    now = datetime(2019, 5, 5, 3, 0, tzinfo=UTC)

    until = valid_until(load_library(write_content(tmp_path, content), now).library)

    assert timedelta(0) < until - now <= timedelta(hours=2, minutes=1)


def test_code_is_known_by_its_bytes_not_by_its_times(project):
    options = BuildOptions(project.folder / "pelicanconf.py", project.content, project.output)
    template = project.folder / "theme/templates/halaman.html"
    before = code_of(options)

    os.utime(template, (1, 1))
    assert code_of(options) == before
    edit(template)
    assert code_of(options) != before


def test_a_build_with_nothing_to_do_loads_neither_models_nor_templates():
    code = "import kabar.build.__main__, kabar.publish.__main__, sys; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()

    assert {"kabar.build.last_build"} <= set(loaded)
    assert {"pydantic", "yaml", "jinja2", "pelican", "PIL"} & set(loaded) == set()
