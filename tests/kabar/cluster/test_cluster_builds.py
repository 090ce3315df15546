"""A portal that a cluster helps to build has the same bytes, also where a worker is killed at it."""

import os
import signal
import subprocess
import sys
import threading
import time

import pytest

from tests.kabar.build.project import files_of
from tests.kabar.build.sites import Site
from tests.kabar.build.test_pictures import content
from tests.kabar.cluster.clusters import running_cluster
from tests.pictures import photo, saved

pytestmark = pytest.mark.build

PUBLIC = {"BUILD_DATE": "2019-06-01", "SITEURL": "https://kabar.example"}
NAMES = ("satu", "dua", "tiga", "empat")
FILES = content(*NAMES) | {
    f"content/gambar/{name}.jpg": saved(photo(700 + number, 420), "JPEG") for number, name in enumerate(NAMES)
}


@pytest.fixture(scope="module")
def alone(tmp_path_factory) -> dict[str, bytes]:
    """The output of a build on this machine, which cannot import what a cluster and a shared store need."""
    site = Site(tmp_path_factory.mktemp("sendiri") / "situs")
    site.write(FILES)
    run = (
        "import runpy, sys\n"
        "sys.modules.update(dict.fromkeys(['dask', 'distributed', 'obstore']))\n"
        "sys.argv[1:] = ['--publish']\n"
        "runpy.run_module('kabar.build', run_name='__main__', alter_sys=True)"
    )
    environ = {"PATH": os.environ["PATH"], "JOBS": "2", **PUBLIC}
    command = [sys.executable, "-c", run]
    done = subprocess.run(command, cwd=site.folder, env=environ, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return files_of(site.output)


def test_a_worker_that_is_killed_at_its_work_changes_no_byte(tmp_path, alone):
    site = Site(tmp_path / "situs")
    site.write(FILES)
    with running_cluster(2) as cluster:
        killer = threading.Thread(target=kill_when_busy, args=(cluster, site.folder / ".cache/gambar"))
        killer.start()
        done = site.build("--publish", afresh=True, **PUBLIC, KLASTER=cluster.address, RINCI="1")
        killer.join()

    assert done.returncode == 0, done.stderr
    assert files_of(site.output) == alone
    assert "; klaster " in done.stdout and ", di sini 0\n" in done.stdout


def kill_when_busy(cluster, store) -> None:
    """Kill a worker once the first file was made."""
    oldest = cluster.workers()[0]
    while not (store.is_dir() and any(store.iterdir())):
        time.sleep(0.005)
    os.kill(oldest, signal.SIGKILL)


def test_a_cluster_that_is_not_there_leaves_the_output_whole(tmp_path):
    site = Site(tmp_path / "situs")
    site.write(content())
    assert site.build(BUILD_DATE="2019-06-01", TANPA_CARI="1").returncode == 0
    before = files_of(site.output)
    site.write(content("satu"))

    for variables, message in (
        ({"KLASTER": "tcp://klaster.example:8786"}, "tanpa sandi"),
        ({"SIMPANAN": "tidak-ada"}, "folder 'tidak-ada' tidak ada"),
    ):
        failed = site.build(BUILD_DATE="2019-06-01", TANPA_CARI="1", **variables)
        assert failed.returncode == 1 and message in failed.stderr and len(failed.stderr.splitlines()) == 1
    assert files_of(site.output) == before
