"""The whole vocabulary as SKOS (W3C Recommendation of 2009) in JSON-LD."""

from typing import Any

from plugins.content_model.host import Host
from plugins.content_model.topic import Topic
from plugins.topics.tree import TopicTree, successor

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

    ``broader`` and ``narrower`` stand at both ends, and so does ``related``. A merged topic keeps its
    names and leads to what it became.
    """
    scheme = {
        "@id": f"{host.absolute(SCHEME)}#this",
        "@type": "skos:ConceptScheme",
        "title": {"id": title},
        "hasTopConcept": [concept_id(tree.topics[id], host) for id in tree.roots],
    }
    concepts = [_concept(topics[id], topics, tree, scheme["@id"], host) for id in sorted(topics)]
    return {"@context": _CONTEXT, "@graph": [scheme, *concepts]}


def _concept(topic: Topic, topics, tree: TopicTree, scheme: str, host: Host) -> dict[str, Any]:
    # A name is one of the three kinds of label and no other (SKOS, S13).
    others = [name for name in topic.synonyms if name != topic.label]
    hidden = [name for name in topic.misspellings if name not in (topic.label, *others)]
    concept = {
        "@id": concept_id(topic, host),
        "@type": "skos:Concept",
        "prefLabel": {"id": topic.label} | ({"en": topic.label_en} if topic.label_en else {}),
        "definition": {"id": topic.definition},
        "inScheme": [scheme],
        "altLabel": {"id": others} if others else {},
        "hiddenLabel": {"id": hidden} if hidden else {},
        "closeMatch": [f"http://www.wikidata.org/entity/{topic.wikidata}"] if topic.wikidata else [],
    }
    if topic.merged_into:
        return _told(concept | {"isReplacedBy": concept_id(topics[successor(topic.id, topics)], host)})

    def ids(found) -> list[str]:
        return [concept_id(tree.topics[id], host) for id in found]

    return _told(
        concept
        | {
            "broader": ids(tree.ancestors(topic.id)[:1]),
            "narrower": ids(tree.narrower.get(topic.id, ())),
            "related": ids(tree.related.get(topic.id, ())),
            "topConceptOf": [] if topic.id in tree.broader else [scheme],
        }
    )


def _told(concept: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in concept.items() if value}
