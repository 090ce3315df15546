"""The vocabulary for machines, read back by an RDF parser."""

import json

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import DCTERMS, RDF, SKOS

from kabar.content.models.article import News
from kabar.content.models.host import read_host
from kabar.content.models.topic import Topic
from kabar.outputs.structured_data.profile_data import topic_graph
from kabar.topics.skos import concept_id, skos_document
from kabar.topics.topics_json import topic_listing
from kabar.topics.tree import build_tree, entries_by_topic
from tests.entries import index_over
from tests.kabar.outputs.structured_data.loading import load

HOST = read_host("https://uji.example/portal")
BASE = "https://uji.example/portal/topik/"


def topic(id: str, **values) -> Topic:
    return Topic(**{"@path": f"topik/{id}.md", "label": id.title(), "definition": f"Arti {id}."} | values)


TOPICS = {
    one.id: one
    for one in (
        topic(
            "kerajinan",
            label_en="Crafts",
            synonyms=["Kriya", "Seni kriya"],
            misspellings=["krajinan"],
            wikidata="Q2207288",
        ),
        topic("kayu", broader="kriya-lama", related=["ekspor", "kerajinan"], synonyms=["Kayu", "Kriya kayu"]),
        topic("ekspor", misspellings=["Ekspor", "eksport"]),
        topic("kriya-lama", merged_into="kriya-tua"),
        topic("kriya-tua", merged_into="kerajinan"),
    )
}


@pytest.fixture(scope="module")
def graph() -> Graph:
    document = skos_document(TOPICS, build_tree(TOPICS), "Topik Uji", HOST)
    return Graph().parse(data=json.dumps(document), format="json-ld")


def concept(id: str) -> URIRef:
    return URIRef(f"{BASE}{id}/#this")


def test_every_topic_is_a_concept_of_the_one_scheme(graph):
    scheme = URIRef(f"{BASE}#this")

    assert set(graph.subjects(RDF.type, SKOS.Concept)) == {concept(id) for id in TOPICS}
    assert set(graph.subjects(SKOS.inScheme, scheme)) == {concept(id) for id in TOPICS}
    assert set(graph.objects(scheme, SKOS.hasTopConcept)) == {concept("kerajinan"), concept("ekspor")}
    assert set(graph.subjects(SKOS.topConceptOf, scheme)) == {concept("kerajinan"), concept("ekspor")}


def test_labels_carry_their_language(graph):
    labels = {(label.language, str(label)) for label in graph.objects(concept("kerajinan"), SKOS.prefLabel)}

    assert labels == {("id", "Kerajinan"), ("en", "Crafts")}
    assert {str(label) for label in graph.objects(concept("kerajinan"), SKOS.altLabel)} == {"Kriya", "Seni kriya"}
    assert [str(label) for label in graph.objects(concept("kerajinan"), SKOS.hiddenLabel)] == ["krajinan"]


def test_relations_stand_at_both_ends(graph):
    assert (concept("kayu"), SKOS.broader, concept("kerajinan")) in graph
    assert (concept("kerajinan"), SKOS.narrower, concept("kayu")) in graph
    assert (concept("kayu"), SKOS.related, concept("ekspor")) in graph
    assert (concept("ekspor"), SKOS.related, concept("kayu")) in graph


def test_relations_are_those_that_skos_allows(graph):
    relations = list(graph.subject_objects(SKOS.related))
    above = set(graph.subject_objects(SKOS.broader))

    assert not [pair for pair in relations if pair in above or pair[::-1] in above]
    for concept in graph.subjects(RDF.type, SKOS.Concept):
        names = [
            name for kind in (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel) for name in graph.objects(concept, kind)
        ]
        assert len(set(names)) == len(names)


def test_a_topic_has_one_name_in_the_vocabulary_and_on_its_page(tmp_path):
    library = load(tmp_path, {})

    term, _ = topic_graph(library.vocabulary.topics["ikm"], library, HOST)

    assert term["@id"] == concept_id(library.vocabulary.topics["ikm"], HOST)


def test_wikidata_and_successors_are_named(graph):
    assert (concept("kerajinan"), SKOS.exactMatch, URIRef("http://www.wikidata.org/entity/Q2207288")) in graph
    assert (concept("kriya-lama"), DCTERMS.isReplacedBy, concept("kerajinan")) in graph
    assert (concept("kayu"), SKOS.broader, concept("kerajinan")) in graph


def test_the_vocabulary_tells_its_licence():
    licence = "https://creativecommons.org/licenses/by/4.0/"
    told = skos_document(TOPICS, build_tree(TOPICS), "Karangan", HOST, licence=licence)
    read = Graph().parse(data=json.dumps(told), format="json-ld")

    (scheme,) = read.subjects(RDF.type, SKOS.ConceptScheme)
    assert list(read.objects(scheme, DCTERMS.license)) == [URIRef(licence)]


def test_the_listing_counts_own_entries_and_those_of_narrower_topics():
    tree = build_tree(TOPICS)
    told = {"title": "Karangan", "date": "2019-05-26 08:00", "summary": "Teras karangan yang cukup panjang."}
    index = index_over([
        News(**{"@path": "berita/2019/a.md", **told, "tags": ["kayu"]}),
        News(**{"@path": "ekspor/2019/b.md", **told, "tags": ["kerajinan", "ekspor"]}),
    ], broader=tree.broader)  # fmt: skip

    listing = topic_listing(entries_by_topic(index, tree), index, tree, HOST)

    counts = {one["id"]: (one["own"], one["total"], one["sections"]) for one in listing["topics"]}
    assert counts == {
        "ekspor": (1, 1, {"ekspor": 1}),
        "kayu": (1, 1, {"berita": 1}),
        "kerajinan": (1, 2, {"berita": 1, "ekspor": 1}),
    }
    assert listing["topics"][1]["url"] == f"{BASE}kayu/"
