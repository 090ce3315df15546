"""A build writes anew those parts of the record in which something changed, and names what stands there."""

from datetime import UTC, datetime

import pytest

from kabar.build.output.spare_tree import bring_up
from kabar.build.pipeline import add_record
from kabar.build.render.fingerprints import Fingerprints
from kabar.build.render.render_queue import RenderQueue
from kabar.build.render.reuse import Reuse
from kabar.content.library import load_library
from kabar.index.database import Database
from kabar.index.manifest import File
from kabar.outputs.publication_record import read_record_in
from kabar.pages.parts.page_sets import KnownPage
from tests.kabar.build.project import files_of
from tests.portals import MINIMAL, NEWS, write_content

NOW = datetime(2019, 6, 1, tzinfo=UTC)
YEARS = ("2016", "2017", "2018", "2019")
FILES = MINIMAL | {f"berita/{year}/a.md": NEWS.replace("2019", year) for year in YEARS}


class Builds:
    """Builds of the record of a content folder, each from what the last one left."""

    def __init__(self, folder):
        self.content, self.output, self._folder = write_content(folder / "isi", FILES), folder / "hasil-0", folder
        self.output.mkdir()
        self._files = {}
        self._count = 0

    def build(self, damaged=()) -> frozenset[str]:
        """The files that were taken over."""
        self._count += 1
        staging = self._folder / f"hasil-{self._count}"
        staging.mkdir()
        held = bring_up(staging, self.output)
        database = Database(self._folder / "kawan.sqlite")
        reuse = Reuse(database, held, self._files, damaged)
        library = load_library(self.content, NOW).library
        queue = RenderQueue(staging, fingerprints=Fingerprints(NOW, "a", library), reuse=reuse)
        add_record(queue, library, most=3)
        queue.render()
        assert database.change(lambda connection: queue.remember(lambda _name: KnownPage(None, ""), connection))
        database.close()
        self.output = staging
        self._files = {name: self._known(name) for name in files_of(staging)}
        return queue.reused

    def _known(self, name: str) -> File:
        status = (self.output / name).stat()
        return File(status.st_size, status.st_mtime_ns, 1)

    def clean(self, jobs=1) -> dict[str, bytes]:
        folder = self._folder / "bersih"
        queue = RenderQueue(folder, jobs)
        add_record(queue, load_library(self.content, NOW).library, most=3)
        queue.render()
        return files_of(folder)


@pytest.fixture
def builds(tmp_path):
    one = Builds(tmp_path)
    assert one.build() == frozenset()
    return one


def test_years_in_which_nothing_changed_are_taken_over_and_all_is_as_if_built_anew(builds):
    write_content(builds.content, {"berita/2018/b.md": NEWS.replace("2019", "2018")})

    reused = builds.build()

    assert reused == {"terbit-2016.json", "terbit-2017.json", "terbit-2019.json"}
    assert files_of(builds.output) == builds.clean()
    assert "/berita/2018/b/" in read_record_in(builds.output / "terbit.json").entries


def test_a_damaged_part_is_written_anew(builds):
    (builds.output / "terbit-2017.json").write_text("rusak")

    assert "terbit-2017.json" not in builds.build(damaged=["terbit-2017.json"])
    assert files_of(builds.output) == builds.clean()


def test_a_portal_that_became_small_again_has_one_file(builds):
    for year in YEARS[:2]:
        (builds.content / f"berita/{year}/a.md").unlink()

    builds.build()

    assert list(files_of(builds.output)) == ["terbit.json"]
    assert files_of(builds.output) == builds.clean()


def test_many_files_are_drawn_alike_by_several_processes(tmp_path):
    builds = Builds(tmp_path)
    write_content(
        builds.content, {f"berita/{year}/a.md": NEWS.replace("2019", str(year)) for year in range(1980, 2016)}
    )

    builds.build()

    assert len(files_of(builds.output)) == 41
    assert builds.clean(jobs=2) == files_of(builds.output)
