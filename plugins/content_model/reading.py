"""Read every file of ``content/`` by itself: split, type, scan the body."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from plugins.content_model.article import Article
from plugins.content_model.body_limits import find_body_problems
from plugins.content_model.body_scan import BodyScan, scan_body
from plugins.content_model.fields import DEFAULT_ZONE
from plugins.content_model.folders import ADDRESS_FILE, Files
from plugins.content_model.front_matter import LARGEST_FILE, decode, split
from plugins.content_model.model import Document
from plugins.content_model.old_addresses import OldAddresses
from plugins.content_model.personal_data import find_personal_data
from plugins.content_model.portal import PORTAL_FILE, Portal
from plugins.content_model.problems import Problem
from plugins.content_model.stand_ins import MESSAGE, find_stand_ins
from plugins.content_model.typed import type_document
from plugins.content_model.yaml_structure import Structure, read_structure

D = TypeVar("D", bound=Document)
BODY = "isi"


@dataclass
class Reading:
    """What was read: documents by content path (partial where they have problems).

    ``places`` keeps each file's structure, so that later checks can tell line and column.
    """

    portal: Portal | None = None
    old_addresses: OldAddresses = field(default_factory=lambda: OldAddresses(**{"@path": ADDRESS_FILE}))
    documents: dict[str, Document] = field(default_factory=dict)
    scans: dict[str, BodyScan] = field(default_factory=dict)
    structures: dict[str, Structure] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def of(self, model: type[D]) -> Iterator[D]:
        """The documents of one kind, sorted by path."""
        return (document for document in self.documents.values() if isinstance(document, model))

    def problem(self, document: Document, at: tuple, message: str, **more) -> Problem:
        """A problem at the field ``at`` of ``document``, or with the whole file when that is ``()``."""
        structure = self.structures.get(document.path)
        line, column = structure.place(at) if structure and at else (1, 1)
        name = ".".join(str(part) for part in at if isinstance(part, str))
        return Problem(document.path, line, column, name, message, **more)


def read_content(root: Path, files: Files) -> Reading:
    """Read all ``files`` below ``root``."""
    reading = Reading()
    context = {"zone": ZoneInfo(DEFAULT_ZONE)}
    reading.portal = _read_portal(root, files, reading, context)
    if reading.portal and reading.portal.zone_name:
        context = {"zone": reading.portal.zone}
    if ADDRESS_FILE in files.others:
        reading.old_addresses = _read_old_addresses(root, reading, context) or reading.old_addresses
    for path, model in files.documents.items():
        data = _bytes_of(root, path, reading)
        if data is None:
            continue
        if path.endswith(".md"):
            reading.problems += _personal_data(path, data)
            parts, problems = split(path, data)
            reading.problems += problems
            if parts is None:
                continue
            structure, body, body_line = parts.structure, parts.body, parts.body_line
        else:
            structure = _yaml(path, data, reading)
            if structure is None:
                continue
            body, body_line = "", 1
        document, problems = type_document(model, path, structure, body, body_line, context)
        reading.problems += problems
        reading.structures[path] = structure
        if document is not None:
            reading.documents[path] = document
        if isinstance(document, Article) and document.status != "draft":
            marked = find_stand_ins(data.decode("utf-8-sig"))
            reading.problems += [Problem(path, *place, "", MESSAGE) for place in marked]
        if body.strip():
            _scan(path, body, body_line, reading)
    return reading


def read_portal(root: Path, files: Files) -> Portal | None:
    """``portal.yaml`` alone, as far as it can be read; its problems are told by ``read_content``."""
    return _read_portal(root, files, Reading(), {"zone": ZoneInfo(DEFAULT_ZONE)})


def _personal_data(path: str, data: bytes) -> Iterator[Problem]:
    # In the text as it was written, comments of the front matter too: all of it lies in the repository.
    if len(data) > LARGEST_FILE:
        return
    text = data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    for offset, message in find_personal_data(text):
        line = text.count("\n", 0, offset) + 1
        yield Problem(path, line, offset - text.rfind("\n", 0, offset), "", message)


def _scan(path: str, body: str, body_line: int, reading: Reading) -> None:
    # A body beyond its limits is not scanned: the limits are what keeps a scan short.
    faults = find_body_problems(body, body_line)
    if not faults:
        scan = scan_body(body, body_line)
        reading.scans[path] = scan
        faults = scan.problems
    reading.problems += [Problem(path, one.line, one.column, BODY, one.message, one.severity) for one in faults]


def _bytes_of(root: Path, path: str, reading: Reading) -> bytes | None:
    try:
        return (root / path).read_bytes()
    except OSError:
        reading.problems.append(Problem(path, 1, 1, "", "berkas tidak bisa dibuka; periksa izinnya"))
        return None


def _yaml(path: str, data: bytes, reading: Reading) -> Structure | None:
    text, problems = decode(path, data)
    structure = None
    if not problems:
        structure, problems = read_structure(path, text, 1)
    reading.problems += problems
    return structure


def _read_portal(root: Path, files: Files, reading: Reading, context: dict) -> Portal | None:
    if PORTAL_FILE not in files.others:
        reading.problems.append(
            Problem(PORTAL_FILE, 1, 1, "", "berkas ini belum ada; isi name, tagline, description, dan SITEURL")
        )
        return None
    data = _bytes_of(root, PORTAL_FILE, reading)
    structure = _yaml(PORTAL_FILE, data, reading) if data is not None else None
    if structure is None:
        return None
    portal, problems = type_document(Portal, PORTAL_FILE, structure, "", 1, context)
    reading.problems += problems
    reading.structures[PORTAL_FILE] = structure
    return portal


def _read_old_addresses(root: Path, reading: Reading, context: dict) -> OldAddresses | None:
    data = _bytes_of(root, ADDRESS_FILE, reading)
    # The file is a bare list; the reader of structures wants a mapping around it.
    bare = (data or b"").removeprefix(b"\xef\xbb\xbf")
    written = [line for line in bare.splitlines() if line.strip() and not line.lstrip().startswith(b"#")]
    text = b"addresses:\n" + bare if written and written[0].startswith(b"-") else data
    structure = _yaml(ADDRESS_FILE, text, reading) if text is not None else None
    if structure is None:
        return None
    shifted = 1 if text is not data else 0
    places = {at: (max(line - shifted, 1), column) for at, (line, column) in structure.places.items()}
    keys = {at: (max(line - shifted, 1), column) for at, (line, column) in structure.keys.items()}
    structure = Structure(structure.value, places, keys)
    old, problems = type_document(OldAddresses, ADDRESS_FILE, structure, "", 1, context)
    reading.problems += problems
    reading.structures[ADDRESS_FILE] = structure
    return old
