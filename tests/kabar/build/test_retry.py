"""After a failure the content is built again only where a damaged database may have been the cause."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kabar.build.last_build import database_of
from kabar.build.options import BuildOptions
from kabar.build.pipeline import build
from kabar.build.progress import Phase
from kabar.failure import BuildFailed
from kabar.index.database import Database
from tests.portals import MINIMAL, write_content

MISTAKE = {"berita/2019/salah.md": "---\ntitle: Tanpa tanggal\n---\nIsi.\n"}


@pytest.fixture
def options(tmp_path):
    write_content(tmp_path, {"pelicanconf.py": ""})
    write_content(tmp_path / "content", MINIMAL)
    return BuildOptions(tmp_path / "pelicanconf.py", tmp_path / "content", tmp_path / "output", build_date="2019-06-01")


def readings(options: BuildOptions, during: Callable[[Database], object], database: Database | None = None) -> int:
    """How often a build reads the content before it fails: at the latest in Pelican's run, after ``during``."""
    phases = []

    def run(_settings: Path, settings: dict, _plain: dict) -> list[str]:
        during(settings["DATABASE"])
        raise BuildFailed("tidak jadi")

    with pytest.raises(BuildFailed):
        build(options, show=lambda phase, _done, _of, _where: phases.append(phase), run=run, database=database)
    return phases.count(Phase.READ)


def spoil(options: BuildOptions) -> None:
    database = database_of(options)
    database.close()
    database.file.parent.mkdir(parents=True, exist_ok=True)
    database.file.write_bytes(b"rusak" * 1000)


def test_a_failure_is_told_at_once(options):
    assert readings(options, lambda database: None) == 1


def test_a_failure_after_the_database_was_discarded_is_tried_again(options):
    assert readings(options, lambda database: database.discard()) == 2


def test_a_mistake_is_told_at_once_where_the_database_was_damaged_before(options):
    spoil(options)
    write_content(options.content, MISTAKE)

    assert readings(options, lambda database: None) == 1


def test_a_failure_is_told_at_once_where_the_database_was_damaged_before(options):
    spoil(options)

    assert readings(options, lambda database: None) == 1


def test_a_mistake_is_told_at_once_after_a_change_of_code(options):
    assert readings(options, lambda database: None) == 1
    write_content(options.content, MISTAKE)
    older = Database(database_of(options).file, "kode lain")

    assert readings(options, lambda database: None, older) == 1
