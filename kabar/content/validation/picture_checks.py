"""What pictures are, kept from one build to the next: one whose file is the same is not opened again.

An archive's photographs are larger than all of its words. That a file is the same is told by its status, as for
documents (``reading_store``); one that was written just now is opened again the next time.
"""

import hashlib
import json
import os
from collections.abc import Collection, Mapping
from contextlib import suppress
from functools import cached_property
from importlib.metadata import version
from pathlib import Path

from kabar.content.media.picture_files import PictureFile, is_of_pixels, read_drawing
from kabar.content.parsing.problems import BadValue
from kabar.content.reading.reading_store import settled
from kabar.content.reading.walk import Status

FILE = Path(".cache") / "periksa" / "gambar"  # below the project: checks and builds share it

_MOST = 100_000  # lines; then those of the last run alone stay
_MEDIA = Path(__file__).parents[1] / "media"
_LIBRARIES = ("pillow", "pillow-heif")
_CODE = ("picture_colours", "picture_files", "picture_pixels")


class CheckedPictures:
    """Those that ``file`` tells of; None keeps nothing."""

    def __init__(self, file: Path | None):
        self._file = file
        self._asked: set[str] = set()
        self._is_new = False

    def has(self, digest: str) -> bool:
        """Whether the picture with the SHA-256 ``digest`` was found whole."""
        line = self._line(digest)
        found = line in self._known
        if found:
            self._asked.add(line)
        return found

    def add(self, digest: str) -> None:
        """Remember that the picture with the SHA-256 ``digest`` is whole."""
        self._asked.add(self._line(digest))
        self._is_new = True

    def keep(self) -> None:
        """Write what was added; where that cannot be, pictures are unpacked again the next time."""
        if self._file is None or not self._is_new:
            return
        lines = self._known | self._asked
        lines = lines if len(lines) <= _MOST else self._asked
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


PICTURES = "pictures"  # where the reading store keeps it


class PictureMemory:
    """The pictures below ``root``, whose files have ``statuses`` by content path.

    ``told`` is what was kept of those that were shown; ``checked`` knows which of all others are whole.
    """

    def __init__(
        self,
        root: Path,
        statuses: Mapping[str, Status],
        told: str = "",
        checked: CheckedPictures | None = None,
    ):
        self._root = root
        self._statuses = statuses
        self._known = json.loads(told or "{}")
        self._checked = checked or CheckedPictures(None)
        self._found: dict[str, PictureFile | None] = {}
        self._shown: dict[str, PictureFile | None] = {}
        self._faults: dict[str, str] = {}

    def of(self, path: str) -> PictureFile | None:
        """The picture ``path``; None for a drawing that tells no size. Raises OSError, and BadValue for a fault."""
        if fault := self.fault_of(path):
            raise BadValue(fault)
        self._shown[path] = self._found[path]
        return self._found[path]

    def fault_of(self, path: str) -> str:
        """Why the picture ``path`` may not be published, in Indonesian, or nothing. Raises OSError.

        A drawing's parts are not looked at: ``pictures.find_fault`` does that.
        """
        if path not in self._found and path not in self._faults:
            try:
                self._found[path] = self._look_up(path)
            except BadValue as bad:
                self._faults[path] = str(bad)
        return self._faults.get(path, "")

    def is_whole(self, data: bytes) -> bool:
        """Whether the picture ``data``, which is published as it is, can be unpacked."""
        from kabar.content.media.picture_pixels import is_whole

        # Less is asked of it than of others.
        name = f"ekstra {hashlib.sha256(data).hexdigest()}"
        if self._checked.has(name) or is_whole(data):
            self._checked.add(name)
            return True
        return False

    def told_but(self, withheld: Collection[str]) -> str:
        """What is to be kept: of those pictures alone that ``of`` was asked for, without ``withheld``."""
        kept = {}
        for path, found in self._shown.items():
            if path not in withheld and (status := settled(self._root / path)):
                told = (found.width, found.height, found.kind, found.digest) if found else ()
                kept[path] = (status, *told)
        return json.dumps(kept, separators=(",", ":"))

    def _look_up(self, path: str) -> PictureFile | None:
        status, *told = self._known.get(path, (None,))
        if status is not None and tuple(status) == self._statuses.get(path):
            return PictureFile(path, *told) if told else None
        return self._look_into(path) if is_of_pixels(path) else read_drawing(self._root, path)

    def _look_into(self, path: str) -> PictureFile:
        # To load what opens pictures costs more than a check of a small portal, and many portals have drawings only.
        from kabar.content.media.picture_pixels import check_pixels, read_picture

        data = (self._root / path).read_bytes()
        digest = hashlib.sha256(data).hexdigest()
        if not self._checked.has(digest):
            check_pixels(path, data)
            self._checked.add(digest)
        return read_picture(path, data)


