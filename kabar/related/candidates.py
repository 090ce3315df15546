"""The order in which entries are ranked, and all that ranking asks of each before it looks at one."""

import hashlib
from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import compress

from kabar.content.models.article import Article
from kabar.content.reading.article_lists import WITHDRAWN
from kabar.content.reading.entries import Index
from kabar.related.related_store import KEY


@dataclass(frozen=True)
class Candidates:
    """Entries by content path, the oldest first, then by path.

    ``keys`` tell in 16 bytes each all of an entry that ranking depends on. ``withdrawn`` are those that are related to
    nothing. ``article`` gives an entry.
    """

    paths: Sequence[str]
    keys: bytes
    withdrawn: Collection[str]
    article: Callable[[str], Article]

    @cached_property
    def shown(self) -> Sequence[str]:
        """Those that are not withdrawn; an entry's place is its place among these."""
        return [path for path in self.paths if path not in self.withdrawn] if self.withdrawn else self.paths


class Related(Mapping[str, tuple[str, ...]]):
    """The content paths of the entries nearest to each that is ``shown``, best first.

    ``columns`` are the places of the first, the second … nearest of each, -1 where there are no more.
    """

    def __init__(self, shown: Sequence[str], nearest: array, limit: int):
        self.shown = shown
        self.columns = [nearest[start::limit] for start in range(limit)]

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The place of each by content path."""
        return dict(zip(self.shown, range(len(self.shown)), strict=True))

    def __getitem__(self, path: str) -> tuple[str, ...]:
        place = self.places[path]
        return tuple(self.shown[column[place]] for column in self.columns if column[place] >= 0)

    def __iter__(self) -> Iterator[str]:
        return iter(self.shown)

    def __len__(self) -> int:
        return len(self.shown)


def candidates_of(articles: Iterable[Article]) -> Candidates:
    """The order of ``articles``, each of which is asked."""
    ordered = sorted(articles, key=lambda one: (one.date, one.path))
    made = {one.path: one for one in ordered}
    withdrawn = frozenset(compress(made, (one.withdrawn for one in ordered)))
    return Candidates(list(made), b"".join(map(_key, ordered)), withdrawn, made.__getitem__)


def candidates_in(index: Index) -> Candidates:
    """The order of all entries of ``index``, told by what is known of whole folders."""
    told: list[tuple[int, str, bytes]] = []
    for folder in index.values():
        told += zip(folder.dates, folder.paths, folder.likenesses, strict=True)
    told.sort()
    withdrawn = frozenset(index.entries([(WITHDRAWN, "")]).paths)
    paths, rows = [one[1] for one in told], b"".join([one[2] for one in told])
    return Candidates(paths, rows, withdrawn, index.articles.__getitem__)


def _key(article: Article) -> bytes:
    told = (article.path, article.date.isoformat(), article.lang, article.translation_of, article.withdrawn)
    text = repr((*told, article.title, article.summary, article.tags))
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=KEY).digest()


