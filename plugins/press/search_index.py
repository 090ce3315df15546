"""Make the index that readers' browsers search (Pagefind), in parts of which only the changed one is made anew.

What is indexed is what was drawn for the public: nothing that is withheld can be found. A part is kept by the digest
of what its pages were drawn from, and linked into each output.
"""

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

from plugins.pages.search import ARCHIVE, CURRENT, shard_of, year_of
from plugins.press.failure import BuildFailed
from plugins.press.index_order import put_in_order
from plugins.press.link_check import files_below
from plugins.press.second_name import give_second_name

FOLDER = "pagefind"
_SECTIONS = "berita,bimtek,ekspor"
# What the program brings for pages that have no page of their own to search from.
_UNUSED = ("pagefind-ui", "pagefind-modular-ui", "pagefind-component-ui", "pagefind-highlight")


def add_index(staging: Path, drawn: Mapping[str, str], year: int, cache: Path) -> Iterator[str]:
    """Add the index of the pages in ``staging`` and name its files. ``year`` is that of the build.

    ``drawn`` tells what each page was drawn from, by its name; ``cache`` is a folder for this output alone.
    Raises BuildFailed.
    """
    used = set()
    for shard in (CURRENT, ARCHIVE):
        pages = sorted((name, inputs) for name, inputs in drawn.items() if shard_of(name, year) == shard)
        if not pages:
            continue
        told = repr((version("pagefind"), pages)).encode("utf-8", "surrogatepass")
        made = cache / f"{shard}-{hashlib.blake2b(told, digest_size=16).hexdigest()}"
        if not made.is_dir():
            _make(staging, _glob(shard, {year_of(name) for name, _ in pages} - {""}, year), made)
        used.add(made.name)
        yield from _link(made, staging, f"{FOLDER}/{shard}")
    with suppress(OSError):
        for old in sorted(cache.iterdir()):
            if old.name not in used:
                shutil.rmtree(old)


def _glob(shard: str, years: set[str], year: int) -> str:
    wanted = sorted(one for one in years if (int(one) >= year) == (shard == CURRENT))
    entries = [f"{section}/{one}/*/index.html" for section in _SECTIONS.split(",") for one in wanted]
    others = ["*/index.html", "{topik,angka,lembaga,orang}/*/index.html"] if shard == CURRENT else []
    return "{" + ",".join([*entries, *others]) + "}"


def _make(staging: Path, glob: str, made: Path) -> None:
    aside = made.with_name(f"{made.name}.baru")
    shutil.rmtree(aside, ignore_errors=True)
    aside.parent.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "pagefind", "--site", staging, "--glob", glob, "--output-path", aside, "--silent"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode or not (aside / "pagefind.js").is_file():
        told = " ".join((done.stderr or done.stdout).split())[-300:]
        raise BuildFailed(f"indeks pencarian tidak dapat dibuat; laporkan kepada pengembang: {told}")
    for path in sorted(aside.iterdir()):
        if path.name.startswith(_UNUSED):
            path.unlink()
    put_in_order(aside)
    aside.rename(made)


def _link(made: Path, staging: Path, below: str) -> Iterator[str]:
    for name in sorted(files_below(made)):
        target = staging / below / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.unlink(missing_ok=True)
        (made / name).chmod(0o644)
        give_second_name(made / name, target)
        yield f"{below}/{name}"
