"""Write a component as its lines, folded as the library folds them.

Where a line is of plain letters it is cut as a whole: the library goes letter by letter.
"""

from icalendar import Component
from icalendar.parser import Contentline

_LONGEST = 74  # octets of a line before it is folded: fewer than 75 (RFC 5545, 3.1)
_ESCAPES = b"\\^"  # what they stand before is not cut from them


def as_bytes(component: Component) -> bytes:
    """The bytes of ``component.to_ical()``."""
    return b"".join([folded(line) + b"\r\n" for line in component.content_lines() if line])


def folded(line: Contentline) -> bytes:
    """The bytes of ``line.to_ical()``."""
    data = line.encode()
    if len(data) > _LONGEST and not line.isascii():
        return line.to_ical()
    parts, start = [], 0
    while len(data) - start > _LONGEST:
        end = start + _LONGEST
        if data[end - 1] in _ESCAPES:
            end -= 1
        parts.append(data[start:end])
        start = end
    return b"\r\n ".join([*parts, data[start:]])


