"""Articles linked from an article's page: related ones, its training series, backlinks, translations."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kabar.content.library import Library
from kabar.content.models.article import Article
from kabar.content.reading.article_lists import PROGRAMME, WITHDRAWN, is_training
from kabar.content.reading.entries import EntrySlice, Index
from kabar.related.candidates import Related


@dataclass(frozen=True)
class Around:
    """Articles linked from one article's page, as in ``kinds.ArticlePage``.

    ``translations`` are by language. The other fields have no withdrawn articles.
    """

    related: Sequence[Article] = ()
    series: Sequence[Article] = ()
    backlinks: Sequence[Article] = ()
    trainings: Sequence[Article] = ()
    translations: Mapping[str, Article] = field(default_factory=dict)


class Surroundings:
    """Gives the articles linked from each article's page.

    ``related`` are those of ``ranking``, ``translations`` those of ``composition.group_translations``. A training and
    an article that links to it link to each other, whichever was written first.
    """

    def __init__(
        self,
        library: Library,
        related: Related,
        translations: Mapping[str, Mapping[str, Article]],
    ):
        self._library = library
        self._related = related
        self._translations = translations
        index = library.index
        # By path only where there are some: most articles are no trainings and link to none.
        self._programmes = {id: index.entries([(PROGRAMME, id)]) for id in index.ids(PROGRAMME)}
        self._backlinks: dict[str, list[str]] = defaultdict(list)
        self._trainings: dict[str, list[str]] = defaultdict(list)
        withdrawn = frozenset(index.entries([(WITHDRAWN, "")]).paths)
        for path, other in _ties(index):
            if path not in withdrawn and other not in withdrawn:
                training, entry = (path, other) if is_training(path) else (other, path)
                self._backlinks[training].append(entry)
                self._trainings[entry].append(training)

    def of(self, path: str) -> Around:
        """Those of the article at content path ``path``."""
        programme = self._library.summaries[path].programme
        return Around(
            related=self._entries(self.related(path)),
            series=self._entries(one for one in self._series(programme) if one != path) if programme else (),
            backlinks=self._entries(dict.fromkeys(self._backlinks[path])) if path in self._backlinks else (),
            trainings=self._entries(dict.fromkeys(self._trainings[path])) if path in self._trainings else (),
            translations=self._translations.get(path, {}),
        )

    def related(self, path: str) -> tuple[str, ...]:
        """The paths of the articles related to that at ``path``, nearest first."""
        return self._related.get(path, ())

    def leading_to(self, path: str) -> set[str]:
        """The paths of articles whose pages link to that at ``path``, without related ones."""
        translations = (one.path for one in self._translations.get(path, {}).values())
        return {*translations, *self._backlinks.get(path, ()), *self._trainings.get(path, ())}

    def _series(self, programme: str) -> list[str]:
        summaries = self._library.summaries
        paths = self._programmes[programme].paths if programme in self._programmes else ()
        return sorted(paths, key=lambda path: (summaries[path].begins, path), reverse=True)

    def _entries(self, paths: Iterable[str]) -> EntrySlice:
        return EntrySlice(self._library.index, list(paths))


def _ties(index: Index) -> Iterator[tuple[str, str]]:
    """Pairs of an article and one that it links to, where one of them is a training; in the order of articles."""
    for path, tied in index.ties.items():
        for other in tied:
            yield path, other


