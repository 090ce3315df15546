"""Read many files in several processes; what each says comes back frozen, ready to be kept."""

from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from pathlib import Path
from zoneinfo import ZoneInfo

from plugins.content_model.file_reading import bytes_of, read_file
from plugins.content_model.model import Document
from plugins.content_model.reading_store import Row, Status, row_of, settled
from plugins.workers.executors import answers, executor_for
from plugins.workers.pool import can_fork

FEWEST_TO_SPLIT = 400  # files: below it a second process costs more than it saves
_SHARE = 100  # files handed over at once

_Source = tuple[str, type[Document], bytes, Status | None]  # path, model, bytes, and when they were settled


def read_rows(
    root: Path, files: Sequence[tuple[str, type[Document]]], zone: ZoneInfo, jobs: int
) -> Generator[Row, None, None]:
    """What ``files`` (path, model) below ``root`` say, in their order, while others are still read; those with mistakes
    are left out.

    Nothing where there is too little to do for more than one process, or no fork; no more once one of them dies.
    """
    if jobs < 2 or len(files) < FEWEST_TO_SPLIT or not can_fork():
        return
    with suppress(BrokenProcessPool, OSError), executor_for(jobs) as executor:
        for _, rows in answers(executor, _shares(root, files, zone), jobs):
            yield from rows.result()


def read_sources(sources: Sequence[_Source], zone: str) -> list[Row]:
    """What ``sources`` say; those with mistakes are left out."""
    readings = ((data, read_file(path, model, data, ZoneInfo(zone)), status) for path, model, data, status in sources)
    return [row for reading in readings if (row := row_of(*reading))]


def _shares(
    root: Path, files: Sequence[tuple[str, type[Document]]], zone: ZoneInfo
) -> Iterator[tuple[int, Callable, tuple]]:
    for start in range(0, len(files), _SHARE):
        sources: list[_Source] = []
        for path, model in files[start : start + _SHARE]:
            data, _ = bytes_of(root, path)
            if data is not None:
                # At once: what changes behind the bytes must not pass for settled with them.
                sources.append((path, model, data, settled(root / path)))
        yield start, read_sources, (sources, zone.key)
