"""What a cluster does not answer is done here, each call once, and code of another kind is refused."""

import os
import threading
import time

import pytest

from kabar.build.output.precompression import add_compressed
from kabar.cluster import cluster_executor as module
from kabar.cluster.checked_jobs import environment, run_checked
from kabar.cluster.cluster_executor import ClusterExecutor, ClusterUnusable
from kabar.failure import BuildFailed
from kabar.worker_pool import InlineExecutor, answers
from tests.kabar.build.project import files_of
from tests.kabar.cluster.clusters import dying, dying_on_workers, failing, repeated, running_cluster


@pytest.fixture(scope="module")
def cluster():
    with running_cluster(2) as running:
        yield running


@pytest.fixture
def reported() -> list[str]:
    return []


@pytest.fixture
def executor(cluster, reported):
    with ClusterExecutor(cluster.address, 1, reported.append) as connected:
        yield connected


def test_calls_are_answered_by_the_cluster_in_their_order(executor, reported):
    given = answers(executor, ((number, repeated, (b"a", [number])) for number in range(30)), 1)

    results = [(number, future.result()) for number, future in given]
    assert results == [(number, [b"a" * number]) for number in range(30)]
    assert (executor.there, executor.here, reported) == (30, 0, [])
    assert executor.workers() == 2


def test_texts_are_compressed_to_the_same_bytes(executor, tmp_path):
    for name in ("di-sini", "klaster"):
        (tmp_path / name).mkdir()
        for number in range(3):
            (tmp_path / name / f"{number}.html").write_text(f"<p>kalimat {number}</p>" * 100)

    add_compressed(tmp_path / "di-sini", tmp_path / "satu", InlineExecutor(), 1)
    add_compressed(tmp_path / "klaster", tmp_path / "dua", executor, 1)
    assert files_of(tmp_path / "klaster") == files_of(tmp_path / "di-sini")
    assert len(files_of(tmp_path / "klaster")) == 9 and executor.there == 3


def test_an_error_of_a_call_is_that_of_the_call(executor):
    with pytest.raises(ValueError, match="rusak"):
        executor.submit(failing, b"", "rusak").result()

    assert (executor.there, executor.here) == (1, 0)


def test_a_worker_that_dies_at_a_call_is_replaced(executor, tmp_path):
    assert executor.submit(dying, b"a", str(tmp_path / "pernah")).result() == b"a"

    assert (tmp_path / "pernah").exists()
    assert (executor.there, executor.here) == (1, 0)


@pytest.mark.long
def test_a_call_that_has_no_answer_in_time_is_done_here_once(cluster, reported):
    with ClusterExecutor(cluster.address, 1, reported.append, deadline=0.3) as executor:
        late = executor.submit(time.sleep, 1)

        assert late.result() is None
        assert executor.submit(repeated, b"a", [2]).result() == [b"aa"]
        assert (executor.there, executor.here) == (0, 2)
    assert [line for line in reported if "tidak menjawab lagi" in line] == reported and len(reported) == 1


def test_no_thread_is_left_so_that_processes_can_be_forked(cluster, reported):
    before = threading.active_count()
    with ClusterExecutor(cluster.address, 1, reported.append) as executor:
        executor.submit(repeated, b"a", [1]).result()

    assert threading.active_count() == before


def test_a_worker_with_other_code_refuses_in_one_line(executor, monkeypatch):
    monkeypatch.setattr(module, "environment", lambda: {**environment(), "kode portal": "lain"})

    with pytest.raises(ClusterUnusable) as refused:
        executor.submit(repeated, b"a", [1]).result()
    assert "kode portal" in str(refused.value) and "di sini lain" in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(("name", "value"), [("pillow", "1.0"), ("Python", "2.7"), ("baru", "1")])
def test_one_other_version_is_enough_and_is_named(name, value):
    answer = run_checked({**environment(), name: value}, repeated, (b"a", [1]))

    assert name in answer.different and value in answer.different and answer.result is None


def test_the_environment_covers_code_system_and_every_package_of_the_lock():
    found = environment()

    assert {"kode portal", "Python", "sistem", "zlib", "pillow", "brotli", "pikepdf"} <= found.keys()
    assert "tidak ada" not in {found["pillow"], found["brotli"]}


def test_code_that_a_worker_does_not_have_is_refused_in_one_line(executor, monkeypatch, tmp_path):
    (tmp_path / "hanya_di_sini.py").write_text("def do(data): return data\n")
    monkeypatch.syspath_prepend(tmp_path)
    from hanya_di_sini import do

    with pytest.raises(ClusterUnusable, match="tidak dapat memuat kode portal ini") as refused:
        executor.submit(do, b"a").result()
    assert "\n" not in str(refused.value)


def test_without_a_scheduler_one_line_says_so(monkeypatch, reported):
    monkeypatch.setattr(module, "_CONNECTING", 0.2)

    with pytest.raises(ClusterUnusable, match=r"penjadwal tidak dapat dihubungi.*make klaster"), \
            ClusterExecutor("tcp://127.0.0.1:9", 1, reported.append) as executor:  # fmt: skip
        executor.submit(repeated, b"a", [1])


def test_without_certificates_one_line_says_how_to_name_them(reported):
    with pytest.raises(ClusterUnusable, match=r"sertifikat.*DASK_CONFIG"), \
            ClusterExecutor("tls://127.0.0.1:9", 1, reported.append) as executor:  # fmt: skip
        executor.submit(repeated, b"a", [1])


def test_without_the_packages_one_line_says_how_to_install_them(monkeypatch, reported):
    monkeypatch.setitem(__import__("sys").modules, "distributed", None)

    with pytest.raises(BuildFailed, match="make klaster-siap"):
        ClusterExecutor("tcp://127.0.0.1:8786", 1, reported.append).submit(repeated, b"a", [1])


# Last: it ends the cluster.
def test_what_ends_every_worker_and_what_comes_after_the_scheduler_is_gone_is_done_here(cluster, executor, reported):
    assert executor.submit(dying_on_workers, b"a", os.getpid()).result() == b"a"
    assert (executor.here, reported) == (1, [])

    slow = [executor.submit(time.sleep, 1) for _ in range(3)]
    cluster.kill()
    assert [one.result() for one in slow] == [None] * 3
    assert executor.submit(repeated, b"a", [3]).result() == [b"aaa"]
    assert executor.here == 5 and len(reported) == 1 and "tidak menjawab lagi" in reported[0]
