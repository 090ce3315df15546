"""``make check``: name every problem of a content folder, without building.

FORMAT, or ``--format=``, is ``teks`` (for people), ``github`` (annotations) or ``json``.
"""

import gc
import os
import sys
from collections.abc import Mapping
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

from plugins.content_model.build_date import VARIABLE, read_build_date
from plugins.content_model.checked_pictures import FILE as CHECKED
from plugins.content_model.command import run
from plugins.content_model.console import write_commands, write_errors, write_lines
from plugins.content_model.cross_checks import Crossing
from plugins.content_model.library import load_library
from plugins.content_model.problems import WARNING, BadValue, Problem, errors_in, withheld_errors_in
from plugins.index.database import Database
from plugins.newsroom.memory import fingerprint, recall, remember
from plugins.newsroom.moved_trainings import RecordAtHand, find_moved, record_at_hand
from plugins.newsroom.problem_formats import COMMANDS, FORMATS
from plugins.newsroom.source_lines import SourceLines
from plugins.newsroom.spelling import find_misspelt, hunspell
from plugins.newsroom.warnings import find_warnings
from plugins.newsroom.withheld_notes import notes_on
from plugins.newsroom.word_list import read_word_list

_FORMAT = "--format="
_CACHE = Path(".cache") / "periksa"


def main(arguments: list[str], environ: Mapping[str, str]) -> int:
    """Write each problem of the folder ``arguments[0]``; 1 when any stops the portal from being built."""
    return run(lambda: _check(arguments, environ))


def _check(arguments: list[str], environ: Mapping[str, str]) -> int:
    if not arguments[0].strip():
        write_errors(["CONTENT kosong; tulis nama foldernya, seperti: CONTENT=content"])
        return 1
    root = Path(arguments[0])
    wanted = [argument.removeprefix(_FORMAT) for argument in arguments[1:]] or [environ.get("FORMAT", "").strip()]
    if (name := wanted[-1] or "teks") not in FORMATS:
        write_errors([f"FORMAT '{name}' tidak dikenal; pilih salah satu: {', '.join(FORMATS)}"])
        return 1
    try:
        now = read_build_date(environ, datetime.now(UTC))
    except BadValue as bad:
        write_errors([f"{bad}; tulis: {VARIABLE}={bad.right}" if bad.right else str(bad)])
        return 1
    lines = SourceLines(root)
    problems = _find_or_recall(root, now, lines, record_at_hand(root, environ))
    write = write_commands if name == COMMANDS else write_lines
    write(FORMATS[name](problems, str(root), lines))
    errors = len(errors_in(problems))
    warnings = sum(problem.severity == WARNING for problem in problems)
    withheld = len(withheld_errors_in(problems))
    summary = f"{errors} galat, {warnings} peringatan" if errors or warnings or withheld else "tidak ada masalah"
    if withheld:
        summary += f"; {withheld} galat pada yang belum terbit, yang tidak menghentikan portal"
    write_errors([f"{root}: {summary}"])
    return 1 if errors else 0


def _find_or_recall(root: Path, now: date | datetime, lines: SourceLines, record: RecordAtHand) -> list[Problem]:
    # A date without offset means another moment in another zone, which only the content tells.
    moment = now if isinstance(now, datetime) and now.tzinfo else None
    mark = fingerprint(root, str(hunspell()), record.text) if moment else ""
    database = Database(_CACHE / f"{sha256(os.fsencode(root.resolve())).hexdigest()[:16]}.sqlite")
    if moment and (kept := recall(database, mark, moment)) is not None:
        return kept
    loaded = load_library(root, now, checked=CHECKED)
    problems = list(loaded.problems)
    if loaded.crossing:
        words = read_word_list(root)
        problems += find_warnings(loaded.crossing, words, lines)
        problems += find_misspelt(loaded.crossing, words, lines)
        problems += _find_part_links(loaded.crossing)
        if loaded.library:
            problems += find_moved(record, loaded.library, loaded.crossing)
            problems += notes_on(loaded.library.withholding, loaded.library.portal.zone)
        problems.sort()
        if moment:
            remember(database, mark, moment, loaded.crossing, problems)
    return problems


def _find_part_links(crossing: Crossing) -> list[Problem]:
    if not any("#" in link.target for scan in crossing.reading.scans.values() for link in scan.links):
        return []
    # The converter brings Markdown along, for which most checks need not wait.
    from plugins.article_reader.part_links import check_part_links

    return check_part_links(crossing)


if __name__ == "__main__":
    # What is read is kept until the end: to look for garbage in it costs a tenth of the time.
    gc.disable()
    sys.exit(main(sys.argv[1:], os.environ))
