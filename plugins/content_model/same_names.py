"""Find files and folders that macOS and Windows take for one, so that a checkout there loses one of them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from pathlib import PurePosixPath

from plugins.content_model.folding import fold_address
from plugins.content_model.problems import Problem


def find_same_names(files: Collection[str], folders: Iterable[str]) -> Iterator[Problem]:
    """A problem for each of ``files`` and ``folders`` whose path differs from another's in case or composition alone.

    Paths are relative to the content folder; ``folders`` are those that hold files, those above them are added.
    """
    paths = {str(parent) for folder in folders for parent in (PurePosixPath(folder), *PurePosixPath(folder).parents)}
    paths.update(files)
    # Small letters of ASCII fold to themselves; most paths hold no others, and cost next to nothing.
    odd = [path for path in paths if path != path.lower() or not path.isascii()]
    spellings: dict[str, set[str]] = defaultdict(set)
    for path in odd:
        folded = fold_address(path)
        spellings[folded] |= {path, *({folded} & paths)}
    for found in spellings.values():
        first, *others = sorted(found)
        for path in others:
            yield Problem(
                path, 1, 1, "",
                f"namanya sama dengan '{first}' bila huruf besar dan kecil tidak dibedakan, sehingga di macOS dan"
                " Windows salah satunya hilang; ganti salah satu nama",
            )  # fmt: skip
