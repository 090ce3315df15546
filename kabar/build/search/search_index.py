"""Search index for browsers (Pagefind), in parts; only changed parts are made again.

Only pages rendered for the public are indexed, so nothing withheld can be found. A part is merged from slices, which
Pagefind makes of some pages each. Slices are cached by the digest of the inputs of the indexed text of their pages; a
damaged one is made again. A part stays when its pages are the same and its files are in the output as they were made;
of a part that is made again, files with the same bytes stay. Beside the folders of the parts are the search program,
shared by all of them, and their list.
"""

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from functools import partial
from importlib.metadata import version
from pathlib import Path
from sqlite3 import Connection
from typing import Any, NamedTuple

from kabar.build.output.gzip_format import gzipped
from kabar.build.output.integrity import digest_of
from kabar.build.output.spare_tree import FILE_MODE, discard
from kabar.build.render.fingerprints import without_labels
from kabar.build.search.index_slices import ENTRY, Slice, entry_of, fragments_of, make_slice, merged, read_slice
from kabar.build.search.index_words import NAME as WORDS
from kabar.build.search.index_words import words_file
from kabar.build.search.pagefind import program
from kabar.index.database import Damaged, Database
from kabar.index.meta import read_value, write_values
from kabar.outputs.renditions.made_files import FileStore, MadeFile
from kabar.outputs.renditions.making import Making
from kabar.pages.search_page import STEPS, UNINDEXED, parts_of
from kabar.text.search_words import indexed_part
from kabar.worker_pool import answers

FOLDER = "pagefind"
LIST = f"{FOLDER}/bagian.json"  # number of pages of each part, newest first
_PROGRAM = ""  # the files beside the folders of the parts are treated as one more part
# Increase when the processing before or after Pagefind changes: parts with another number are made again.
_FORMAT = 3
_ABOUT = "search index"


class Part(NamedTuple):
    """A digest of everything a part is made from, and its number of pages."""

    key: str
    pages: int


@dataclass(frozen=True)
class LastIndex:
    """The index of the last output: its parts, and by file name whether the file is as it was made."""

    parts: Mapping[str, Part] = field(default_factory=dict)
    files: Mapping[str, bool] = field(default_factory=dict)


@dataclass(frozen=True)
class SearchIndex:
    """The index of an output: its parts, the digests of new files by name, and the files that were kept."""

    parts: Mapping[str, Part] = field(default_factory=dict)
    made: Mapping[str, bytes] = field(default_factory=dict)
    kept: frozenset[str] = frozenset()


def read_index(database: Database, files: Mapping[str, bool]) -> LastIndex:
    """Reads the index of the last output from ``database``; ``files`` as in ``LastIndex``."""
    try:
        parts = json.loads(read_value(database, _ABOUT) or b"{}")
    except Damaged:
        parts = {}
    return LastIndex({name: Part(*part) for name, part in parts.items()}, files)


def keep_index(connection: Connection, index: SearchIndex) -> None:
    """Stores the parts of ``index`` for the next build, inside a transaction."""
    write_values(connection, {_ABOUT: json.dumps(index.parts).encode()})


def add_index(
    staging: Path,
    rendered: Mapping[str, str],
    articles: Sequence[str],
    cache: Path,
    last: LastIndex,
    executor: Executor,
    jobs: int = 1,
    steps: tuple[int, int] = STEPS,
) -> SearchIndex:
    """Adds the index of the pages in ``staging``, which contains the ``last`` one.

    ``rendered`` has the fingerprint of the inputs of each page by name; ``articles`` and ``steps`` as in ``parts_of``;
    ``cache`` is a folder for this output alone. ``executor`` runs ``jobs`` at a time; the bytes do not depend on their
    number. Raises BuildFailed, OSError, and BrokenProcessPool when a process of ``executor`` dies.
    """
    cut = parts_of(rendered, articles, steps)
    made_by = version("pagefind"), _FORMAT
    slices = {part: {_key_of(names, rendered, made_by): names for names in lists} for part, lists in cut.items()}
    keys = {part: _digest((made_by, list(of_part))) for part, of_part in slices.items()}
    if keys:
        keys[_PROGRAM] = _digest(made_by)
    there = {part: _files_of(part, last) for part in keys}
    kept = {part: last.parts[part] for part, key in keys.items() if _is_as_it_was(part, key, there[part], last)}
    store = FileStore(cache)
    files = {key: _slice(key, names, staging) for of_part in slices.values() for key, names in of_part.items()}
    making = Making()
    making.add(store, [files[key] for part, of_part in slices.items() if part not in kept for key in of_part])
    making.make(executor, jobs)
    parts = dict(kept)
    made: dict[str, bytes] = {}
    for part in [part for part in keys if part not in kept]:
        contents = (read_slice(store.bytes_of(files[key])) for key in slices.get(part, ()))
        pages: list[Mapping[str, Any]] = []
        for name, data in program().items() if part == _PROGRAM else _files(contents, pages, executor, jobs):
            made[_path(part, name)] = _write(data, staging / _path(part, name))
        parts[part] = Part(keys[part], len(pages))
    if parts:
        counts = {part: parts[part].pages for part in cut if parts[part].pages}
        made[LIST] = _write(json.dumps(counts, separators=(",", ":")).encode() + b"\n", staging / LIST)
    store.prune(files)
    stay = {name for part in kept for name in there[part]}
    gone = last.files.keys() - made.keys() - stay
    discard(staging, sorted(name for name in gone if os.path.lexists(staging / name)))
    return SearchIndex(parts, dict(sorted(made.items())), frozenset(stay))


def _key_of(names: Iterable[str], rendered: Mapping[str, str], made_by: tuple[str, int]) -> str:
    return _digest((made_by, [(name, without_labels(rendered[name], UNINDEXED)) for name in names]))


def _digest(value: object) -> str:
    return digest_of(repr(value).encode("utf-8", "surrogatepass")).hex()


def _path(part: str, name: str) -> str:
    return f"{FOLDER}/{part}/{name}" if part else f"{FOLDER}/{name}"


def _files_of(part: str, last: LastIndex) -> list[str]:
    """Returns the files of a part of the last index, whether they exist or not."""
    folder = _path(part, "")
    files = [name for name in last.files if name.startswith(folder) and name != LIST]
    return files if part else [name for name in files if "/" not in name[len(folder) :]]


def _is_as_it_was(part: str, key: str, files: Sequence[str], last: LastIndex) -> bool:
    return part in last.parts and last.parts[part].key == key and bool(files) and all(map(last.files.get, files))


def _files(
    slices: Iterable[Slice], pages: list[Mapping[str, Any]], executor: Executor, jobs: int
) -> Iterator[tuple[str, bytes]]:
    """Yields the files of the part that ``slices`` form, by name, and appends the metadata of its pages to ``pages``.

    Yields nothing without pages.
    """
    read: list[Slice] = []

    def read_all() -> Iterator[Slice]:
        for one in slices:
            yield one
            read.append(one._replace(fragments=()))

    yield from fragments_of(read_all())
    pages += [page.metadata for one in read for page in one.pages]
    if not pages:
        return
    calls = ((name, gzipped, (data,)) for name, data in merged(read))
    for name, packed in answers(executor, calls, jobs):
        yield name, packed.result()
    yield ENTRY, entry_of(read, name)
    yield WORDS, words_file(pages)


def _write(data: bytes, target: Path) -> bytes:
    """Writes ``data`` to ``target`` unless it already has these bytes; returns the digest."""
    if not (target.is_file() and target.read_bytes() == data):
        target.parent.mkdir(parents=True, exist_ok=True)
        # The file may be a hard link into another tree.
        target.unlink(missing_ok=True)
        target.write_bytes(data)
        target.chmod(FILE_MODE)
    return digest_of(data)


def _slice(key: str, names: Sequence[str], staging: Path) -> MadeFile:
    """Returns the slice of the pages ``names`` in ``staging``; ``key`` is the digest of their inputs."""
    return MadeFile(key, _make_slices, partial(_pages, names, staging), None)


def _make_slices(pages: bytes, settings: Sequence[None]) -> list[bytes]:
    """Returns the slice of ``pages``, as ``_pages`` encodes them, for each of ``settings``."""
    return [make_slice([(name, page) for name, page in json.loads(pages)]) for _ in settings]


def _pages(names: Iterable[str], staging: Path) -> bytes:
    """Returns name and HTML of those pages among ``names`` that are to be indexed, as JSON."""
    read = ((name, indexed_part((staging / name).read_text("utf-8"))) for name in names)
    return json.dumps([(name, page) for name, page in read if page]).encode("utf-8", "surrogatepass")


