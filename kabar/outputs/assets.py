"""Publish the theme's files under names that hold a digest of their bytes.

A file of such a name never changes: a browser may keep it for ever, and a page asks for the very bytes that it was
drawn with.
"""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from posixpath import dirname, join, normpath

import lightningcss
import rjsmin

# As our scripts write it: a path from the script itself, in a whole string.
_IMPORT = re.compile(r"""(?P<before>\b(?:from|import)\s*\(?\s*)(?P<quote>["'])(?P<path>\.{1,2}/[^"'\n]+)(?P=quote)""")


def imported(name: str, text: str) -> list[str]:
    """The names of the scripts that the script ``name`` imports, as ``name`` is given: paths from one root."""
    return [_resolve(name, found["path"]) for found in _IMPORT.finditer(text)]


def with_names(name: str, text: str, rename: Callable[[str], str]) -> str:
    """``text`` of the script ``name``, importing each script under its name of ``rename``, from the same folder."""

    def write(found: re.Match[str]) -> str:
        folder, _, _ = found["path"].rpartition("/")
        renamed = rename(_resolve(name, found["path"])).rpartition("/")[2]
        return f"{found['before']}{found['quote']}{folder}/{renamed}{found['quote']}"

    return _IMPORT.sub(write, text)


def _resolve(name: str, path: str) -> str:
    return normpath(join(dirname(name), path))


# What rjsmin would take spaces from that mean something, and how to write it instead.
_LOSES = (
    # It takes the stroke for a division.
    (re.compile(r"=>\s*/(?![/*])"), "a pattern right after => would lose its spaces; put it into a constant"),
    # It takes the inner one's mark for the end of the outer one.
    (re.compile(r"\$\{[^}`]*`"), "a template within a template would lose its spaces; put it into a constant"),
)


def minified(name: str, text: str) -> str:
    """``text`` of the script ``name``. Raises ValueError, with the line, for what could come to mean something else."""
    for pattern, remedy in _LOSES:
        if found := pattern.search(text):
            line = text.count("\n", 0, found.start()) + 1
            raise ValueError(f"{name}:{line}: {remedy}")
    return rjsmin.jsmin(text)


# A later layer wins over an earlier one, whatever the selectors.
LAYERS = ("tokens", "base", "layout", "components", "touch", "print")

# Folders of components that only some pages draw (``naming.SHEETS``), and their layer.
_COMPONENTS = {"figures": "components", "lists": "components", "tools": "components"}

# The oldest browsers that read cascade layers: what is written here must not need newer ones by being made smaller.
_BROWSERS = ["chrome 99", "edge 99", "firefox 97", "ios_saf 15.4", "safari 15.4", "samsung 18"]

# Put behind a sheet: where it does not come out whole, a comment of the sheet has no end.
_TAIL = ".k-akhir{color:red}"
_PLACE = re.compile(r"(?P<reason>.*) at .*:(?P<line>\d+):\d+", re.DOTALL)


def bundle(sheets: Mapping[str, str]) -> str:
    """One style sheet of all ``sheets``, without comments and needless white space.

    ``sheets`` are texts by file name below ``css/`` (``tokens.css``, ``components/prose.css``); the
    folder, or else the name, tells the layer. Within a layer they stand in the order of their
    names. Raises ValueError for a sheet of no layer, or one that cannot be read to its end.
    """
    layers: dict[str, list[str]] = {layer: [] for layer in LAYERS}
    for name in sorted(sheets):
        folder = name.split("/")[0].removesuffix(".css")
        layer = _COMPONENTS.get(folder, folder)
        if layer not in layers:
            raise ValueError(f"{name}: no layer '{layer}'; there are {', '.join(LAYERS)}")
        layers[layer].append(_minified(name, sheets[name]))
    blocks = "".join(f"@layer {layer}{{{''.join(texts)}}}" for layer, texts in layers.items() if any(texts))
    return f"@layer {','.join(LAYERS)};{blocks}\n"


def _minified(name: str, css: str) -> str:
    # Each by itself, so that a mistake is told with its file, and none reaches into the next.
    try:
        sheet = f"{css}\n{_TAIL}"
        text = lightningcss.process_stylesheet(sheet, filename=name, browsers_list=_BROWSERS, minify=True)
    except ValueError as error:
        found = _PLACE.fullmatch(str(error))
        if not found:
            raise ValueError(f"{name}: {error}") from None
        raise ValueError(f"{name}:{int(found['line']) + 1}: {found['reason']}") from None
    if not text.endswith(_TAIL):
        raise ValueError(f"{name}: a comment that does not end")
    return text.removesuffix(_TAIL)


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
        chosen = {name: sheets.pop(name) for name in sorted(sheets) if name.startswith(beginning)}
        if chosen:
            files[sheet] = bundle(chosen).encode()
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
        rewritten = with_names(name, text, self.path)
        self._waiting.pop()
        return minified(name, rewritten).encode()


