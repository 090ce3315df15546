"""Make the index that readers' browsers search (Pagefind), in parts of which only the changed one is made anew.

What is indexed is what was drawn for the public: nothing that is withheld can be found. A part is put together of
slices, which Pagefind makes of some pages each. A slice is kept by the digest of what the indexed text of its pages was
drawn from; one that is damaged is made anew. A part whose pages are the same, and
whose files stand in the output as they were made, stays as it is; of one that is made anew those files stay whose bytes
are the same. Beside the folders of the parts stand the program that searches them, once for all, and their list.
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
from kabar.outputs.renditions.made_files import KeptFiles, MadeFile
from kabar.outputs.renditions.making import Making
from kabar.pages.search_page import STEPS, UNINDEXED, parts_of
from kabar.text.search_words import indexed_part
from kabar.worker_pool import answers

FOLDER = "pagefind"
LIST = f"{FOLDER}/bagian.json"  # how many pages each part holds, newest first
_PROGRAM = ""  # what stands beside the folders of the parts counts as one more of them
# Changes with what we make of pages before and after Pagefind: parts made otherwise are made anew.
_FORMAT = 3
_ABOUT = "search index"


class Part(NamedTuple):
    """A digest of all that a part is made from, and how many pages it holds."""

    key: str
    pages: int


@dataclass(frozen=True)
class LastIndex:
    """The index of the last output: its parts, and whether each file of it stands as it was made, by name."""

    parts: Mapping[str, Part] = field(default_factory=dict)
    files: Mapping[str, bool] = field(default_factory=dict)


@dataclass(frozen=True)
class Index:
    """The index of an output: its parts, the digests of files that were made, by name, and files that were kept."""

    parts: Mapping[str, Part] = field(default_factory=dict)
    made: Mapping[str, bytes] = field(default_factory=dict)
    kept: frozenset[str] = frozenset()


def read_index(database: Database, files: Mapping[str, bool]) -> LastIndex:
    """The index of the last output as ``database`` tells of it; ``files`` as in ``LastIndex``."""
    try:
        parts = json.loads(read_value(database, _ABOUT) or b"{}")
    except Damaged:
        parts = {}
    return LastIndex({name: Part(*part) for name, part in parts.items()}, files)


def keep_index(connection: Connection, index: Index) -> None:
    """Keep what the next build has to know of ``index``, within a change."""
    write_values(connection, {_ABOUT: json.dumps(index.parts).encode()})


def add_index(
    staging: Path,
    drawn: Mapping[str, str],
    articles: Sequence[str],
    cache: Path,
    last: LastIndex,
    executor: Executor,
    jobs: int = 1,
    steps: tuple[int, int] = STEPS,
) -> Index:
    """Add the index of the pages in ``staging``, which holds the ``last`` one.

    ``drawn`` tells what each page was drawn from, by its name; ``articles`` and ``steps`` as ``parts_of`` takes them;
    ``cache`` is a folder for this output alone. ``executor`` does ``jobs`` at a time; the bytes are the same whatever
    their number. Raises BuildFailed, OSError, and BrokenProcessPool where a process of ``executor`` dies.
    """
    cut = parts_of(drawn, articles, steps)
    made_by = version("pagefind"), _FORMAT
    slices = {part: {_key_of(names, drawn, made_by): names for names in held} for part, held in cut.items()}
    keys = {part: _digest((made_by, list(held))) for part, held in slices.items()}
    if keys:
        keys[_PROGRAM] = _digest(made_by)
    there = {part: _files_of(part, last) for part in keys}
    kept = {part: last.parts[part] for part, key in keys.items() if _is_as_it_was(part, key, there[part], last)}
    store = KeptFiles(cache)
    files = {key: _slice(key, names, staging) for held in slices.values() for key, names in held.items()}
    making = Making()
    making.add(store, [files[key] for part, held in slices.items() if part not in kept for key in held])
    making.make(executor, jobs)
    parts = dict(kept)
    made: dict[str, bytes] = {}
    for part in [part for part in keys if part not in kept]:
        held = (read_slice(store.bytes_of(files[key])) for key in slices.get(part, ()))
        pages: list[Mapping[str, Any]] = []
        for name, data in program().items() if part == _PROGRAM else _files(held, pages, executor, jobs):
            made[_path(part, name)] = _write(data, staging / _path(part, name))
        parts[part] = Part(keys[part], len(pages))
    if parts:
        counts = {part: parts[part].pages for part in cut if parts[part].pages}
        made[LIST] = _write(json.dumps(counts, separators=(",", ":")).encode() + b"\n", staging / LIST)
    store.prune(files)
    stay = {name for part in kept for name in there[part]}
    gone = last.files.keys() - made.keys() - stay
    discard(staging, sorted(name for name in gone if os.path.lexists(staging / name)))
    return Index(parts, dict(sorted(made.items())), frozenset(stay))


def _key_of(names: Iterable[str], drawn: Mapping[str, str], made_by: tuple[str, int]) -> str:
    return _digest((made_by, [(name, without_labels(drawn[name], UNINDEXED)) for name in names]))


def _digest(told: object) -> str:
    return digest_of(repr(told).encode("utf-8", "surrogatepass")).hex()


def _path(part: str, name: str) -> str:
    return f"{FOLDER}/{part}/{name}" if part else f"{FOLDER}/{name}"


def _files_of(part: str, last: LastIndex) -> list[str]:
    """The files of a part of the last index, whether they are there or not."""
    folder = _path(part, "")
    files = [name for name in last.files if name.startswith(folder) and name != LIST]
    return files if part else [name for name in files if "/" not in name[len(folder) :]]


def _is_as_it_was(part: str, key: str, files: Sequence[str], last: LastIndex) -> bool:
    return part in last.parts and last.parts[part].key == key and bool(files) and all(map(last.files.get, files))


def _files(
    slices: Iterable[Slice], pages: list[Mapping[str, Any]], executor: Executor, jobs: int
) -> Iterator[tuple[str, bytes]]:
    """The files of the part that ``slices`` make, by name; ``pages`` gets what is told of each. None without pages."""
    held: list[Slice] = []

    def read() -> Iterator[Slice]:
        for one in slices:
            yield one
            held.append(one._replace(fragments=()))

    yield from fragments_of(read())
    pages += [page.told for one in held for page in one.pages]
    if not pages:
        return
    calls = ((name, gzipped, (data,)) for name, data in merged(held))
    for name, packed in answers(executor, calls, jobs):
        yield name, packed.result()
    yield ENTRY, entry_of(held, name)
    yield WORDS, words_file(pages)


def _write(data: bytes, target: Path) -> bytes:
    """Make ``target`` hold ``data``; the digest of it. What holds it already stays the file that it is."""
    if not (target.is_file() and target.read_bytes() == data):
        target.parent.mkdir(parents=True, exist_ok=True)
        # Nothing is written through the name of another tree.
        target.unlink(missing_ok=True)
        target.write_bytes(data)
        target.chmod(FILE_MODE)
    return digest_of(data)


def _slice(key: str, names: Sequence[str], staging: Path) -> MadeFile:
    """The slice of the pages ``names`` in ``staging``; ``key`` is what they are drawn from."""
    return MadeFile(key, _make_slices, partial(_pages, names, staging), None)


def _make_slices(pages: bytes, settings: Sequence[None]) -> list[bytes]:
    """The slice of ``pages``, as ``_pages`` writes them, for each of ``settings``."""
    return [make_slice([(name, page) for name, page in json.loads(pages)]) for _ in settings]


def _pages(names: Iterable[str], staging: Path) -> bytes:
    """Name and HTML of those of the pages ``names`` that are marked to be indexed, as JSON."""
    read = ((name, indexed_part((staging / name).read_text("utf-8"))) for name in names)
    return json.dumps([(name, page) for name, page in read if page]).encode("utf-8", "surrogatepass")


