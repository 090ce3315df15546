"""Pelican tag of a topic of the closed vocabulary."""

from collections.abc import Mapping
from typing import Any

from pelican import urlwrappers  # type: ignore[import-untyped]  # Pelican has no types

from kabar.content.models.topic import Topic
from kabar.topics.tree import TopicTree


# Pelican derives the names of settings from that of the class: TAG_URL, TAG_SAVE_AS.
class Tag(urlwrappers.Tag):  # type: ignore[misc]  # Pelican has no types
    """A tag whose name is the topic's label and whose slug is the topic's id.

    ``topic`` is the validated model; ``definition`` and ``synonyms`` are from it. ``broader`` is a tag or None,
    ``narrower`` and ``related`` are tuples of tags, sorted by label. ``content`` is the introduction as HTML.
    """

    def __init__(self, topic: Topic, settings: dict[str, Any], content: str = ""):
        super().__init__(topic.label, settings)
        self.slug = topic.id
        self.topic = topic
        self.definition = topic.definition
        self.synonyms = topic.synonyms
        self.content = content
        self.broader: Tag | None = None
        self.narrower: tuple[Tag, ...] = ()
        self.related: tuple[Tag, ...] = ()


def make_tags(tree: TopicTree, settings: dict[str, Any], contents: Mapping[str, str]) -> dict[str, Tag]:
    """A tag for each topic of ``tree`` by its id; ``contents`` are introductions as HTML by id."""
    tags = {id: Tag(topic, settings, contents.get(id, "")) for id, topic in tree.topics.items()}
    for id, tag in tags.items():
        above = tree.broader.get(id)
        tag.broader = tags[above] if above else None
        tag.narrower = tuple(tags[below] for below in tree.narrower.get(id, ()))
        tag.related = tuple(tags[other] for other in tree.related.get(id, ()))
    return tags
