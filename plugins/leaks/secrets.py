"""What may stand nowhere in the output: phrases of withheld entries, names and bytes of files only they use."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from plugins.content_model.accepted import NOT_SECRET
from plugins.content_model.front_matter import split
from plugins.content_model.library import Library
from plugins.leaks.folded import fold
from plugins.leaks.forms import cleaned_form
from plugins.leaks.phrases import SHORTEST_NAME, phrases_of
from plugins.leaks.slices import slices_of

MEDIA = ("gambar/", "lampiran/")


@dataclass(frozen=True)
class Secrets:
    """What is sought, each with the content path that it belongs to.

    ``phrases``: folded text → (path, the text as written). ``slices``: bytes out of a withheld file → path.
    ``digests``: (size in bytes, SHA-256 in hex) of a withheld file → path.
    """

    phrases: dict[bytes, tuple[str, str]] = field(default_factory=dict)
    slices: dict[bytes, str] = field(default_factory=dict)
    digests: dict[tuple[int, str], str] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.phrases) + len(self.slices) + len(self.digests)


def secrets_of(library: Library) -> Secrets:
    """The secrets of ``library``: none where it shows everything. Raises OSError."""
    secrets = Secrets()
    if library.preview:
        return secrets
    for path, article in library.withheld.items():
        parts, _ = split(path, (library.root / path).read_bytes())
        accepted = [fold(one.text) for one in article.accepted if one.warning == NOT_SECRET and one.text]
        for phrase in phrases_of(article, parts.structure.value if parts else {}):
            folded = fold(phrase)
            if not any(folded in known or known in folded for known in accepted):
                secrets.phrases.setdefault(folded, (path, phrase))
    _add_files(library, secrets)
    return secrets


def published_sources(library: Library) -> Iterator[str]:
    """The content paths of everything that may be told: what a phrase in them says is no secret."""
    yield from library.articles
    yield from (topic.path for topic in library.vocabulary.topics.values())
    for documents in (library.organisations, library.people, library.figures, library.static_pages):
        yield from (document.path for document in documents.values())
    yield from ("portal.yaml", library.old_addresses.path)
    yield from library.files


def _add_files(library: Library, secrets: Secrets) -> None:
    published = set(library.files)
    shown = {_digest(library.root / path) for path in published if path.startswith(MEDIA)}
    for path in library.media:
        if path in published:
            continue
        if len(fold(path)) >= SHORTEST_NAME:
            secrets.phrases.setdefault(fold(path), (path, path))
        digest = _digest(library.root / path)
        if digest in shown:
            continue  # the same file under another name is published
        secrets.phrases.setdefault(digest[1][:16].encode(), (path, digest[1][:16]))
        data = (library.root / path).read_bytes()
        for form in (data, *cleaned_form(path, data)):
            secrets.digests[len(form), hashlib.sha256(form).hexdigest()] = path
            for piece in slices_of(form):
                secrets.slices.setdefault(piece, path)


def _digest(path: Path) -> tuple[int, str]:
    data = path.read_bytes()
    return len(data), hashlib.sha256(data).hexdigest()
