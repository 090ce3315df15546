"""Give a file the name that ``make check`` asks for, in every file that names it."""

from collections.abc import Mapping
from pathlib import Path

from plugins.content_model.folders import Files, right_path
from plugins.topics.file_changes import FileChange
from plugins.topics.refusal import Refused


def rename_file(path: str, files: Files, root: Path) -> Mapping[str, FileChange]:
    """The changes that give the file ``path`` its right name; none where its name is right.

    All texts that name it by its content path name the new one. Raises Refused where there is a file of that name.
    """
    right = right_path(path)
    if not right:
        return {}
    if (root / right).exists():
        raise Refused(f"{path}: seharusnya bernama {right}, tetapi berkas itu sudah ada; pilih nama lain")
    changes = {path: FileChange((root / path).read_bytes(), None)}
    changes[right] = FileChange(None, changes[path].before)
    old, new = path.encode(), right.encode()
    for text in sorted(files.documents):
        before = (root / text).read_bytes()
        if old in before:
            changes[text] = FileChange(before, before.replace(old, new))
    return changes
