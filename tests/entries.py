"""Entries that no file tells of, indexed as a library indexes its own."""

from collections import defaultdict
from collections.abc import Iterable

from plugins.content_model.article import Article
from plugins.content_model.entries import Index
from plugins.content_model.folder_index import Told, index_of
from plugins.content_model.gist import Gist, gist_of


def index_over(articles: Iterable[Article], moment: int = 0) -> Index:
    """The index of ``articles``, whose tags are ids of topics, at ``moment`` (as a gist tells one)."""
    made = {one.path: one for one in articles}
    gists = {path: gist_of(one, None, b"") for path, one in made.items()}
    told = Told(
        tags=lambda path: made[path].tags,
        digest=lambda path: gists[path].digest,
        mark=lambda gist: gist.digest,
        links={},
        files=defaultdict(tuple),
    )
    folders: dict[str, list[Gist]] = defaultdict(list)
    for path, gist in gists.items():
        folders[path.rpartition("/")[0]].append(gist)
    indexes = {name: index_of(held, told, moment) for name, held in folders.items()}
    return Index(indexes, moment, made.__getitem__, gists, told.tags)
