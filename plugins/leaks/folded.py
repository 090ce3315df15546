"""Text folded to what no markup, escaping, wrapping or typography changes: small ASCII letters and digits.

``Ukir &amp; kayu``, ``<b>Ukir</b> kayu`` and a line that a calendar has wrapped in the middle of a word differ
in what stands between letters. Dropping all of that lets one search find a phrase in every one of them.
"""

import re
import string

_KEPT = (string.ascii_letters + string.digits).encode()
_DROPPED = bytes(byte for byte in range(256) if byte not in _KEPT)
_SMALL = bytes.maketrans(string.ascii_uppercase.encode(), string.ascii_lowercase.encode())
# Tags, and escapes spelt with letters or digits, which would stay behind as such: RFC 3986, JSON, HTML.
_BETWEEN = re.compile(rb"<[^<>]{0,1000}>|%[0-9A-Fa-f]{2}|\\(?:u[0-9A-Fa-f]{4}|[nrtbf])|&(?:#\w+|[a-z]+);")


def fold(text: str) -> bytes:
    """``text`` folded."""
    return fold_bytes(text.encode())


def fold_bytes(data: bytes) -> bytes:
    """What is left of ``data`` when it is taken as it stands."""
    return data.translate(_SMALL, _DROPPED)


def fold_marked(data: bytes) -> bytes:
    """What is left of ``data`` when tags and escapes in it are dropped whole."""
    return fold_bytes(_BETWEEN.sub(b"", data))
