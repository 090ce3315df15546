"""Read one file of ``content/``: split it, type its front matter, scan its body."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from kabar.content.markdown_source.body_limits import find_body_problems
from kabar.content.markdown_source.body_scan import BodyScan, scan_body
from kabar.content.models.article import ACCOUNT, Article
from kabar.content.models.model import Document
from kabar.content.models.placeholders import (
    MESSAGE,
    find_blanks,
    find_body_placeholder,
    find_placeholders,
    placeholder_fields,
)
from kabar.content.models.static_page import StaticPage
from kabar.content.parsing.front_matter import LARGEST_FILE, decode, split
from kabar.content.parsing.problems import INCOMPLETE, Problem
from kabar.content.parsing.yaml_structure import Structure, read_structure
from kabar.content.reading.typed import key_meant, keys_of, type_document
from kabar.sections.registry import SECTIONS
from kabar.text.personal_data import ACCOUNT_FOUND, find_personal_data

_FEWEST = 2  # keys of another section: a single one may be a mistake


def find_misfiled(path: str, model: type[Document], structure: Structure, problems: list[Problem]) -> Iterator[Problem]:
    """Yield ``problems`` of the article ``path``; where its keys are those of another section, only that problem."""
    section, _, rest = path.partition("/")
    own = keys_of(model)
    foreign = [key for key in structure.value if key not in own]
    unmeant = {key for key in foreign if not key_meant(key, own)}
    for other, right in SECTIONS.items():
        theirs = keys_of(right.model)
        meant = {key: key if key in theirs else key_meant(key, theirs) if key in unmeant else "" for key in foreign}
        is_other = len(list(filter(None, meant.values()))) >= _FEWEST
        # Many keys of a training are common words: it counts as one only with its start.
        is_whole = "start" not in theirs or "start" in meant.values()
        if section in SECTIONS and other != section and is_other and is_whole:
            place = min(structure.keys[(key,)] for key in foreign if meant[key])
            yield Problem(path, *place, "", f"ini {right.noun}; pindahkan ke {other}/{rest}")
            return
    yield from problems


BODY = "isi"

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_EMPTY = "isinya masih kosong; tulis sedikitnya satu kalimat di bawah baris '---' yang kedua"


@dataclass(frozen=True)
class FileReading:
    """The content of one file: ``document`` is partial where it has problems, None where nothing could be read."""

    document: Document | None
    structure: Structure | None
    scan: BodyScan | None
    problems: tuple[Problem, ...]


def bytes_of(root: Path, path: str) -> tuple[bytes | None, list[Problem]]:
    """The bytes of the file ``path`` below ``root``; None and a problem where they cannot be read."""
    try:
        return (root / path).read_bytes(), []
    except OSError:
        return None, [Problem(path, 1, 1, "", "berkas tidak bisa dibuka; periksa izinnya")]


def yaml_of(path: str, data: bytes) -> tuple[Structure | None, list[Problem]]:
    """Parse the YAML file ``path`` with the bytes ``data``."""
    text, problems = decode(path, data)
    return (None, problems) if problems else read_structure(path, text, 1)


def read_file(path: str, model: type[Document], data: bytes, zone: ZoneInfo) -> FileReading:
    """Read ``data``, the bytes of the file ``path``, as ``model``; ``zone`` is that of dates without offset."""
    problems: list[Problem] = []
    if path.endswith(".md"):
        parts, faults = split(path, data)
        structure, body, body_line = (parts.structure, parts.body, parts.body_line) if parts else (None, "", 1)
    else:
        structure, faults = yaml_of(path, data)
        body, body_line = "", 1
    problems += faults
    if structure is None:
        return FileReading(None, None, None, (*_personal_data(path, data, ()), *problems))
    document, faults = type_document(model, path, structure, body, body_line, {"zone": zone})
    problems += find_misfiled(path, model, structure, faults)
    problems += _personal_data(path, data, _accepted_accounts(document))
    if getattr(document, "status", None) != "draft":
        problems += blanks_in(path, data)
    if isinstance(document, Article) and document.status != "draft":
        problems += _placeholders(document, structure, data.decode("utf-8-sig"))
    scan, faults = _scan(path, body, body_line) if body.strip() else (None, [])
    if _needs_body(document) and not _COMMENT.sub("", body).strip():
        faults = [Problem(path, body_line, 1, BODY, _EMPTY)]
    return FileReading(document, structure, scan, (*problems, *faults))


def blanks_in(path: str, data: bytes) -> Iterator[Problem]:
    """Yield the unfinished places of the file ``path`` with the bytes ``data``, UTF-8."""
    text = data.decode("utf-8-sig").replace("\r\n", "\n")
    yield from (Problem(path, line, column, "", message, INCOMPLETE) for line, column, message in find_blanks(text))


def _placeholders(article: Article, structure: Structure, text: str) -> Iterator[Problem]:
    places = list(find_placeholders(text))
    yield from (Problem(article.path, *place, "", MESSAGE) for place in places)
    reported = {line + below for line, _ in places for below in (0, 1)}
    for at, message in placeholder_fields(article).items():
        line, column = structure.place(at) if at else (1, 1)
        # The comment above a value is reported already.
        if not at or line not in reported:
            yield Problem(article.path, line, column, str(at[0]) if at else "", message)
    if found := find_body_placeholder(article.body):
        start, message = found
        line = article.body_line + article.body.count("\n", 0, start)
        if line not in reported:
            yield Problem(article.path, line, start - article.body.rfind("\n", 0, start), BODY, message)


def _needs_body(document: Document | None) -> bool:
    return isinstance(document, StaticPage) or (isinstance(document, Article) and document.status != "withdrawn")


def _accepted_accounts(document: Document | None) -> Collection[str] | None:
    """The digits of the bank accounts that the editor accepts with a reason; None accepts all."""
    accepted = [one.text for one in getattr(document, "accepted", None) or () if one.warning == ACCOUNT]
    return None if None in accepted else {re.sub(r"\D", "", text) for text in accepted}


def _personal_data(path: str, data: bytes, accounts: Collection[str] | None) -> Iterator[Problem]:
    # In the whole file, front matter comments included: all of it is public in the repository.
    if not path.endswith(".md") or len(data) > LARGEST_FILE:
        return
    text = data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    for offset, message in find_personal_data(text, accounts):
        if message.startswith(ACCOUNT_FOUND):
            message += f", atau terima alasannya [{ACCOUNT}]"
        line = text.count("\n", 0, offset) + 1
        yield Problem(path, line, offset - text.rfind("\n", 0, offset), "", message)


def _scan(path: str, body: str, body_line: int) -> tuple[BodyScan | None, list[Problem]]:
    # A body beyond its limits is not scanned: the limits bound the time of a scan.
    scan, faults = None, tuple(find_body_problems(body, body_line))
    if not faults:
        scan = scan_body(body, body_line)
        faults = tuple(scan.problems)
    return scan, [Problem(path, one.line, one.column, BODY, one.message, one.severity) for one in faults]


