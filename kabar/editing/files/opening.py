"""Opens the content folder for commands, and shows or applies their plans."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from kabar.command import run
from kabar.console import write_lines
from kabar.content.library import Library, load_library
from kabar.content.parsing.fields import DEFAULT_ZONE
from kabar.content.parsing.moments import VARIABLE, in_zone, read_build_date
from kabar.content.parsing.problems import BadValue, Problem, errors_in, withheld_errors_in
from kabar.content.reading.folders import find_files
from kabar.content.reading.reading import read_content
from kabar.content.validation.cross_checks import Crossing, check_across
from kabar.content.validation.picture_checks import FILE as CHECKED
from kabar.editing.files.file_changes import Plan, Refused, apply_changes
from kabar.sections.registry import shown_sections


def content_folder(environ: Mapping[str, str]) -> Path:
    """The folder in CONTENT. Raises Refused if it does not exist."""
    name = environ.get("CONTENT", "content")
    if not name.strip():
        raise Refused("CONTENT kosong; tulis nama foldernya, seperti: CONTENT=content")
    if not Path(name).is_dir():
        raise Refused(f"CONTENT: folder '{name}' tidak ada")
    return Path(name)


def open_library(root: Path, environ: Mapping[str, str], clock: datetime, preview: bool = False) -> Library:
    """The content below ``root`` at BUILD_DATE, else ``clock``, in a ``preview`` with the withheld articles.

    Raises Refused if there are errors, also in drafts: the commands write to all files.
    """
    try:
        now = read_build_date(environ, clock)
    except BadValue as bad:
        raise Refused(f"{bad}; tulis: {VARIABLE}={bad.right}" if bad.right else str(bad)) from None
    loaded = load_library(root, now, preview, checked=CHECKED)
    if loaded.library is None or loaded.library.unfinished:
        lines = _lines_of_errors(root, loaded.problems)
        raise Refused(*lines, f"{len(lines)} galat; betulkan dulu, lalu ulangi")
    return loaded.library


def open_unfinished(root: Path) -> Crossing:
    """The content below ``root`` as far as it can be read, for commands that help to correct it."""
    files, _ = find_files(root)
    return check_across(root, read_content(root, files), files, None)


def portal_now(environ: Mapping[str, str], clock: datetime, crossing: Crossing) -> datetime:
    """BUILD_DATE, else ``clock``, in the zone of the portal. Raises Refused."""
    portal = crossing.reading.portal
    zone = portal.zone if portal and portal.zone_name else ZoneInfo(DEFAULT_ZONE)
    try:
        return in_zone(read_build_date(environ, clock), zone).astimezone(zone)
    except BadValue as bad:
        raise Refused(f"{bad}; tulis: {VARIABLE}={bad.right}" if bad.right else str(bad)) from None


def refuse_hidden_section(section: str, crossing: Crossing) -> None:
    """Raise Refused if the portal does not use ``section``."""
    portal = crossing.reading.portal
    if portal and section not in shown_sections(portal):
        raise Refused(f"rubrik '{section}' tidak dipakai portal ini; hapus 'hidden: true' rubrik itu dari portal.yaml")


def wants_to_apply(environ: Mapping[str, str]) -> bool:
    """Whether TERAPKAN is 1. Raises Refused for what is neither 0 nor 1."""
    wanted = environ.get("TERAPKAN", "").strip()
    if wanted not in ("", "0", "1"):
        raise Refused(f"TERAPKAN='{wanted}' tidak dikenal; tulis TERAPKAN=1 untuk menerapkan")
    return wanted == "1"


def run_plan(
    environ: Mapping[str, str], clock: datetime, plan: Callable[[Library, Callable[[str], bytes]], Plan]
) -> int:
    """Show the ``plan`` for the content of ``environ``, and apply it if TERAPKAN is 1; the exit code.

    ``plan`` gets the library, and a function that returns the bytes of a path below the content folder.
    """

    def command() -> None:
        root = content_folder(environ)
        library = open_library(root, environ, clock, preview=True)
        planned = plan(library, lambda path: (root / path).read_bytes())
        show_or_write(planned, root, environ, lambda: _errors(root, library.now))

    return run(command)


def show_or_write(plan: Plan, root: Path, environ: Mapping[str, str], check: Callable[[], tuple[str, ...]]) -> None:
    """Print ``plan``, and apply it below ``root`` if TERAPKAN is 1; it is undone if ``check`` returns lines."""
    is_applied = wants_to_apply(environ)
    write_lines(plan.as_lines(str(root)))
    if is_applied:
        apply_changes(root, plan.changes, check)
        write_lines(["Sudah diterapkan."])
    else:
        write_lines(["Belum ada yang ditulis. Untuk menerapkannya, ulangi perintah ini dengan TERAPKAN=1"])


def _errors(root: Path, now: date | datetime) -> tuple[str, ...]:
    return _lines_of_errors(root, load_library(root, now, checked=CHECKED).problems)


def _lines_of_errors(root: Path, problems: Sequence[Problem]) -> tuple[str, ...]:
    errors = [*errors_in(list(problems)), *withheld_errors_in(list(problems))]
    return tuple(problem.as_line(str(root)) for problem in sorted(errors))
