"""``content/kamus.txt``: words that the newsroom accepts, one on a line; ``#`` begins a note."""

from pathlib import Path

from plugins.content_model.folders import WORDS_FILE


def read_word_list(root: Path) -> frozenset[str]:
    """The words; none where there is no such file."""
    path = root / WORDS_FILE
    text = path.read_text("utf-8-sig", errors="replace") if path.is_file() else ""
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    return frozenset(line for line in lines if line)
