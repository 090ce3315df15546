"""Give memory back to the system before many processes share what is left of it."""

import ctypes
from contextlib import suppress


def give_back() -> None:
    """Let the system have what was freed in small pieces; the C library of Linux alone keeps these otherwise."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
