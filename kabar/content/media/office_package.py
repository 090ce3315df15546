"""Office Open XML packages: parts, relations, content types (ISO/IEC 29500-2)."""

import posixpath
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from lzma import LZMAError
from urllib.parse import unquote, urlsplit
from zipfile import BadZipFile, ZipFile

from kabar.content.media.xml_events import SAVE_AGAIN, Unreadable, visit_xml

LARGEST_UNPACKED = 300_000_000  # bytes of all parts, including pictures
MOST_PARTS = 10_000
CONTENT_TYPES = "[Content_Types].xml"
ROOT = ""  # source of the relations of the package itself

# Exceptions of the standard library for archives that are broken, encrypted, or compressed by an unknown method.
_BROKEN = (BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError, zlib.error, LZMAError)
_OLE = b"\xd0\xcf\x11\xe0"  # container of encrypted and of older files
_WITHOUT_LOCK = f"{SAVE_AGAIN}, tanpa sandi"
_CHUNK = 1 << 16
# By a word in the main part's content type; the second of each pair is for files with macros.
_KINDS = {
    "wordprocessingml": ".docx", "ms-word": ".docx", "spreadsheetml": ".xlsx", "ms-excel": ".xlsx",
    "presentationml": ".pptx", "ms-powerpoint": ".pptx",
}  # fmt: skip
_MAIN = "officeDocument"
_CONTENTS = {"worksheet", "chartsheet", "sharedStrings", "slide"}  # relations whose targets must exist


@dataclass(frozen=True)
class Relation:
    """A relation from the part ``source`` to ``target``: a part, or an address if ``is_external``.

    ``kind`` is the last segment of the relation's type, which is the same in the transitional and the strict format.
    """

    id: str
    kind: str
    source: str
    target: str
    is_external: bool


@dataclass(frozen=True)
class OfficePackage:
    """An office file: its parts by name, the relations by source, and its main part.

    ``kind`` is ``.docx``, ``.xlsx`` or ``.pptx``, from the main part's content type. ``overrides`` are content types by
    part, ``defaults`` by extension.
    """

    parts: Mapping[str, bytes]
    relations: Mapping[str, tuple[Relation, ...]]
    overrides: Mapping[str, str]
    defaults: Mapping[str, str]
    main: str
    kind: str

    def type_of(self, part: str) -> str:
        """The content type of ``part``, or ""."""
        return self.overrides.get(part) or self.defaults.get(part.rpartition(".")[2].casefold(), "")

    def is_xml(self, part: str) -> bool:
        """Whether ``part`` is XML, by its name or its content type."""
        return part.endswith(".xml") or self.type_of(part).endswith("+xml")

    def reachable(self, but: frozenset[str] = frozenset()) -> tuple[str, ...]:
        """The main part and all parts reachable from it, sorted; relations of the kinds ``but`` are not followed."""
        found, waiting = {self.main}, [self.main]
        while waiting:
            for relation in self.relations.get(waiting.pop(), ()):
                target = relation.target
                if relation.is_external or relation.kind in but or target in found or target not in self.parts:
                    continue
                found.add(target)
                waiting.append(target)
        return tuple(sorted(found))


def unpack(archive: ZipFile, name: str, most: int) -> bytes:
    """The bytes of the file ``name`` in ``archive``. Raises Unreadable if they are more than ``most``."""
    pieces, size = [], 0
    with archive.open(name) as stream:
        # The size in the archive's directory may be wrong.
        while piece := stream.read(_CHUNK):
            size += len(piece)
            if size > most:
                raise Unreadable("isinya terlalu besar", "bagi menjadi beberapa berkas")
            pieces.append(piece)
    return b"".join(pieces)


def read_parts(data: bytes, most: int = LARGEST_UNPACKED) -> dict[str, bytes]:
    """All files of the archive ``data`` by name. Raises Unreadable."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            names = [name for name in archive.namelist() if not name.endswith("/")]
            if len(names) > MOST_PARTS:
                raise Unreadable(f"lebih dari {MOST_PARTS} bagian", "bagi menjadi beberapa berkas")
            # Programs differ in which of two duplicates they use, and compare names without case.
            if len({name.casefold() for name in names}) < len(names):
                raise Unreadable("satu bagian ada dua kali")
            parts = {}
            for name in names:
                parts[name] = unpack(archive, name, most)
                most -= len(parts[name])
            return parts
    except Unreadable:
        raise
    except _BROKEN:
        if data.startswith(_OLE):
            raise Unreadable("dikunci dengan sandi, atau format lama (.doc, .xls, .ppt)", _WITHOUT_LOCK) from None
        raise Unreadable("berkas rusak, terpotong, atau dikunci", _WITHOUT_LOCK) from None


def read_package(data: bytes, most: int = LARGEST_UNPACKED) -> OfficePackage:
    """Read the office file ``data``. Raises Unreadable for files that Word, Excel and PowerPoint cannot open either."""
    parts = read_parts(data, most)
    if CONTENT_TYPES not in parts:
        raise Unreadable("bukan berkas Office")
    known = {name.casefold(): name for name in parts}
    overrides, defaults = _content_types(parts[CONTENT_TYPES], known)
    relations = {}
    for name in parts:
        folder, _, file = name.rpartition("/")
        if folder.rpartition("/")[2] == "_rels" and file.endswith(".rels"):
            base = folder.removesuffix("_rels").strip("/")
            source = posixpath.join(base, file.removesuffix(".rels"))
            relations[source] = tuple(_relations(parts[name], source, base, known))
    main = next((one.target for one in relations.get(ROOT, ()) if one.kind == _MAIN), "")
    if main not in parts:
        raise Unreadable("bagian utamanya tidak ada")
    main_type = overrides.get(main) or defaults.get(main.rpartition(".")[2].casefold(), "")
    kind = next((kind for word, kind in _KINDS.items() if word in main_type), "")
    if not kind:
        raise Unreadable("isinya bukan Word, Excel, atau PowerPoint")
    for one in relations.get(main, ()):
        if one.kind in _CONTENTS and not one.is_external and one.target not in parts:
            raise Unreadable(f"bagian '{one.target[:60]}' hilang")
    return OfficePackage(parts, relations, overrides, defaults, main, kind)


def _content_types(xml: bytes, known: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    overrides, defaults = {}, {}

    def start(name: str, _namespace: str, attributes: Mapping[str, str]) -> None:
        if name == "Override":
            part = attributes.get("PartName", "").lstrip("/")
            overrides[known.get(part.casefold(), part)] = attributes.get("ContentType", "")
        elif name == "Default":
            defaults[attributes.get("Extension", "").casefold()] = attributes.get("ContentType", "")

    visit_xml(xml, start)
    return overrides, defaults


def _relations(xml: bytes, source: str, base: str, known: Mapping[str, str]) -> Iterator[Relation]:
    found: list[Mapping[str, str]] = []
    visit_xml(xml, lambda name, _, attributes: found.append(attributes) if name == "Relationship" else None)
    for one in found:
        kind = one.get("Type", "").rstrip("/").rpartition("/")[2]
        target, is_external = one.get("Target", ""), one.get("TargetMode", "") == "External"
        if not is_external:
            target = _part_name(target, base)
            target = known.get(target.casefold(), target)
        yield Relation(one.get("Id", ""), kind, source, target, is_external)


def _part_name(target: str, base: str) -> str:
    try:
        path = unquote(urlsplit(target).path)
    except ValueError:
        raise Unreadable("hubungan antarbagiannya rusak") from None
    return posixpath.normpath(posixpath.join("/", base, path)).lstrip("/")


