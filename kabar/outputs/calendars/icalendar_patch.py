"""Fast path for serializing iCalendar components: the same bytes as ``Component.to_ical()``.

ASCII lines are folded by slicing; the library goes character by character.
"""

from icalendar import Component
from icalendar.parser import Contentline

_LONGEST = 74  # bytes of a line before it is folded: fewer than 75 (RFC 5545, 3.1)
_ESCAPES = b"\\^"  # a line is not folded after one of these


def as_bytes(component: Component) -> bytes:
    """The bytes of ``component.to_ical()``."""
    return b"".join([folded(line) + b"\r\n" for line in component.content_lines() if line])


def folded(line: Contentline) -> bytes:
    """The bytes of ``line.to_ical()``."""
    data = line.encode()
    if len(data) > _LONGEST and not line.isascii():
        by_library: bytes = line.to_ical()  # type: ignore[no-untyped-call]  # icalendar has no type hint here
        return by_library
    parts, start = [], 0
    while len(data) - start > _LONGEST:
        end = start + _LONGEST
        if data[end - 1] in _ESCAPES:
            end -= 1
        parts.append(data[start:end])
        start = end
    return b"\r\n ".join([*parts, data[start:]])


