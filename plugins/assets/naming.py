"""Publish the theme's files under names that hold a digest of their bytes.

A file of such a name never changes: a browser may keep it for ever, and a page asks for the very bytes that it was
drawn with.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from plugins.assets.modules import imported, with_names
from plugins.assets.script import minified
from plugins.assets.stylesheet import bundle

FOLDER = "theme"
STYLESHEET = "portal.css"
# Apart from it, by what they begin with below ``css/``: what only paper needs, so that a screen does not wait for it;
# components that only some pages draw (lists of entries; agenda, search and indexes; charts and tables), so that a
# training comes with its scripts in the first packets.
SHEETS = {"print.css": "print.css", "lists.css": "lists/", "tools.css": "tools/", "figures.css": "figures/"}
_DIGITS = 10  # of the digest: two versions of one file never share so many


@dataclass(frozen=True)
class Assets:
    """``files``: bytes by their path in the output. ``paths``: that path by the theme's own name, ``js/life.js``."""

    files: Mapping[str, bytes]
    paths: Mapping[str, str]

    def address(self, name: str) -> str:
        """The address, without base, of what the theme calls ``name``. Raises ValueError for what it does not hold."""
        if name not in self.paths:
            raise ValueError(f"tema tidak memuat berkas '{name}'; yang ada: {', '.join(sorted(self.paths))}")
        return f"/{self.paths[name]}"


def name_assets(static: Mapping[str, bytes]) -> Assets:
    """What is published of the theme's files ``static``, by their path below its folder.

    Style sheets (``css/``) become ``portal.css`` and those of ``SHEETS``. Scripts are minified, and import one another
    by the new names.
    Raises ValueError for a sheet or script that cannot be made smaller, and for scripts that import what is not
    there, or one another in a ring.
    """
    sheets = {name.removeprefix("css/"): data.decode() for name, data in static.items() if name.startswith("css/")}
    files = {name: data for name, data in static.items() if not name.startswith("css/")}
    for sheet, beginning in SHEETS.items():
        held = {name: sheets.pop(name) for name in sorted(sheets) if name.startswith(beginning)}
        if held:
            files[sheet] = bundle(held).encode()
    files[STYLESHEET] = bundle(sheets).encode()
    namer = _Namer(files)
    paths = {name: namer.path(name) for name in sorted(files)}
    return Assets({paths[name]: namer.written[name] for name in sorted(files)}, paths)


def with_digest(name: str, data: bytes) -> str:
    """The path in the output of the file ``name``, whose bytes are ``data``."""
    digest = hashlib.sha256(data).hexdigest()[:_DIGITS]
    path = PurePosixPath(FOLDER, name)
    return str(path.with_name(f"{path.stem}.{digest}{path.suffix}"))


class _Namer:
    """Names each file once all that it imports are named; ``written`` holds the bytes that are published."""

    def __init__(self, files: Mapping[str, bytes]):
        self._files = files
        self._paths: dict[str, str] = {}
        self._waiting: list[str] = []
        self.written: dict[str, bytes] = {}

    def path(self, name: str) -> str:
        if name not in self._paths:
            data = self._files[name]
            self.written[name] = self._with_imports(name, data.decode()) if name.endswith(".js") else data
            self._paths[name] = with_digest(name, self.written[name])
        return self._paths[name]

    def _with_imports(self, name: str, text: str) -> bytes:
        if name in self._waiting:
            raise ValueError(f"skrip saling mengimpor: {' → '.join([*self._waiting, name])}")
        for other in imported(name, text):
            if other not in self._files:
                raise ValueError(f"{name}: mengimpor '{other}' yang tidak ada di tema")
        self._waiting.append(name)
        told = with_names(name, text, self.path)
        self._waiting.pop()
        return minified(name, told).encode()
