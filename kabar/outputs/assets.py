"""Theme assets: bundled, minified and published under names that contain a content digest.

Such a file never changes: browsers may cache it for ever, and a page always gets the bytes it was rendered for.
"""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from posixpath import dirname, join, normpath

import lightningcss
import rjsmin  # type: ignore[import-untyped]  # it has no type hints

# As our scripts write imports: a path relative to the script, in one string literal.
_IMPORT = re.compile(r"""(?P<before>\b(?:from|import)\s*\(?\s*)(?P<quote>["'])(?P<path>\.{1,2}/[^"'\n]+)(?P=quote)""")


def imported(name: str, text: str) -> list[str]:
    """The names of the scripts that script ``name`` imports, relative to the same root as ``name``."""
    return [_resolve(name, found["path"]) for found in _IMPORT.finditer(text)]


def with_names(name: str, text: str, rename: Callable[[str], str]) -> str:
    """``text`` of script ``name`` with imported file names replaced by those of ``rename``; folders stay."""

    def write(found: re.Match[str]) -> str:
        folder, _, _ = found["path"].rpartition("/")
        renamed = rename(_resolve(name, found["path"])).rpartition("/")[2]
        return f"{found['before']}{found['quote']}{folder}/{renamed}{found['quote']}"

    return _IMPORT.sub(write, text)


def _resolve(name: str, path: str) -> str:
    return normpath(join(dirname(name), path))


# Code from which rjsmin removes significant spaces, and what to write instead.
_LOSES = (
    # It takes the slash for a division.
    (re.compile(r"=>\s*/(?![/*])"), "a pattern right after => would lose its spaces; put it into a constant"),
    # It takes the inner backtick for the end of the outer template.
    (re.compile(r"\$\{[^}`]*`"), "a template within a template would lose its spaces; put it into a constant"),
)


def minified(name: str, text: str) -> str:
    """Minify ``text`` of script ``name``. Raises ValueError, with the line, for code that rjsmin would change."""
    for pattern, remedy in _LOSES:
        if found := pattern.search(text):
            line = text.count("\n", 0, found.start()) + 1
            raise ValueError(f"{name}:{line}: {remedy}")
    smaller: str = rjsmin.jsmin(text)
    return smaller


# A later layer overrides an earlier one, whatever the specificity.
LAYERS = ("tokens", "base", "layout", "components", "touch", "print")

# Folders of components that only some pages use (``SHEETS``), and their layer.
_COMPONENTS = {"figures": "components", "lists": "components", "tools": "components"}

# The oldest browsers with cascade layers: minification must not produce CSS that needs newer ones.
_BROWSERS = ["chrome 99", "edge 99", "firefox 97", "ios_saf 15.4", "safari 15.4", "samsung 18"]

# Appended to a sheet: if it is missing in the output, the sheet has an unterminated comment.
_TAIL = ".k-akhir{color:red}"
_PLACE = re.compile(r"(?P<reason>.*) at .*:(?P<line>\d+):\d+", re.DOTALL)


def bundle(sheets: Mapping[str, str]) -> str:
    """One minified style sheet of all ``sheets``.

    ``sheets`` are texts by file name below ``css/`` (``tokens.css``, ``components/prose.css``); the folder, or else the
    name, determines the layer. Within a layer they are sorted by name. Raises ValueError for a sheet of no layer, or
    one that cannot be parsed.
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
    # One by one, so that errors name the file, and none affects the next sheet.
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
# Separate sheets, by prefix of their sources below ``css/``: print styles, which screens do not load, and components
# that only some pages use (lists of articles; agenda, search and indexes; charts and tables), so that the page of a
# training and its scripts fit into the first packets.
SHEETS = {"print.css": "print.css", "lists.css": "lists/", "tools.css": "tools/", "figures.css": "figures/"}
_DIGITS = 10  # of the digest: enough that no two versions of a file collide


@dataclass(frozen=True)
class Assets:
    """``files``: bytes by output path. ``paths``: output path by name in the theme (``js/life.js``)."""

    files: Mapping[str, bytes]
    paths: Mapping[str, str]

    def address(self, name: str) -> str:
        """The address, without base, of the theme's file ``name``. Raises ValueError if there is none."""
        if name not in self.paths:
            raise ValueError(f"tema tidak memuat berkas '{name}'; yang ada: {', '.join(sorted(self.paths))}")
        return f"/{self.paths[name]}"


def name_assets(static: Mapping[str, bytes]) -> Assets:
    """The published form of the theme's files ``static``, by path below its static folder.

    Style sheets (``css/``) are bundled into ``portal.css`` and those of ``SHEETS``. Scripts are minified, and their
    imports rewritten to the new names. Raises ValueError for a sheet or script that cannot be minified, and for imports
    that are missing or circular.
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
    """The output path of the file ``name`` with bytes ``data``."""
    digest = hashlib.sha256(data).hexdigest()[:_DIGITS]
    path = PurePosixPath(FOLDER, name)
    return str(path.with_name(f"{path.stem}.{digest}{path.suffix}"))


class _Namer:
    """Names each file after all files that it imports; ``written`` are the published bytes by name."""

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


