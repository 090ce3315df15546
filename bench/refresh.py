"""Measure `make serve` as an editor sees it: from saving an article to its refreshed page in hand."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from time import perf_counter

from bench.process_tree import CommandFailed, plain_environment
from bench.sites import Ours, add_to_corpus

PORT = 8765
_EVENTS = "/__pratinjau/kejadian"
_PATIENCE = 1800  # seconds that the first build may take


def refresh_times(site: Ours, number: int, times: int) -> list[float]:
    """Seconds from each of ``times`` saves of article ``number`` to its page that shows the change."""
    article = add_to_corpus(site.corpus, site.size, number)
    address = f"/{article.relative_to(site.corpus).with_suffix('').as_posix()}/"
    with _serving(site):
        _wait_for(address)
        # The first save after the first build also brings up the second tree.
        return [_save_and_see(article, address, save) for save in range(times + 1)][1:]


def _save_and_see(article: Path, address: str, save: int) -> float:
    said = f"Simpanan karangan ke-{save}."
    text = article.read_text("utf-8")
    with _events() as versions:
        next(versions)
        start = perf_counter()
        article.write_text(f"{text}\n{said}\n", "utf-8")
        # As the page's script does: fetch the page again as soon as there is news.
        for _ in versions:
            if said in _page(address):
                return perf_counter() - start
    raise CommandFailed(f"{address}: never shows what was saved")


@contextmanager
def _serving(site: Ours) -> Iterator[None]:
    process = subprocess.Popen(
        [sys.executable, "-m", "kabar.preview"],
        cwd=site.project,
        env=plain_environment(**site.environment(), PORT=str(PORT)),
        stdout=subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait()


@contextmanager
def _events() -> Iterator[Iterator[str]]:
    connection = HTTPConnection("127.0.0.1", PORT, timeout=120)
    connection.request("GET", _EVENTS)
    answer = connection.getresponse()
    lines = iter(answer.readline, b"")
    yield (line.decode() for line in lines if line.startswith(b"data:"))
    connection.close()


def _wait_for(address: str) -> None:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        try:
            if "<article" in _page(address):
                return
        except (OSError, HTTPException):
            pass  # it does not listen yet
        time.sleep(0.5)
    raise CommandFailed(f"{address}: no page within {_PATIENCE} s")


def _page(address: str) -> str:
    connection = HTTPConnection("127.0.0.1", PORT, timeout=60)
    connection.request("GET", address)
    answer = connection.getresponse()
    page = answer.read().decode()
    connection.close()
    return page if answer.status == 200 else ""
