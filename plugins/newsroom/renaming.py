"""Give a file the name that ``make check`` asks for, in every text that names it."""

import re
from collections.abc import Mapping
from pathlib import Path
from unicodedata import normalize

from plugins.content_model.folders import FILE_FOLDERS, Files, right_path
from plugins.topics.file_changes import FileChange
from plugins.topics.refusal import Refused

_TEXT_ENDINGS = (".md", ".txt", ".markdown", ".yaml", ".yml")


def rename_file(path: str, files: Files, root: Path) -> Mapping[str, FileChange]:
    """The changes that give the file ``path`` its right name; none where its name is right.

    All texts that name it by its content path, percent-encoded or not, name the new one. Raises Refused where there is
    a file of that name.
    """
    right = right_path(path)
    if not right:
        return {}
    if (root / right).exists():
        raise Refused(f"{path}: seharusnya bernama {right}, tetapi berkas itu sudah ada; pilih nama lain")
    named, new = _names_of(path), right.encode()
    before = (root / path).read_bytes()
    after = named.sub(new, before) if _is_text(path) else before
    changes = {path: FileChange(before, None), right: FileChange(None, after)}
    for text in sorted(filter(_is_text, files.statuses)):
        before = (root / text).read_bytes()
        after = named.sub(new, before)
        if text != path and after != before:
            changes[text] = FileChange(before, after)
    return changes


def _is_text(path: str) -> bool:
    return path.casefold().endswith(_TEXT_ENDINGS) and not path.startswith(tuple(f"{name}/" for name in FILE_FOLDERS))


def _names_of(path: str) -> re.Pattern[bytes]:
    """A pattern of the content path ``path`` in a text, where it is no part of a longer path or name."""
    forms = dict.fromkeys((path, normalize("NFC", path), normalize("NFD", path)))
    names = b"|".join(b"".join(map(_either, form)) for form in forms)
    return re.compile(rb"(?<![\w.-])(?<![\w.-]/)(?:%s)(?![\w-]|\.\w)" % names)


def _either(letter: str) -> bytes:
    """A pattern of ``letter`` as it is and percent-encoded."""
    plain = letter.encode("utf-8", "surrogateescape")
    return b"(?:%s|(?i:%s))" % (re.escape(plain), b"".join(b"%%%02X" % byte for byte in plain))
