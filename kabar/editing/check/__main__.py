"""``make check``: reports all problems of a content folder, without a build.

FORMAT, or ``--format=``, is ``teks`` (for people), ``github`` (annotations) or ``json``.
"""

import gc
import os
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from zoneinfo import ZoneInfo

from kabar.command import run
from kabar.console import write_commands, write_errors, write_lines
from kabar.content.library import load_library
from kabar.content.parsing.fields import DEFAULT_ZONE
from kabar.content.parsing.moments import VARIABLE, in_zone, read_build_date
from kabar.content.parsing.problems import (
    NOTE,
    WARNING,
    BadValue,
    Problem,
    errors_in,
    incomplete_in,
    withheld_errors_in,
)
from kabar.content.validation.cross_checks import Crossing
from kabar.content.validation.picture_checks import FILE as CHECKED
from kabar.content.validation.withholding import Withholding
from kabar.editing.check.check_memory import fingerprint_of, recall, remember
from kabar.editing.check.findings import read_word_list
from kabar.editing.check.moved_trainings import RecordAtHand, find_moved, record_at_hand
from kabar.editing.check.problem_formats import COMMANDS, FORMATS
from kabar.editing.check.source_lines import SourceLines
from kabar.editing.check.spelling import find_misspelt, hunspell
from kabar.editing.check.unanswered import find_unanswered
from kabar.editing.check.warnings import find_warnings
from kabar.index.database import Database
from kabar.indonesian.dates import moment_text

_REMEDY = "bila harus tampil sekarang, tulis di sini: status: published"


def notes_on(withholding: Withholding, zone: ZoneInfo) -> Iterator[Problem]:
    """A note for each document that is withheld because of another one, with its reason and end."""
    for path, implied in withholding.implied.items():
        until = f" sampai {moment_text(implied.shown_from, zone)}" if implied.shown_from else ""
        message = f"belum tampil{until}, karena hanya dipakai {implied.because} yang belum terbit; {_REMEDY}"
        yield Problem(path, 1, 1, "", message, NOTE)


_FORMAT = "--format="
_CACHE = Path(".cache") / "periksa"


def main(arguments: list[str], environ: Mapping[str, str]) -> int:
    """Write the problems of the folder ``arguments[0]``; returns 1 if any stops a build."""
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
    if incomplete := len(incomplete_in(problems)):
        summary += f"; {incomplete} hal belum selesai, yang menghentikan make deploy"
    write_errors([f"{root}: {summary}"])
    return 1 if errors else 0


def _find_or_recall(root: Path, now: date | datetime, lines: SourceLines, record: RecordAtHand) -> list[Problem]:
    # A date without offset is a moment only with the portal's time zone, which is in the content.
    moment = now if isinstance(now, datetime) and now.tzinfo else None
    fingerprint = fingerprint_of(root, str(hunspell()), record.text) if moment else ""
    database = Database(_CACHE / f"{sha256(os.fsencode(root.resolve())).hexdigest()[:16]}.sqlite")
    if moment and (kept := recall(database, fingerprint, moment)) is not None:
        return kept
    loaded = load_library(root, now, checked=CHECKED)
    problems = list(loaded.problems)
    if loaded.crossing:
        words = read_word_list(root)
        problems += find_warnings(loaded.crossing, words, lines)
        portal = loaded.crossing.reading.portal
        zone = portal.zone if portal and portal.zone_name else ZoneInfo(DEFAULT_ZONE)
        problems += find_unanswered(loaded.crossing, in_zone(now, zone), lines)
        problems += find_misspelt(loaded.crossing, words, lines)
        problems += _find_part_links(loaded.crossing)
        if loaded.library:
            problems += find_moved(record, loaded.library, loaded.crossing)
            problems += notes_on(loaded.library.withholding, loaded.library.portal.zone)
        problems.sort()
        if moment:
            remember(database, fingerprint, moment, loaded.crossing, problems)
    return problems


def _find_part_links(crossing: Crossing) -> list[Problem]:
    scans = filter(None, crossing.reading.scans.values())
    if not any("#" in link.target for scan in scans for link in scan.links):
        return []
    # Imports Markdown, which most checks do not need.
    from kabar.markdown.part_links import check_part_links

    return check_part_links(crossing)


if __name__ == "__main__":
    # All that is read is needed until the end; garbage collection would take a tenth of the time.
    gc.disable()
    sys.exit(main(sys.argv[1:], os.environ))
