"""Make the index that readers' browsers search (Pagefind), in parts of which only the changed one is made anew.

What is indexed is what was drawn for the public: nothing that is withheld can be found. A part is kept by the digest
of what the indexed text of its pages was drawn from. It is made from its own pages alone, and its files stay in the
output while they are the same: what has not changed costs a look at its names. Beside the folders of the parts stand
the program that searches them, once for all, and their list.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

from plugins.pages.search import STEPS, UNINDEXED, parts_of
from plugins.press.failure import BuildFailed
from plugins.press.fingerprint import without_labels
from plugins.press.index_order import put_in_order
from plugins.press.index_program import is_of_program, share_program
from plugins.press.link_check import files_below
from plugins.press.second_name import give_second_name
from plugins.press.spare_tree import FILE_MODE, discard

FOLDER = "pagefind"
LIST = f"{FOLDER}/bagian.json"  # how many pages each part holds, newest first
_ENTRY = "pagefind-entry.json"
# What the program brings for pages that have no page of their own to search from.
_UNUSED = ("pagefind-ui", "pagefind-modular-ui", "pagefind-component-ui", "pagefind-highlight")


def add_index(
    staging: Path, drawn: Mapping[str, str], articles: Sequence[str], cache: Path, steps: tuple[int, int] = STEPS
) -> Iterator[str]:
    """Add the index of the pages in ``staging`` and name its files.

    ``drawn`` tells what each page was drawn from, by its name; ``articles`` and ``steps`` as ``parts_of`` takes them;
    ``cache`` is a folder for this output alone. What ``staging`` holds of an index of before goes. Raises BuildFailed.
    """
    held = {f"{FOLDER}/{name}" for name in files_below(staging / FOLDER)}
    made: dict[str, Path] = {}
    for part, names in parts_of(drawn, articles, steps).items():
        made[part] = cache / f"{part}-{_key(names, drawn)}"
        if not made[part].is_dir():
            _make(staging, names, made[part])
    files = _files_of(made)
    _place(files, staging)
    if made:
        _write_list({part: _count(folder) for part, folder in made.items()}, staging / LIST)
    placed = {LIST, *files} if made else set()
    discard(staging, sorted(held - placed))
    yield from sorted(placed)
    used = {folder.name for folder in made.values()}
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
    share_program(aside)
    for name in files_below(aside):
        (aside / name).chmod(FILE_MODE)
    aside.rename(made)


def _files_of(made: Mapping[str, Path]) -> dict[str, str]:
    """Each file of the index by its name in the output, as the file of the parts ``made`` that it is.

    Of the program, which all parts have alike, that of the oldest part, which is made anew least often.
    """
    files: dict[str, str] = {}
    for part, folder in reversed(made.items()):
        for name in files_below(folder):
            target = f"{FOLDER}/{name}" if is_of_program(name) else f"{FOLDER}/{part}/{name}"
            files.setdefault(target, f"{folder}/{name}")
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


def _count(made: Path) -> int:
    languages = json.loads((made / _ENTRY).read_text("utf-8"))["languages"]
    return sum(one["page_count"] for one in languages.values())


def _write_list(pages: Mapping[str, int], target: Path) -> None:
    data = json.dumps(pages, separators=(",", ":")).encode() + b"\n"
    # What it says already stays the file that it is; nothing is written through the name of another tree.
    if not (target.is_file() and target.read_bytes() == data):
        target.unlink(missing_ok=True)
        target.write_bytes(data)
        target.chmod(FILE_MODE)
