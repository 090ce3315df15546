"""Checks that an output folder may be replaced: only folders that this program made, or empty ones."""

import os
from pathlib import Path, PurePosixPath

from kabar.failure import BuildFailed, relative_to_here

# In every output: identifies it as ours, and keeps GitHub Pages, which looks at the name alone, from running Jekyll.
# Without a build date, so that equal content gives equal bytes.
MARKER = ".nojekyll"
MARKER_TEXT = b"Folder ini dibuat oleh perintah make dan diganti utuh setiap kali.\n"

# Files of a project, never of an output.
_OF_A_PROJECT = ("pelicanconf.py", "publishconf.py")
_SOURCES = ("content", "theme", "kabar", "plugins", "tests", "docs", "bench", ".git", ".venv")


def refuse_foreign_output(output: Path, root: Path, content: Path) -> None:
    """Raises BuildFailed unless ``output`` may be replaced; all paths are resolved.

    It must not contain the project, the content, the home folder or the current one, nor lie inside the sources. An
    existing folder must be empty or made by us, and not a mount point, since these cannot be renamed.
    """
    name = relative_to_here(output)
    for kept in (root, content, Path.home().resolve(), Path.cwd()):
        if kept.is_relative_to(output):
            raise BuildFailed(
                f"OUTPUT '{name}' memuat '{kept}' dan akan dihapus seluruhnya; pilih folder lain"
            )
    for source in (content, *(root / part for part in _SOURCES)):
        if output.is_relative_to(source):
            raise BuildFailed(f"OUTPUT '{name}' ada di dalam folder sumber '{source}'; pilih folder lain")
    if not output.exists():
        return
    if not output.is_dir():
        raise BuildFailed(f"OUTPUT '{name}' sebuah berkas, bukan folder; pilih folder lain")
    if os.path.ismount(output):
        raise BuildFailed(mounted(name))
    if (output / ".git").exists() or (any(output.iterdir()) and not is_ours(output)):
        raise BuildFailed(
            f"OUTPUT '{name}' berisi berkas yang tidak dibuat oleh portal ini;"
            " kosongkan dulu atau pilih folder lain"
        )


def mounted(name: str) -> str:
    """The message for an output folder ``name`` that is a mount point."""
    return (
        f"OUTPUT '{name}' adalah titik kait (mount point), yang tidak dapat diganti utuh dalam satu langkah;"
        f" pilih folder di dalamnya: OUTPUT={name}/situs"
    )


def is_of_a_project(name: str) -> bool:
    """Whether a file ``name`` shows that its folder or branch is a project, not an output."""
    return PurePosixPath(name).name in _OF_A_PROJECT


def is_ours(output: Path) -> bool:
    """Whether this program made ``output``."""
    try:
        return (output / MARKER).read_bytes() == MARKER_TEXT
    except OSError:
        return False


