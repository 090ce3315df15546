"""Composes the file of an imported post: front matter and body that our own checks accept."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from urllib.parse import quote, urlsplit
from zoneinfo import ZoneInfo

from kabar.content.parsing.front_matter import LARGEST_FILE
from kabar.content.parsing.problems import ERROR
from kabar.content.parsing.yaml_structure import plain_or_quoted, quoted
from kabar.content.reading.file_reading import BODY, read_file
from kabar.content.reading.folders import kind_of
from kabar.editing.check.craft import find_mobile_numbers
from kabar.importing.archives.imported_post import ArchiveFile, ImportedPost, ImportNote, NoteKind
from kabar.importing.archives.markdown_folders import OWN_KEYS
from kabar.importing.import_plan import PostPlan
from kabar.importing.old_links import FoundTarget, Note, OldSite
from kabar.importing.post_html import excerpt_html, html_of, remark
from kabar.importing.to_markdown import MAIL, plain_markdown, plain_text, to_markdown
from kabar.sections.registry import SECTIONS
from kabar.text.characters import plain_characters, within_quotes
from kabar.text.personal_data import find_personal_data

LONGEST_TITLE = 200  # as in the models
SHORTEST_LEAD, LONGEST_LEAD = 20, 400
_USUAL_LEAD = 280  # characters; a longer lead is a warning
_LONGEST_BODY = LARGEST_FILE - 50_000  # bytes, with room for the front matter
_EMPTY = "Tulisan ini tidak berisi teks di arsip asalnya."
_SENTENCE_END = re.compile(r"(?:(?<=[.!?])|(?<=[.!?][\"”’)]))\s+(?=[\"“‘(]?[A-Z0-9])")
_DIGITS = re.compile(r"\d(?:[ .-]?\d){6,17}")
_MOST_MASKED = 200  # numbers in one text


@dataclass(frozen=True)
class PostFile:
    """The file of a post: ``path`` and ``text``, the files that it uses (content path → source), and notes.

    ``is_draft`` is whether it is not shown, ``errors`` are what the checks still find in it.
    """

    guid: str
    path: str
    text: str
    title: str
    is_draft: bool
    used: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[ImportNote, ...] = ()
    errors: tuple[str, ...] = ()


@dataclass(frozen=True)
class PostContext:
    """What all posts of an import share. ``own`` are the numbers of the files of each post by its number."""

    site: OldSite
    files: Mapping[str, ArchiveFile]
    own: Mapping[str, Sequence[str]]
    zone: ZoneInfo
    now: datetime
    name: str


def compose_file(post: ImportedPost, planned: PostPlan, context: PostContext) -> PostFile:
    """The file for ``post``: checked as ``make check`` does it; what cannot be converted becomes plain text."""
    return _Composer(post, planned, context).compose()


class _Composer:
    def __init__(self, post: ImportedPost, planned: PostPlan, context: PostContext):
        self._post, self._planned, self._context = post, planned, context
        self._site = context.site
        self._site.used.clear()
        self._notes: list[Note] = list(post.notes)

    # The addresses in this post

    def link(self, href: str) -> FoundTarget:
        return self._site.link(href, self._post, self._planned.path)

    def picture(self, src: str) -> FoundTarget:
        return self._site.picture(src, self._post)

    def compose(self) -> PostFile:
        post = self._post
        plain = html_of(post, self._context.files, self._context.own.get(post.number, ()))
        self._notes += plain.notes
        html, whole_title = plain.html, self._title_text()
        body, notes = to_markdown(html, self)
        text_of_body = plain_text(html)
        title, lead_in = self._title(whole_title, text_of_body)
        summary = self._summary(text_of_body, title)
        if not body.strip():
            self._notes.append((NoteKind.EMPTY, "tidak berisi teks di situs lama; isinya diberi keterangan itu"))
            body, _ = to_markdown(remark(_EMPTY), self)
        body = f"{lead_in}{body}"
        title, summary = self._masked(title), self._masked(summary)
        self._find_contacts(f"{summary}\n{body}")
        front = self._front(title, summary)
        status = self._planned.is_draft
        text, errors = self._checked(front, self._masked(body), status)
        if any(field == BODY for field, _ in errors):
            reason = next(message for field, message in errors if field == BODY)
            notes = [*notes, (NoteKind.SIMPLIFIED, f"ditulis sebagai teks biasa, karena {reason}")]
            body = f"{lead_in}{plain_markdown(html) or body}"
            text, errors = self._checked(front, self._masked(body), status)
        if errors and not status:
            notes = [*notes, *((NoteKind.INVALID, f"menjadi draf: {message}") for _, message in errors)]
            status = True
            text, errors = self._checked(front, self._masked(body), status)
        own = {path: self._site.used[path] for path in sorted(self._site.used) if path in text}
        where = (post.place, post.guid)
        return PostFile(
            post.guid, self._planned.path, text, title, status or self._planned.date > self._context.now, own,
            tuple(ImportNote(kind, *where, message) for kind, message in dict.fromkeys([*self._notes, *notes])),
            tuple(message for _, message in errors),
        )  # fmt: skip

    # Title and lead

    def _title_text(self) -> str:
        text = plain_characters(plain_text(self._post.title))
        return (within_quotes(text) or text).strip()

    def _title(self, whole: str, body: str) -> tuple[str, str]:
        """The title, and what has to stand before the body because the title was cut."""
        if not whole:
            first = _cut(_clean(body), 70)
            title = first or f"Tanpa judul ({self._planned.path.rpartition('/')[2].removesuffix('.md')})"
            self._notes.append(
                (NoteKind.TITLE, f"tanpa judul; ditulis '{title}' dari awal isinya" if first else "tanpa judul")
            )
            return title, ""
        if len(whole) > LONGEST_TITLE:
            self._notes.append(
                (NoteKind.TITLE, f"judul lebih dari {LONGEST_TITLE} karakter; yang lengkap ada di awal isi")
            )
            return _cut(whole, LONGEST_TITLE), f"{plain_markdown(whole)}\n\n"
        return whole, ""

    def _summary(self, body: str, title: str) -> str:
        """The lead: the excerpt, else the first sentences of the body, else what is known of the post."""
        excerpt = _clean(plain_text(excerpt_html(self._post)))
        for text in (excerpt, _first_sentences(_clean(body))):
            if len(text) >= SHORTEST_LEAD:
                return _cut(text, LONGEST_LEAD)
        text = f"{title}. {excerpt or _clean(body)}".strip()
        if len(text) >= SHORTEST_LEAD:
            return _cut(text, LONGEST_LEAD)
        return _cut(f"Dari arsip {self._context.name or 'situs lama'}: {title}".ljust(SHORTEST_LEAD, "."), LONGEST_LEAD)

    # Front matter

    def _front(self, title: str, summary: str) -> list[str]:
        post, planned = self._post, self._planned
        is_article = planned.section in SECTIONS
        is_scheduled = planned.date > self._context.now
        lines = [f"title: {quoted(title)}"]
        if is_article:
            lines.append(f"date: {planned.date:%Y-%m-%d %H:%M}")
        modified = self._modified(is_article)
        lines += [f"modified: {modified:%Y-%m-%d %H:%M}"] if modified else []
        lines.append(f"summary: {quoted(summary)}")
        if not is_article:
            if is_scheduled and not planned.is_draft:
                lines.append(f"embargo: {planned.date:%Y-%m-%d %H:%M}")
            return [*lines, *_list("aliases", planned.aliases)]
        lines += [*_list("tags", planned.tags), *_list("authors", planned.authors)]
        if planned.section == "bimtek":
            lines += [line for key in OWN_KEYS if post.given.get(key) for line in _given(key, post.given[key])]
        lines += self._photo()
        if (url := _source_url(post.link)) and not planned.is_draft and self._context.name:
            lines += [
                "based_on:", f"  - publisher: {quoted(self._context.name)}", f"    url: {quoted(url)}",
                f"    date: {planned.date:%Y-%m-%d}",
            ]  # fmt: skip
        lines += ["lang: en"] if post.lang.lower().startswith("en") else []
        return [*lines, *_list("aliases", planned.aliases)]

    def _modified(self, is_article: bool) -> datetime | None:
        moment = self._post.modified
        if moment is None or moment > self._context.now:
            return None
        moment = moment.astimezone(self._context.zone).replace(second=0, microsecond=0)
        return moment if not is_article or moment > self._planned.date else None

    def _photo(self) -> list[str]:
        if not self._post.photo:
            return []
        known = self._context.files.get(self._post.photo)
        if known is None and self._post.photo.isdigit():
            self._notes.append((NoteKind.PICTURE, f"gambar utama nomor {self._post.photo} tidak ada di ekspor"))
            return []
        file = known or ArchiveFile(self._post.photo)
        found = self.picture(file.url)
        if found.note:
            self._notes.append(found.note)
        if not found.file:
            return []
        caption = _clean(plain_text(file.caption))
        alt = _clean(plain_text(file.alt)) or caption or _clean(plain_text(file.title))
        if not alt:
            name = found.file.rpartition("/")[2]
            self._notes.append((NoteKind.ALT, f"gambar utama '{name}' tidak punya teks pengganti; tulis photo.alt"))
            alt = f"Gambar {name}"
        lines = ["photo:", f"  file: {plain_or_quoted(found.file)}", f"  alt: {quoted(_cut(alt, 300))}"]
        lines += [f"  caption: {quoted(_cut(caption, 500))}"] if caption and caption != alt else []
        return [*lines, f"  credit: {quoted(f'Arsip {self._context.name}' if self._context.name else 'Arsip')}"]

    # Checks

    def _checked(self, front: list[str], body: str, is_draft: bool) -> tuple[str, list[tuple[str, str]]]:
        """The text of the file, and the errors that the checks of one file find in it, as (field, message)."""
        if len(body.encode("utf-8", "surrogatepass")) > _LONGEST_BODY:
            at = body.rfind("\n\n", 0, _LONGEST_BODY // 4)
            body = body[: at if at > 0 else _LONGEST_BODY // 4]
            self._notes.append((NoteKind.INVALID, "isi lebih dari 1 MB; hanya bagian awalnya ikut, menjadi draf"))
            is_draft = True
        lines = ["---", *front, *(["status: draft"] if is_draft else []), "---", "", body.strip("\n"), ""]
        text = "\n".join(lines)
        model, _ = kind_of(self._planned.path)
        assert model is not None
        reading = read_file(self._planned.path, model, text.encode("utf-8", "replace"), self._context.zone)
        faults = [(one.field, one.message) for one in reading.problems if one.severity == ERROR]
        return text, faults

    # Personal data

    def _masked(self, text: str) -> str:
        """``text`` with the numbers of people and accounts masked: they may stand in no file of a repository."""
        for _ in range(_MOST_MASKED):
            found = next(find_personal_data(text), None)
            if found is None:
                break
            start, message = found
            number = _DIGITS.match(text, start)
            assert number
            digits = re.sub(r"\D", "", number[0])
            text = f"{text[:start]}{digits[:2]}…{digits[-2:]}{text[number.end() :]}"
            what = message.partition(";")[0]
            self._notes.append((NoteKind.PERSONAL, f"{what} disamarkan; periksa apakah bagian itu masih perlu"))
        return text

    def _find_contacts(self, text: str) -> None:
        for _, number in find_mobile_numbers(text):
            self._notes.append(
                (NoteKind.PERSONAL, f"nomor telepon genggam {number[:4]}…{number[-2:]}; hapus bila milik pribadi")
            )
        for match in MAIL.finditer(text) if "@" in text else ():
            self._notes.append((NoteKind.PERSONAL, f"surel {match[0][:80]}; hapus bila milik pribadi"))


def _list(key: str, values: Iterable[str]) -> list[str]:
    items = [f"  - {plain_or_quoted(value)}" for value in values]
    return [f"{key}:", *items] if items else []


def _given(key: str, value: object, indent: str = "") -> list[str]:
    """YAML of the field ``key`` as another front matter has it."""
    if isinstance(value, Mapping):
        return [
            f"{indent}{key}:",
            *(line for one, below in value.items() for line in _given(str(one), below, f"{indent}  ")),
        ]
    if isinstance(value, list):
        lines = [f"{indent}{key}:"]
        for item in value:
            inner = _given("-", item, "") if not isinstance(item, Mapping) else []
            if isinstance(item, Mapping):
                below = [line for one, deeper in item.items() for line in _given(str(one), deeper, f"{indent}    ")]
                lines += [f"{indent}  - {below[0].strip()}", *below[1:]] if below else []
            else:
                lines.append(f"{indent}  - {inner[0].partition(': ')[2]}")
        return lines
    if isinstance(value, datetime | date):
        return [
            f"{indent}{key}: {value.isoformat(' ', 'minutes') if isinstance(value, datetime) else value.isoformat()}"
        ]
    return [f"{indent}{key}: {plain_or_quoted(_clean(str(value)))}"]


def _source_url(link: str) -> str:
    try:
        parts = urlsplit(link)
    except ValueError:
        return ""
    is_whole = parts.scheme in ("http", "https") and parts.hostname and not (parts.username or parts.password)
    return quote(link, safe="/:?#@!$&*+,;=%~-._") if is_whole else ""


def _clean(text: str) -> str:
    """``text`` as a value of front matter: plain spaces, nothing invisible; quotation marks around it stay."""
    plain = plain_characters(f".{text}.")
    return " ".join(plain[1:-1].split()) if len(plain) > 1 else ""


def _cut(text: str, longest: int) -> str:
    """``text`` within ``longest`` characters, cut at a word."""
    if len(text) <= longest:
        return text
    return f"{(text[: longest - 1].rpartition(' ')[0] or text[: longest - 1]).rstrip(' ,;:')}…"


def _first_sentences(text: str) -> str:
    """The first sentences of ``text``, as many as fit into a lead of usual length; at least one."""
    shown = ""
    for sentence in _SENTENCE_END.split(text[: 4 * LONGEST_LEAD]):
        longer = f"{shown} {sentence}".strip()
        if shown and len(longer) > _USUAL_LEAD:
            break
        shown = longer
        if len(shown) >= _USUAL_LEAD // 2:
            break
    return shown
