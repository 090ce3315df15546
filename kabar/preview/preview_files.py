"""Finds the file of an address in a preview."""

import mimetypes
import time
from dataclasses import dataclass
from pathlib import Path, PurePath

# Media types that the table of the system may lack or have wrong.
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".xml": "application/xml",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".webmanifest": "application/manifest+json",
    ".svg": "image/svg+xml",
    ".yml": "text/yaml; charset=utf-8",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".ico": "image/vnd.microsoft.icon",
    ".woff2": "font/woff2",
}


@dataclass(frozen=True)
class Found:
    """The bytes and media type of a file; ``is_folder`` when the address lacks its last slash."""

    data: bytes = b""
    kind: str = ""
    is_folder: bool = False

    @property
    def is_page(self) -> bool:
        return self.kind == _TYPES[".html"]


def find(folder: Path, name: str, patience: float) -> Found | None:
    """Returns the file of the decoded address ``name`` below ``folder``, None when there is none.

    A build may swap the folder at any moment: a missing file is searched again until the folder stays the same, for at
    most ``patience`` seconds.
    """
    end = time.monotonic() + patience
    while True:
        before = _identity(folder)
        found = _look(folder, name)
        if found or (before and before == _identity(folder)) or time.monotonic() >= end:
            return found
        time.sleep(0.01)


def _look(folder: Path, name: str) -> Found | None:
    if "\0" in name or "\\" in name or ".." in name.split("/"):
        return None
    file = folder / name.strip("/")
    try:
        if not file.resolve().is_relative_to(folder.resolve()):
            return None
        if file.is_dir():
            if not name.endswith("/"):
                return Found(is_folder=True)
            file /= "index.html"
        elif name.endswith("/"):
            return None
        return Found(file.read_bytes(), type_of(file))
    except OSError:
        return None


def _identity(folder: Path) -> tuple[int, int] | None:
    try:
        status = folder.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def type_of(file: PurePath) -> str:
    kind = _TYPES.get(file.suffix.lower()) or mimetypes.guess_type(file.name)[0]
    return kind or "application/octet-stream"


