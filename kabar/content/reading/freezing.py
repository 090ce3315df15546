"""Serialise content models by pickle, limited to an allowlist of classes.

A pickle can name any function to be called. This one can name our own models, the few types of their values, and the
function that returns a time zone; any other name is refused before it is looked up.
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
_found: dict[tuple[str, str], Callable[..., Any]] = {}  # the allowed classes and functions that pickles named
_VALUES = {
    ("datetime", "datetime"), ("datetime", "date"), ("datetime", "timedelta"), ("datetime", "timezone"),
    ("decimal", "Decimal"), ("builtins", "set"), ("builtins", "frozenset"),
}  # fmt: skip


def freeze(value: Any) -> bytes:
    """``value`` as bytes. Raises pickle.PicklingError for objects that cannot be pickled by name."""
    written = io.BytesIO()
    _Freezer(written, protocol=5).dump(value)
    return written.getvalue()


def thaw(data: bytes) -> Any:
    """Deserialise what ``freeze`` wrote. Raises an Exception for other bytes."""
    return _ModelUnpickler(io.BytesIO(data)).load()


def zone_named(key: str) -> ZoneInfo:
    """The zone ``key``; the only function that a pickle may call."""
    return ZoneInfo(key)


class _Freezer(pickle.Pickler):
    # Otherwise a zone is pickled as a call of getattr.
    dispatch_table = MappingProxyType({ZoneInfo: lambda zone: (zone_named, (zone.key,))})


class _ModelUnpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Callable[..., Any]:
        # Cached: thousands of pickles name the same few classes.
        found = _found.get((module, name))
        if found is None:
            found = _found[module, name] = self._look_up(module, name)
        return found

    def _look_up(self, module: str, name: str) -> Callable[..., Any]:
        if (module, name) in _VALUES:
            kind: type[object] = super().find_class(module, name)
            return kind
        if module == __name__ and name == zone_named.__name__:
            return zone_named
        if module.startswith(_OURS) and module in sys.modules:
            found = vars(sys.modules[module]).get(name)
            if isinstance(found, type) and (issubclass(found, BaseModel) or is_dataclass(found)):
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is no value of the content model")


