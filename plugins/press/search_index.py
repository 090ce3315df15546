"""Make the index that readers' browsers search (Pagefind), in parts of which only the changed one is made anew.

What is indexed is what was drawn for the public: nothing that is withheld can be found. A part is kept by the digest
of what the indexed text of its pages was drawn from. It is made from its own pages alone, and its files stay in the
output while they are the same: what has not changed costs a look at its names.
"""

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

from plugins.pages.search import ARCHIVE, CURRENT, UNINDEXED, shard_of
from plugins.press.failure import BuildFailed
from plugins.press.fingerprint import without_labels
from plugins.press.index_order import put_in_order
from plugins.press.link_check import files_below
from plugins.press.second_name import give_second_name
from plugins.press.spare_tree import discard

FOLDER = "pagefind"
# What the program brings for pages that have no page of their own to search from.
_UNUSED = ("pagefind-ui", "pagefind-modular-ui", "pagefind-component-ui", "pagefind-highlight")


def add_index(staging: Path, drawn: Mapping[str, str], year: int, cache: Path) -> Iterator[str]:
    """Add the index of the pages in ``staging`` and name its files. ``year`` is that of the build.

    ``drawn`` tells what each page was drawn from, by its name; ``cache`` is a folder for this output alone. What
    ``staging`` holds of an index of before goes. Raises BuildFailed.
    """
    held = {f"{FOLDER}/{name}" for name in files_below(staging / FOLDER)}
    parts: dict[str, list[str]] = {CURRENT: [], ARCHIVE: []}
    for name in sorted(drawn):
        if shard := shard_of(name, year):
            parts[shard].append(name)
    used = set()
    for shard, names in parts.items():
        if names:
            made = cache / f"{shard}-{_key(names, drawn)}"
            if not made.is_dir():
                _make(staging, names, made)
            used.add(made.name)
            placed = list(_place(made, staging, f"{FOLDER}/{shard}"))
            held.difference_update(placed)
            yield from placed
    discard(staging, sorted(held))
    with suppress(OSError):
        for old in sorted(cache.iterdir()):
            if old.name not in used:
                shutil.rmtree(old)


def _key(names: Iterable[str], drawn: Mapping[str, str]) -> str:
    pages = [(name, without_labels(drawn[name], UNINDEXED)) for name in names]
    told = repr((version("pagefind"), pages)).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(told, digest_size=16).hexdigest()


def _make(staging: Path, names: Iterable[str], made: Path) -> None:
    aside, pages = made.with_name(f"{made.name}.baru"), made.with_name(f"{made.name}.halaman")
    for folder in (aside, pages):
        shutil.rmtree(folder, ignore_errors=True)
    # Given the whole output, the program would look through all of it for the pages of a part.
    for name in names:
        (pages / name).parent.mkdir(parents=True, exist_ok=True)
        give_second_name(staging / name, pages / name)
    command = [sys.executable, "-m", "pagefind", "--site", pages, "--output-path", aside, "--silent"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    shutil.rmtree(pages)
    if done.returncode or not (aside / "pagefind.js").is_file():
        told = " ".join((done.stderr or done.stdout).split())[-300:]
        raise BuildFailed(f"indeks pencarian tidak dapat dibuat; laporkan kepada pengembang: {told}")
    for path in sorted(aside.iterdir()):
        if path.name.startswith(_UNUSED):
            path.unlink()
    put_in_order(aside)
    for name in files_below(aside):
        (aside / name).chmod(0o644)
    aside.rename(made)


def _place(made: Path, staging: Path, below: str) -> Iterator[str]:
    """Give the files of ``made`` second names below ``staging``, where they have none yet."""
    for name in sorted(files_below(made)):
        target = staging / below / name
        if not (target.exists() and target.samefile(made / name)):
            target.parent.mkdir(parents=True, exist_ok=True)
            target.unlink(missing_ok=True)
            give_second_name(made / name, target)
        yield f"{below}/{name}"
