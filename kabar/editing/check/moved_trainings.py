"""Warnings about trainings whose dates or status changed since the last publication without a newer ``modified``."""

import os
import subprocess
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple

from kabar.content.library import Library
from kabar.content.parsing.problems import WARNING, Problem
from kabar.content.reading.summary import moment_of
from kabar.content.validation.cross_checks import Crossing
from kabar.outputs.publication_record import (
    FILE,
    PublicationRecord,
    Published,
    ReadPart,
    UnreadableRecord,
    parts_beside,
    read_record,
)
from kabar.publish.silent_changes import moved_training

# As in the settings of pelicanconf.py and publishconf.py.
_REMOTE, _BRANCH, _OUTPUT = "origin", "gh-pages", "output"


class RecordAtHand(NamedTuple):
    """The ``text`` of a publication record, empty without one, and a function that reads its parts.

    The text contains the digest of each part.
    """

    text: str
    read_part: ReadPart


def record_at_hand(root: Path, environ: Mapping[str, str]) -> RecordAtHand:
    """The last publication record on this machine; fetches nothing.

    It is read from the last known state of the deploy branch in the repository of the content folder ``root``, else
    from the output folder.
    """
    remote = environ.get("DEPLOY_REMOTE", "").strip() or _REMOTE
    branch = environ.get("DEPLOY_BRANCH", "").strip() or _BRANCH
    for reference in (f"refs/remotes/{remote}/{branch}", f"refs/heads/{branch}"):
        if text := _file_of(root, reference, FILE):
            return RecordAtHand(text, partial(_file_of, root, reference))
    file = Path(environ.get("OUTPUT", "").strip() or _OUTPUT, FILE)
    try:
        text = file.read_text("utf-8")
    except (OSError, ValueError):
        text = ""
    return RecordAtHand(text, parts_beside(file))


def find_moved(record: RecordAtHand, library: Library, crossing: Crossing) -> Iterator[Problem]:
    """A warning at ``start`` of each training that moved since ``record``.

    An unreadable record, or one of another portal, is ignored: ``make deploy`` reports it.
    """
    for old in _entries(record, library):
        path = f"{old.address.strip('/')}.md"
        summary = library.summaries.get(path) if old.event else None
        if summary is None:
            continue
        changed = moment_of(summary.changed).isoformat()
        if message := moved_training(old, Published(old.address, changed=changed, event=summary.event)):
            line, column = crossing.reading.structures[path].place(("start",))
            yield Problem(path, line, column, "start", message, WARNING)


def _entries(record: RecordAtHand, library: Library) -> list[Published]:
    try:
        read = read_record(*record) if record.text else PublicationRecord({})
    except UnreadableRecord:
        return []
    portal = library.portal
    is_ours = (read.name, read.siteurl) == (portal.name, portal.SITEURL.rstrip("/"))
    return list(read.entries.values()) if is_ours else []


def _file_of(root: Path, reference: str, name: str) -> str | None:
    command = ["git", "-C", str(root), "show", f"{reference}:{name}"]
    try:
        shown = subprocess.run(command, env={**os.environ, "LC_ALL": "C"}, capture_output=True, check=False)
        return None if shown.returncode else shown.stdout.decode("utf-8")
    except (OSError, ValueError):
        return None
