"""Candidates for related articles: in ranking order, with the properties that ranking depends on."""

import hashlib
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import compress

from kabar.content.models.article import Article
from kabar.content.reading.article_lists import WITHDRAWN
from kabar.content.reading.entries import Index
from kabar.related.related_store import KEY


@dataclass(frozen=True)
class Candidates:
    """Articles by content path, the oldest first, then by path.

    ``keys`` has a fingerprint of 16 bytes of all that ranking uses of each article. ``withdrawn`` articles are not
    related to any. ``article`` loads an article.
    """

    paths: Sequence[str]
    keys: bytes
    withdrawn: frozenset[str]
    article: Callable[[str], Article]

    @cached_property
    def shown(self) -> Sequence[str]:
        """The articles that are not withdrawn; the place of an article is its index here."""
        return [path for path in self.paths if path not in self.withdrawn] if self.withdrawn else self.paths


class Related(Mapping[str, tuple[str, ...]]):
    """The content paths of the articles nearest to each of ``shown``, best first.

    ``columns`` has the places of the nearest, the second nearest … of each; -1 means none.
    """

    def __init__(self, shown: Sequence[str], nearest: "array[int]", limit: int):
        self.shown = shown
        self.columns = [nearest[start::limit] for start in range(limit)]

    @cached_property
    def places(self) -> Mapping[str, int]:
        """Places by content path."""
        return dict(zip(self.shown, range(len(self.shown)), strict=True))

    def __getitem__(self, path: str) -> tuple[str, ...]:
        place = self.places[path]
        return tuple(self.shown[column[place]] for column in self.columns if column[place] >= 0)

    def __iter__(self) -> Iterator[str]:
        return iter(self.shown)

    def __len__(self) -> int:
        return len(self.shown)


def candidates_of(articles: Iterable[Article]) -> Candidates:
    """``articles`` as candidates; loads each of them."""
    ordered = sorted(articles, key=lambda article: (article.date, article.path))
    by_path = {article.path: article for article in ordered}
    withdrawn = frozenset(compress(by_path, (article.withdrawn for article in ordered)))
    return Candidates(list(by_path), b"".join(map(_key, ordered)), withdrawn, by_path.__getitem__)


def candidates_in(index: Index) -> Candidates:
    """All articles of ``index`` as candidates, from its columns; loads no article."""
    rows: list[tuple[int, str, bytes]] = []
    for folder in index.values():
        rows += zip(folder.dates, folder.paths, folder.likenesses, strict=True)
    rows.sort()
    withdrawn = frozenset(index.entries([(WITHDRAWN, "")]).paths)
    paths, keys = [row[1] for row in rows], b"".join([row[2] for row in rows])
    return Candidates(paths, keys, withdrawn, index.articles.__getitem__)


def _key(article: Article) -> bytes:
    properties = (article.path, article.date.isoformat(), article.lang, article.translation_of, article.withdrawn)
    text = repr((*properties, article.title, article.summary, article.tags))
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=KEY).digest()
