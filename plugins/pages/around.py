"""Which entries stand around an entry: related ones, a programme's other trainings, what tells of a training."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from plugins.content_model.article import Article
from plugins.content_model.library import Library


@dataclass(frozen=True)
class Around:
    """The entries that one entry leads to, none of them withdrawn; as in ``kinds.ArticlePage``."""

    related: Sequence[Article] = ()
    series: Sequence[Article] = ()
    told_by: Sequence[Article] = ()
    trainings: Sequence[Article] = ()


class Surroundings:
    """The entries around each entry of ``library``. ``related``: content paths by content path, as ``related.ranking``
    gives them.

    A training and an entry that links to it lead to each other, whichever of the two was written first.
    """

    def __init__(self, library: Library, related: Mapping[str, Sequence[str]]):
        self._library = library
        self._related = related
        self._programmes: dict[str, list[str]] = defaultdict(list)
        self._told_by: dict[str, list[str]] = defaultdict(list)
        self._trainings: dict[str, list[str]] = defaultdict(list)
        gists = library.gists
        shown = [path for path in library.articles if gists[path].status != "withdrawn"]
        for path in shown:
            if programme := gists[path].programme:
                self._programmes[programme].append(path)
        for held in self._programmes.values():
            held.sort(key=lambda path: (gists[path].begins, path), reverse=True)
        # In the order of the entries: what was linked first stands where it stood.
        for path in shown:
            for other in library.links.get(path, ()):
                if gists[other].status == "withdrawn" or _is_training(path) is _is_training(other):
                    continue
                training, entry = (path, other) if _is_training(path) else (other, path)
                self._told_by[training].append(entry)
                self._trainings[entry].append(training)

    def of(self, path: str) -> Around:
        """Those around the entry ``path``."""
        programme = self._library.gists[path].programme
        return Around(
            related=self._entries(self._related.get(path, ())),
            series=self._entries(one for one in self._programmes[programme] if one != path) if programme else (),
            told_by=self._entries(dict.fromkeys(self._told_by[path])) if path in self._told_by else (),
            trainings=self._entries(dict.fromkeys(self._trainings[path])) if path in self._trainings else (),
        )

    def _entries(self, paths: Iterable[str]) -> list[Article]:
        articles = self._library.articles
        return [articles[path] for path in paths]


def _is_training(path: str) -> bool:
    return path.startswith("bimtek/")
