"""Tell a folder that may be replaced whole from one that holds somebody's work."""

import os
from pathlib import Path, PurePosixPath

from kabar.failure import BuildFailed, relative_to_here

# Stands in every output, tells ours from others', and keeps GitHub Pages from running Jekyll,
# which looks at the name alone. No build date: equal content gives equal bytes.
MARKER = ".nojekyll"
MARKER_TEXT = b"Folder ini dibuat oleh perintah make dan diganti utuh setiap kali.\n"

# Stand beside the content, and never in what was made from it.
_OF_A_PROJECT = ("pelicanconf.py", "publishconf.py")
_SOURCES = ("content", "theme", "kabar", "plugins", "tests", "docs", "bench", ".git", ".venv")


def refuse_foreign_output(output: Path, root: Path, content: Path) -> None:
    """Raise BuildFailed unless ``output`` may be replaced; all paths are resolved.

    It may not hold the project, the content, the home folder or the current one, nor lie among
    the sources; and when it is there it must be empty or made by us, and no mount point, since these cannot be renamed.
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
    """What to say where the output folder ``name`` is a mount point."""
    return (
        f"OUTPUT '{name}' adalah titik kait (mount point), yang tidak dapat diganti utuh dalam satu langkah;"
        f" pilih folder di dalamnya: OUTPUT={name}/situs"
    )
def is_of_a_project(name: str) -> bool:
    """Whether a folder or branch that holds the file ``name`` holds somebody's project."""
    return PurePosixPath(name).name in _OF_A_PROJECT


def is_ours(output: Path) -> bool:
    """Whether a build of ours made ``output``."""
    try:
        return (output / MARKER).read_bytes() == MARKER_TEXT
    except OSError:
        return False


