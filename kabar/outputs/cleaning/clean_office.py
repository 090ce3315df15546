"""Cleans office files (ISO/IEC 29500): removes metadata, names of people, traces of editing and of computers.

Findings that need an editor's decision (``office_findings``) are not changed: such a file is rejected before.
"""

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from kabar.content.media.office_package import CONTENT_TYPES, ROOT, OfficePackage, read_package
from kabar.content.media.xml_events import visit_xml
from kabar.outputs.cleaning.image_metadata import without_metadata
from kabar.outputs.cleaning.xml_edit import DROP, KEEP, Edit, StartTag, edit_xml

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest date of a ZIP archive
_LEVEL = 6

# Relationships to parts that readers do not see. Of those of the package only the main part is kept: the others are
# metadata, a thumbnail, labels.
_DROPPED = frozenset((
    "customXml", "printerSettings", "thumbnail", "attachedTemplate", "recipientData", "keyMapCustomizations",
    "attachedToolbars", "people", "person", "commentAuthors", "authors", "changesInfo", "revisionInfo",
))  # fmt: skip
_WORD, _SHEET = "wordprocessingml", "spreadsheetml"
_DROPPED_ELEMENTS = {
    ".docx": frozenset((
        "rsids", "attachedTemplate", "docVars", "docId", "permStart", "permEnd", "printerSettings", "dataBinding",
        "saveThroughXslt",
    )),
    ".xlsx": frozenset(("customWorkbookViews", "customSheetViews", "fileSharing", "revisionPtr")),
    ".pptx": frozenset(("custData",)),
}  # fmt: skip
# The folder in which Excel saved the file, in its own mc:AlternateContent.
_PATH = Edit(drop=True, within="AlternateContent")
_OWN_FILE = re.compile(r"\s*(file:|[A-Za-z]:[\\/]|\\\\|/(home|Users|Volumes|media|mnt|tmp)/)", re.IGNORECASE)
# Fast path: parsing all cells of a large sheet takes seconds, and most have none of these.
_IN_SHEETS = re.compile(
    rb"customWorkbookViews|customSheetViews|fileSharing|revisionPtr|absPath|pageSetup\b[^>]*:id=|definedName\b[^>]*comment="
    rb"|descr=|title=|alt="
)
_WORDS = ("descr", "title", "name", "alt")
# Fields whose text comes from removed metadata: locked, they keep their text (17.16.18).
_OF_DESCRIPTION = re.compile(
    r"\s*(AUTHOR|TITLE|SUBJECT|KEYWORDS|COMMENTS|LASTSAVEDBY|DOCPROPERTY|DOCVARIABLE|INFO|CREATEDATE|SAVEDATE|PRINTDATE"
    r"|EDITTIME|REVNUM|TEMPLATE)\b",
    re.IGNORECASE,
)


def clean_office(data: bytes) -> bytes:
    """The office file ``data`` without metadata; deterministic. Raises Unreadable."""
    package = read_package(data)
    kept = package.reachable(_DROPPED)
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED, compresslevel=_LEVEL) as archive:
        for name, part in _written(package, kept):
            entry = ZipInfo(name, _FIRST_DAY)
            entry.compress_type, entry.create_system, entry.external_attr = ZIP_DEFLATED, 0, 0o600 << 16
            archive.writestr(entry, part)
    return out.getvalue()


def _written(package: OfficePackage, kept: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    """The files of the archive in their order; [Content_Types].xml first, as the standard recommends."""
    yield CONTENT_TYPES, edit_xml(package.parts[CONTENT_TYPES], _types_of(frozenset(kept)))
    yield from _relations(package, ROOT, kept)
    for part in kept:
        yield part, _part(package, part)
        yield from _relations(package, part, kept)


def _types_of(kept: frozenset[str]) -> Callable[[StartTag], Edit]:
    folded = {part.casefold() for part in kept}

    def decide(element: StartTag) -> Edit:
        if element.name != "Override":
            return KEEP
        part = next((one.value for one in element.attributes if one.name == "PartName"), "")
        return KEEP if part.lstrip("/").casefold() in folded else DROP

    return decide


def _relations(package: OfficePackage, source: str, kept: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    folder, file = posixpath.split(source)
    name = posixpath.join(folder, "_rels", f"{file}.rels")
    if name not in package.parts:
        return
    gone = {
        one.id
        for one in package.relations[source]
        if one.kind in _DROPPED
        or (source == ROOT and one.target != package.main)
        or (not one.is_external and one.target in package.parts and one.target not in kept)
    }

    def decide(element: StartTag) -> Edit:
        return DROP if any(one.name == "Id" and one.value in gone for one in element.attributes) else KEEP

    yield name, edit_xml(package.parts[name], decide)


def _part(package: OfficePackage, name: str) -> bytes:
    data = package.parts[name]
    if not package.is_xml(name):
        return without_metadata(data)
    if package.kind == ".xlsx" and not _IN_SHEETS.search(data):
        return data
    dropped = _DROPPED_ELEMENTS[package.kind]
    locked = _fields_to_lock(data) if package.kind == ".docx" else frozenset()
    field = 0

    def decide(element: StartTag) -> Edit:
        nonlocal field
        if element.name in dropped:
            return DROP
        if element.name == "absPath":
            return _PATH
        changed: dict[str, str | None] = {
            one.written: _changed(one.value)
            for one in element.attributes
            if one.name in _WORDS and _OWN_FILE.match(one.value)
        }
        if _WORD in element.namespace:
            changed |= {one.written: None for one in element.attributes if one.name.startswith("rsid")}
            if element.name in ("fldChar", "fldSimple"):
                field += 1
                if field in locked:
                    changed[f"{element.prefix}fldLock"] = "1"
        elif _SHEET in element.namespace:
            if element.name == "pageSetup":
                changed |= {one.written: None for one in element.attributes if one.namespace.endswith("/relationships")}
            elif element.name == "definedName":
                changed |= {one.written: None for one in element.attributes if one.name == "comment"}
        return Edit(attributes=changed) if changed else KEEP

    return edit_xml(data, decide)


def _changed(path: str) -> str:
    """The file name of ``path``, without folders."""
    return path.replace("\\", "/").rstrip("/").rpartition("/")[2]


def _fields_to_lock(xml: bytes) -> frozenset[int]:
    """The numbers, counted from 1 over ``fldChar`` and ``fldSimple``, of fields that show metadata."""
    if b"instr" not in xml:
        return frozenset()
    found: set[int] = set()
    opened: list[int] = []
    number = 0
    in_instruction = False

    def start(name: str, namespace: str, attributes: Mapping[str, str]) -> None:
        nonlocal number, in_instruction
        in_instruction = name == "instrText"
        if name not in ("fldChar", "fldSimple") or _WORD not in namespace:
            return
        number += 1
        if name == "fldSimple":
            if _OF_DESCRIPTION.match(attributes.get("instr", "")):
                found.add(number)
        elif attributes.get("fldCharType") == "begin":
            opened.append(number)
        elif attributes.get("fldCharType") == "end" and opened:
            opened.pop()

    def text(text: str) -> None:
        if in_instruction and opened and _OF_DESCRIPTION.match(text):
            found.add(opened[-1])

    visit_xml(xml, start, lambda _name: None, text)
    return frozenset(found)


