"""Give each article its topics as Pelican's own tags, and hand the vocabulary to machines.

Signals: article_generator_pretaxonomy, get_generators. Replaces on each article: ``tags``, one tag
a topic of the closed list with the topic's label for a name and its id for a slug, the most specific
first. Adds to the context ``TOPIC_TREE`` (``tree.TopicTree``). Writes ``/topik/topik.jsonld`` (SKOS)
and ``/topik/topik.json``. Reads from the context ``LIBRARY`` and, where somebody has grouped them, ``TOPIC_GROUPS``
(the entries of each topic by its id). Settings: SITEURL.
"""

import json
from collections.abc import Callable
from functools import partial
from typing import Any

from pelican import signals
from pelican.generators import Generator
from pelican.urlwrappers import Tag

from plugins.content_model.host import read_host
from plugins.topics.listing import ADDRESS as LISTING_ADDRESS
from plugins.topics.listing import topic_listing
from plugins.topics.skos import ADDRESS as SKOS_ADDRESS
from plugins.topics.skos import skos_document
from plugins.topics.tree import build_tree, entries_by_topic


def register():
    """Called by Pelican."""
    signals.article_generator_pretaxonomy.connect(_name_topics)
    signals.get_generators.connect(_get_generators)


class VocabularyGenerator(Generator):
    """Writes the vocabulary for machines."""

    def generate_output(self, writer):
        """Called by Pelican once every article has its topics."""
        library, tree = self.context["LIBRARY"], self.context["TOPIC_TREE"]
        host = read_host(self.settings["SITEURL"])
        title = f"Topik {library.portal.name}"
        groups = self.context.get("TOPIC_GROUPS") or entries_by_topic(library.index, tree)
        topics = library.vocabulary.topics
        told = partial(dict, topik=tuple(topics.values()))
        draw = partial(_as_json, skos_document, dict(topics), tree, title, host)
        writer.write_later(SKOS_ADDRESS.lstrip("/"), draw, told)
        draw = partial(_as_json, topic_listing, groups, library.index, tree, host)
        writer.write_later(LISTING_ADDRESS.lstrip("/"), draw)


def _as_json(tell: Callable[..., Any], *told: Any) -> bytes:
    return (json.dumps(tell(*told), ensure_ascii=False, indent=1) + "\n").encode()


def _get_generators(_pelican):
    return VocabularyGenerator


def _name_topics(generator):
    library = generator.context["LIBRARY"]
    tree = build_tree(library.vocabulary.topics)
    generator.context["TOPIC_TREE"] = tree
    tags = {id: _tag(topic, generator.settings) for id, topic in tree.topics.items()}
    for article in generator.articles:
        entry = library.articles[article.source_entry]
        article.tags = [tags[id] for id in tree.specific_first(entry.tags)]


def _tag(topic, settings) -> Tag:
    tag = Tag(topic.label, settings)
    tag.slug = topic.id
    return tag
