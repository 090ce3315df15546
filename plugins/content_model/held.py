"""Values by content path of which many are not there yet: each comes when somebody asks for it."""

from collections.abc import Callable, Iterable, Iterator, KeysView, MutableMapping
from typing import Generic, TypeVar

V = TypeVar("V")


class _Later(Generic[V]):
    __slots__ = ("source", "stays")

    def __init__(self, source: Callable[[str], V], stays: bool):
        self.source = source
        self.stays = stays


class Held(MutableMapping[str, V]):
    """To hold a hundred thousand that nobody asks for costs next to nothing."""

    def __init__(self):
        self._held: dict[str, V | _Later[V]] = {}

    def hold(self, source: Callable[[str], V], paths: Iterable[str], stays: bool = True) -> None:
        """Let ``source`` give the values of ``paths``, each by its path: once, if it ``stays``, else each time."""
        self._held.update(dict.fromkeys(paths, _Later(source, stays)))

    def also(self, path: str, value: V) -> "Held[V]":
        """All of these and one more."""
        more: Held[V] = Held()
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
