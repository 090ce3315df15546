"""Find what a body holds but its page will not: tags that are removed, notes without their other end."""

import re
from collections.abc import Iterator

from plugins.content_model.body_code import TAG

_NOTE = re.compile(r"\[\^([^\]\n]*)\](:?)")
_REMOVED = frozenset(
    (
        *("script", "style", "link", "meta", "iframe", "object", "embed", "svg", "math", "video", "audio", "canvas"),
        *("form", "input", "button", "select", "textarea"),
    )
)


def find_removed_tags(shown: str) -> Iterator[tuple[int, str]]:
    """Where a tag stands that the sanitiser removes, and what to do; ``shown`` has its code blanked."""
    for match in TAG.finditer(shown) if "<" in shown else ():
        if match["tag"].lower() in _REMOVED and not match["close"]:
            yield match.start(), f"<{match['tag']}> akan dibuang dari halaman; pakai Markdown atau tautan"


def find_lost_notes(prose: str) -> Iterator[tuple[int, str]]:
    """Where a footnote is referred to and not written, or written and not referred to."""
    notes: dict[str, int] = {}
    uses: dict[str, int] = {}
    for match in _NOTE.finditer(prose) if "[^" in prose else ():
        begins_line = not prose[prose.rfind("\n", 0, match.start()) + 1 : match.start()].strip()
        (notes if match[2] and begins_line else uses).setdefault(match[1], match.start())
    for name, offset in uses.items():
        if name not in notes:
            yield offset, f"catatan kaki [^{name}] belum ditulis; tambahkan baris '[^{name}]: …'"
    for name, offset in notes.items():
        if name not in uses:
            yield offset, f"catatan kaki [^{name}] tidak dirujuk; tulis [^{name}] di dalam teks"
