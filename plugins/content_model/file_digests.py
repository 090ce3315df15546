"""Digests of files that are published cleaned, kept from one build to the next: one that is the same is not read again.

That a file is the same is told by its status, as for documents (``reading_store``).
"""

import hashlib
import json
from collections.abc import Collection, Mapping
from pathlib import Path

from plugins.content_model.reading_store import settled
from plugins.content_model.walk import Status

DIGESTS = "digests"  # where the reading store keeps them

_CLEANED = (".pdf", ".docx", ".xlsx", ".pptx", ".svg", ".jpg", ".jpeg", ".png")


def is_cleaned(path: str) -> bool:
    """Whether the file ``path``, which is no picture in sizes of its own, is cleaned before it is published."""
    return path.casefold().endswith(_CLEANED)


class FileDigests:
    """The files below ``root``, which have ``statuses`` by content path; ``text`` is what was kept."""

    def __init__(self, root: Path, statuses: Mapping[str, Status], text: str = ""):
        self._root = root
        self._statuses = statuses
        self._known = json.loads(text or "{}")
        self._asked: dict[str, str] = {}

    def of(self, path: str) -> str:
        """The SHA-256 of the file ``path``. Raises OSError."""
        status, digest = self._known.get(path, (None, ""))
        if status is None or tuple(status) != self._statuses.get(path):
            digest = hashlib.sha256((self._root / path).read_bytes()).hexdigest()
        self._asked[path] = digest
        return digest

    def text_without(self, withheld: Collection[str]) -> str:
        """What is to be kept: of those files alone that were asked for, without ``withheld``."""
        kept = {}
        for path, digest in self._asked.items():
            if path not in withheld and (status := settled(self._root / path)):
                kept[path] = (status, digest)
        return json.dumps(kept, separators=(",", ":"))
