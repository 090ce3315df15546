"""``python -m kabar.starter.migrations``: brings ``content/`` to the form that this version of the generator reads.

A version that renames a key or a file adds a function to ``MIGRATIONS``; ``generator:`` in portal.yaml names the
version for which the content was written last. Each changed path is printed, relative to ``content/``: ``make
mutakhirkan`` of an older version reads them.
"""

import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from kabar.command import run
from kabar.console import write_lines
from kabar.content.models.portal import PORTAL_FILE
from kabar.editing.files.file_changes import FileChange, Refused, apply_changes
from kabar.version import VERSION, version_key

Files = Mapping[str, bytes]
# Gets the text files of a content folder by path; returns those that change, None for a file to delete.
Migration = Callable[[Files], Mapping[str, bytes | None]]

_LINE = re.compile(r"^generator:[ \t]*['\"]?([^'\"\s#]*)['\"]?.*$", re.MULTILINE)
_TEXTS = (".md", ".yaml", ".txt")


def rename_key(folder: str, old: str, new: str) -> Migration:
    """Return the migration that renames the top-level key ``old`` of all files of ``folder`` to ``new``."""
    key = re.compile(rb"^%s(?=[ \t]*:(?:[ \t\r\n]|$))" % re.escape(old.encode()), re.MULTILINE)

    def migrate(files: Files) -> Mapping[str, bytes | None]:
        changed: dict[str, bytes | None] = {}
        for path, data in files.items():
            if path.startswith(f"{folder}/"):
                # The keys of a Markdown file stand between its first two lines of hyphens.
                start, end = 0, len(data)
                if path.endswith(".md"):
                    fences = [match.start() for match in re.finditer(rb"^---[ \t]*\r?$", data, re.MULTILINE)]
                    start, end = (fences[0], fences[1]) if len(fences) > 1 else (0, 0)
                renamed = data[:start] + key.sub(new.encode(), data[start:end]) + data[end:]
                if renamed != data:
                    changed[path] = renamed
        return changed

    return migrate


# By the version that brings the change; an entry is never changed after its release. For instance:
# {"1.1.0": rename_key("lembaga", "jenis", "kind")}
MIGRATIONS: Mapping[str, Migration] = {}


def migrate_content(root: Path, migrations: Mapping[str, Migration] = MIGRATIONS, version: str = VERSION) -> list[str]:
    """Bring the content folder ``root`` to ``version``; returns the paths that changed, sorted.

    All files are written or none. Raises Refused.
    """
    before = {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.suffix in _TEXTS and path.is_file() and not path.is_symlink()
    }
    if PORTAL_FILE not in before:
        raise Refused(f"{root}/{PORTAL_FILE} belum ada; pulihkan berkas itu dulu")
    files: dict[str, bytes | None] = dict(before)
    portal = before[PORTAL_FILE].decode("utf-8", "surrogateescape")
    found = _LINE.search(portal)
    written_for = version_key(found[1]) if found else ()
    if written_for > version_key(version):
        raise Refused(f"{root}/{PORTAL_FILE}: generator {found[1] if found else ''} lebih baru daripada {version}")
    for number in sorted(migrations, key=version_key):
        if written_for < version_key(number) <= version_key(version):
            files.update(migrations[number]({path: data for path, data in files.items() if data is not None}))
    portal = (files[PORTAL_FILE] or b"").decode("utf-8", "surrogateescape")
    line = f"generator: {version}"
    if _LINE.search(portal):
        portal = _LINE.sub(lambda match: match[0] if match[1] == version else line, portal, count=1)
    else:
        portal = f"{portal.rstrip()}\n{line}\n"
    files[PORTAL_FILE] = portal.encode("utf-8", "surrogateescape")
    changes = {path: FileChange(before.get(path), data) for path, data in files.items() if before.get(path) != data}
    apply_changes(root, changes, check=lambda: ())
    return sorted(changes)


def main() -> int:
    """Migrate ``content/`` of the current folder, and print each file that changed."""

    def command() -> None:
        write_lines(migrate_content(Path("content")))

    return run(command)


if __name__ == "__main__":
    sys.exit(main())
