"""The tree of topics, and which entries each of them holds."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from kabar.content.models.article import Article
from kabar.content.models.figure import Figure
from kabar.content.models.topic import Topic
from kabar.content.models.vocabulary import ancestors_of, broader_topics, successor
from kabar.content.reading.article_lists import TOPIC, Key
from kabar.content.reading.entries import EVERYBODY, Entries, Index
from kabar.sections.registry import SECTIONS

Tagged = TypeVar("Tagged", Article, Figure)


@dataclass(frozen=True)
class TopicTree:
    """Topics that have a page (none that is merged away), by id; lists of ids in order of label.

    ``broader`` lacks topics at the root; ``narrower`` and ``related`` lack those that have none.
    ``related`` goes both ways, whichever of the two files says so.
    """

    topics: Mapping[str, Topic]
    broader: Mapping[str, str]
    narrower: Mapping[str, tuple[str, ...]]
    related: Mapping[str, tuple[str, ...]]

    @property
    def roots(self) -> tuple[str, ...]:
        """Topics without a broader one, in order of label."""
        return self.narrower.get("", ())

    def ancestors(self, topic: str) -> tuple[str, ...]:
        """The broader topics of ``topic``, nearest first."""
        return ancestors_of(topic, self.broader)

    def specific_first(self, topics: Iterable[str]) -> tuple[str, ...]:
        """``topics`` with the deepest in the tree first, then by label."""
        return tuple(sorted(topics, key=lambda id: (-len(self.ancestors(id)), self.topics[id].label.casefold(), id)))


def build_tree(topics: Mapping[str, Topic]) -> TopicTree:
    """The tree of ``topics``; what is said of a merged topic holds for what that became."""
    alive = {id: topic for id, topic in topics.items() if not topic.merged_into}
    broader = broader_topics(topics)
    narrower = defaultdict(set)
    for id in alive:
        narrower[broader.get(id, "")].add(id)
    tree = TopicTree(alive, broader, {above: _by_label(ids, alive) for above, ids in narrower.items()}, {})
    return TopicTree(alive, broader, tree.narrower, _related(topics, tree))


def group_by_topic(tagged: Iterable[Tagged], tree: TopicTree) -> dict[str, Sequence[Tagged]]:
    """Those of each topic and of its narrower topics, each once, in the order given.

    Every topic has a list, an empty one where nothing is filed under it. Linear.
    """
    groups: dict[str, list[Tagged]] = {id: [] for id in tree.topics}
    lines = {id: (id, *tree.ancestors(id)) for id in tree.topics}
    held: dict[tuple[str, ...], list[Callable]] = {}  # where entries of the same tags go
    for one in tagged:
        tags = one.tags
        if tags not in held:
            held[tags] = [groups[id].append for id in {id for tag in tags for id in lines[tag]}]
        for append in held[tags]:
            append(one)
    return groups


def entries_by_topic(index: Index, tree: TopicTree, of: Key = EVERYBODY[0]) -> dict[str, Entries]:
    """The entries of each topic and of its narrower topics, as far as they stand in the list ``of``; as above."""
    return {id: index.entries([(TOPIC, id)], [of]) for id in tree.topics}


def sections_of(entries: Entries) -> dict[str, int]:
    """How many of ``entries`` stand in each section that holds some."""
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
        # SKOS, S27: what stands above or below is not related as well.
        if one not in tree.ancestors(other) and other not in tree.ancestors(one):
            related[one].add(other)
            related[other].add(one)
    return {id: _by_label(others, tree.topics) for id, others in related.items()}


def _by_label(ids: Iterable[str], topics: Mapping[str, Topic]) -> tuple[str, ...]:
    return tuple(sorted(ids, key=lambda id: (topics[id].label.casefold(), id)))


