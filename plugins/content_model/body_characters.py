"""Find characters that a reader cannot see but that change what is shown."""

import re
from collections.abc import Iterator

from plugins.content_model.unseen_characters import UNSEEN_IN_BODY, WORD_BULLET, is_printable

_REFERENCE = re.compile(r"&#(?:[xX](?P<hex>[0-9A-Fa-f]{1,8})|(?P<decimal>\d{1,9}));?")


def find_unseen(body: str) -> Iterator[tuple[int, str]]:
    """The first such character of ``body``: where it is, and what to do."""
    if match := _search(body):
        line = body[match.start() :].partition("\n")[0]
        if WORD_BULLET.match(line):
            yield match.start(), f"tanda poin dari Word tidak tampil bagi pembaca; tulis: {WORD_BULLET.sub('- ', line)}"
            return
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
    text = UNSEEN_IN_BODY.sub("", text) if _search(text) else text
    return _REFERENCE.sub(lambda match: "" if _is_unseen(match) else match[0], text) if "&#" in text else text


def _search(text: str) -> re.Match | None:
    return None if is_printable(text) else UNSEEN_IN_BODY.search(text)


def _is_unseen(reference: re.Match) -> bool:
    code = int(reference["hex"], 16) if reference["hex"] else int(reference["decimal"])
    if 0x80 <= code < 0xA0:
        return False  # HTML reads these as the signs that Windows had there: &#150; is a dash.
    return code > 0x10FFFF or 0xD800 <= code < 0xE000 or bool(UNSEEN_IN_BODY.match(chr(code)))
