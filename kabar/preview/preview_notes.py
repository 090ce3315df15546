"""Notes of the checker, shown in the preview of an article beside the field that they refer to.

The server inserts them into pages as it sends them; no build renders them, so they are in no output.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from pathlib import Path

from kabar.console import visible
from kabar.content.library import Library
from kabar.content.models.article import Article
from kabar.content.parsing.problems import Problem
from kabar.content.validation.cross_checks import Crossing
from kabar.editing.check.findings import read_word_list
from kabar.editing.check.source_lines import SourceLines
from kabar.editing.check.unanswered import find_unanswered
from kabar.editing.check.warnings import find_warnings
from kabar.editing.queue import title_of
from kabar.pages.parts.views import badge_of

# Up to this number of articles a preview searches for warnings at each save (0.5 s). `make check` always does.
MOST_ENTRIES = 2_000

STYLE_ADDRESS = "/__pratinjau/catatan.css"

_NOTE_CLASS = "pratinjau-catatan"
# Pattern of the first element that shows a field, by the first part of the field's name; notes follow its end.
_PLACES = {
    "title": re.compile(rb"</h1>"),
    "summary": re.compile(rb'<p class="article__lead".*?</p>', re.DOTALL),
    "photo": re.compile(rb"<figure.*?</figure>", re.DOTALL),
    "isi": re.compile(rb'<div class="prose[^>]*>'),
    "corrections": re.compile(rb'<div class="correction-notes[^>]*>'),
}
_TOP = re.compile(rb"<main[^>]*>")


@dataclass(frozen=True)
class Note:
    """A note for the editor: the field as in ``Problem``, the file with line and column, the message."""

    field: str
    place: str
    text: str


@dataclass(frozen=True)
class Waiting:
    """A document that is not published: address, title, state, publication time in words (empty: none), number of
    notes.
    """

    url: str
    title: str
    state: str
    moment: str
    notes: int


Notes = Mapping[str, Sequence[Note]]


def notes_of(
    crossing: Crossing, problems: Sequence[Problem], root: Path, name: str, now: datetime
) -> dict[str, list[Note]]:
    """Returns the notes of each page by address: problems of the content (``problems``) and warnings about style.

    ``name`` is the content folder as editors write it, ``now`` the moment of the build. Spelling is checked by
    `make check` only.
    """
    found = list(problems)
    if sum(1 for _ in crossing.reading.of(Article)) <= MOST_ENTRIES:
        lines = SourceLines(root)
        found += find_warnings(crossing, read_word_list(root), lines)
        found += find_unanswered(crossing, now, lines)
    notes: dict[str, list[Note]] = {}
    for problem in sorted(set(found)):
        if address := crossing.destinations.pages.get(problem.path):
            place = f"{name}/{problem.path}:{problem.line}:{problem.column}"
            notes.setdefault(address, []).append(Note(problem.field, visible(place), visible(problem.message)))
    return notes


def waiting_entries(library: Library, notes: Notes) -> list[Waiting]:
    """Returns drafts and scheduled articles, those with a time first, then by path; then other documents, likewise."""
    ordered = sorted(library.withheld.values(), key=lambda one: (one.status == "draft", one.date, one.path))
    found = [
        Waiting(
            one.page_url,
            one.title,
            "Draf" if one.status == "draft" else "Terjadwal",
            _moment(one.date, library),
            len(notes.get(one.page_url, ())),
        )
        for one in ordered
    ]
    withholding = library.withholding
    moments = {path: path in withholding and withholding.shown_from(path) for path in library.withheld_lasting}
    for path in sorted(moments, key=lambda path: (not moments[path], moments[path] or library.now, path)):
        one, moment = library.withheld_lasting[path], moments[path]
        when, count = _moment(moment, library) if moment else "", len(notes.get(one.page_url, ()))
        found.append(Waiting(one.page_url, title_of(one), badge_of(path, library), when, count))
    return found


def _moment(moment: datetime, library: Library) -> str:
    return moment.astimezone(library.portal.zone).strftime("%Y-%m-%d %H.%M")


def with_notes(html: bytes, notes: Sequence[Note]) -> bytes:
    """Inserts each note after the element of its field, and their number at the top of the content."""
    if not notes:
        return html
    by_place: dict[int, list[Note]] = {}
    top = _end_of(_TOP, html)
    for note in notes:
        at = _end_of(_PLACES.get(note.field.split(".")[0], _TOP), html)
        by_place.setdefault(top if at < 0 else at, []).append(note)
    style = f'<link rel="stylesheet" href="{STYLE_ADDRESS}">'
    summary = f"<p><strong>{len(notes)} catatan pratinjau</strong>, masing-masing di dekat bagiannya.</p>"
    for at in sorted({*by_place, top}, reverse=True):
        content = (summary if at == top else "") + _list(by_place.get(at, ()))
        aside = f'{style if at == top else ""}<aside class="{_NOTE_CLASS}" role="note">{content}</aside>'
        html = html[: max(at, 0)] + aside.encode() + html[max(at, 0) :]
    return html


def _end_of(place: re.Pattern[bytes], html: bytes) -> int:
    found = place.search(html)
    return found.end() if found else -1


def _list(notes: Sequence[Note]) -> str:
    items = "".join(
        f"<li>{f'<b>{escape(note.field)}</b>: ' if note.field else ''}{escape(note.text)}"
        f" <code>{escape(note.place)}</code></li>"
        for note in notes
    )
    return f"<ul>{items}</ul>" if items else ""


