"""The essentials of a training as a message for WhatsApp, which sets ``*…*`` in bold."""

import re

from plugins.announcements.essentials import Essentials

# Signs that WhatsApp reads as bold, italic, struck out or code; in our own words they are no such thing.
_SIGNS = re.compile(r"[*~`]|(?<!\w)_|_(?!\w)")


def message_of(essentials: Essentials) -> str:
    """The message, lines ended by ``\\n``, the last with the address alone so that phones show its card."""
    notice = [f"*{_plain(essentials.notice)}*"] if essentials.notice else []
    rows = [f"{label}: {_plain(text)}" for label, text in essentials.rows]
    title = f"*{_plain(essentials.title)}*"
    lines = [*notice, title, "", *rows, "", "Keterangan lengkap dan terbaru:", essentials.address]
    return "\n".join(lines) + "\n"


def _plain(text: str) -> str:
    # An address keeps its signs, or it would lead elsewhere.
    return " ".join(word if word.startswith("https://") else _SIGNS.sub("", word) for word in text.split())
