"""The pages of topics and their index."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from kabar.content.library import Library
from kabar.content.models.article import News
from kabar.content.models.topic import Topic
from kabar.content.models.vocabulary import broader_topics, build_vocabulary
from kabar.pages.parts.frame import Frame
from kabar.pages.parts.keys import Changes
from kabar.pages.parts.kinds import TopicIndexPage, TopicPage
from kabar.pages.parts.page_sets import Planner
from kabar.pages.topic_pages import plan_topic_index, plan_topics
from kabar.topics.tree import TopicTree, build_tree, entries_by_topic
from tests.entries import index_over
from tests.kabar.outputs.structured_data.loading import HOST, load
from tests.kabar.pages.measures import measure
from tests.kabar.pages.test_composition import pages
from tests.portals import BIMTEK, NEWS

START = datetime(2019, 1, 1, tzinfo=UTC)
FIGURE = measure("period: 2018, value: 2, source: {publisher: Media Uji, date: 2019-01-02}")
OPEN = BIMTEK.replace("tags: [ikm]", "tags: [kayu]\nregistration: {closes: 2019-05-10, via: dinas}")


@cache
def empty() -> Library:
    with TemporaryDirectory() as folder:
        return load(Path(folder), {})


def topic(id: str, **values) -> Topic:
    return Topic(**{"@path": f"topik/{id}.md", "label": f"Topik {id}", "definition": "Karangan."} | values)


def news(number: int, tags: list[str]) -> News:
    return News(**{
        "@path": f"berita/2019/{number}.md", "title": f"Karangan {number}",
        "date": str(START + timedelta(hours=number)),
        "summary": "Teras karangan yang cukup panjang.", "tags": tags,
    })  # fmt: skip


def pages_of(library: Library) -> tuple[list[TopicPage], TopicIndexPage, TopicTree]:
    tree, frame = build_tree(library.vocabulary.topics), Frame(library, HOST)
    groups = entries_by_topic(library.index, tree)
    topics = [planned.page for planned in Planner(Changes()).unfold(plan_topics(groups, tree, {}, frame)).values()]
    return topics, plan_topic_index(groups, tree, frame).page, tree


@st.composite
def libraries(draw) -> Library:
    """A portal of a few topics in a tree, some of them merged away, and up to three pages of entries."""
    topics = []
    for number in range(draw(st.integers(1, 8))):
        earlier = [one.id for one in topics]
        kind = draw(st.sampled_from(["root", "narrower", "merged"] if earlier else ["root"]))
        field = {"narrower": "broader", "merged": "merged_into"}.get(kind)
        topics.append(topic(f"t{number}", **({field: draw(st.sampled_from(earlier))} if field else {})))
    vocabulary, faults = build_vocabulary(topics)
    assert not faults
    names = [name for one in topics for name in (one.id, one.label.upper())]
    drawn = draw(st.lists(st.lists(st.sampled_from(names), min_size=1, max_size=4), max_size=65))
    found = ([*dict.fromkeys(vocabulary.find(name) for name in tags)] for tags in drawn)
    articles = [news(number, tags) for number, tags in enumerate(found)][::-1]
    index = index_over(articles, broader=broader_topics(vocabulary.topics))
    return replace(empty(), vocabulary=vocabulary, articles=index.articles, summaries=index.summaries, index=index)


@settings(deadline=None, max_examples=60)
@given(libraries())
def test_an_entry_stands_once_on_the_page_of_each_of_its_topics_and_their_ancestors(library):
    pages, index, tree = pages_of(library)

    shown: dict[str, Counter] = {id: Counter() for id in tree.topics}
    for page in pages:
        first = page.newest.cards if page.newest else ()
        shown[page.address.split("/")[2]].update(card.url for card in (*first, *page.listing.cards))
    expected: dict[str, Counter] = {id: Counter() for id in tree.topics}
    for article in library.articles.values():
        for id in {above for tag in article.tags for above in (tag, *tree.ancestors(tag))}:
            expected[id][article.page_url] += 1
    assert shown == expected
    # The index counts what the pages hold, and places every topic once.
    weights = [*index.tree]
    for weight in weights:
        weights.extend(weight.narrower)
    assert {weight.link.url.split("/")[2]: weight.count for weight in weights} == {
        id: found.total() for id, found in shown.items()
    }
    assert len(weights) == len(tree.topics)


def test_a_topic_tells_its_sections_figures_and_the_trainings_that_can_be_joined(tmp_path):
    files = {
        "topik/kayu.md": "---\nlabel: Kayu\nbroader: ikm\ndefinition: Karangan.\n---\n",
        "berita/2019/a.md": NEWS.replace("2019-05-26", "2019-05-02"),
        "bimtek/2019/buka.md": OPEN,
        "bimtek/2019/tutup.md": BIMTEK,
        "angka/nilai.yaml": FIGURE,
    }

    pages, _, _ = pages_of(load(tmp_path, files, date(2019, 5, 5)))

    page = next(page for page in pages if page.address == "/topik/ikm/")
    assert [(fact.label, *fact.values) for fact in page.counts] == [("Berita", "1"), ("Bimtek", "2")]
    assert [(figure.link.label, figure.latest) for figure in page.figures] == [("Nilai karangan", "2018: US$2")]
    assert page.newest and len(page.newest.cards) == 3 and page.listing.cards == ()
    assert [card.url for card in page.joinable] == ["/bimtek/2019/buka/"]
    assert page.head.feeds[0].url == page.follow[0].url == "/topik/ikm/atom.xml"


def test_a_topic_shows_five_entries_and_three_of_its_own_figures_before_the_rest(tmp_path):
    files = {"topik/kayu.md": "---\nlabel: Kayu\nbroader: ikm\ndefinition: Karangan.\n---\n"}
    files |= {f"berita/2019/a{number}.md": NEWS.replace("2019-05-26", f"2019-04-0{number}") for number in range(1, 8)}
    for number, (tag, day) in enumerate(
        [("kayu", "2019-03-01"), ("ikm", "2019-01-01"), ("ikm", "2019-01-03"), ("kayu", "2019-01-01")]
    ):
        files[f"angka/n{number}.yaml"] = (
            FIGURE.replace("Nilai", f"Nilai {number}").replace("[kayu]", f"[{tag}]").replace("2019-01-02", day)
        )

    pages, _, _ = pages_of(load(tmp_path, files, date(2019, 5, 5)))

    page = next(page for page in pages if page.address == "/topik/ikm/")
    assert [card.url[-3:] for card in page.newest.cards] == ["a7/", "a6/", "a5/", "a4/", "a3/"]
    assert not {card.url for card in page.newest.cards} & {card.url for card in page.listing.cards}
    # Those of the topic itself come first, though those of a narrower one are newer.
    assert [figure.link.url for figure in page.figures] == ["/angka/n2/", "/angka/n1/", "/angka/n0/"]
    assert [link.url for link in page.more_figures] == ["/angka/n3/"]


def test_explainers_do_not_crowd_out_what_is_new_about_a_topic(tmp_path):
    topic = {"topik/penjelasan.md": "---\nlabel: Penjelasan\nbroader: ikm\ndefinition: Karangan.\n---\n"}
    explaining = NEWS.replace("[ikm]", "[ikm, penjelasan]").replace("2019-05-26 01:35", "2019-05-27")
    files = topic | {
        f"berita/2019/p-{n}.md": explaining.replace("Berita karangan", f"Penjelasan {n}") for n in range(6)
    }
    files |= {f"berita/2019/n-{n}.md": NEWS.replace("Berita karangan", f"Berita {n}") for n in range(3)}

    told = pages(tmp_path, files)
    ikm, own = told["/topik/ikm/"], told["/topik/penjelasan/"]

    assert [card.title.partition(" ")[0] for card in ikm.newest.cards] == [
        "Berita",
        "Berita",
        "Berita",
        "Berita",
        "Bimtek",
    ]
    assert [card.title for card in ikm.listing.cards] == [f"Penjelasan {n}" for n in range(6)]
    assert len(own.newest.cards) == 5 and len(own.listing.cards) == 1


def test_the_alphabet_leads_from_synonyms_and_old_names_to_topics():
    topics = [
        topic("kayu", label="Kayu", synonyms=["Kriya kayu", "KAYU", "3D", "Ünik", "木工"]),
        topic("logam", label="Logam", synonyms=["Besi"], merged_into="kayu"),
    ]
    library = replace(empty(), vocabulary=build_vocabulary(topics)[0])

    _, index, _ = pages_of(library)

    told = [(letter, [(entry.label, entry.is_synonym) for entry in entries]) for letter, entries in index.alphabet]
    assert told == [
        ("#", [("3D", True)]),
        ("B", [("Besi", True)]),
        ("K", [("Kayu", False), ("Kriya kayu", True)]),
        ("L", [("Logam", True)]),
        ("U", [("Ünik", True)]),
        ("木", [("木工", True)]),
    ]
    assert {entry.topic.url for _, entries in index.alphabet for entry in entries} == {"/topik/kayu/"}
