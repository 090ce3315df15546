"""Read every file of ``content/`` by itself."""

from collections.abc import Collection, Iterator, Mapping, MutableMapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from plugins.content_model.article import Article
from plugins.content_model.body_scan import BodyScan
from plugins.content_model.fields import DEFAULT_ZONE
from plugins.content_model.file_reading import bytes_of, read_file, yaml_of
from plugins.content_model.folders import ADDRESS_FILE, Files
from plugins.content_model.freezing import thaw
from plugins.content_model.gist import Gist, gist_of
from plugins.content_model.model import Document
from plugins.content_model.old_addresses import OldAddresses
from plugins.content_model.portal import PORTAL_FILE, Portal
from plugins.content_model.problems import Problem, errors_in
from plugins.content_model.reading_store import KeptFiles, Known, ReadingStore, Row, Structures, digest_of, row_of
from plugins.content_model.reading_workers import read_rows
from plugins.content_model.recalled import let_go, recalled
from plugins.content_model.typed import type_document
from plugins.content_model.yaml_structure import Structure

D = TypeVar("D", bound=Document)
_LIGHT = ("path", "status", "tags", "lang")  # what an entry holds before it is recalled


class Scans(MutableMapping[str, BodyScan]):
    """What was seen in each body by its path; one that was kept is fetched when somebody asks for it."""

    def __init__(self):
        self._held: dict[str, BodyScan | KeptFiles] = {}

    def hold(self, kept: KeptFiles, *paths: str) -> None:
        """Take in the scans of ``paths``, which ``kept`` fetches."""
        self._held.update(dict.fromkeys(paths, kept))

    def __getitem__(self, path: str) -> BodyScan:
        held = self._held[path]
        if isinstance(held, KeptFiles):
            held = self._held[path] = held.reading(path).scan
        return held

    def __setitem__(self, path: str, scan: BodyScan) -> None:
        self._held[path] = scan

    def __delitem__(self, path: str) -> None:
        del self._held[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._held)

    def __len__(self) -> int:
        return len(self._held)


@dataclass
class Reading:
    """What was read: documents by content path (partial where they have problems).

    ``structures`` keeps each file's structure, so that later checks can tell line and column. ``known`` is what is
    known at once of each file without mistakes; ``fresh`` are those that no store knew, to be kept there. ``kept``
    is what the store told.
    """

    portal: Portal | None = None
    old_addresses: OldAddresses = field(default_factory=lambda: OldAddresses(**{"@path": ADDRESS_FILE}))
    documents: dict[str, Document] = field(default_factory=dict)
    scans: Scans = field(default_factory=Scans)
    structures: Structures = field(default_factory=Structures)
    problems: list[Problem] = field(default_factory=list)
    known: dict[str, Known] = field(default_factory=dict)
    fresh: dict[str, Row] = field(default_factory=dict)
    kept: KeptFiles | None = None

    def of(self, model: type[D]) -> Iterator[D]:
        """The documents of one kind, sorted by path."""
        return (document for document in self.documents.values() if isinstance(document, model))

    def let_go(self, known: Mapping[str, Known], articles: Mapping[str, Article]) -> None:
        """Hold no longer what is kept of ``known`` now: all but what is light is fetched when it is asked for.

        ``articles`` are the entries as they are shown, where that is not as they were read.
        """
        if self.kept is None:
            return
        self.kept.known |= known
        for path in self.fresh.keys() & known.keys():
            self.structures.hold(self.kept, path)
            if path in self.scans:
                self.scans.hold(self.kept, path)
            for document in {id(one): one for one in (self.documents[path], articles.get(path)) if one}.values():
                if isinstance(document, Article):
                    let_go(document, _LIGHT, partial(self.kept.document, path))
        self.fresh = {}

    def but(self, trusted: Collection[str]) -> Iterator[Document]:
        """The documents that are not among the paths ``trusted``, sorted by path."""
        return (document for path, document in self.documents.items() if path not in trusted)

    def gist(self, path: str) -> Gist | None:
        """The gist of the entry ``path``; None for one with mistakes, and for what is no entry."""
        known = self.known.get(path)
        return known.gist if known else None

    def translations(self) -> Iterator[Article]:
        """The entries that say of what they are translations, sorted by path."""
        known = self.known
        for path, document in self.documents.items():
            one = known.get(path)
            gist = one.gist if one else None
            if gist.translation_of if gist else getattr(document, "translation_of", None):
                yield document

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
    kept = reading.kept = store.recall(root, files.documents, files.statuses, zone) if store else None
    rest = [one for one in files.documents.items() if not kept or one[0] not in kept.known]
    rows = {row.path: row for row in read_rows(root, rest, zone, jobs)}
    gists = _hold_kept(reading, kept) if kept else {}
    documents, document_of = reading.documents, kept.document if kept else None
    for path, model in files.documents.items():
        if gist := gists.get(path):
            light = {"path": path, "status": gist.status, "tags": gist.tags, "lang": gist.lang}
            documents[path] = recalled(model, light, partial(document_of, path))
        elif kept and path in kept.known:
            _take_kept(reading, path, kept)
        elif path in rows:
            _take_row(reading, rows[path])
        else:
            _read_one(root, path, model, zone, reading, bool(store))
    return reading


def _hold_kept(reading: Reading, kept: KeptFiles) -> Mapping[str, Gist]:
    """Take in what is known at once of all files that are kept; the gists of the entries among them."""
    reading.known.update(kept.known)
    reading.structures.hold(kept, *kept.known)
    gists = {path: one.gist for path, one in kept.known.items() if one.gist is not None}
    reading.scans.hold(kept, *[path for path, gist in gists.items() if gist.has_text])
    return gists


def _take_kept(reading: Reading, path: str, kept: KeptFiles) -> None:
    told = kept.reading(path)
    reading.documents[path] = told.document
    if told.scan is not None:
        reading.scans[path] = told.scan


def _take_row(reading: Reading, row: Row) -> None:
    reading.fresh[row.path], reading.known[row.path] = row, row.known
    reading.documents[row.path], scan, _ = thaw(row.told)
    reading.structures.hold(row, row.path)
    if scan is not None:
        reading.scans[row.path] = scan


def _read_one(
    root: Path, path: str, model: type[Document], zone: ZoneInfo, reading: Reading, to_be_kept: bool
) -> None:
    data, problems = bytes_of(root, path)
    reading.problems += problems
    if data is None:
        return
    one = read_file(path, model, data, zone)
    reading.problems += one.problems
    if one.structure is not None:
        reading.structures[path] = one.structure
    if one.document is not None:
        reading.documents[path] = one.document
    if one.scan is not None:
        reading.scans[path] = one.scan
    if to_be_kept and (row := row_of(root, data, one)):
        reading.fresh[path], reading.known[path] = row, row.known
    elif one.document is not None and not errors_in(list(one.problems)):
        digest = digest_of(data)
        gist = gist_of(one.document, one.scan, digest) if isinstance(one.document, Article) else None
        reading.known[path] = Known(digest, gist)


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
