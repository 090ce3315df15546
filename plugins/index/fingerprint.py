"""What fills the build database: our code and the libraries under it. Of other code nothing is used again."""

import hashlib
import sys
from importlib.metadata import version
from pathlib import Path

_PLUGINS = Path(__file__).resolve().parents[1]
_LIBRARIES = (
    "pelican", "markdown", "jinja2", "pyyaml", "pydantic", "pydantic-core", "nh3", "pillow", "pillow-heif", "pikepdf",
    "pypdf", "pagefind",
)  # fmt: skip


def code_fingerprint() -> str:
    """A digest of all of our code, of the versions of Python and of libraries that decide what a build makes."""
    digest = hashlib.sha256(repr((sys.version, [version(name) for name in _LIBRARIES])).encode())
    for path in sorted(_PLUGINS.rglob("*.py")):
        data = path.read_bytes()
        digest.update(f"{path.relative_to(_PLUGINS)}\0{len(data)}\0".encode() + data)
    return digest.hexdigest()
