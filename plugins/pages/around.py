"""Which entries stand around an entry: related ones, a programme's other trainings, what tells of a training."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from plugins.content_model.article import Article
from plugins.content_model.bimtek import Bimtek
from plugins.content_model.library import Library


@dataclass(frozen=True)
class Around:
    """The entries that one entry leads to, none of them withdrawn; as in ``kinds.ArticlePage``."""

    related: Sequence[Article] = ()
    series: Sequence[Article] = ()
    told_by: Sequence[Article] = ()
    trainings: Sequence[Article] = ()


def entries_around(library: Library, related: Mapping[str, Sequence[str]]) -> dict[str, Around]:
    """By content path. ``related``: content paths by content path, as ``related.ranking`` gives them.

    A training and an entry that links to it lead to each other, whichever of the two was written first.
    """
    shown = {path: one for path, one in library.articles.items() if not one.withdrawn}
    programmes, told_by, trainings = defaultdict(list), defaultdict(list), defaultdict(list)
    for path, one in shown.items():
        if isinstance(one, Bimtek) and one.programme:
            programmes[one.programme].append(one)
        for other in library.links.get(path, ()):
            linked = shown.get(other)
            if isinstance(linked, Bimtek) and not isinstance(one, Bimtek):
                told_by[other].append(one)
                trainings[path].append(linked)
            elif isinstance(one, Bimtek) and linked and not isinstance(linked, Bimtek):
                told_by[path].append(linked)
                trainings[other].append(one)
    for held in programmes.values():
        held.sort(key=lambda one: (one.starts_at, one.path), reverse=True)
    return {
        path: Around(
            related=[library.articles[other] for other in related.get(path, ())],
            series=[other for other in programmes.get(getattr(one, "programme", None), ()) if other is not one],
            told_by=_once(told_by[path]),
            trainings=_once(trainings[path]),
        )
        for path, one in library.articles.items()
    }


def _once(articles: Sequence[Article]) -> list[Article]:
    return list({article.path: article for article in articles}.values())
