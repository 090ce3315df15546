"""Topics whatever they are called: one address each, every entry on every page that it belongs to."""

import json
from collections import Counter
from datetime import date

import pytest
from rdflib import Graph
from rdflib.namespace import RDF, SKOS

from bench.nasty import nasty_id, nasty_label, write_nasty_portal
from kabar.content.library import load_library
from kabar.content.models.host import read_host
from kabar.pages.composition import compose
from kabar.topics.tree import build_tree
from tests.site.building import build
from tests.site.pages import read_page, text_of

SIZES = [
    pytest.param((60, 120), marks=pytest.mark.build),
    pytest.param((3000, 20000), marks=pytest.mark.long),
]


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_nasty_labels_build_without_a_collision(tmp_path, size):
    topics, articles = size
    output = build(write_nasty_portal(tmp_path / "isi", topics, articles), tmp_path / "hasil")

    for number in {*range(60), *range(0, topics, max(1, topics // 50))}:
        page = read_page(output / f"topik/{nasty_id(number)}/index.html")
        assert text_of(page.find(".//h1")) == " ".join(nasty_label(number).split())
    listing = json.loads((output / "topik/topik.json").read_text("utf-8"))
    assert {one["url"].split("/topik/")[1] for one in listing["topics"]} == {f"{nasty_id(n)}/" for n in range(topics)}
    assert sum(one["own"] for one in listing["topics"]) > 4 * articles
    concepts = Graph().parse(output / "topik/topik.jsonld", format="json-ld").subjects(RDF.type, SKOS.Concept)
    assert len(set(concepts)) == topics


def test_every_entry_stands_once_on_the_page_of_each_of_its_topics_and_their_ancestors(tmp_path):
    root = write_nasty_portal(tmp_path, 60, 300)
    library = load_library(root, date(2026, 1, 1)).library
    tree = build_tree(library.vocabulary.topics)

    shown: dict[str, Counter] = {id: Counter() for id in tree.topics}
    for planned in compose(library, {}, {}, read_host("")).others.values():
        if planned.template == "tag":
            id = planned.url.split("/")[2]
            first = planned.page.newest.cards if planned.page.newest else ()
            shown[id].update(card.url for card in (*first, *planned.page.listing.cards))

    for article in library.articles.values():
        belongs = {id for tag in article.tags for id in (tag, *tree.ancestors(tag))}
        for id in tree.topics:
            assert shown[id][article.page_url] == (1 if id in belongs else 0)
