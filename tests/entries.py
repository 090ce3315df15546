"""Entries that no file tells of, indexed as a library indexes its own."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from kabar.content.models.article import Article
from kabar.content.models.vocabulary import ancestors_of
from kabar.content.reading.article_lists import Facts, Topics, listed
from kabar.content.reading.entries import Index
from kabar.content.reading.summary import summary_of
from kabar.index.database import Database
from kabar.index.lists import change_articles

NONE: Mapping[str, str] = MappingProxyType({})


def index_over(
    articles: Iterable[Article], moment: int = 0, database: Database | None = None, broader: Mapping[str, str] = NONE
) -> Index:
    """The index of ``articles``, tagged with ids of topics with these ``broader`` ones, at ``moment``, as in a summary.

    Every second of them is in ``database``, if given.
    """
    made = {one.path: one for one in articles}
    summaries = {path: summary_of(one, None, b"") for path, one in made.items()}
    facts = Facts(
        topics=lambda path: _topics_of(made[path].tags, broader),
        digest=lambda path: summaries[path].digest,
        value=lambda summary: summary.digest,
        links=lambda summary: (),
        files=lambda summary: (),
    )
    rows = [listed(summary, facts, moment) for summary in summaries.values()]
    if database:
        assert database.change(lambda connection: change_articles(connection, (), rows[::2]))
        rows = rows[1::2]
    return Index(moment, made.__getitem__, summaries, facts.topics, lambda: rows, database)


def _topics_of(tags: tuple[str, ...], broader: Mapping[str, str]) -> Topics:
    above = (one for tag in tags for one in ancestors_of(tag, broader))
    return Topics(tags, tuple(dict.fromkeys((*tags, *above))))
