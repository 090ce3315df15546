"""What a command would do to the files of a content folder, and how that is shown to an editor."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import unified_diff

from plugins.topics.file_changes import Changes


@dataclass(frozen=True)
class Plan:
    """``changes`` by path below the content folder, in the order in which they are written.

    ``moved`` is a file's old and new path, where one gets another name; ``notes`` are Indonesian.
    """

    changes: Changes
    moved: tuple[str, str] | None = None
    notes: tuple[str, ...] = ()

    def as_lines(self, folder: str) -> Iterator[str]:
        """Each file with the lines it loses (``-``) and gets (``+``), then a count and the notes."""
        old, new = self.moved or ("", "")
        for path in sorted(self.changes, key=lambda path: new if path == old else path):
            change = self.changes[path]
            if path == new:
                continue
            after = self.changes[new].after if path == old else change.after
            if path == old:
                yield f"{folder}/{old} berganti nama menjadi {folder}/{new}"
            else:
                yield f"{folder}/{path}"
            if after != change.before:  # a picture gets another name, and stays as it is
                yield from _differences(_lines(change.before), _lines(after))
        yield f"{len(self.changes) - bool(self.moved)} berkas."
        yield from self.notes


def _differences(before: list[str], after: list[str]) -> Iterator[str]:
    for line in unified_diff(before, after, n=0, lineterm=""):
        if line.startswith("@@"):
            # "@@ -5 +5 @@", "@@ -5,2 +4,0 @@" or "@@ -5,0 +6,2 @@": the place in the file as it is now.
            first, _, count = line.split()[1].lstrip("-").partition(",")
            yield f"  sesudah baris {first}:" if count == "0" else f"  baris {first}:"
        elif not line.startswith(("---", "+++")):
            # What looks like a blank and is none is seen as a sign of its own.
            text = line[1:].replace("\u00a0", "⍽")
            yield f"  {line[0]} {text}"


def _lines(data: bytes | None) -> list[str]:
    return (data or b"").decode("utf-8-sig", "replace").splitlines()
