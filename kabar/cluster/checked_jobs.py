"""Jobs on a worker of a cluster: done only where code and libraries are those of the build."""

import platform
import re
import sys
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

_PROJECT = Path(__file__).resolve().parents[2]
_LOCK = "requirements.txt"
_PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==", re.MULTILINE)


@cache
def environment() -> Mapping[str, str]:
    """What the bytes that a job gives depend on besides its arguments, by name: code, system and library versions."""
    digest = sha256()
    for path in sorted((_PROJECT / "kabar").rglob("*.py")):
        data = path.read_bytes()
        digest.update(f"{path.relative_to(_PROJECT).as_posix()}\0{len(data)}\0".encode() + data)
    names = _PINNED.findall((_PROJECT / _LOCK).read_text("utf-8"))
    return {
        "kode portal": digest.hexdigest()[:16],
        "Python": f"{sys.version_info.major}.{sys.version_info.minor}",
        "sistem": f"{sys.platform} {platform.machine()}",
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
        **{name: _version_of(name) for name in names},
    }


def _version_of(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "tidak ada"


@dataclass(frozen=True)
class Answer:
    """What a worker gives: the ``result`` of a job, or its ``error``, or how its environment is ``different``."""

    result: Any = None
    error: Exception | None = None
    different: str = ""


def run_checked(wanted: Mapping[str, str], function: Callable[..., Any], arguments: tuple[Any, ...]) -> Answer:
    """Call ``function`` if this environment is the ``wanted`` one. Raises MemoryError, no fault of the job."""
    here = environment()
    if here != wanted:
        differing = sorted(name for name in here.keys() | wanted.keys() if here.get(name) != wanted.get(name))
        name = "kode portal" if "kode portal" in differing else differing[0]
        there, needed = here.get(name, "tidak ada"), wanted.get(name, "tidak ada")
        return Answer(different=f"{platform.node()}: {name} {there}, di sini {needed}")
    try:
        return Answer(function(*arguments))
    except MemoryError:
        raise
    except Exception as error:
        return Answer(error=error)
