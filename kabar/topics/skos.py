"""The vocabulary of topics as SKOS (W3C Recommendation of 2009) in JSON-LD."""

from collections.abc import Callable, Iterable
from typing import Any

from kabar.content.models.host import Host
from kabar.content.models.topic import Topic
from kabar.content.models.vocabulary import successor
from kabar.topics.tree import TopicTree

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
        for name in ("broader", "narrower", "related", "exactMatch", "hasTopConcept", "topConceptOf", "inScheme")
    },
    "isReplacedBy": {"@id": "dcterms:isReplacedBy", "@type": "@id"},
    "license": {"@id": "dcterms:license", "@type": "@id"},
    "title": {"@id": "dcterms:title", "@container": "@language"},
}  # fmt: skip


def page_url_of(topic: Topic) -> str:
    """The address of the topic's page in the portal, without base."""
    return topic.page_url


def concept_id(topic: Topic, host: Host, url_of: Callable[[Topic], str] = page_url_of) -> str:
    """The IRI of the topic itself, as distinct from its page at ``url_of(topic)``."""
    return f"{host.absolute(url_of(topic))}#this"


def skos_document(
    topics: dict[str, Topic],
    tree: TopicTree,
    title: str,
    host: Host,
    scheme_url: str = SCHEME,
    url_of: Callable[[Topic], str] = page_url_of,
    licence: str = "",
) -> dict[str, Any]:
    """All ``topics``, merged ones too, as one ``ConceptScheme`` named ``title`` at ``scheme_url``.

    ``broader``, ``narrower`` and ``related`` are given at both ends. A merged topic keeps its names and links to its
    successor. ``url_of`` returns the address of a topic's page, without base; ``licence`` is the address of the
    vocabulary's licence.
    """

    def id_of(topic: Topic) -> str:
        return concept_id(topic, host, url_of)

    scheme_id = f"{host.absolute(scheme_url)}#this"
    scheme = {
        "@id": scheme_id,
        "@type": "skos:ConceptScheme",
        "title": {"id": title},
        "hasTopConcept": [id_of(tree.topics[id]) for id in tree.roots],
        **({"license": licence} if licence else {}),
    }
    concepts = [_concept(topics[id], topics, tree, scheme_id, id_of) for id in sorted(topics)]
    return {"@context": _CONTEXT, "@graph": [scheme, *concepts]}


def _concept(
    topic: Topic, topics: dict[str, Topic], tree: TopicTree, scheme: str, id_of: Callable[[Topic], str]
) -> dict[str, Any]:
    # A name is a label of one kind only (SKOS, S13).
    others = [name for name in topic.synonyms if name != topic.label]
    hidden = [name for name in topic.misspellings if name not in (topic.label, *others)]
    concept = {
        "@id": id_of(topic),
        "@type": "skos:Concept",
        "prefLabel": {"id": topic.label} | ({"en": topic.label_en} if topic.label_en else {}),
        "definition": {"id": topic.definition},
        "inScheme": [scheme],
        "altLabel": {"id": others} if others else {},
        "hiddenLabel": {"id": hidden} if hidden else {},
        "exactMatch": [f"http://www.wikidata.org/entity/{topic.wikidata}"] if topic.wikidata else [],
    }
    if topic.merged_into:
        return _without_empty(concept | {"isReplacedBy": id_of(topics[successor(topic.id, topics)])})

    def ids(topic_ids: Iterable[str]) -> list[str]:
        return [id_of(tree.topics[id]) for id in topic_ids]

    return _without_empty(
        concept
        | {
            "broader": ids(tree.ancestors(topic.id)[:1]),
            "narrower": ids(tree.narrower.get(topic.id, ())),
            "related": ids(tree.related.get(topic.id, ())),
            "topConceptOf": [] if topic.id in tree.broader else [scheme],
        }
    )


def _without_empty(concept: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in concept.items() if value}
