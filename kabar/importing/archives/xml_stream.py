"""Streams the entries of a large XML file: wrong bytes are repaired and reported, document types are refused.

Without a document type no entity can be declared, neither one that expands without end nor one that reads a file.
"""

import codecs
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO
from xml.parsers.expat import ExpatError, ParserCreate, XMLParserType, errors

from kabar.command import Stopped

LARGEST_ENTRY = 16_000_000  # characters of text in one entry
_CHUNK = 1 << 16  # bytes
_DEEPEST = 200  # nested elements

# Private-use characters that stand for what was repaired, until the text of its element is known.
_WAS_WINDOWS, _WAS_CONTROL = "\ue0f1", "\ue0f2"
_OURS = re.compile(f"[{_WAS_WINDOWS}{_WAS_CONTROL}]")
# XML 1.0, 2.2: not allowed in any document.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_DECLARED = re.compile(rb"""<\?xml[^>]*encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")

_NAMESPACES = (
    (re.compile(r"https?://(?:www\.)?wordpress\.org/export/[\d.]+/excerpt/"), "excerpt:"),
    (re.compile(r"https?://(?:www\.)?wordpress\.org/export/[\d.]+/"), "wp:"),
    (re.compile(r"http://purl\.org/rss/1\.0/modules/content/"), "content:"),
    (re.compile(r"http://purl\.org/dc/elements/1\.1/"), "dc:"),
    (re.compile(r"http://www\.w3\.org/2005/Atom"), "atom:"),
    (re.compile(r"http://purl\.org/rss/1\.0/"), ""),
    (re.compile(r"http://www\.w3\.org/1999/02/22-rdf-syntax-ns#"), "rdf:"),
    (re.compile(r"http://www\.w3\.org/1999/xhtml"), "xhtml:"),
)


@dataclass
class XmlNode:
    """An element; ``parts`` are its texts and children in their order. ``line`` counts from 1.

    ``from_windows`` and ``had_control`` are whether its text had bytes of Windows-1252, or control characters.
    """

    name: str
    line: int
    attributes: Mapping[str, str]
    children: "list[XmlNode]" = field(default_factory=list)
    parts: "list[str | XmlNode]" = field(default_factory=list)
    from_windows: bool = False
    had_control: bool = False

    @property
    def text(self) -> str:
        """Its text, without that of its children."""
        return "".join(part for part in self.parts if isinstance(part, str))

    def first(self, name: str) -> str:
        """The text of its first child called ``name``, stripped; "" if there is none."""
        return next((child.text.strip() for child in self.children if child.name == name), "")

    def all(self, name: str) -> "list[XmlNode]":
        """Its children called ``name``."""
        return [child for child in self.children if child.name == name]

    def repairs(self) -> tuple[bool, bool]:
        """Whether it or an element below it was ``from_windows``, and ``had_control``."""
        below = [child.repairs() for child in self.children]
        windows = self.from_windows or any(one for one, _ in below)
        return windows, self.had_control or any(other for _, other in below)


def root_name(path: Path) -> str:
    """The name of the root element of the file ``path``. Raises Stopped."""
    for _, root in _events(path, 1, ()):
        return root
    raise Stopped(f"{path}: berkas ini kosong; ekspor ulang dari situs lamanya")


def stream_nodes(path: Path, level: int, unread: Collection[str] = ()) -> Iterator[XmlNode]:
    """Yield each element of the file ``path`` at ``level`` (1 for the root) with all that it contains, in their order.

    Of elements called ``unread`` the contents are skipped. Raises Stopped with file, line and remedy.
    """
    for node, _ in _events(path, level, unread):
        if node is not None:
            yield node


def _events(path: Path, level: int, unread: Collection[str]) -> Iterator[tuple[XmlNode | None, str]]:
    collector = _EntryCollector(path, level, unread)
    try:
        with path.open("rb") as file:
            for text in _decoded(file, path):
                collector.feed(text)
                if collector.root and level == 1:
                    yield None, collector.root
                    return
                for node in collector.finished:
                    yield node, ""
                collector.finished.clear()
        collector.feed("", is_last=True)
    except OSError as error:
        raise Stopped(f"{path}: berkas tidak bisa dibaca ({error.strerror}); periksa nama dan izinnya") from None
    for node in collector.finished:
        yield node, ""


class _EntryCollector:
    def __init__(self, path: Path, level: int, unread: Collection[str]):
        self.root = ""
        self.finished: list[XmlNode] = []
        self._path, self._level, self._unread = path, level, unread
        self._open: list[XmlNode] = []
        self._depth = self._size = self._skipping = 0
        self._names: dict[str, str] = {}
        self._parser = parser = ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.buffer_size = _CHUNK
        parser.StartDoctypeDeclHandler = self._refuse
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text

    def feed(self, text: str, is_last: bool = False) -> None:
        try:
            self._parser.Parse(text, is_last)
        except ExpatError as error:
            raise Stopped(self._broken(error, self._parser)) from None

    def _broken(self, error: ExpatError, parser: XMLParserType) -> str:
        where = f"{self._path}:{error.lineno}:{error.offset + 1}"
        if error.code == errors.codes[errors.XML_ERROR_UNDEFINED_ENTITY]:
            return f"{where}: ada kode seperti &nbsp; yang tidak dikenal XML; ekspor ulang dari situs lamanya"
        if error.code in (errors.codes[errors.XML_ERROR_NO_ELEMENTS], errors.codes[errors.XML_ERROR_UNCLOSED_TOKEN]):
            return f"{where}: XML terpotong; unduh atau ekspor ulang berkas ini"
        return f"{where}: XML rusak ({errors.messages[error.code]}); ekspor ulang dari situs lamanya"

    def _refuse(self, *_: object) -> None:
        line = self._parser.CurrentLineNumber
        raise Stopped(
            f"{self._path}:{line}: XML dengan tipe dokumen (<!DOCTYPE>) tidak dibaca, karena dapat memuat entitas"
            " berbahaya; ekspor ulang dari situs lamanya, atau hapus baris itu bila Anda tahu asalnya"
        )

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        short = self._short(name)
        self.root = self.root or short
        if self._depth > _DEEPEST:
            raise Stopped(f"{self._path}:{self._parser.CurrentLineNumber}: XML bersarang lebih dari {_DEEPEST} tingkat")
        if self._skipping or self._depth < self._level:
            self._skipping += bool(self._skipping)
            return
        plain = {self._short(key): value for key, value in attributes.items()} if attributes else {}
        node = XmlNode(short, self._parser.CurrentLineNumber, plain)
        if self._open:
            self._open[-1].children.append(node)
            self._open[-1].parts.append(node)
        if short in self._unread:
            self._skipping = 1
        else:
            self._open.append(node)

    def _end(self, _name: str) -> None:
        self._depth -= 1
        if self._skipping:
            self._skipping -= 1
            return
        if self._depth < self._level - 1:
            return
        node = self._open.pop()
        if not self._open:
            self.finished.append(node)
            self._size = 0

    def _text(self, text: str) -> None:
        if self._skipping or not self._open:
            return
        node = self._open[-1]
        self._size += len(text)
        if self._size > LARGEST_ENTRY:
            raise Stopped(
                f"{self._path}:{self._open[0].line}: satu tulisan lebih besar dari {LARGEST_ENTRY // 1_000_000} MB;"
                " kecilkan atau hapus tulisan itu di situs lama, lalu ekspor ulang"
            )
        if _OURS.search(text):
            node.from_windows |= _WAS_WINDOWS in text
            node.had_control |= _WAS_CONTROL in text
            text = _OURS.sub("", text)
        node.parts.append(text)

    def _short(self, name: str) -> str:
        """``name`` with a known prefix in place of its namespace."""
        if name not in self._names:
            space, _, local = name.rpartition(" ")
            prefix = next((short for pattern, short in _NAMESPACES if pattern.fullmatch(space)), "?:" if space else "")
            self._names[name] = prefix + local
        return self._names[name]


def _windows(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    wrong = error.object[error.start : error.end]
    return _WAS_WINDOWS + wrong.decode("windows-1252", "replace"), error.end


codecs.register_error("kabar-windows-1252", _windows)


def decode_text(data: bytes) -> tuple[str, bool]:
    """``data`` as UTF-8 with or without BOM, and whether bytes that are not UTF-8 were read as Windows-1252."""
    text = data.decode("utf-8-sig", "kabar-windows-1252")
    return text.replace(_WAS_WINDOWS, ""), _WAS_WINDOWS in text


def _decoded(file: BinaryIO, path: Path) -> Iterator[str]:
    data = file.read(_CHUNK)
    decoder = codecs.getincrementaldecoder(_encoding_of(data, path))("kabar-windows-1252")
    is_first = True
    while True:
        text = decoder.decode(data, final=not data)
        if is_first:
            text, is_first = text.lstrip("\ufeff \t\r\n"), False
        if text:
            yield _ILLEGAL.sub(_WAS_CONTROL, text)
        if not data:
            return
        data = file.read(_CHUNK)


def _encoding_of(data: bytes, path: Path) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    declared = _DECLARED.match(data.removeprefix(codecs.BOM_UTF8).lstrip())
    name = declared[1].decode() if declared else "utf-8"
    try:
        found = codecs.lookup(name)
    except LookupError:
        found = None
    if found is None or not found._is_text_encoding:
        raise Stopped(f"{path}:1: pengodean '{name[:40]}' tidak dikenal; ekspor ulang sebagai UTF-8")
    return found.name
