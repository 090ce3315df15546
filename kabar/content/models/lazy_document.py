"""Lazy documents: models whose fields are loaded from the build database on first access.

A lazy document is an instance of its own model. Its light fields answer at once; access to any other field loads all
of them. Copying, comparing and serialising load it too. At most ``_MOST_LOADED`` documents stay loaded: the least
recently loaded are evicted, but for their ``PINNED`` fields, so that the memory of a build does not grow with the
archive.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, KeysView, Mapping, MutableMapping
from itertools import count
from typing import Any, ClassVar, Generic, Self, TypeVar

from kabar.content.models.model import Document

V = TypeVar("V")


class _Deferred(Generic[V]):
    __slots__ = ("is_cached", "source")

    def __init__(self, source: Callable[[str], V], is_cached: bool):
        self.source = source
        self.is_cached = is_cached


class LazyMapping(MutableMapping[str, V]):
    """Lazy mapping by path: values are computed on access."""

    def __init__(self) -> None:
        self._values: dict[str, V | _Deferred[V]] = {}

    def add_source(self, source: Callable[[str], V], paths: Iterable[str], is_cached: bool = True) -> None:
        """Let ``source`` compute the values of ``paths``: once if ``is_cached``, else on each access."""
        self._values.update(dict.fromkeys(paths, _Deferred(source, is_cached)))

    def with_values(self, values: Mapping[str, V]) -> "LazyMapping[V]":
        """A copy with more ``values``."""
        copy: LazyMapping[V] = LazyMapping()
        copy._values = {**self._values, **values}
        return copy

    def keys(self) -> KeysView[str]:
        """The paths, as a dictionary's view, whose set operations are fast."""
        return self._values.keys()

    def __getitem__(self, path: str) -> V:
        value = self._values[path]
        if isinstance(value, _Deferred):
            computed = value.source(path)
            if value.is_cached:
                self._values[path] = computed
            return computed
        return value

    def __setitem__(self, path: str, value: V) -> None:
        self._values[path] = value

    def __delitem__(self, path: str) -> None:
        del self._values[path]

    def __contains__(self, path: object) -> bool:
        return path in self._values

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


_SOURCE = "@source"  # no field can have this name

_PYDANTIC_ATTRIBUTES = ("__pydantic_fields_set__", "__pydantic_extra__", "__pydantic_private__")
_MOST_LOADED = 500  # documents
_MOST_PINNED = 16_384  # documents whose ``PINNED`` fields stay, up to 1 kB each

# The loaded documents, oldest first, each with the names of its light fields and its source.
_loaded: deque[tuple["LazyDocument", tuple[str, ...], Callable[[], Document]]] = deque()
_pinned = count()


class LazyDocument(Document):
    """A document that can be lazy (``lazy_document``); one that was read from a file is a plain model.

    ``PINNED`` are small fields that are often needed again: they survive eviction.
    """

    PINNED: ClassVar[tuple[str, ...]] = ()

    def __getattr__(self, name: str) -> Any:
        # Called only for attributes that are not in ``__dict__``.
        if name in type(self).model_fields and _load(self):
            return self.__dict__[name]
        return super().__getattr__(name)  # type: ignore[misc]  # pydantic hides it from type checkers

    def __eq__(self, other: object) -> bool:
        _load(self)
        if isinstance(other, LazyDocument):
            _load(other)
        return super().__eq__(other)

    def __hash__(self) -> int:
        return hash((type(self), self.path))

    def __repr__(self) -> str:
        _load(self)
        return super().__repr__()

    def __getstate__(self) -> dict[Any, Any]:
        _load(self)
        return super().__getstate__()

    def model_copy(self, **options: Any) -> Self:
        """As pydantic's own."""
        _load(self)
        return super().model_copy(**options)

    def model_dump(self, **options: Any) -> dict[str, Any]:
        """As pydantic's own."""
        _load(self)
        return super().model_dump(**options)

    def model_dump_json(self, **options: Any) -> str:
        """As pydantic's own."""
        _load(self)
        return super().model_dump_json(**options)


D = TypeVar("D", bound=Document)


def lazy_document(model: type[D], light: Mapping[str, Any], source: Callable[[], Document]) -> D:
    """A lazy instance of ``model`` with the fields ``light``; ``source`` loads the others."""
    document = object.__new__(model)
    # Pydantic's own attributes come with the loaded document.
    object.__setattr__(document, "__dict__", {**light, _SOURCE: source})
    return document


def with_value(document: D, name: str, value: Any) -> D:
    """A copy of ``document`` with ``value`` in the field ``name``; a lazy document stays lazy."""
    fields = document.__dict__
    if _SOURCE not in fields:
        return document.model_copy(update={name: value})
    light = {key: one for key, one in fields.items() if key != _SOURCE}
    return lazy_document(type(document), {**light, name: value}, fields[_SOURCE])


def evict(document: LazyDocument, light: Iterable[str], source: Callable[[], Document]) -> None:
    """Make ``document`` lazy again: keep its fields ``light`` and its pinned ones, load the rest from ``source``."""
    fields = document.__dict__
    if _SOURCE in fields:
        return
    kept = {name: fields[name] for name in light}
    pinned = type(document).PINNED
    # The first documents stay pinned: tracking which were unpinned costs more than reloading the last ones.
    if pinned and pinned[0] not in kept and next(_pinned) < _MOST_PINNED:
        kept |= {name: fields[name] for name in pinned}
    kept[_SOURCE] = source
    object.__setattr__(document, "__dict__", kept)
    # The set of its field names, one for each document, takes more memory than the pinned fields.
    for name in _PYDANTIC_ATTRIBUTES:
        object.__delattr__(document, name)


def _load(document: LazyDocument) -> bool:
    """Load all fields of ``document``; False where it is loaded already."""
    fields = document.__dict__
    source = fields.get(_SOURCE)
    if source is None:
        return False
    loaded = source()
    del fields[_SOURCE]
    _loaded.append((document, tuple(fields), source))
    # In the order of the loaded fields, so that serialising does not depend on laziness.
    object.__setattr__(document, "__dict__", loaded.__dict__ | fields)
    for name in _PYDANTIC_ATTRIBUTES:
        object.__setattr__(document, name, getattr(loaded, name))
    while len(_loaded) > _MOST_LOADED:
        evict(*_loaded.popleft())
    return True
