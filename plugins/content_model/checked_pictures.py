"""Which pictures were unpacked and found whole, kept from one run to the next: to unpack one takes up to a second.

They are known by a digest of all of their bytes, so that of a withheld picture nothing can be read here. What counts
is only what the same code with the same libraries has found.
"""

import hashlib
import os
from contextlib import suppress
from functools import cached_property
from importlib.metadata import version
from pathlib import Path

FILE = Path(".cache") / "periksa" / "gambar"  # below the project: checks and builds share it

_MOST = 100_000  # lines; then those of the last run alone stay
_LIBRARIES = ("pillow", "pillow-heif")
_CODE = ("colour_profiles", "picture_colours", "picture_exif", "picture_files", "picture_pixels")


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
            salt.update(Path(__file__).with_name(f"{name}.py").read_bytes())
        return salt.digest()
