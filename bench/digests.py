"""Write down the digests of whole outputs, to be compared before and after a change that must not alter them.

``python -m bench.digests FOLDER`` builds ``content/``, also as it is published, and made-up portals of 300, 2,000 and
10,000 entries, each from nothing at a fixed BUILD_DATE. It writes a list of the files of each output into ``FOLDER``,
lines as sha256sum(1) writes them, and prints one digest of each list. ``diff -r`` compares two folders.
"""

import argparse
import hashlib
from collections.abc import Iterator
from pathlib import Path

from bench.corpus import write_corpus
from bench.sites import CACHE, ROOT, Ours

SIZES = (300, 2_000, 10_000)
_DATE = "2026-11-29"  # all of content/ is shown then


def list_of_files(output: Path) -> str:
    """A line for each file below ``output``, sorted by name: the SHA-256 of its bytes and its name."""
    names = sorted(path.relative_to(output).as_posix() for path in output.rglob("*") if path.is_file())
    digests = (hashlib.sha256((output / name).read_bytes()).hexdigest() for name in names)
    return "".join(f"{digest}  {name}\n" for digest, name in zip(digests, names, strict=True))


def portals(sizes: list[int]) -> Iterator[tuple[str, Ours]]:
    """The portals to be built, each with its name."""
    content = ROOT / "content"
    yield "content", Ours(content, 0, BUILD_DATE=_DATE)
    yield "content-published", Ours(content, 0, "--publish", BUILD_DATE=_DATE, SITEURL="https://contoh.id")
    for size in sizes:
        corpus = CACHE / f"isi-digest-{size}"
        if not corpus.is_dir():
            write_corpus(corpus, size)
        yield str(size), Ours(corpus, size)


def main() -> None:
    """Build all portals and write down what came of them."""
    parser = argparse.ArgumentParser(description="Write down the digests of whole outputs.")
    parser.add_argument("folder", type=Path, help="where the lists of files are written")
    parser.add_argument("--sizes", type=int, nargs="*", default=list(SIZES), help="entries of the made-up portals")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    for number, (name, portal) in enumerate(portals(given.sizes)):
        if not number:
            portal.lay_out()
        portal.forget()
        portal.build()
        lines = list_of_files(portal.output)
        (given.folder / f"{name}.txt").write_text(lines, "utf-8")
        print(f"{hashlib.sha256(lines.encode()).hexdigest()}  {name} ({lines.count(chr(10))} files)", flush=True)


if __name__ == "__main__":
    main()
