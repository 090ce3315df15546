"""What a cluster costs and gains: ``make bench-klaster``, or ``python -m bench.cluster --photographs 24 --small 400``.

Writes into ``bench/RESULTS.md``: made-up photographs of 12 megapixels on clusters of 1, 2 and 4 workers of this machine
against the same work in one process; a simulation of more workers from these figures; a build that has nothing to make,
with and without a cluster; and many small photographs, stopped in the middle by a kill and made to the end.
"""

import argparse
import heapq
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median
from typing import Any

import psutil

from bench.corpus import BUILD_DATE, write_corpus
from bench.photographs import photograph
from bench.process_tree import plain_environment, run, tree_memory
from bench.record import load_of_machine
from bench.sites import CACHE, ROOT
from bench.tables import table, write_between
from kabar.cluster.cluster_executor import ClusterExecutor
from kabar.content.media.picture_pixels import read_picture
from kabar.outputs.renditions.rendition_choice import all_renditions
from kabar.outputs.renditions.rendition_drawing import draw_renditions
from kabar.worker_pool import InlineExecutor, answers

RESULTS = Path(__file__).with_name("RESULTS.md")
ADDRESS = "tcp://127.0.0.1:18799"
WORKERS = (1, 2, 4)
SIMULATED = (8, 16, 32, 64)
NETWORK = 125_000_000  # bytes per second of the simulated network: 1 Gbit/s
DISTINCT = 6  # photographs that are drawn; the others are these with a number behind the picture
_SMALL = (640, 480)
_ENTRIES = 200


@dataclass(frozen=True)
class Answered:
    """All jobs on one cluster: ``seconds`` of the clock; of cores: in the ``jobs``, in the ``workers``, and in this
    process and the scheduler (``around``)."""

    seconds: float
    jobs: Sequence[float]
    workers: float
    around: float
    sent: int
    load: float


def timed_job(data: bytes, wanted: Sequence[Any]) -> tuple[float, list[bytes]]:
    """Seconds of a core that the files of one photograph take, and the files."""
    started = time.process_time()
    files = draw_renditions(data, wanted)
    return time.process_time() - started, files


def jobs_of(count: int) -> list[tuple[bytes, list[Any]]]:
    """The arguments of ``count`` jobs, no two of the same bytes."""
    drawn = [photograph(number) for number in range(min(DISTINCT, count))]
    given = []
    for number in range(count):
        data = drawn[number % len(drawn)] + number.to_bytes(4, "big")
        picture = read_picture(f"gambar/{number}.jpg", data)
        given.append((data, [(picture, one) for one in all_renditions(picture)]))
    return given


@contextmanager
def cluster(workers: int) -> Iterator[psutil.Process]:
    """A cluster as ``make klaster`` starts it, each worker pinned to one core; yields its scheduler's process."""
    environ = os.environ | {"KLASTER": ADDRESS, "JOBS": str(workers)}
    command = [sys.executable, "-m", "kabar.cluster"]
    with subprocess.Popen(command, cwd=ROOT, env=environ, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout and ADDRESS in process.stdout.readline()
            scheduler = psutil.Process(process.pid)
            for number, worker in enumerate(workers_of(scheduler)):
                worker.cpu_affinity([number % (os.cpu_count() or 1)])
            yield scheduler
        finally:
            process.terminate()


def workers_of(scheduler: psutil.Process) -> list[psutil.Process]:
    return [child for child in scheduler.children() if "spawn_main" in " ".join(child.cmdline())]


def spent(*processes: psutil.Process) -> float:
    """Seconds of cores that ``processes`` have used."""
    return sum(times.user + times.system for times in (one.cpu_times() for one in processes))


def measured(
    executor: Executor, given: Sequence[tuple[bytes, list[Any]]], scheduler: psutil.Process | None = None
) -> Answered:
    """Do the jobs ``given`` in ``executor``, once each worker has done one."""
    own = [psutil.Process()] + ([scheduler] if scheduler else [])
    workers = workers_of(scheduler) if scheduler else []
    # Connects, and lets each worker import what jobs need.
    for warmed in [executor.submit(timed_job, *given[0]) for _ in range(2 * len(workers))]:
        warmed.result()
    before, before_workers, started = spent(*own), spent(*workers), time.perf_counter()
    calls = ((number, timed_job, arguments) for number, arguments in enumerate(given))
    results = [answer.result() for _, answer in answers(executor, calls, 1)]
    seconds = time.perf_counter() - started
    around, working = spent(*own) - before, spent(*workers) - before_workers
    sent = sum(len(data) for data, _ in given) + sum(len(file) for _, files in results for file in files)
    load = load_of_machine()
    if scheduler is None:
        return Answered(seconds, [one for one, _ in results], around, 0.0, sent, load)
    return Answered(seconds, [one for one, _ in results], working, around, sent, load)


def on_clusters(count: int) -> tuple[str, Answered, Answered]:
    """The table of ``count`` photographs; the measures without a cluster, and with a worker for each core."""
    given, cores = jobs_of(count), os.cpu_count() or 1
    alone = clustered = measured(InlineExecutor(), given)
    rows = [_row("one process, no cluster", 1, alone, alone)]
    for workers in WORKERS:
        with cluster(workers) as scheduler, ClusterExecutor(ADDRESS, 1, print) as executor:
            now = measured(executor, given, scheduler)
            assert executor.here == 0
        clustered = now if workers <= cores else clustered
        rows.append(_row(f"cluster, workers: {workers}", min(workers, cores), now, alone))
    head = [f"{count} photographs", "s", "s of cores, jobs", "s of cores, all", "work ÷ all", "speed ÷ ideal", "load"]
    return table(head, rows), alone, clustered


def _row(name: str, cores: int, one: Answered, alone: Answered) -> list[str]:
    total = one.workers + one.around
    values = (one.seconds, sum(one.jobs), total, sum(one.jobs) / total, alone.seconds / one.seconds / cores, one.load)
    return [name, *(f"{value:.2f}" for value in values)]


def simulated(alone: Answered, clustered: Answered, workers: int, count: int) -> float:
    """The share of the ideal that ``workers`` would reach with ``count`` photographs: a simulation.

    One process gives out the calls one after the other: what a call costs around the workers, and its bytes over the
    network. Jobs take turns through the seconds that were measured without a cluster.
    """
    calls = len(clustered.jobs)
    giving = clustered.around / calls + clustered.sent / calls / NETWORK
    overhead = max(0.0, clustered.workers - sum(clustered.jobs)) / calls
    free, given_out, work = [0.0] * workers, 0.0, 0.0
    for number in range(count):
        seconds = alone.jobs[number % len(alone.jobs)]
        given_out += giving
        heapq.heappush(free, max(heapq.heappop(free), given_out) + seconds + overhead)
        work += seconds
    return work / workers / max(free)


def simulation(alone: Answered, clustered: Answered) -> str:
    """The table of the simulation."""
    calls = len(clustered.jobs)
    rows = []
    for workers in SIMULATED:
        shares = [simulated(alone, clustered, workers, count) for count in (200, 10_000)]
        rows.append([f"{workers} workers, simulated", *(f"{share:.2f}" for share in shares)])
    note = (
        f"**A simulation, not a measurement**: a job takes {mean(alone.jobs):.2f} s of a core, a call"
        f" {clustered.around / calls * 1000:.0f} ms of client and scheduler, one call after the other, and"
        f" {clustered.sent / calls / 1e6:.1f} MB over one network of 1 Gbit/s.\n\n"
    )
    return note + table(["share of the ideal", "200 photographs", "10,000 photographs"], rows)


def nothing_to_make(rounds: int) -> str:
    """The table of builds that find nothing changed, with and without ``KLASTER``, in turns."""
    corpus = _fresh(CACHE / "isi-klaster")
    write_corpus(corpus, _ENTRIES)
    output = str(CACHE / "hasil-klaster")
    fixed = {"CONTENT": str(corpus), "OUTPUT": output, "BUILD_DATE": BUILD_DATE, "TANPA_CARI": "1"}
    command = [sys.executable, "-m", "kabar.build"]
    run(command, ROOT, **fixed)
    found: dict[str, list[float]] = {"": [], ADDRESS: []}
    with cluster(1):
        for _ in range(rounds):
            for address, values in found.items():
                values.append(run(command, ROOT, KLASTER=address, **fixed).busy)
    without, within = map(median, found.values())
    row = [f"{_ENTRIES} entries, nothing changed", f"{without:.3f}", f"{within:.3f}", f"{within / without:.3f}"]
    return table(["build that makes nothing", "s of cores", "s with KLASTER", "ratio"], [row])


def stopped_and_resumed(count: int) -> str:
    """The table of ``count`` small photographs of which half are made before a kill, the rest after it."""
    corpus = _fresh(CACHE / "isi-foto")
    write_corpus(corpus, count)
    (corpus / "gambar").mkdir(exist_ok=True)
    one = photograph(0, size=_SMALL)
    articles = sorted(corpus.glob("berita/**/*.md"))
    for number, article in enumerate(articles):
        name = f"gambar/kecil-{number}.jpg"
        (corpus / name).write_bytes(one + number.to_bytes(4, "big"))
        front = f"---\nphoto: {{file: {name}, alt: Warna karangan, caption: Karangan, credit: Karangan}}\n"
        article.write_text(article.read_text("utf-8").replace("---\n", front, 1), "utf-8")
    project = _fresh(CACHE / "foto")
    project.mkdir(parents=True)
    for name in ("kabar", "plugins", "theme", "pelicanconf.py", "publishconf.py", "requirements.txt"):
        (project / name).symlink_to(ROOT / name)
    fixed = {"CONTENT": str(corpus), "SITEURL": "https://contoh.id", "BUILD_DATE": BUILD_DATE, "JOBS": "1"}
    store = project / ".cache/gambar"
    peaks = []
    first = _start(project, fixed)
    total = len(articles)
    while first.poll() is None and _files(store) < total:  # two files and more for each photograph
        peaks.append((_files(store), tree_memory(first.pid)))
        time.sleep(0.2)
    os.killpg(first.pid, signal.SIGKILL)
    first.wait()
    kept = _files(store)
    second = _start(project, fixed)
    while second.poll() is None:
        peaks.append((_files(store), tree_memory(second.pid)))
        time.sleep(0.2)
    output = second.stdout.read() if second.stdout else ""
    found = re.search(r"(\d+) gambar, (\d+) berkas; (\d+) dibuat, \d+ dari SIMPANAN, (\d+) sudah ada", output)
    assert second.returncode == 0 and found, output
    pictures, files, made, there = map(int, found.groups())
    quarter = max((memory for done, memory in peaks if 0 < done <= files / 4), default=0)
    row = [f"{pictures:,} photographs", files, kept, there, made, kept + made - files]
    row += [f"{quarter / 1e6:.0f}", f"{max(memory for _, memory in peaks) / 1e6:.0f}"]
    head = ["stopped by a kill", "files", "made before", "found after", "made after", "twice"]
    return table([*head, "MB at a quarter", "MB at most"], [list(map(str, row))])


def _start(project: Path, variables: dict[str, str]) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "kabar.build.picture_share"]
    environ = plain_environment(**variables)
    return subprocess.Popen(
        command, cwd=project, env=environ, stdout=subprocess.PIPE, text=True, start_new_session=True
    )


def _files(store: Path) -> int:
    # Names of whole files have no suffix.
    return sum("." not in one.name for one in store.iterdir()) if store.is_dir() else 0


def _fresh(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    return folder


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure what a cluster costs and gains.")
    parser.add_argument("--photographs", type=int, default=200, help="photographs of 12 megapixels")
    parser.add_argument("--small", type=int, default=10_000, help="entries with small photographs, or without")
    parser.add_argument("--rounds", type=int, default=10, help="builds that find nothing changed")
    given = parser.parse_args()
    began = f"{os.cpu_count()} cores, {time.strftime('%Y-%m-%d')}; load of the machine when it began: "
    began += f"{load_of_machine()}.\n"
    clusters, alone, clustered = on_clusters(given.photographs)
    parts = [began, clusters, simulation(alone, clustered)]
    for measure, size in ((nothing_to_make, given.rounds), (stopped_and_resumed, given.small)):
        write_between(RESULTS, "bench-klaster", "\n".join(parts))
        parts.append(measure(size))
    write_between(RESULTS, "bench-klaster", "\n".join(parts))


if __name__ == "__main__":
    main()
