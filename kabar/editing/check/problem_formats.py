"""Output formats of problems: text, GitHub annotations, JSON."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence

from kabar.content.parsing.problems import (
    ERROR,
    INCOMPLETE,
    NOTE,
    WARNING,
    WITHHELD_ERROR,
    Problem,
    errors_in,
    withheld_errors_in,
)
from kabar.editing.check.source_lines import SourceLines, with_caret

_LEVELS = {ERROR: "error", WITHHELD_ERROR: "warning", WARNING: "warning", INCOMPLETE: "warning", NOTE: "notice"}

WITHHELD_HEADING = "Belum terbit, dan tidak akan terbit sebelum dibetulkan (portal tetap dapat dibangun):"


def as_text(problems: Sequence[Problem], root: str, lines: SourceLines) -> Iterator[str]:
    """Each problem, its line and a caret under the column; errors in withheld documents are last."""
    withheld = withheld_errors_in(list(problems))
    for problem in (*(one for one in problems if one.severity != WITHHELD_ERROR), *withheld):
        if withheld and problem is withheld[0]:
            yield WITHHELD_HEADING
        yield problem.as_line(root)
        # A note is about the whole file.
        line = lines.line(problem.path, problem.line).rstrip() if problem.severity != NOTE else ""
        if line:
            shown, caret = with_caret(line, problem.column)
            yield f"    {shown}"
            yield f"    {caret}"


def as_github(problems: Sequence[Problem], root: str, lines: SourceLines) -> Iterator[str]:
    """Workflow commands (docs.github.com, "Workflow commands for GitHub Actions")."""
    for problem in problems:
        place = {"file": f"{root}/{problem.path}", "line": problem.line, "col": problem.column}
        if problem.field:
            place["title"] = problem.field
        properties = ",".join(f"{key}={_property(str(value))}" for key, value in place.items())
        withheld = f"{WITHHELD_ERROR}: " if problem.severity == WITHHELD_ERROR else ""
        yield f"::{_level(problem)} {properties}::{_data(withheld + problem.message)}"


def as_json(problems: Sequence[Problem], root: str, lines: SourceLines) -> Iterator[str]:
    """The lines of one object: ``problems`` with their source lines, and counts of ``errors``, ``warnings`` and
    ``withheld_errors``, which do not stop a build."""
    errors = len(errors_in(list(problems)))
    warnings = sum(problem.severity == WARNING for problem in problems)
    listed = [
        {
            "file": f"{root}/{problem.path}",
            "line": problem.line,
            "column": problem.column,
            "field": problem.field,
            "severity": "withheld_error" if problem.severity == WITHHELD_ERROR else _level(problem),
            "message": problem.message,
            "source": lines.line(problem.path, problem.line),
        }
        for problem in problems
    ]
    withheld = len(withheld_errors_in(list(problems)))
    whole = {"problems": listed, "errors": errors, "withheld_errors": withheld, "warnings": warnings}
    # JSON escapes "\n"; ``splitlines`` would also split at other line ends in texts.
    yield from json.dumps(whole, ensure_ascii=False, indent=2).split("\n")


Format = Callable[[Sequence[Problem], str, SourceLines], Iterator[str]]
COMMANDS = "github"
FORMATS: Mapping[str, Format] = {"teks": as_text, COMMANDS: as_github, "json": as_json}


def _level(problem: Problem) -> str:
    return _LEVELS[problem.severity]


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
