"""Picture properties, cached from build to build: an unchanged picture is not opened again.

A file is unchanged if its status is, as for documents (``reading_store``); a file that was just written is opened again
in the next build.
"""

import hashlib
import json
import os
from collections.abc import Collection, Mapping
from contextlib import suppress
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any

from kabar.content.media.picture_files import PictureFile, is_of_pixels, read_drawing
from kabar.content.parsing.problems import BadValue
from kabar.content.reading.reading_store import settled
from kabar.content.reading.walk import Status

FILE = Path(".cache") / "periksa" / "gambar"  # below the project, shared by checks and builds

_MOST = 100_000  # lines; above that only those of the last run are kept
_MEDIA = Path(__file__).parents[1] / "media"
_LIBRARIES = ("pillow", "pillow-heif")
_CODE = ("picture_colours", "picture_files", "picture_pixels")


class CheckedPictures:
    """The digests of pictures that were found valid, in ``file``; None stores nothing."""

    def __init__(self, file: Path | None):
        self._file = file
        self._asked: set[str] = set()
        self._is_new = False

    def has(self, digest: str) -> bool:
        """Whether the picture with the SHA-256 ``digest`` is known to be valid."""
        line = self._line(digest)
        found = line in self._known
        if found:
            self._asked.add(line)
        return found

    def add(self, digest: str) -> None:
        """Record the picture with the SHA-256 ``digest`` as valid."""
        self._asked.add(self._line(digest))
        self._is_new = True

    def keep(self) -> None:
        """Write the file; if that fails, pictures are decoded again in the next run."""
        if self._file is None or not self._is_new:
            return
        known = self._known | self._asked
        lines = known if len(known) <= _MOST else self._asked
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            aside = self._file.with_name(f"{self._file.name}.{os.getpid()}")
            aside.write_text("".join(f"{line}\n" for line in sorted(lines)), "ascii")
            aside.replace(self._file)

    @cached_property
    def _known(self) -> frozenset[str]:
        try:
            return frozenset(self._file.read_text("ascii").split()) if self._file else frozenset()
        except (OSError, ValueError):
            return frozenset()

    def _line(self, digest: str) -> str:
        return hashlib.blake2b(digest.encode(), digest_size=20, key=self._salt).hexdigest()

    @cached_property
    def _salt(self) -> bytes:
        salt = hashlib.blake2b(digest_size=16)
        for library in _LIBRARIES:
            salt.update(f"{library} {version(library)}\0".encode())
        for name in _CODE:
            salt.update((_MEDIA / f"{name}.py").read_bytes())
        return salt.digest()


PICTURES = "pictures"  # the key in ``UnchangedFiles.about``


class PictureMemory:
    """The pictures below ``root``, whose files have ``statuses`` by content path.

    ``text`` is the stored cache of those that were shown; ``checked`` knows which of the others are valid.
    """

    def __init__(
        self,
        root: Path,
        statuses: Mapping[str, Status],
        text: str = "",
        checked: CheckedPictures | None = None,
    ):
        self._root = root
        self._statuses = statuses
        self._known: dict[str, list[Any]] = json.loads(text or "{}")
        self._checked = checked or CheckedPictures(None)
        self._found: dict[str, PictureFile | None] = {}
        self._shown: dict[str, PictureFile | None] = {}
        self._faults: dict[str, str] = {}

    def of(self, path: str) -> PictureFile | None:
        """The picture ``path``; None for an SVG without a size. Raises OSError, and BadValue for an invalid picture."""
        if fault := self.fault_of(path):
            raise BadValue(fault)
        self._shown[path] = self._found[path]
        return self._found[path]

    def fault_of(self, path: str) -> str:
        """Why the picture ``path`` may not be published, in Indonesian; empty if it may. Raises OSError.

        The elements of an SVG are checked by ``find_fault``.
        """
        if path not in self._found and path not in self._faults:
            try:
                self._found[path] = self._look_up(path)
            except BadValue as bad:
                self._faults[path] = str(bad)
        return self._faults.get(path, "")

    def is_whole(self, data: bytes) -> bool:
        """Whether the picture ``data``, which is published unchanged, can be decoded."""
        from kabar.content.media.picture_pixels import is_whole

        # Stored under another name, since the check is weaker than that of other pictures.
        name = f"ekstra {hashlib.sha256(data).hexdigest()}"
        if self._checked.has(name) or is_whole(data):
            self._checked.add(name)
            return True
        return False

    def text_without(self, withheld: Collection[str]) -> str:
        """The cache to be stored: the pictures that ``of`` returned, without those ``withheld``."""
        kept = {}
        for path, found in self._shown.items():
            if path not in withheld and (status := settled(self._root / path)):
                properties = (found.width, found.height, found.kind, found.digest) if found else ()
                kept[path] = (status, *properties)
        return json.dumps(kept, separators=(",", ":"))

    def _look_up(self, path: str) -> PictureFile | None:
        status, *properties = self._known.get(path, (None,))
        if status is not None and tuple(status) == self._statuses.get(path):
            return PictureFile(path, *properties) if properties else None
        return self._read(path) if is_of_pixels(path) else read_drawing(self._root, path)

    def _read(self, path: str) -> PictureFile:
        # Imported here: loading Pillow takes longer than the check of a small portal, which may have SVG only.
        from kabar.content.media.picture_pixels import check_pixels, read_picture

        data = (self._root / path).read_bytes()
        digest = hashlib.sha256(data).hexdigest()
        if not self._checked.has(digest):
            check_pixels(path, data)
            self._checked.add(digest)
        return read_picture(path, data)


