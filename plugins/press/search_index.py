"""Make the index that readers' browsers search (Pagefind), in parts of which only the changed one is made anew.

What is indexed is what was drawn for the public: nothing that is withheld can be found. A part is kept by the digest
of what the indexed text of its pages was drawn from, and by the digest of its own files: one of which a single byte is
not what was made is made anew. It is made from its own pages alone, and its files stay in the output while they are
the same. Beside the folders of the parts stand the program that searches them, once for all, and their list.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from plugins.pages.search import STEPS, UNINDEXED, parts_of
from plugins.press.fingerprint import without_labels
from plugins.press.index_order import put_in_order
from plugins.press.index_program import is_of_program, share_program
from plugins.press.index_words import NAME as WORDS
from plugins.press.index_words import words_file
from plugins.press.integrity import digest_of, digest_of_all, digests_of
from plugins.press.link_check import files_below
from plugins.press.pagefind_service import index_of
from plugins.press.second_name import give_second_name
from plugins.press.spare_tree import FILE_MODE, discard, remove

FOLDER = "pagefind"
LIST = f"{FOLDER}/bagian.json"  # how many pages each part holds, newest first
_ENTRY = "pagefind-entry.json"
# Changes with what we make of pages before and after Pagefind: parts made otherwise are made anew.
_FORMAT = 2
# What the program brings for pages that have no page of their own to search from.
_UNUSED = ("pagefind-ui", "pagefind-modular-ui", "pagefind-component-ui", "pagefind-highlight")


@dataclass(frozen=True)
class Part:
    """A part of the index, kept in ``folder``, and the digests of its files by name."""

    folder: Path
    digests: Mapping[str, bytes]


def add_index(
    staging: Path,
    drawn: Mapping[str, str],
    articles: Sequence[str],
    cache: Path,
    steps: tuple[int, int] = STEPS,
    jobs: int = 1,
) -> dict[str, bytes]:
    """Add the index of the pages in ``staging``; the digests of its files by name, in the order of names.

    ``drawn`` tells what each page was drawn from, by its name; ``articles`` and ``steps`` as ``parts_of`` takes them;
    ``cache`` is a folder for this output alone. So many parts as ``jobs`` are made at a time. What ``staging`` holds of
    an index of before goes. Raises BuildFailed, and OSError.
    """
    if not cache.is_dir():
        remove(cache)
    there = {f"{FOLDER}/{name}" for name in files_below(staging / FOLDER)}
    parts = _parts(staging, parts_of(drawn, articles, steps), drawn, cache, jobs)
    files = _files_of(parts)
    digests = {name: digest for name, (_, digest) in files.items()}
    data = _list_of(parts)
    if parts:
        digests[LIST] = digest_of(data)
    discard(staging, sorted(there - digests.keys()))
    _place({name: kept for name, (kept, _) in files.items()}, staging)
    if parts:
        _write_list(data, staging / LIST)
    _discard_others(cache, {part.folder.name for part in parts.values()})
    return dict(sorted(digests.items()))


def _parts(
    staging: Path, names: Mapping[str, list[str]], drawn: Mapping[str, str], cache: Path, jobs: int
) -> dict[str, Part]:
    """The parts of pages ``names``, kept or made, in the same order."""
    about = {part: f"{part}-{_key(names[part], drawn)}" for part in names}
    kept = {part: _recall(cache, about[part]) for part in names}
    missing = [part for part in names if kept[part] is None]

    def make(part: str) -> Part:
        return _make(staging, names[part], cache, about[part])

    # Threads: each waits for a process of its own.
    with ThreadPoolExecutor(jobs) as workers:
        made = dict(zip(missing, workers.map(make, missing), strict=True))
    return {part: kept[part] or made[part] for part in names}


def _key(names: Iterable[str], drawn: Mapping[str, str]) -> str:
    pages = [(name, without_labels(drawn[name], UNINDEXED)) for name in names]
    told = repr((version("pagefind"), _FORMAT, pages)).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(told, digest_size=16).hexdigest()


def _recall(cache: Path, about: str) -> Part | None:
    """The part that is kept as ``about``, where each of its files is what was made."""
    for folder in cache.glob(f"{about}-*"):
        digests = digests_of(folder, files_below(folder))
        if digests and folder.name == _name_of(about, digests):
            return Part(folder, digests)
    return None


def _name_of(about: str, digests: Mapping[str, bytes]) -> str:
    return f"{about}-{digest_of_all(digests, about).hex()}"


def _make(staging: Path, names: Sequence[str], cache: Path, about: str) -> Part:
    files = share_program(put_in_order(index_of(staging, names)))
    files = {name: data for name, data in files.items() if not name.startswith(_UNUSED)} | {WORDS: words_file(files)}
    digests = {name: digest_of(data) for name, data in files.items()}
    folder = cache / _name_of(about, digests)
    aside = cache / f"{about}.baru"
    for leftover in (folder, aside):
        remove(leftover)
    for name, data in files.items():
        target = aside / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        target.chmod(FILE_MODE)
    aside.rename(folder)
    return Part(folder, digests)


def _files_of(parts: Mapping[str, Part]) -> dict[str, tuple[str, bytes]]:
    """Each file of the index by its name in the output, as the file of ``parts`` that it is, with its digest.

    Of the program, which all parts have alike, that of the oldest part, which is made anew least often.
    """
    files: dict[str, tuple[str, bytes]] = {}
    for name, part in reversed(parts.items()):
        for file, digest in part.digests.items():
            target = f"{FOLDER}/{file}" if is_of_program(file) else f"{FOLDER}/{name}/{file}"
            files.setdefault(target, (f"{part.folder}/{file}", digest))
    return files


def _place(files: Mapping[str, str], staging: Path) -> None:
    """Give ``files`` second names in ``staging``, where they have none yet."""
    # Of texts alone: to make a Path of each name costs more than to look at the file.
    for name, kept in files.items():
        if not _is_same(f"{staging}/{name}", kept):
            target = staging / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.unlink(missing_ok=True)
            give_second_name(Path(kept), target)


def _is_same(name: str, kept: str) -> bool:
    try:
        return os.path.samestat(os.lstat(name), os.lstat(kept))
    except OSError:
        return False


def _list_of(parts: Mapping[str, Part]) -> bytes:
    pages = {name: _count(part.folder) for name, part in parts.items()}
    return json.dumps(pages, separators=(",", ":")).encode() + b"\n"


def _count(made: Path) -> int:
    languages = json.loads((made / _ENTRY).read_text("utf-8"))["languages"]
    return sum(one["page_count"] for one in languages.values())


def _write_list(data: bytes, target: Path) -> None:
    # What it says already stays the file that it is; nothing is written through the name of another tree.
    if not (target.is_file() and target.read_bytes() == data):
        target.unlink(missing_ok=True)
        target.write_bytes(data)
        target.chmod(FILE_MODE)


def _discard_others(cache: Path, used: set[str]) -> None:
    with suppress(OSError):
        for old in sorted(cache.iterdir()):
            if old.name not in used:
                remove(old)
