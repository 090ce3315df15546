"""Find characters that a reader cannot see but that change what is shown."""

import re
from collections.abc import Iterator

# Control characters but tab and line end; what turns the text around it; private use, in which
# we keep marks of our own; and what is no character at all.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202d\u202e\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff"
    "\U000f0000-\U0010ffff" + "".join(chr(plane << 16 | end) for plane in range(1, 15) for end in (0xFFFE, 0xFFFF)) + "]"
)
_REFERENCE = re.compile(r"&#(?:[xX](?P<hex>[0-9A-Fa-f]{1,8})|(?P<decimal>\d{1,9}));?")


def find_unseen(body: str) -> Iterator[tuple[int, str]]:
    """The first such character of ``body``: where it is, and what to do."""
    if match := _UNSEEN.search(body):
        yield (
            match.start(),
            f"ada karakter U+{ord(match[0]):04X} yang tidak tampil bagi pembaca; hapus, lalu ketik ulang bagian itu",
        )


def find_unseen_references(text: str) -> Iterator[tuple[int, str]]:
    """The first character reference of ``text`` (``&#x202E;``) that stands for one."""
    for match in _REFERENCE.finditer(text) if "&#" in text else ():
        code = int(match["hex"], 16) if match["hex"] else int(match["decimal"])
        if code > 0x10FFFF or 0xD800 <= code < 0xE000 or _UNSEEN.match(chr(code)):
            yield match.start(), f"'{match[0]}' bukan karakter yang bisa tampil; hapus"
            return


def drop_unseen(text: str) -> str:
    """``text`` without such characters."""
    return _UNSEEN.sub("", text)
