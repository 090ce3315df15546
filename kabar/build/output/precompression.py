"""Precompressed copies of the text files of an output (``.br``, ``.gz``), for hosts that serve such files.

A copy is cached by the digest of its text, with a checksum, and hard-linked into each output, so unchanged texts are
not compressed again. The copy of a removed text is removed.
"""

import hashlib
import os
import shutil
import zlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import suppress
from pathlib import Path, PurePosixPath

import brotli  # type: ignore[import-untyped]  # has no types

from kabar.build.output.gzip_format import gzipped
from kabar.build.output.integrity import digest_of, digest_of_file
from kabar.build.output.spare_tree import FILE_MODE, remove
from kabar.build.verify.link_check import files_below
from kabar.worker_pool import answers


def link_or_copy(kept: Path, target: Path) -> None:
    """Makes ``target``, which does not exist, a hard link to ``kept``; a copy when the output is on another disk.

    Raises OSError.
    """
    try:
        os.link(kept, target)
    except OSError:
        shutil.copyfile(kept, target)


SMALLEST = 1024  # bytes; smaller files fit into one packet uncompressed
_TEXTS = frozenset(
    (".css", ".csv", ".html", ".ics", ".js", ".json", ".jsonld", ".rdf", ".svg", ".ttl", ".txt", ".webmanifest", ".xml")
)
_DIGITS = 32


def add_compressed(staging: Path, cache: Path, executor: Executor, jobs: int = 1) -> dict[str, bytes]:
    """Adds the copies of the texts in ``staging``; returns their digests by name.

    ``cache`` is a folder for this output alone. ``executor`` compresses ``jobs`` at a time; the bytes do not depend on
    their number. Raises OSError, and BrokenProcessPool when a process of ``executor`` dies.
    """
    if not cache.is_dir():
        remove(cache)
    names = sorted(files_below(staging))
    taken = frozenset(names)
    texts = [name for name in names if PurePosixPath(name).suffix in _TEXTS]
    cache.mkdir(parents=True, exist_ok=True)
    copies = _Copies(cache)
    keys: dict[str, str] = {}
    for made, answer in answers(executor, _missing(texts, staging, copies, taken, keys), jobs):
        for key, compressed in zip(made, answer.result(), strict=True):
            copies.keep(key, compressed)
    found = [(name, kept) for name, key in keys.items() if (kept := copies.of(key))]
    for name, kept in found:
        link_or_copy(kept, staging / name)
    copies.discard_unused()
    return {name: bytes.fromhex(_digest_in(kept)) for name, kept in found}


def compress(data: bytes, endings: Sequence[str]) -> list[bytes]:
    """Compresses ``data`` for each of ``endings``; empty bytes when that would save nothing."""
    made = [_COMPRESSORS[ending](data) for ending in endings]
    return [compressed if len(compressed) < len(data) else b"" for compressed in made]


def _missing(
    texts: list[str], staging: Path, copies: "_Copies", taken: Collection[str], keys: dict[str, str]
) -> Iterator[tuple[list[str], Callable[[bytes, Sequence[str]], list[bytes]], tuple[bytes, list[str]]]]:
    """Yields what has to be compressed, by its keys; enters the key of each copy into ``keys`` by its file name."""
    for name in texts:
        data = (staging / name).read_bytes()
        if len(data) < SMALLEST:
            continue
        digest = hashlib.blake2b(f"{_VERSIONS}\0".encode() + data, digest_size=_DIGITS // 2).hexdigest()
        # A file of that name, such as an attachment, is not replaced.
        endings = [ending for ending in _COMPRESSORS if name + ending not in taken]
        keys.update((name + ending, digest + ending) for ending in endings)
        if lacking := [ending for ending in endings if copies.lacks(digest + ending)]:
            yield [digest + ending for ending in lacking], compress, (data, lacking)


class _Copies:
    """Cached copies in ``folder``: files named after the digests of their text and of their own bytes.

    A key is the digest of a text and the ending of the copy.
    """

    def __init__(self, folder: Path):
        self._folder = folder
        self._kept = {path.name[:_DIGITS] + path.suffix: path for path in folder.iterdir()}
        self._used: dict[str, Path | None] = {}

    def lacks(self, key: str) -> bool:
        """Whether the copy ``key`` has to be made: first request for it, and no intact file in the cache."""
        if key in self._used:
            return False
        kept = self._kept.get(key)
        self._used[key] = kept if kept and _is_whole(kept) else None
        return self._used[key] is None

    def keep(self, key: str, compressed: bytes) -> None:
        """Stores ``compressed`` under ``key``, unless it is empty."""
        if not compressed:
            return
        digest, dot, ending = key.partition(".")
        kept = self._folder / f"{digest}-{digest_of(compressed).hex()}{dot}{ending}"
        remove(kept)
        aside = kept.with_name(f"{kept.name}.baru")
        aside.write_bytes(compressed)
        aside.chmod(FILE_MODE)
        aside.replace(kept)
        self._used[key] = kept

    def of(self, key: str) -> Path | None:
        """Returns the file of ``key``; None when there is none because it would save nothing."""
        return self._used[key]

    def discard_unused(self) -> None:
        """Removes copies that no text of this output uses."""
        for path in set(self._kept.values()) - set(self._used.values()):
            with suppress(OSError):
                remove(path)


def _brotli(data: bytes) -> bytes:
    compressed: bytes = brotli.compress(data, mode=brotli.MODE_TEXT, quality=11)
    return compressed


_COMPRESSORS: Mapping[str, Callable[[bytes], bytes]] = {".br": _brotli, ".gz": gzipped}
# Other versions may produce other bytes.
_VERSIONS = f"{brotli.__version__} {zlib.ZLIB_RUNTIME_VERSION}"


def _is_whole(kept: Path) -> bool:
    digest = digest_of_file(str(kept))
    return digest is not None and digest.hex() == _digest_in(kept)


def _digest_in(kept: Path) -> str:
    """Returns the digest of its own bytes in the name of a cached file."""
    return kept.stem.rpartition("-")[2]


