"""Read many files in several processes; what each says comes back frozen, ready to be kept."""

from collections.abc import Generator, Sequence
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from pathlib import Path
from zoneinfo import ZoneInfo

from plugins.content_model.file_reading import bytes_of, read_file
from plugins.content_model.model import Document
from plugins.content_model.reading_store import Row, row_of
from plugins.workers.pool import WorkerPool, can_fork

FEWEST_TO_SPLIT = 400  # files: below it a second process costs more than it saves
_SHARE = 100  # files handed over at once


def read_rows(
    root: Path, files: Sequence[tuple[str, type[Document]]], zone: ZoneInfo, jobs: int
) -> Generator[Row, None, None]:
    """What ``files`` (path, model) below ``root`` say, in their order, while others are still read; those with mistakes
    are left out.

    Nothing where there is too little to do for more than one process, or no fork; no more once one of them dies.
    """
    if jobs < 2 or len(files) < FEWEST_TO_SPLIT or not can_fork():
        return
    shares = [files[start : start + _SHARE] for start in range(0, len(files), _SHARE)]
    count = len(shares)
    with suppress(BrokenProcessPool, OSError), WorkerPool(jobs) as workers:
        for rows in workers.map(_read, [root] * count, shares, [zone.key] * count):
            yield from rows


def _read(root: Path, files: Sequence[tuple[str, type[Document]]], zone: str) -> list[Row]:
    rows = []
    for path, model in files:
        data, _ = bytes_of(root, path)
        if data is not None and (row := row_of(root, data, read_file(path, model, data, ZoneInfo(zone)))):
            rows.append(row)
    return rows
