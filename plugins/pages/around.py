"""Which entries stand around an entry: related ones, a programme's other trainings, what tells of a training, and
translations."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from plugins.content_model.article import Article
from plugins.content_model.library import Library
from plugins.pages.marks import mark_of_entries


@dataclass(frozen=True)
class Around:
    """The entries that one entry leads to, as in ``kinds.ArticlePage``; ``translations`` by language, the others none
    that is withdrawn."""

    related: Sequence[Article] = ()
    series: Sequence[Article] = ()
    told_by: Sequence[Article] = ()
    trainings: Sequence[Article] = ()
    translations: Mapping[str, Article] = field(default_factory=dict)

    def mark_of(self, article: Article, library: Library) -> bytes:
        """The mark of the page of ``article``, which they stand around."""
        groups = (self.related, self.series, self.told_by, self.trainings, self.translations.values())
        return mark_of_entries(library, (article,), *groups, more=tuple(self.translations))


class Surroundings:
    """The entries around each entry of ``library``. ``related``: content paths by content path, as ``related.ranking``
    gives them; ``translations`` as ``translations.group_translations`` does.

    A training and an entry that links to it lead to each other, whichever of the two was written first.
    """

    def __init__(
        self,
        library: Library,
        related: Mapping[str, Sequence[str]],
        translations: Mapping[str, Mapping[str, Article]],
    ):
        self._library = library
        self._related = related
        self._translations = translations
        self._programmes: dict[str, list[str]] = defaultdict(list)
        self._told_by: dict[str, list[str]] = defaultdict(list)
        self._trainings: dict[str, list[str]] = defaultdict(list)
        gists = library.gists
        shown = [path for path in library.articles if gists[path].status != "withdrawn"]
        # Most entries are no trainings, and lead to none.
        self._programme_of = {path: gists[path].programme for path in shown if gists[path].programme}
        for path, programme in self._programme_of.items():
            self._programmes[programme].append(path)
        for held in self._programmes.values():
            held.sort(key=lambda path: (gists[path].begins, path), reverse=True)
        # In the order of the entries: what was linked first stands where it stood.
        for path in filter(library.links.__contains__, shown):
            for other in library.links[path]:
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
            translations=self._translations.get(path, {}),
        )

    def mark_of(self, paths: Iterable[str]) -> bytes:
        """A mark for the pages of all entries ``paths``: it changes where that of one of them would."""
        marks, related, programme_of = self._library.marks, self._related, self._programme_of
        tied = self._told_by.keys() | self._trainings.keys() | self._translations.keys()
        told, programmes = [], {}
        for path in paths:
            told.append(marks[path])
            told += [marks[one] for one in related.get(path, ())]
            if path in tied:
                for group in (self._told_by, self._trainings):
                    told += (b"|", *(marks[one] for one in group.get(path, ())))
                told += (b"|", *(marks[one.path] for one in self._translations.get(path, {}).values()))
            told.append(b"|")
            if programme := programme_of.get(path):
                programmes[programme] = None
        # Of a programme its trainings all tell the same.
        told += [marks[one] for programme in programmes for one in self._programmes[programme]]
        return hashlib.blake2b(b"".join(told), digest_size=16).digest()

    def _entries(self, paths: Iterable[str]) -> list[Article]:
        articles = self._library.articles
        return [articles[path] for path in paths]


def _is_training(path: str) -> bool:
    return path.startswith("bimtek/")
