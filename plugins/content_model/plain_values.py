"""Plain values as bytes and back, by pickle that knows numbers, texts, bytes and collections of these alone."""

import io
import pickle
from typing import Any


def freeze_plain(value: Any) -> bytes:
    """``value`` as bytes, which is made of plain values."""
    return pickle.dumps(value, protocol=5)


def thaw_plain(data: bytes) -> Any:
    """What ``freeze_plain`` froze. Raises an Exception for bytes that it did not write."""
    return _Thawer(io.BytesIO(data)).load()


class _Thawer(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> type:
        # A pickle can name any function to be called.
        raise pickle.UnpicklingError(f"{module}.{name} is no plain value")
