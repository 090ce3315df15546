"""The topics with their counts, as JSON for other programs."""

from collections.abc import Mapping
from typing import Any

from kabar.content.models.host import Host
from kabar.content.reading.article_lists import TAG
from kabar.content.reading.entries import Entries, Index
from kabar.topics.tree import TopicTree, sections_of

ADDRESS = "/topik/topik.json"
VERSION = 1


def topic_listing(groups: Mapping[str, Entries], index: Index, tree: TopicTree, host: Host) -> dict[str, Any]:
    """The topics by id: names, full address, place in the tree, and counts of articles.

    ``groups`` are ``tree.entries_by_topic``. ``own`` counts articles with the topic itself, ``total`` also those of
    narrower topics; ``sections`` splits ``total``. ``version`` changes when a field changes its meaning.
    """
    return {
        "version": VERSION,
        "topics": [
            {
                "id": id,
                "label": topic.label,
                "synonyms": list(topic.synonyms),
                "definition": topic.definition,
                "url": host.absolute(topic.page_url),
                "feed": host.absolute(f"{topic.page_url}atom.xml"),
                "broader": next(iter(tree.ancestors(id)), None),
                "narrower": list(tree.narrower.get(id, ())),
                "own": len(index.entries([(TAG, id)])),
                "total": len(groups[id]),
                "sections": dict(sorted(sections_of(groups[id]).items())),
            }
            for id, topic in sorted(tree.topics.items())
        ],
    }
