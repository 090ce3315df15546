"""What pictures are, kept from one build to the next: one whose file is the same is not opened again.

An archive's photographs are larger than all of its words. That a file is the same is told by its status, as for
documents (``reading_store``); one that was written just now is opened again the next time.
"""

import json
from collections.abc import Collection, Mapping
from pathlib import Path

from plugins.content_model.picture_files import PictureFile, is_of_pixels, read_drawing, read_picture
from plugins.content_model.reading_store import settled
from plugins.content_model.walk import Status

PICTURES = "pictures"  # where the reading store keeps it


class PictureMemory:
    """The pictures below ``root``, whose files have ``statuses`` by content path; ``told`` is what was kept."""

    def __init__(self, root: Path, statuses: Mapping[str, Status], told: str = ""):
        self._root = root
        self._statuses = statuses
        self._known = json.loads(told or "{}")
        self._asked: dict[str, PictureFile | None] = {}

    def of(self, path: str) -> PictureFile | None:
        """The picture ``path``, in which no fault was found; None for a drawing that tells no size. Raises OSError."""
        status, *told = self._known.get(path, (None,))
        if status is not None and tuple(status) == self._statuses.get(path):
            found = PictureFile(path, *told) if told else None
        else:
            found = read_picture(self._root, path) if is_of_pixels(path) else read_drawing(self._root, path)
        self._asked[path] = found
        return found

    def told_but(self, withheld: Collection[str]) -> str:
        """What is to be kept: of those pictures alone that were asked for, without ``withheld``."""
        kept = {}
        for path, found in self._asked.items():
            if path not in withheld and (status := settled(self._root / path)):
                told = (found.width, found.height, found.kind, found.digest) if found else ()
                kept[path] = (status, *told)
        return json.dumps(kept, separators=(",", ":"))
