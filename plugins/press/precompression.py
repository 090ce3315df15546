"""Lay compressed copies beside the texts of an output, for hosts that send such files as they are (``.br``, ``.gz``).

A copy is kept by the digest of the text that it is made from, under a checksum, and linked into each output: a text
that is the same is not compressed again, and a copy goes with its text.
"""

import hashlib
import os
import zlib
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path, PurePosixPath

import brotli

from plugins.press.gzip_format import gzipped
from plugins.press.integrity import digest_of, digest_of_file
from plugins.press.link_check import files_below
from plugins.press.second_name import give_second_name
from plugins.press.spare_tree import FILE_MODE, remove

SMALLEST = 1024  # bytes: what is smaller fits into one packet as it is
_TEXTS = frozenset(
    (".css", ".csv", ".html", ".ics", ".js", ".json", ".jsonld", ".rdf", ".svg", ".ttl", ".txt", ".webmanifest", ".xml")
)
_DIGITS = 32


def add_compressed(staging: Path, cache: Path, jobs: int) -> dict[str, bytes]:
    """Add the copies of the texts in ``staging``; their digests by name. ``cache`` is a folder for this output alone.

    ``jobs`` are worked on at a time; the bytes are the same whatever their number. Raises OSError.
    """
    if not cache.is_dir():
        remove(cache)
    names = sorted(files_below(staging))
    taken = frozenset(names)
    texts = [name for name in names if PurePosixPath(name).suffix in _TEXTS]
    cache.mkdir(parents=True, exist_ok=True)
    copies = _Copies(cache)
    # Threads: both compressors work without holding the interpreter.
    with ThreadPoolExecutor(jobs) as workers:
        made = list(workers.map(lambda name: _copies_of(name, staging, copies, taken), texts))
    # Only now: two texts that are the same share what was kept last.
    found = [one for several in made for one in several]
    for name, kept in found:
        give_second_name(kept, staging / name)
    copies.discard_unused()
    return {name: bytes.fromhex(_digest_in(kept)) for name, kept in found}


def _copies_of(name: str, staging: Path, copies: "_Copies", taken: frozenset[str]) -> list[tuple[str, Path]]:
    data = (staging / name).read_bytes()
    if len(data) < SMALLEST:
        return []
    # What an editor attached under such a name stays what it is.
    wanted = [ending for ending in _COMPRESSORS if name + ending not in taken]
    return [(name + ending, kept) for ending in wanted if (kept := copies.of(data, ending))]


class _Copies:
    """The copies that are kept in ``folder``: files named by the digest of their text and of their own bytes."""

    def __init__(self, folder: Path):
        self._folder = folder
        self._kept = {path.name[:_DIGITS] + path.suffix: path for path in folder.iterdir()}
        self._used: set[Path] = set()

    def of(self, data: bytes, ending: str) -> Path | None:
        """The file that holds ``data`` compressed, made where there is none; None where that saves nothing."""
        told = hashlib.blake2b(f"{_VERSIONS}\0".encode() + data, digest_size=_DIGITS // 2).hexdigest()
        kept = self._kept.get(told + ending)
        if kept is None or not _is_whole(kept):
            compressed = _COMPRESSORS[ending](data)
            if len(compressed) >= len(data):
                return None
            kept = self._folder / f"{told}-{digest_of(compressed).hex()}{ending}"
            # Two texts may be the same, and be compressed at the same time.
            aside = kept.with_name(f"{kept.name}.{os.urandom(4).hex()}.baru")
            aside.write_bytes(compressed)
            aside.chmod(FILE_MODE)
            if kept.is_dir():
                # The thread that compresses the same text may have put its file there since.
                with suppress(OSError):
                    remove(kept)
            aside.replace(kept)
        self._used.add(kept)
        return kept

    def discard_unused(self) -> None:
        for path in set(self._kept.values()) - self._used:
            with suppress(OSError):
                remove(path)


def _brotli(data: bytes) -> bytes:
    return brotli.compress(data, mode=brotli.MODE_TEXT, quality=11)


_COMPRESSORS: Mapping[str, Callable[[bytes], bytes]] = {".br": _brotli, ".gz": gzipped}
# Others make other bytes of the same text.
_VERSIONS = f"{brotli.__version__} {zlib.ZLIB_RUNTIME_VERSION}"


def _is_whole(kept: Path) -> bool:
    digest = digest_of_file(str(kept))
    return digest is not None and digest.hex() == _digest_in(kept)


def _digest_in(kept: Path) -> str:
    """The digest of its own bytes that a file's name tells."""
    return kept.stem.rpartition("-")[2]
