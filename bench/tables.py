"""The tables of what was measured, in Markdown, between marks of ``bench/RESULTS.md``."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from bench.record import HUGO, OURS, PELICAN, Measure, Record
from bench.targets import TARGETS

_ALL = (OURS, HUGO, PELICAN)
_WORDS = {
    "clean": "clean build",
    "article": "one new article",
    "nothing": "nothing changed",
    "clean, search": "clean build with the search index",
    "article, search": "one new article with the search index",
    "clean, publish": "clean `make publish`, with search and all that only it makes",
    "clean, photographs": "clean build with 20 photographs of 12 megapixels",
}
_MB = 1_000_000


def names_in(file: Path) -> list[str]:
    """The names between whose marks ``write_between`` can write in ``file``."""
    found = re.findall(r"<!-- ([\w-]+) -->\n.*?<!-- /\1 -->", file.read_text("utf-8"), re.DOTALL)
    return [name for name in found if found.count(name) == 1]


def write_between(file: Path, name: str, text: str) -> None:
    """Put ``text`` between the marks of ``name`` in ``file``; what stands outside them stays. Raises ValueError."""
    before = file.read_text("utf-8")
    marks = re.compile(rf"(<!-- {re.escape(name)} -->\n).*?(<!-- /{re.escape(name)} -->)", re.DOTALL)
    after, times = marks.subn(lambda match: f"{match[1]}{text}{match[2]}", before)
    if times != 1:
        raise ValueError(f"{file.name}: <!-- {name} --> … <!-- /{name} --> stands there {times} times, not once")
    file.write_text(after, "utf-8")


def tables(record: Record) -> str:
    """All that ``record`` holds."""
    parts = [f"{record.machine}.\n", _targets(record), _times(record), _apart(record), _changed(record)]
    parts += [_memory(record), _floor(record), _files(record)]
    return "\n".join(part for part in parts if part)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown; all but the first column stand to the right. Empty where there are no rows."""
    lines = [f"| {' | '.join(row)} |\n" for row in rows]
    rule = f"| --- |{' ---: |' * (len(head) - 1)}\n"
    return f"| {' | '.join(head)} |\n{rule}{''.join(lines)}" if lines else ""


def seconds(measure: Measure | None) -> str:
    """The median, and the least and the most where there are several."""
    if measure is None:
        return "–"
    if len(measure.values) == 1:
        return f"{measure.median:.2f}"
    return f"{measure.median:.2f} ({min(measure.values):.2f}–{max(measure.values):.2f})"


def _targets(record: Record) -> str:
    rows = [row for target in TARGETS if (row := target.row(record))]
    return table(["measure", "asked for", "reached", "met"], rows)


def _times(record: Record) -> str:
    rows = []
    for what in ("clean", "article", "nothing"):
        for size in record.sizes(what):
            ours, hugo, pelican = (record.find(what, who, size) for who in _ALL)
            ratios = [_per(ours, hugo), _per(pelican, ours)]
            times = map(seconds, (ours, hugo, pelican))
            rows.append([_WORDS[what], f"{size:,}", *times, *ratios, _load(ours, hugo, pelican)])
    head = ["", "entries", "ours, s", "Hugo, s", "Pelican, s", "ours ÷ Hugo", "Pelican ÷ ours", "load"]
    return table(head, rows)


def _apart(record: Record) -> str:
    rows = []
    for what in ("clean, search", "article, search", "clean, publish", "clean, photographs"):
        for size in record.sizes(what):
            whole, bare = record.find(what, OURS, size), record.find(what.partition(",")[0], OURS, size)
            more = f"{whole.median - bare.median:+.2f}" if bare else "–"
            rows.append([_WORDS[what], f"{size:,}", seconds(whole), more, _load(whole)])
    return table(["timed apart", "entries", "ours, s", "more than without, s", "load"], rows)


def _changed(record: Record) -> str:
    rows = []
    for size in record.sizes("changed, pages"):
        found = [record.find(f"changed, {kind}", OURS, size) for kind in ("pages", "feeds", "others")]
        rows.append([f"{size:,}", *(" ".join(f"{value:.0f}" for value in one.values) for one in found)])
    return table(["entries", "pages and JSON", "feeds and calendars", "other files"], rows)


def _memory(record: Record) -> str:
    rows = []
    for what, words in (("memory, clean", "clean build"), ("memory, article", "one new article")):
        for size in record.sizes(what):
            found = [record.find(what, who, size) for who in _ALL]
            rows.append([words, f"{size:,}", *map(_megabytes, found), _load(*found)])
    return table(["peak memory (PSS of all processes), MB", "entries", "ours", "Hugo", "Pelican", "load"], rows)


def _files(record: Record) -> str:
    rows = []
    for size in record.sizes("files"):
        found = [record.find("files", who, size) for who in _ALL]
        rows.append([f"{size:,}", *(f"{one.median:,.0f}" if one else "–" for one in found)])
    return table(["entries", "files of ours", "of Hugo", "of Pelican"], rows)


def _floor(record: Record) -> str:
    rows = []
    for size in record.sizes("floor, Markdown"):
        markdown, writing, clean = (
            record.find(what, OURS, size) for what in ("floor, Markdown", "floor, writing", "clean")
        )
        times = clean.median / (markdown.median + writing.median)
        of_both = f"{times:.1f}"
        of_all = map(seconds, (markdown, writing, clean))
        rows.append([f"{size:,}", *of_all, of_both, _load(markdown, writing, clean)])
    head = ["entries", "Python-Markdown alone, s", "writing alone, s", "clean build, s", "times both together", "load"]
    return table(head, rows)


def _load(*measures: Measure | None) -> str:
    """The least and the most load of the machine while they were measured; of older records nothing is known."""
    loads = [load for one in measures if one for load in one.loads]
    if not loads:
        return "–"
    least, most = min(loads), max(loads)
    return f"{least:.1f}" if least == most else f"{least:.1f}–{most:.1f}"


def _per(over: Measure | None, under: Measure | None) -> str:
    return f"{over.median / under.median:.2f}" if over and under else "–"


def _megabytes(measure: Measure | None) -> str:
    return f"{max(measure.values) / _MB:.0f}" if measure else "–"
