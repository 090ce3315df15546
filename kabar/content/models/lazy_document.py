"""Documents that are kept elsewhere and come when somebody looks at them: all that is known until then is light.

A recalled document is a value of its own model. What it holds from the beginning answers at once; the first other
field that is asked for brings all of them. Whoever copies, compares or writes it out sees it whole. Of many that came,
those that came first go again, but for the few fields that lists show: an archive is drawn without holding all of it.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, KeysView, Mapping, MutableMapping
from itertools import count
from typing import Any, ClassVar, Generic, TypeVar

V = TypeVar("V")


class _Later(Generic[V]):
    __slots__ = ("source", "stays")

    def __init__(self, source: Callable[[str], V], stays: bool):
        self.source = source
        self.stays = stays


class LazyMapping(MutableMapping[str, V]):
    """To hold a hundred thousand that nobody asks for costs next to nothing."""

    def __init__(self):
        self._held: dict[str, V | _Later[V]] = {}

    def add_source(self, source: Callable[[str], V], paths: Iterable[str], stays: bool = True) -> None:
        """Let ``source`` give the values of ``paths``, each by its path: once, if it ``stays``, else each time."""
        self._held.update(dict.fromkeys(paths, _Later(source, stays)))

    def also(self, path: str, value: V) -> "LazyMapping[V]":
        """All of these and one more."""
        more: LazyMapping[V] = LazyMapping()
        more._held = {**self._held, path: value}
        return more

    def keys(self) -> KeysView[str]:
        """The paths, as those of a dictionary: other collections of paths are held against them at once."""
        return self._held.keys()

    def __getitem__(self, path: str) -> V:
        held = self._held[path]
        if type(held) is _Later:
            value = held.source(path)
            if held.stays:
                self._held[path] = value
            return value
        return held

    def __setitem__(self, path: str, value: V) -> None:
        self._held[path] = value

    def __delitem__(self, path: str) -> None:
        del self._held[path]

    def __contains__(self, path: object) -> bool:
        return path in self._held

    def __iter__(self) -> Iterator[str]:
        return iter(self._held)

    def __len__(self) -> int:
        return len(self._held)


_SOURCE = "@source"  # no field can have this name

_PYDANTICS_OWN = ("__pydantic_fields_set__", "__pydantic_extra__", "__pydantic_private__")
_MOST = 500  # documents that are held whole at one time
_MOST_LASTING = 16_384  # documents whose ``LASTING`` fields stay, up to 1 kB each

D = TypeVar("D")

# Those that came, in their order, each with the fields that it held before and where it comes from.
_whole: deque[tuple[Any, tuple[str, ...], Callable[[], Any]]] = deque()
_lasting = count()


class Recalled:
    """Mixed into models whose values may be recalled; those that are read from a file know nothing of it.

    ``LASTING`` are fields that stay once they came, small ones for which a value would be brought again and again.
    """

    LASTING: ClassVar[tuple[str, ...]] = ()

    def __getattr__(self, name: str) -> Any:
        # Asked only for what the value does not hold.
        if name in type(self).model_fields and _bring(self):
            return self.__dict__[name]
        return super().__getattr__(name)

    def __eq__(self, other: object) -> bool:
        _bring(self)
        if isinstance(other, Recalled):
            _bring(other)
        return super().__eq__(other)

    def __hash__(self) -> int:
        return hash((type(self), self.path))

    def __repr__(self) -> str:
        _bring(self)
        return super().__repr__()

    def __getstate__(self) -> dict[Any, Any]:
        _bring(self)
        return super().__getstate__()

    def model_copy(self, **options: Any) -> Any:
        """As pydantic's own."""
        _bring(self)
        return super().model_copy(**options)

    def model_dump(self, **options: Any) -> dict[str, Any]:
        """As pydantic's own."""
        _bring(self)
        return super().model_dump(**options)

    def model_dump_json(self, **options: Any) -> str:
        """As pydantic's own."""
        _bring(self)
        return super().model_dump_json(**options)


def recalled(model: type[D], light: Mapping[str, Any], source: Callable[[], D]) -> D:
    """A value of ``model`` that holds ``light``; ``source`` gives the whole, whose other fields it takes over."""
    value = object.__new__(model)
    # All else that pydantic wants of a value comes with the whole.
    object.__setattr__(value, "__dict__", {**light, _SOURCE: source})
    return value


def with_value(value: D, name: str, content: Any) -> D:
    """``value`` with ``content`` in the field ``name``; where it may be recalled it need not be for that."""
    held = value.__dict__
    if _SOURCE not in held:
        return value.model_copy(update={name: content})
    light = {key: one for key, one in held.items() if key != _SOURCE}
    return recalled(type(value), {**light, name: content}, held[_SOURCE])


def let_go(value: Recalled, light: Iterable[str], source: Callable[[], Any]) -> None:
    """Let ``value`` hold no more than its fields ``light``, and those that last; ``source`` gives the whole when
    somebody asks for it.
    """
    held = value.__dict__
    if _SOURCE in held:
        return
    kept = {name: held[name] for name in light}
    lasting = type(value).LASTING
    # The first ones stay: to count those that are gone costs more than to bring the last ones again.
    if lasting and lasting[0] not in kept and next(_lasting) < _MOST_LASTING:
        kept |= {name: held[name] for name in lasting}
    kept[_SOURCE] = source
    object.__setattr__(value, "__dict__", kept)
    # The names of its fields, which each value that was kept has for itself, take more memory than what lists show.
    for name in _PYDANTICS_OWN:
        object.__delattr__(value, name)


def _bring(value: Any) -> bool:
    """Make ``value`` whole; False where it is so already."""
    held = value.__dict__
    source = held.get(_SOURCE)
    if source is None:
        return False
    whole = source()
    del held[_SOURCE]
    _whole.append((value, tuple(held), source))
    # In the order of the whole: what is written out does not tell who was recalled.
    object.__setattr__(value, "__dict__", whole.__dict__ | held)
    for name in _PYDANTICS_OWN:
        object.__setattr__(value, name, getattr(whole, name))
    while len(_whole) > _MOST:
        let_go(*_whole.popleft())
    return True


