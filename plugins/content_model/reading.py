"""Read every file of ``content/`` by itself."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from plugins.content_model.body_scan import BodyScan
from plugins.content_model.fields import DEFAULT_ZONE
from plugins.content_model.file_reading import bytes_of, read_file, yaml_of
from plugins.content_model.folders import ADDRESS_FILE, Files
from plugins.content_model.model import Document
from plugins.content_model.old_addresses import OldAddresses
from plugins.content_model.portal import PORTAL_FILE, Portal
from plugins.content_model.problems import Problem
from plugins.content_model.reading_store import ReadingStore, Row, Structures, row_of
from plugins.content_model.reading_workers import read_rows
from plugins.content_model.typed import type_document
from plugins.content_model.yaml_structure import Structure

D = TypeVar("D", bound=Document)


@dataclass
class Reading:
    """What was read: documents by content path (partial where they have problems).

    ``structures`` keeps each file's structure, so that later checks can tell line and column.
    ``fresh`` is what no store knew, to be kept there.
    """

    portal: Portal | None = None
    old_addresses: OldAddresses = field(default_factory=lambda: OldAddresses(**{"@path": ADDRESS_FILE}))
    documents: dict[str, Document] = field(default_factory=dict)
    scans: dict[str, BodyScan] = field(default_factory=dict)
    structures: Structures = field(default_factory=Structures)
    problems: list[Problem] = field(default_factory=list)
    fresh: dict[str, Row] = field(default_factory=dict)

    def of(self, model: type[D]) -> Iterator[D]:
        """The documents of one kind, sorted by path."""
        return (document for document in self.documents.values() if isinstance(document, model))

    def problem(self, document: Document, at: tuple, message: str, **more) -> Problem:
        """A problem at the field ``at`` of ``document``, or with the whole file when that is ``()``."""
        structure = self.structures.get(document.path)
        line, column = structure.place(at) if structure and at else (1, 1)
        name = ".".join(str(part) for part in at if isinstance(part, str))
        return Problem(document.path, line, column, name, message, **more)


def read_content(root: Path, files: Files, store: ReadingStore | None = None, jobs: int = 1) -> Reading:
    """Read all ``files`` below ``root``; ``store`` knows those that are the same, ``jobs`` processes read the rest."""
    reading = Reading()
    zone = ZoneInfo(DEFAULT_ZONE)
    reading.portal = _read_portal(root, files, reading, zone)
    if reading.portal and reading.portal.zone_name:
        zone = reading.portal.zone
    if ADDRESS_FILE in files.others:
        reading.old_addresses = _read_old_addresses(root, reading, zone) or reading.old_addresses
    kept = store.recall(root, files.documents, zone) if store else {}
    rest = [(path, model) for path, model in files.documents.items() if path not in kept]
    fresh = {row.path: row for row in read_rows(root, rest, zone, jobs)}
    kept |= {path: (row, row.thaw()) for path, row in fresh.items()}
    for path, model in files.documents.items():
        if path in kept:
            row, (document, scan, _) = kept[path]
            reading.structures.hold(path, row.structure)
        else:
            data, problems = bytes_of(root, path)
            reading.problems += problems
            if data is None:
                continue
            one = read_file(path, model, data, zone)
            document, scan = one.document, one.scan
            reading.problems += one.problems
            if one.structure is not None:
                reading.structures[path] = one.structure
            if store and (row := row_of(root, data, one)):
                fresh[path] = row
        if document is not None:
            reading.documents[path] = document
        if scan is not None:
            reading.scans[path] = scan
    reading.fresh = fresh
    return reading


def read_portal(root: Path, files: Files) -> Portal | None:
    """``portal.yaml`` alone, as far as it can be read; its problems are told by ``read_content``."""
    return _read_portal(root, files, Reading(), ZoneInfo(DEFAULT_ZONE))


def _read_portal(root: Path, files: Files, reading: Reading, zone: ZoneInfo) -> Portal | None:
    if PORTAL_FILE not in files.others:
        reading.problems.append(
            Problem(PORTAL_FILE, 1, 1, "", "berkas ini belum ada; isi name, tagline, description, dan SITEURL")
        )
        return None
    data, problems = bytes_of(root, PORTAL_FILE)
    structure = _yaml(PORTAL_FILE, data, reading) if data is not None else None
    reading.problems += problems
    if structure is None:
        return None
    portal, problems = type_document(Portal, PORTAL_FILE, structure, "", 1, {"zone": zone})
    reading.problems += problems
    reading.structures[PORTAL_FILE] = structure
    return portal


def _read_old_addresses(root: Path, reading: Reading, zone: ZoneInfo) -> OldAddresses | None:
    data, problems = bytes_of(root, ADDRESS_FILE)
    reading.problems += problems
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
    old, problems = type_document(OldAddresses, ADDRESS_FILE, structure, "", 1, {"zone": zone})
    reading.problems += problems
    reading.structures[ADDRESS_FILE] = structure
    return old


def _yaml(path: str, data: bytes, reading: Reading) -> Structure | None:
    structure, problems = yaml_of(path, data)
    reading.problems += problems
    return structure
