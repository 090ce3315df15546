"""The whole vocabulary as SKOS (W3C Recommendation of 2009) in JSON-LD."""

from typing import Any

from plugins.content_model.host import Host
from plugins.content_model.topic import Topic
from plugins.topics.tree import TopicTree

ADDRESS = "/topik/topik.jsonld"
SCHEME = "/topik/"

_SKOS = "http://www.w3.org/2004/02/skos/core#"
_CONTEXT = {
    "skos": _SKOS,
    "dcterms": "http://purl.org/dc/terms/",
    **{
        name: {"@id": f"skos:{name}", "@container": "@language"} for name in ("prefLabel", "definition")
    },
    **{
        name: {"@id": f"skos:{name}", "@container": ["@language", "@set"]} for name in ("altLabel", "hiddenLabel")
    },
    **{
        name: {"@id": f"skos:{name}", "@type": "@id", "@container": "@set"}
        for name in ("broader", "narrower", "related", "closeMatch", "hasTopConcept", "topConceptOf", "inScheme")
    },
    "isReplacedBy": {"@id": "dcterms:isReplacedBy", "@type": "@id"},
    "title": {"@id": "dcterms:title", "@container": "@language"},
}  # fmt: skip


def concept_id(topic: Topic, host: Host) -> str:
    """What names the topic itself, apart from the page about it."""
    return f"{host.absolute(topic.page_url)}#this"


def skos_document(topics: dict[str, Topic], tree: TopicTree, title: str, host: Host) -> dict[str, Any]:
    """All ``topics``, merged ones too, as one ``ConceptScheme`` named ``title``.

    ``broader`` and ``narrower`` stand at both ends, and so does ``related``.
    """
    scheme = {
        "@id": f"{host.absolute(SCHEME)}#this",
        "@type": "skos:ConceptScheme",
        "title": {"id": title},
        "hasTopConcept": [concept_id(tree.topics[id], host) for id in tree.roots],
    }
    related = _related_both_ways(tree)
    concepts = [_concept(topics[id], topics, tree, related, scheme["@id"], host) for id in sorted(topics)]
    return {"@context": _CONTEXT, "@graph": [scheme, *concepts]}


def _concept(topic: Topic, topics, tree: TopicTree, related, scheme: str, host: Host) -> dict[str, Any]:
    concept = {
        "@id": concept_id(topic, host),
        "@type": "skos:Concept",
        "prefLabel": {"id": topic.label} | ({"en": topic.label_en} if topic.label_en else {}),
        "definition": {"id": topic.definition},
        "inScheme": [scheme],
        "altLabel": {"id": list(topic.synonyms)} if topic.synonyms else {},
        "hiddenLabel": {"id": list(topic.misspellings)} if topic.misspellings else {},
        "closeMatch": [f"http://www.wikidata.org/entity/{topic.wikidata}"] if topic.wikidata else [],
    }
    if topic.merged_into:
        return _told(concept | {"isReplacedBy": concept_id(topics[topic.merged_into], host)})

    def ids(found) -> list[str]:
        return [concept_id(tree.topics[id], host) for id in found]

    return _told(
        concept
        | {
            "broader": ids(tree.ancestors(topic.id)[:1]),
            "narrower": ids(tree.narrower.get(topic.id, ())),
            "related": ids(sorted(related.get(topic.id, ()))),
            "topConceptOf": [scheme] if topic.id in tree.roots else [],
        }
    )


def _related_both_ways(tree: TopicTree) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for id, topic in tree.topics.items():
        for other in topic.related:
            if other in tree.topics:
                found.setdefault(id, set()).add(other)
                found.setdefault(other, set()).add(id)
    return found


def _told(concept: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in concept.items() if value}
