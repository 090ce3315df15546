"""Find characters that a reader cannot see but that change what is shown."""

import re
from collections.abc import Iterator

# Control characters but tab and line end; what turns the text around it; private use, in which
# we keep marks of our own; and what is no character at all.
_NO_CHARACTERS = "".join(chr(plane << 16 | end) for plane in range(15) for end in (0xFFFE, 0xFFFF))
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202d\u202e\ue000-\uf8ff\ufdd0-\ufdef\U000f0000-\U0010ffff"
    f"{_NO_CHARACTERS}]"
)
_REFERENCE = re.compile(r"&#(?:[xX](?P<hex>[0-9A-Fa-f]{1,8})|(?P<decimal>\d{1,9}));?")


def find_unseen(body: str) -> Iterator[tuple[int, str]]:
    """The first such character of ``body``: where it is, and what to do."""
    if match := _search(body):
        yield (
            match.start(),
            f"ada karakter U+{ord(match[0]):04X} yang tidak tampil bagi pembaca; hapus, lalu ketik ulang bagian itu",
        )


def find_unseen_references(text: str) -> Iterator[tuple[int, str]]:
    """The first character reference of ``text`` (``&#x202E;``) that stands for one."""
    for match in _REFERENCE.finditer(text) if "&#" in text else ():
        if _is_unseen(match):
            yield match.start(), f"'{match[0]}' bukan karakter yang bisa tampil; hapus"
            return


def drop_unseen(text: str) -> str:
    """``text`` without such characters, and without references to them."""
    text = _UNSEEN.sub("", text) if _search(text) else text
    return _REFERENCE.sub(lambda match: "" if _is_unseen(match) else match[0], text) if "&#" in text else text


def _search(text: str) -> re.Match | None:
    # What Python calls printable holds none of them, and is known ten times as fast.
    if text.replace("\n", "").replace("\t", "").isprintable():
        return None
    return _UNSEEN.search(text)


def _is_unseen(reference: re.Match) -> bool:
    code = int(reference["hex"], 16) if reference["hex"] else int(reference["decimal"])
    if 0x80 <= code < 0xA0:
        return False  # HTML reads these as the signs that Windows had there: &#150; is a dash.
    return code > 0x10FFFF or 0xD800 <= code < 0xE000 or bool(_UNSEEN.match(chr(code)))
