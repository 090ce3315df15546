"""The names of the lists that contain an article, for pages, counts and checks.

A list is named like a dependency (``list:topic:ikm``, ``list:section:berita``). Some lists have a value for each member
(``list:highlight``); others are for checks: which articles use a document (``uses:topic:ikm``) or create an address
(``beside:``).
"""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from kabar.content.reading.summary import ArticleSummary
from kabar.index.lists import ArticleRow

# Kinds of lists with one list each.
ALL, SHOWN, WITHDRAWN, TRAINING = "all", "shown", "withdrawn", "training"
CORRECTED, TRANSLATION = "corrected", "translation"
# Kinds with a list for each id: a topic with its narrower ones, a topic alone, a profile, an organiser or instructor, a
# country, a measure, a source; a programme, a year, a facet (``summary.ways``).
TOPIC, TAG = "topic", "tag"
PROFILE, HOLDER, PARTNER, FIGURE, SOURCE = "profile", "holder", "partner", "figure", "source"
PROGRAMME, BEGINS, WAY = "programme", "begins", "way"
FOLDER, SECTION = "folder", "section"
# Lists with values: future moments of trainings, the end of a highlight, linked articles, published files, attachments.
AHEAD, HIGHLIGHT, TIE, FILES, ATTACHED = "ahead", "highlight", "tie", "files", "attached"
ALIASED = "aliased"  # articles with old addresses
_WITH_VALUES = (AHEAD, HIGHLIGHT, TIE, FILES, ATTACHED, TRAINING)
# A list for each document that articles use, and for each address of a list that contains them.
USES, BESIDE = "uses", "beside"

_TRAININGS = "bimtek/"

Key = tuple[str, str]
Listed = tuple[ArticleRow, list[tuple[str, str]]]  # an article, and the names of its lists with its value in each


class Topics(NamedTuple):
    """Topic ids of an article: those of its ``tags``, and these with all their broader topics."""

    tags: tuple[str, ...]
    topics: tuple[str, ...]


class Facts(NamedTuple):
    """Functions for what a summary does not contain, by content path or summary.

    ``topics`` and ``digest`` are those of a file, ``value`` is the fingerprint of what an article shows, without its
    training's stage, ``links`` are other articles that it links to, ``files`` those published for it.
    """

    topics: Callable[[str], Topics]
    digest: Callable[[str], bytes]
    value: Callable[[ArticleSummary], bytes]
    links: Callable[[ArticleSummary], Iterable[str]]
    files: Callable[[ArticleSummary], Iterable[str]]


def listed(summary: ArticleSummary, facts: Facts, moment: int) -> Listed:
    """The database row and the lists of the article of ``summary``, as shown at ``moment``."""
    path = summary.path
    body = facts.digest(path) if summary.has_text and summary.status != "withdrawn" else b""
    folder = path.rpartition("/")[0]
    row = ArticleRow(
        folder, summary.date, path, facts.value(summary), summary.likeness, body, summary.changed, summary.changed_text
    )
    lists = [(name, "") for name in dict.fromkeys(_names(summary, facts.topics(path)))]
    values = {
        AHEAD: summary.moments if summary.moments and summary.moments[-1] > moment else (),
        HIGHLIGHT: (summary.highlight_until,) if summary.highlight_until else (),
        TIE: [one for one in facts.links(summary) if is_training(path) is not is_training(one)],
        FILES: sorted(facts.files(summary)),
        ATTACHED: summary.attached,
        TRAINING: (summary.over, *summary.counts) if is_training(path) and summary.status != "withdrawn" else (),
    }
    return row, [*lists, *((list_key(kind, ""), json.dumps(values[kind])) for kind in _WITH_VALUES if values[kind])]


def possible_lists(summary: ArticleSummary, topics: Topics) -> list[str]:
    """The names of all lists that may contain the article of ``summary`` with ``topics``."""
    return [*_names(summary, topics), *(list_key(kind, "") for kind in _WITH_VALUES)]


def _names(summary: ArticleSummary, topics: Topics) -> Iterator[str]:
    # "all" and "shown" follow from the article table; "training" has values and is added by the caller.
    apart = {list_key(kind, "") for kind in (ALL, SHOWN, TRAINING)}
    yield from (key for key in keys_of(summary, topics) if key not in apart)
    if summary.aliases:
        yield list_key(ALIASED, "")
    yield from names_for_checks(summary)


def names_for_checks(summary: ArticleSummary) -> Iterator[str]:
    """Yield the names of the lists for checks that contain the article of ``summary``."""
    yield from (f"{USES}:{use}" for use in summary.relies_on)
    yield from (f"{BESIDE}:{address}" for address in summary.beside)


def of_trainings(key: str) -> str:
    """The key of the trainings in the list ``key``."""
    return f"{key}:{TRAINING}"


def newest_first(summary: ArticleSummary) -> tuple[int, str]:
    """The sort key of articles in lists: newest first, then by path."""
    return -summary.date, summary.path


def is_training(path: str) -> bool:
    """Whether the content path ``path`` is that of a training."""
    return path.startswith(_TRAININGS)


def _sources(summary: ArticleSummary) -> Iterator[str]:
    return (use.removeprefix(f"{SOURCE}:") for use in summary.uses if use.startswith(f"{SOURCE}:"))


def list_key(kind: str, id: str) -> str:
    """The key of a list, as pages name their dependencies: ``list:topic:ikm``, ``list:shown``."""
    return f"list:{kind}:{id}" if id else f"list:{kind}"


def keys_of(summary: ArticleSummary, topics: Topics) -> Iterator[str]:
    """Yield the keys of the lists that contain the article of ``summary`` with ``topics``, but for those of its folder.
    """
    groups = list(_groups_of(summary, topics))
    yield from (list_key(*group) for group in groups)
    if (TRAINING, "") in groups:
        yield from (of_trainings(list_key(*group)) for group in groups if group[0] == TOPIC)


def _groups_of(summary: ArticleSummary, topics: Topics) -> Iterator[Key]:
    """Yield kind and id of the lists that contain the article of ``summary`` with ``topics``."""
    is_shown = summary.status != "withdrawn"
    yield ALL, ""
    yield (SHOWN if is_shown else WITHDRAWN), ""
    if summary.corrections:
        yield CORRECTED, ""
    if summary.translation_of:
        yield TRANSLATION, ""
    for kind, ids in (
        (TOPIC, topics.topics),
        (TAG, topics.tags),
        (PROFILE, summary.profiles),
        (HOLDER, summary.holders),
        (PARTNER, summary.partners),
        (FIGURE, summary.figures),
        (SOURCE, _sources(summary) if is_shown else ()),
    ):
        for id in ids:
            yield kind, id
    if is_shown and summary.programme:
        yield PROGRAMME, summary.programme
    if is_training(summary.path) and is_shown:
        yield TRAINING, ""
        yield BEGINS, str(summary.begin_year)
    for way, id in summary.ways:
        yield WAY, f"{way}/{id}"


