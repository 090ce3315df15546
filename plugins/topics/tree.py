"""The tree of topics, and which entries each of them holds."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from plugins.content_model.article import Article
from plugins.content_model.topic import Topic


@dataclass(frozen=True)
class TopicTree:
    """Topics that have a page (none that is merged away), by id; ``narrower`` in order of label."""

    topics: Mapping[str, Topic]
    narrower: Mapping[str, tuple[str, ...]]

    @property
    def roots(self) -> tuple[str, ...]:
        """Topics without a broader one, in order of label."""
        return self.narrower.get("", ())

    def ancestors(self, topic: str) -> tuple[str, ...]:
        """The broader topics of ``topic``, nearest first."""
        trail = []
        while (above := self.topics[topic].broader) in self.topics and above not in trail:
            trail.append(above)
            topic = above
        return tuple(trail)

    def specific_first(self, topics: Iterable[str]) -> tuple[str, ...]:
        """``topics`` with the deepest in the tree first, then by label."""
        return tuple(sorted(topics, key=lambda id: (-len(self.ancestors(id)), self.topics[id].label.casefold())))


def build_tree(topics: Mapping[str, Topic]) -> TopicTree:
    """The tree of ``topics``; a narrower topic of a merged one belongs to what that became."""
    alive = {id: topic for id, topic in topics.items() if not topic.merged_into}
    narrower = defaultdict(list)
    for id, topic in alive.items():
        narrower[topic.broader if topic.broader in alive else ""].append(id)
    in_order = {
        above: tuple(sorted(ids, key=lambda id: (alive[id].label.casefold(), id))) for above, ids in narrower.items()
    }
    return TopicTree(alive, in_order)


def group_by_topic(articles: Iterable[Article], tree: TopicTree) -> dict[str, Sequence[Article]]:
    """The entries of each topic and of its narrower topics, each once, in the order given.

    Every topic has a list, an empty one where nothing is filed under it. Linear.
    """
    groups: dict[str, list[Article]] = {id: [] for id in tree.topics}
    lines = {id: (id, *tree.ancestors(id)) for id in tree.topics}
    for article in articles:
        for id in {id for tag in article.tags for id in lines[tag]}:
            groups[id].append(article)
    return groups
