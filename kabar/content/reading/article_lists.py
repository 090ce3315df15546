"""The lists that an article stands in, by which pages, counts and checks find it without a look at others.

A list is named as keys are (``list:topic:ikm``, ``list:section:berita``). Others tell something of each of their
members (``list:highlight``), or which articles use a document (``uses:topic:ikm``) or stand beside an address.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from kabar.content.reading.summary import ArticleSummary
from kabar.index.lists import ArticleRow

# Kinds of lists with one list each.
ALL, SHOWN, WITHDRAWN, TRAINING = "all", "shown", "withdrawn", "training"
CORRECTED, TRANSLATION = "corrected", "translation"
# Kinds with a list for each id: of a topic and its narrower ones, of what is filed under it itself, of a profile … of a
# country, of a measure, of a source; a year; a way (``summary.ways``).
TOPIC, TAG = "topic", "tag"
PROFILE, HOLDER, PARTNER, FIGURE, SOURCE = "profile", "holder", "partner", "figure", "source"
PROGRAMME, BEGINS, WAY = "programme", "begins", "way"
FOLDER, SECTION = "folder", "section"  # of lists of all articles of one
# Lists that say something of their members: moments of trainings still to come, until when an article is highlighted,
# articles that it links to or that link to it, files that are published for it, those of them to be downloaded.
AHEAD, HIGHLIGHT, TIE, FILES, ATTACHED = "ahead", "highlight", "tie", "files", "attached"
ALIASED = "aliased"  # articles with old addresses
_SAYING = (AHEAD, HIGHLIGHT, TIE, FILES, ATTACHED, TRAINING)
# With a list for each: what articles use, and addresses of lists that they stand in.
USES, BESIDE = "uses", "beside"

_TRAININGS = "bimtek/"

Key = tuple[str, str]
Listed = tuple[ArticleRow, list[tuple[str, str]]]  # an article, and its lists with what each says of it


class Topics(NamedTuple):
    """Ids of the topics of an article: its ``tags``, and all topics that it stands in, broader ones too."""

    tags: tuple[str, ...]
    topics: tuple[str, ...]


class Facts(NamedTuple):
    """What is known of articles besides their gists: topics and digests of files, by content path; a digest of what
    each shows, but for the stage of its life; other articles that it links to, and files that are published for it."""

    topics: Callable[[str], Topics]
    digest: Callable[[str], bytes]
    value: Callable[[ArticleSummary], bytes]
    links: Callable[[ArticleSummary], Iterable[str]]
    files: Callable[[ArticleSummary], Iterable[str]]


def listed(summary: ArticleSummary, facts: Facts, moment: int) -> Listed:
    """The article of ``summary`` with its lists, as it is shown at ``moment``."""
    path = summary.path
    body = facts.digest(path) if summary.has_text and summary.status != "withdrawn" else b""
    folder = path.rpartition("/")[0]
    row = ArticleRow(
        folder, summary.date, path, facts.value(summary), summary.likeness, body, summary.changed, summary.changed_text
    )
    lists = [(name, "") for name in dict.fromkeys(_names(summary, facts.topics(path)))]
    said = {
        AHEAD: summary.moments if summary.moments and summary.moments[-1] > moment else (),
        HIGHLIGHT: (summary.highlight_until,) if summary.highlight_until else (),
        TIE: [one for one in facts.links(summary) if is_training(path) is not is_training(one)],
        FILES: sorted(facts.files(summary)),
        ATTACHED: summary.attached,
        TRAINING: (summary.over, *summary.counts) if is_training(path) and summary.status != "withdrawn" else (),
    }
    return row, [*lists, *((list_key(kind, ""), json.dumps(said[kind])) for kind in _SAYING if said[kind])]


def possible_lists(summary: ArticleSummary, topics: Topics) -> list[str]:
    """The names of all lists in which the article of ``summary``, which has ``topics``, may stand."""
    return [*_names(summary, topics), *(list_key(kind, "") for kind in _SAYING)]


def _names(summary: ArticleSummary, topics: Topics) -> Iterator[str]:
    # All and those that are shown are told by what an article is; what trainings say is told apart.
    apart = {list_key(kind, "") for kind in (ALL, SHOWN, TRAINING)}
    yield from (key for key in keys_of(summary, topics) if key not in apart)
    if summary.aliases:
        yield list_key(ALIASED, "")
    yield from names_for_checks(summary)


def names_for_checks(summary: ArticleSummary) -> Iterator[str]:
    """The names of lists of articles that use something, and that stand beside an address, with that of ``summary``."""
    yield from (f"{USES}:{use}" for use in summary.relies_on)
    yield from (f"{BESIDE}:{address}" for address in summary.beside)


def of_trainings(key: str) -> str:
    """The key of the trainings in the list of ``key``."""
    return f"{key}:{TRAINING}"


def newest_first(summary: ArticleSummary) -> tuple[int, str]:
    """How articles stand in lists: of those of one moment the first by path."""
    return -summary.date, summary.path


def is_training(path: str) -> bool:
    """Whether the article at the content path ``path`` is a training."""
    return path.startswith(_TRAININGS)


def _sources(summary: ArticleSummary) -> Iterator[str]:
    return (use.removeprefix(f"{SOURCE}:") for use in summary.uses if use.startswith(f"{SOURCE}:"))


def list_key(kind: str, id: str) -> str:
    """The key of the list of a kind and an id, as pages name what they use: ``list:topic:ikm``, ``list:shown``."""
    return f"list:{kind}:{id}" if id else f"list:{kind}"


def keys_of(summary: ArticleSummary, topics: Topics) -> Iterator[str]:
    """The keys of the lists of the article of ``summary``, which has ``topics``; those of its folder aside."""
    groups = list(_groups_of(summary, topics))
    yield from (list_key(*group) for group in groups)
    if (TRAINING, "") in groups:
        yield from (of_trainings(list_key(*group)) for group in groups if group[0] == TOPIC)


def _groups_of(summary: ArticleSummary, topics: Topics) -> Iterator[Key]:
    """The lists in which the article of ``summary``, which has ``topics``, stands."""
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


