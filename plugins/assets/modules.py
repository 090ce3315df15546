"""Scripts that import one another: what each asks for, and under which name."""

import re
from collections.abc import Callable
from posixpath import dirname, join, normpath

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
