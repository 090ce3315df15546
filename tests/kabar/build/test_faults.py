"""A build that is stopped at any file operation leaves the old output or the new one, and the next build mends."""

import os
import random
import re
import shutil
import signal
import time
from contextlib import suppress

import pytest

from tests.kabar.build.faults import FULL, KILL, READ_ONLY, REMOVED, SPOILT, build_in_fork
from tests.kabar.build.project import Project, files_of
from tests.kabar.build.sites import Site
from tests.portals import NEWS, SMALL

pytestmark = pytest.mark.build

FAULTS = (KILL, FULL, READ_ONLY)
# Points of one build that are visited in every run, as shares of all its file operations.
VISITED = [(fault, share) for fault in FAULTS for share in (0.02, 0.35, 0.7, 0.97)]
OLD = {"index.html": "lama", "404.html": "", "hilang/index.html": "", "berkas.html": "", "folder/a.html": ""}
NEW = {"index.html": "baru", "404.html": "", "berkas.html/index.html": "", "folder": "", "tambah/b/index.html": ""}


@pytest.fixture(scope="module")
def stage(tmp_path_factory):
    """A project with an old output and changed sources; the old and the new output; the operations of a build."""
    project = Project(tmp_path_factory.mktemp("panggung") / "proyek")
    project.draw(OLD)
    assert build_in_fork(project.folder).code == 0
    old = files_of(project.output)
    project.draw(NEW)
    copy = shutil.copytree(project.folder, project.folder.with_name("salinan"))
    outcome = build_in_fork(copy)
    assert (outcome.code, outcome.told) == (0, "")
    new = files_of(copy / "output")
    assert old != new and outcome.operations > 20
    return project.folder, old, new, outcome.operations


def stopped_build_is_whole(stage, tmp_path, fault, at):
    source, old, new, _ = stage
    folder = shutil.copytree(source, tmp_path / f"{fault}-{at}", symlinks=True)

    outcome = build_in_fork(folder, fault, at)

    assert outcome.code in ((-signal.SIGKILL,) if fault == KILL else (0, 1)), outcome.told
    assert files_of(folder / "output") in (old, new), f"{fault} at {at}"
    if fault == FULL and outcome.code == 1:
        assert re.fullmatch("Disk penuh: '.+' tidak dapat ditulis; .+", outcome.told)
    mended = build_in_fork(folder)
    assert (mended.code, mended.told) == (0, "")
    assert files_of(folder / "output") == new
    shutil.rmtree(folder)


@pytest.mark.parametrize(("fault", "share"), VISITED)
def test_a_build_stopped_at_a_file_operation_leaves_a_whole_output(stage, tmp_path, fault, share):
    stopped_build_is_whole(stage, tmp_path, fault, 1 + int(share * stage[3]))


@pytest.mark.parametrize("fault", [REMOVED, SPOILT])
@pytest.mark.parametrize(("jobs", "share"), [(1, 0.3), (2, 0.6)])
def test_a_database_that_is_lost_in_the_middle_of_a_build_changes_nothing(portal, fault, jobs, share):
    folder, source, right, operations = portal
    # At its own path: a database is that of an output.
    shutil.rmtree(folder)
    shutil.copytree(source, folder, symlinks=True)

    outcome = build_in_fork(folder, fault, 1 + int(share * operations), jobs=jobs)

    assert (outcome.code, outcome.told) == (0, "")
    assert files_of(folder / "output") == right
    again = build_in_fork(folder)
    assert (again.code, again.told, files_of(folder / "output")) == (0, "", right)


@pytest.fixture(scope="module")
def portal(tmp_path_factory):
    """A portal that was built and then edited; the files that it has to give, and the operations of that build."""
    site = Site(tmp_path_factory.mktemp("portal") / "situs")
    site.write({f"content/{path}": data for path, data in (SMALL | {"berita/2019/karangan.md": NEWS}).items()})
    assert build_in_fork(site.folder).code == 0
    site.write(
        {
            f"content/{path}": data
            for path, data in (SMALL | {"berita/2019/lain.md": NEWS.replace("karangan", "lain")}).items()
        }
    )
    copy = shutil.copytree(site.folder, site.folder.with_name("salinan"), symlinks=True)
    outcome = build_in_fork(site.folder)
    assert (outcome.code, outcome.told) == (0, "")
    return site.folder, copy, files_of(site.output), outcome.operations


@pytest.mark.long
@pytest.mark.parametrize("fault", FAULTS)
def test_a_build_stopped_at_every_file_operation_leaves_a_whole_output(stage, tmp_path, fault):
    for at in range(1, stage[3] + 1):
        stopped_build_is_whole(stage, tmp_path, fault, at)


@pytest.mark.long
def test_two_hundred_kills_at_any_moment_leave_a_whole_output(stage, tmp_path):
    source, old, new, _ = stage
    folder = shutil.copytree(source, tmp_path / "acak")
    moments = random.Random(6)
    for _ in range(200):
        child = os.fork()
        if not child:
            try:
                os.setpgid(0, 0)
                build_in_fork(folder)
            finally:
                os._exit(0)
        # Here as well: whichever of the two comes first, what the child forks is of its group.
        with suppress(OSError):
            os.setpgid(child, child)
        time.sleep(moments.uniform(0, 0.15))
        os.killpg(child, signal.SIGKILL)
        os.waitpid(child, 0)
        assert files_of(folder / "output") in (old, new)
    assert build_in_fork(folder).code == 0
    assert files_of(folder / "output") == new
