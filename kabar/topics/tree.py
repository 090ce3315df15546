"""Tree of topics, and the articles of each topic."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from kabar.content.models.article import Article
from kabar.content.models.figure import Figure
from kabar.content.models.topic import Topic
from kabar.content.models.vocabulary import ancestors_of, broader_topics, successor
from kabar.content.reading.article_lists import TOPIC, Key
from kabar.content.reading.entries import EVERYBODY, Entries, Index
from kabar.sections.registry import SECTIONS

Tagged = TypeVar("Tagged", bound=Article | Figure)


@dataclass(frozen=True)
class TopicTree:
    """Topics that have a page (not merged into another), by id; lists of ids are sorted by label.

    ``broader`` lacks the roots; ``narrower`` and ``related`` lack topics that have none. ``related`` is symmetric,
    whichever of the two files says so.
    """

    topics: Mapping[str, Topic]
    broader: Mapping[str, str]
    narrower: Mapping[str, tuple[str, ...]]
    related: Mapping[str, tuple[str, ...]]

    @property
    def roots(self) -> tuple[str, ...]:
        """Topics without a broader one, sorted by label."""
        return self.narrower.get("", ())

    def ancestors(self, topic: str) -> tuple[str, ...]:
        """The broader topics of ``topic``, nearest first."""
        return ancestors_of(topic, self.broader)

    def specific_first(self, topics: Iterable[str]) -> tuple[str, ...]:
        """``topics`` with the deepest in the tree first, then by label."""
        return tuple(sorted(topics, key=lambda id: (-len(self.ancestors(id)), self.topics[id].label.casefold(), id)))


def build_tree(topics: Mapping[str, Topic]) -> TopicTree:
    """The tree of ``topics``; relations of a merged topic apply to its successor."""
    alive = {id: topic for id, topic in topics.items() if not topic.merged_into}
    broader = broader_topics(topics)
    narrower = defaultdict(set)
    for id in alive:
        narrower[broader.get(id, "")].add(id)
    tree = TopicTree(alive, broader, {above: _by_label(ids, alive) for above, ids in narrower.items()}, {})
    return TopicTree(alive, broader, tree.narrower, _related(topics, tree))


def group_by_topic(tagged: Iterable[Tagged], tree: TopicTree) -> dict[str, list[Tagged]]:
    """The items of each topic and of its narrower topics, each once, in the order of ``tagged``.

    Every topic has a list, which may be empty. Linear.
    """
    groups: dict[str, list[Tagged]] = {id: [] for id in tree.topics}
    lines = {id: (id, *tree.ancestors(id)) for id in tree.topics}
    by_tags: dict[tuple[str, ...], list[Callable[[Tagged], None]]] = {}
    for item in tagged:
        tags = item.tags
        if tags not in by_tags:
            by_tags[tags] = [groups[topic].append for topic in {above for tag in tags for above in lines[tag]}]
        for append in by_tags[tags]:
            append(item)
    return groups


def entries_by_topic(index: Index, tree: TopicTree, of: Key = EVERYBODY[0]) -> dict[str, Entries]:
    """The articles of each topic and of its narrower topics that are in the list ``of``."""
    return {id: index.entries([(TOPIC, id)], [of]) for id in tree.topics}


def sections_of(entries: Entries) -> dict[str, int]:
    """The number of ``entries`` in each section, without empty sections."""
    counts = entries.sections
    return {section: counts[section] for section in SECTIONS if counts[section]}


def _related(topics: Mapping[str, Topic], tree: TopicTree) -> dict[str, tuple[str, ...]]:
    pairs = {
        frozenset((successor(id, topics), successor(other, topics)))
        for id, topic in topics.items()
        for other in topic.related
    }
    related = defaultdict(set)
    for one, other in (tuple(pair) for pair in pairs if len(pair) == 2 and pair <= tree.topics.keys()):
        # SKOS, S27: broader and narrower topics are not related.
        if one not in tree.ancestors(other) and other not in tree.ancestors(one):
            related[one].add(other)
            related[other].add(one)
    return {id: _by_label(others, tree.topics) for id, others in related.items()}


def _by_label(ids: Iterable[str], topics: Mapping[str, Topic]) -> tuple[str, ...]:
    return tuple(sorted(ids, key=lambda id: (topics[id].label.casefold(), id)))
