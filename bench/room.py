"""Whether a machine has room for a measure, asked before it begins: a full disk would end it after hours."""

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from bench.record import OURS, Record

# Bytes for each entry, at 10,000 of them: corpus, output, the tree before, and what is kept for the next build.
DISK_PER_ENTRY = 75_000
_MEMORY = Path("/proc/meminfo")
_GB = 1_000_000_000


def shortage(
    sizes: Sequence[int], programs: int, records: Mapping[str, Record], disk: int, memory: int | None
) -> str:
    """Why portals of ``sizes`` entries cannot be measured with so many bytes free, on one line; empty where they can.

    Each of the ``programs`` writes a site of its own, which stays. In memory ours needs, for each entry, as much as it
    did at the largest size in ``records``; ``memory`` is None where it is not known how much is free.
    """
    needs = [
        ("disk", sum(sizes) * DISK_PER_ENTRY * programs, disk, " (what .cache/bench holds may be removed)"),
        ("memory", memory_needed(max(sizes), records), memory, ""),
    ]
    short = [
        f"{needed / _GB:.1f} GB of {what} are needed, {free / _GB:.1f} GB are free{remedy}"
        for what, needed, free, remedy in needs
        if free is not None and free < needed
    ]
    return f"{max(sizes):,} entries: {'; '.join(short)}" if short else ""


def memory_needed(size: int, records: Mapping[str, Record]) -> int:
    """The bytes that a clean build of ours will probably hold; 0 where none was measured."""
    found = [one for record in records.values() for one in record.measures if one.what == "memory, clean"]
    ours = [one for one in found if one.who == OURS]
    if not ours:
        return 0
    largest = max(ours, key=lambda one: one.size)
    return int(max(largest.values) / largest.size * size)


def free_disk(folder: Path) -> int:
    """The bytes that may be written where ``folder`` is, or will be."""
    return shutil.disk_usage(next(one for one in (folder, *folder.parents) if one.is_dir())).free


def free_memory(file: Path = _MEMORY) -> int | None:
    """The bytes that programs may take before the system has to swap; None where it does not say so."""
    if not file.is_file():
        return None
    values = dict(line.split(":", 1) for line in file.read_text("ascii").splitlines())
    return int(values["MemAvailable"].split()[0]) * 1024
