"""Give each article its topics, the most specific first, as Pelican's own tags.

Signal: article_generator_pretaxonomy. Replaces on each article: ``tags``, one tag a topic of the
closed list with the topic's label for a name and its id for a slug. Adds to the context:
``TOPIC_TREE`` (``tree.TopicTree``). Settings: none.
"""

from pelican import signals
from pelican.urlwrappers import Tag

from plugins.topics.tree import build_tree


def register():
    """Called by Pelican."""
    signals.article_generator_pretaxonomy.connect(_name_topics)


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
