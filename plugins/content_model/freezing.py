"""Values of the content model as bytes and back, by pickle that knows these values and nothing else.

A pickle can name any function to be called. Here it can name our own models, and the few kinds of values that they
hold: whatever else stands in the bytes is refused before it is looked up.
"""

import io
import pickle
import sys
from dataclasses import is_dataclass
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel

_OURS = f"{__package__}."
_VALUES = {
    ("datetime", "datetime"), ("datetime", "date"), ("datetime", "timedelta"), ("datetime", "timezone"),
    ("decimal", "Decimal"), ("builtins", "set"), ("builtins", "frozenset"),
}  # fmt: skip
_kinds: dict[tuple[str, str], type] = {}  # those that were looked up and are allowed


def freeze(value: Any) -> bytes:
    """``value`` as bytes. Raises pickle.PicklingError for what no name leads to."""
    written = io.BytesIO()
    _Freezer(written, protocol=5).dump(value)
    return written.getvalue()


def thaw(data: bytes) -> Any:
    """What was frozen. Raises an Exception for bytes that ``freeze`` did not write."""
    return _Thawer(io.BytesIO(data)).load()


class _Freezer(pickle.Pickler):
    def persistent_id(self, value: Any) -> str | None:
        # A zone would be written as a call of getattr.
        return value.key if type(value) is ZoneInfo else None


class _Thawer(pickle.Unpickler):
    def persistent_load(self, key: Any) -> ZoneInfo:
        return ZoneInfo(key)

    def find_class(self, module: str, name: str) -> type:
        # Every value names the same few kinds.
        known = _kinds.get((module, name))
        if known is None:
            known = _kinds[module, name] = self._look_up(module, name)
        return known

    def _look_up(self, module: str, name: str) -> type:
        if (module, name) in _VALUES:
            return super().find_class(module, name)
        if module.startswith(_OURS) and module in sys.modules:
            kind = vars(sys.modules[module]).get(name)
            if isinstance(kind, type) and (issubclass(kind, BaseModel) or is_dataclass(kind)):
                return kind
        raise pickle.UnpicklingError(f"{module}.{name} is no value of the content model")
