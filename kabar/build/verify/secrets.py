"""Secrets for the leak scan: phrases of withheld documents, names and bytes of files that only they use."""

import hashlib
import json
import re
import struct
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from kabar.build.verify.leak_forms import cleaned_form
from kabar.build.verify.phrases import (
    SHORTEST_LABEL,
    SHORTEST_NAME,
    body_phrases_of,
    fold,
    phrases_of,
    phrases_of_lasting,
    phrases_of_unfinished,
)
from kabar.content.library import Library
from kabar.content.models.article import NOT_SECRET, Accepted, Article
from kabar.content.models.model import AcceptedPhrase, Document
from kabar.content.parsing.front_matter import split
from kabar.content.reading.file_reading import yaml_of

_SLICE = 48  # bytes
_LEAST_VARIED = 16  # different bytes in a slice; fewer is padding, which all files of a type share
_MOST_FILES = 3  # of an archive

_ZIP = b"PK\x03\x04"
_NAME_LENGTHS, _HEADER = 26, 30  # offset and size in the local file header (APPNOTE 4.3.7)
# Parts that office programs write identically into every document of a template.
_OF_PROGRAM = re.compile(
    r"\[Content_Types\]|_rels/|docProps/|/theme/|/(styles|settings|webSettings|fontTable|numbering|stylesWithEffects"
    r"|tableStyles|presProps|viewProps)\.xml|/slide(Layouts|Masters)/|/notesMasters/|/printerSettings/"
)


def slices_of(data: bytes) -> Iterator[bytes]:
    """Yields at most three pieces of ``data``, or of each of the largest files in it when it is an archive."""
    for start, end in _files_in(data) if data.startswith(_ZIP) else [(0, len(data))]:
        for quarter in (1, 2, 3):
            first = start + (end - start) * quarter // 4
            piece = data[first : min(first + _SLICE, end)]
            if len(piece) == _SLICE and len(set(piece)) >= _LEAST_VARIED:
                yield piece


def _files_in(archive: bytes) -> list[tuple[int, int]]:
    """Returns start and end of the largest packed files of ``archive``, without those that are boilerplate."""
    try:
        with ZipFile(BytesIO(archive)) as opened:
            own = [one for one in opened.infolist() if not _OF_PROGRAM.search(one.filename)]
        places = []
        for one in sorted(own, key=lambda one: (-one.compress_size, one.filename))[:_MOST_FILES]:
            lengths = struct.unpack_from("<HH", archive, one.header_offset + _NAME_LENGTHS)
            start = one.header_offset + _HEADER + sum(lengths)
            places.append((start, start + one.compress_size))
    except (BadZipFile, ValueError, struct.error):
        return [(0, len(archive))]
    return places


MEDIA = ("gambar/", "lampiran/")

# Name of a published source, and its bytes or path.
Source = tuple[str, Path | bytes]


@dataclass(frozen=True)
class Secrets:
    """What the leak scan searches for, each with the content path that it belongs to.

    ``phrases``: folded text → (path, original text). ``slices``: bytes → (path, their meaning; empty for a piece of a
    withheld file). ``digests``: (size in bytes, SHA-256 in hex) of a withheld file → path.
    """

    phrases: dict[bytes, tuple[str, str]] = field(default_factory=dict)
    slices: dict[bytes, tuple[str, str]] = field(default_factory=dict)
    digests: dict[tuple[int, str], str] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.phrases) + len(self.slices) + len(self.digests)


def secrets_of(library: Library) -> Secrets:
    """Returns the secrets of ``library``; none for a preview. Raises OSError."""
    secrets = Secrets()
    if library.preview:
        return secrets
    for path, article in library.withheld.items():
        _add_phrases(secrets, article, phrases_of(article, _front_of(path, library)))
    for path, document in library.withheld_lasting.items():
        front = _front_of(path, library)
        if path in library.withholding:
            _add_phrases(secrets, document, body_phrases_of(document))
            _add_address(secrets, document)
        else:
            places = library.withholding.observations[path]
            front = {"observations": [one for n, one in enumerate(front["observations"]) if n in places]}
        _add_phrases(secrets, document, phrases_of_lasting(document, front))
    for path, document in library.unfinished.items():
        front = _front_of(path, library)
        if isinstance(document, Article):
            _add_phrases(secrets, document, phrases_of(document, front))
        else:
            _add_phrases(secrets, document, phrases_of_lasting(document, front))
        _add_phrases(secrets, document, phrases_of_unfinished(front))
        _add_phrases(secrets, document, body_phrases_of(document))
        _add_address(secrets, document)
    _add_files(library, secrets)
    return secrets


def published_sources(library: Library) -> Iterator[Source]:
    """Yields everything that is public, the addresses of the portal first; phrases in it are no secrets.

    Raises OSError.
    """
    # Addresses contain names, and a withheld body may link to them.
    pages, others = library.destinations.pages, library.destinations.addresses
    yield "", "\n".join([*pages.values(), *(f"/{one}/" for one in sorted(others))]).encode()
    for path in _published_paths(library):
        if not (library.root / path).is_file():
            continue
        if path not in library.withholding.observations:
            yield path, library.root / path
            continue
        front, places = _front_of(path, library), library.withholding.observations[path]
        kept = [one for n, one in enumerate(front["observations"]) if n not in places]
        yield path, json.dumps({**front, "observations": kept}, ensure_ascii=False).encode()


def _published_paths(library: Library) -> Iterator[str]:
    yield from library.articles
    yield from library.lasting
    yield from ("portal.yaml", library.old_addresses.path)
    yield from library.files


def _front_of(path: str, library: Library) -> Mapping[str, Any]:
    data = (library.root / path).read_bytes()
    if path.endswith(".md"):
        parts, _ = split(path, data)
        return parts.structure.value if parts else {}
    structure, _ = yaml_of(path, data)
    return structure.value if structure else {}


def _add_phrases(secrets: Secrets, document: Document, phrases: Iterable[str]) -> None:
    accepted = [fold(text) for text in _accepted_texts(document)]
    for phrase in phrases:
        folded = fold(phrase)
        if not any(folded in known or known in folded for known in accepted):
            secrets.phrases.setdefault(folded, (document.path, phrase))


def _accepted_texts(document: Document) -> list[str]:
    """Returns the texts that the editor declared to be no secrets."""
    accepted: Iterable[Accepted | AcceptedPhrase] = getattr(document, "accepted", ()) or ()
    return [one.text for one in accepted if one.warning == NOT_SECRET and one.text]


def _add_address(secrets: Secrets, document: Document) -> None:
    # Not folded: "orang/ani" would be found in "orang animasi".
    address = document.page_url
    accepted = {text.strip("/") for text in _accepted_texts(document)}
    if len(address) >= SHORTEST_LABEL and document.page_address not in accepted:
        secrets.slices.setdefault(address.encode(), (document.path, address))


def _add_files(library: Library, secrets: Secrets) -> None:
    published = {*library.files, *library.portal.pictures()}
    shown = {_digest(library.root / path) for path in published if path.startswith(MEDIA)}
    for path in library.media:
        if path in published:
            continue
        if len(fold(path)) >= SHORTEST_NAME:
            secrets.phrases.setdefault(fold(path), (path, path))
        digest = _digest(library.root / path)
        if digest in shown:
            continue  # published under another name
        secrets.phrases.setdefault(digest[1][:16].encode(), (path, digest[1][:16]))
        data = (library.root / path).read_bytes()
        for form in (data, *cleaned_form(path, data)):
            secrets.digests[len(form), hashlib.sha256(form).hexdigest()] = path
            for piece in slices_of(form):
                secrets.slices.setdefault(piece, (path, ""))


def _digest(path: Path) -> tuple[int, str]:
    data = path.read_bytes()
    return len(data), hashlib.sha256(data).hexdigest()


