"""The least that such a portal costs: its Markdown converted and its bytes written, and nothing else.

``python -m bench.floor CONTENT CORES`` converts every body with Python-Markdown, in as many processes.
"""

import multiprocessing
import sys
from pathlib import Path
from time import perf_counter

from markdown import Markdown

_SECTIONS = ("berita", "bimtek", "ekspor")


def write_again(output: Path, target: Path) -> float:
    """Seconds to write the files of ``output``, held in memory, into the new folder ``target``."""
    held = {path.relative_to(output): path.read_bytes() for path in output.rglob("*") if path.is_file()}
    start = perf_counter()
    made: set[Path] = set()
    for name, data in held.items():
        path = target / name
        if path.parent not in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            made.add(path.parent)
        path.write_bytes(data)
    return perf_counter() - start


def _convert(paths: list[Path]) -> int:
    markdown = Markdown(extensions=["tables"])
    written = 0
    for path in paths:
        body = path.read_text("utf-8").split("---\n", 2)[2]
        written += len(markdown.reset().convert(body))
    return written


def main(content: str, cores: str) -> None:
    """Convert all, and tell how many characters came of it."""
    paths = sorted(path for section in _SECTIONS for path in Path(content, section).rglob("*.md"))
    with multiprocessing.get_context("fork").Pool(int(cores)) as pool:
        print(sum(pool.map(_convert, [paths[start :: int(cores)] for start in range(int(cores))])))


if __name__ == "__main__":
    main(*sys.argv[1:])
