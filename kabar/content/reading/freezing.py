"""Values of the content model as bytes and back, by pickle that knows these values and nothing else.

A pickle can name any function to be called. Here it can name our own models, the few kinds of values that they hold,
and what gives a zone by its name: whatever else stands in the bytes is refused before it is looked up.
"""

import io
import pickle
import sys
from collections.abc import Callable
from dataclasses import is_dataclass
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel

_OURS = "kabar.content."  # the packages whose classes a pickle may name
_found: dict[tuple[str, str], Callable] = {}  # what pickles named and may name
_VALUES = {
    ("datetime", "datetime"), ("datetime", "date"), ("datetime", "timedelta"), ("datetime", "timezone"),
    ("decimal", "Decimal"), ("builtins", "set"), ("builtins", "frozenset"),
}  # fmt: skip


def freeze(value: Any) -> bytes:
    """``value`` as bytes. Raises pickle.PicklingError for what no name leads to."""
    written = io.BytesIO()
    _Freezer(written, protocol=5).dump(value)
    return written.getvalue()


def thaw(data: bytes) -> Any:
    """What was frozen. Raises an Exception for bytes that ``freeze`` did not write."""
    return _Thawer(io.BytesIO(data)).load()


def zone_named(key: str) -> ZoneInfo:
    """The zone ``key``; the one function that a pickle may call."""
    return ZoneInfo(key)


class _Freezer(pickle.Pickler):
    # A zone would be written as a call of getattr.
    dispatch_table = MappingProxyType({ZoneInfo: lambda zone: (zone_named, (zone.key,))})


class _Thawer(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Callable:
        # The same few are asked for in each of thousands of pickles.
        found = _found.get((module, name))
        if found is None:
            found = _found[module, name] = self._look_up(module, name)
        return found

    def _look_up(self, module: str, name: str) -> Callable:
        if (module, name) in _VALUES:
            return super().find_class(module, name)
        if module == __name__ and name == zone_named.__name__:
            return zone_named
        if module.startswith(_OURS) and module in sys.modules:
            kind = vars(sys.modules[module]).get(name)
            if isinstance(kind, type) and (issubclass(kind, BaseModel) or is_dataclass(kind)):
                return kind
        raise pickle.UnpicklingError(f"{module}.{name} is no value of the content model")


