"""Compose the pages of topics and their index."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from plugins.agenda.states import is_joinable, still_to_come
from plugins.calendars.addresses import CALENDAR, agenda_url, in_calendars
from plugins.content_model.article import Article
from plugins.content_model.body_parts import Body
from plugins.content_model.folding import fold_label
from plugins.content_model.topic import Topic
from plugins.pages.addressing import save_as
from plugins.pages.bodies import body_view
from plugins.pages.cards import cards_of
from plugins.pages.figure_views import chart_of
from plugins.pages.frame import ATOM, SECTION_NAMES, Frame, section_link
from plugins.pages.kinds import AlphabetEntry, TopicIndexPage, TopicPage, TopicWeight
from plugins.pages.marks import last_change, mark_of_list
from plugins.pages.paging import paged
from plugins.pages.plan import PlannedPage
from plugins.pages.told_of import drawn_in
from plugins.pages.trainings import trainings_ahead
from plugins.pages.views import Fact, Feed, Link
from plugins.structured_data.topics import topic_graph
from plugins.topics.tree import TopicTree, group_by_topic, sections_of, successor

Groups = Mapping[str, Sequence[Article]]
Alphabet = tuple[tuple[str, tuple[AlphabetEntry, ...]], ...]
INDEX = Link("Topik", "/topik/")
JOINABLE = 6  # trainings on a topic's page; the list of its entries holds all
MACHINES = (
    Feed("Kosakata topik (SKOS)", "/topik/topik.jsonld", "application/ld+json"),
    Feed("Daftar topik (JSON)", "/topik/topik.json", "application/json"),
)


def plan_topics(groups: Groups, tree: TopicTree, bodies: Mapping[str, Body], frame: Frame) -> Iterator[PlannedPage]:
    """Each topic's front and closed pages: its entries and figures, and those of its narrower topics."""
    figures = group_by_topic(frame.library.figures.values(), tree)
    for id, topic in tree.topics.items():
        entries = groups[id]
        link = topic_link(id, tree)
        trail = (INDEX, *(topic_link(above, tree) for above in reversed(tree.ancestors(id))), link)
        feeds = _feeds(topic, entries, frame)
        for list_page in paged(entries, link.url):
            yield _plan_topic(topic, list_page, entries, figures[id], trail, feeds, tree, bodies, frame)


def _feeds(topic: Topic, entries: Sequence[Article], frame: Frame) -> tuple[Feed, ...]:
    feed = Feed(f"{frame.name}: {topic.label}", f"{topic.page_url}atom.xml", ATOM)
    if not in_calendars(entries):
        return (feed,)
    return feed, Feed(f"{frame.name}: Bimtek {topic.label}", agenda_url(topic.page_url), CALENDAR)


def _plan_topic(
    topic, list_page, entries, figures, trail, feeds, tree: TopicTree, bodies, frame: Frame
) -> PlannedPage:
    library, closed = frame.library, list_page.number
    title = f"{topic.label}, halaman {closed}" if closed else topic.label
    if closed:
        trail = (*trail, Link(f"Halaman {closed}", list_page.url))
    body = () if closed else bodies.get(topic.path, ())
    to_join = () if closed else still_to_come(trainings_ahead(entries, library), library.now)[:JOINABLE]
    counts = () if closed else _counts(entries)
    broader, narrower, related = ((), (), ()) if closed else _neighbours(topic.id, tree)

    def compose() -> TopicPage:
        view, sources = body_view(body, library)
        graph = () if closed else topic_graph(topic, library, frame.host)
        return TopicPage(
            **frame.page(title, topic.definition, list_page.url, trail, feeds=feeds, json_ld=graph),
            definition=topic.definition,
            body=view,
            figure_sources=sources,
            synonyms=() if closed else topic.synonyms,
            broader=broader,
            narrower=narrower,
            related=related,
            counts=counts,
            figures=() if closed else tuple(chart_of(figure) for figure in figures),
            listing=list_page.listing(
                f"Tulisan tentang {topic.label}",
                lambda cards: cards_of(cards, library),
                f"Belum ada tulisan tentang {topic.label}. Tulisan yang terbit akan tampil di sini.",
            ),
            joinable=cards_of(to_join, library),
            is_joinable=any(is_joinable(one, library.now) for one in to_join),
            follow=() if closed else _ways(topic, feeds),
        )

    def inputs() -> Mapping[str, Any]:
        return {
            "topik": (topic, trail, broader, narrower, related),
            "isi": (body, drawn_in(body, library)),
            "daftar": (list_page, counts),
            "bimtek": to_join,
            "angka": () if closed else figures,
            "umpan": feeds,
        }

    told = [fact.values for fact in counts], len(feeds)
    mark = mark_of_list(library, list_page, to_join, more=told)
    return PlannedPage(
        save_as(list_page.url), "tag", compose, inputs, mark, partial(last_change, library, list_page.entries)
    )


def _neighbours(id: str, tree: TopicTree) -> tuple[tuple[Link, ...], ...]:
    ids = tree.ancestors(id)[:1], tree.narrower.get(id, ()), tree.related.get(id, ())
    return tuple(tuple(topic_link(one, tree) for one in group) for group in ids)


def plan_topic_index(groups: Groups, tree: TopicTree, frame: Frame) -> PlannedPage:
    """``/topik/``: the tree with counts, and an A to Z in which synonyms and old names point to topics."""
    intro = "Semua topik portal ini. Tulisan pada topik yang sempit juga terhitung pada topik induknya."
    return PlannedPage(
        save_as(INDEX.url),
        "tags",
        lambda: TopicIndexPage(
            **frame.page("Topik", intro, INDEX.url, (INDEX,), feeds=MACHINES),
            intro=intro,
            tree=tuple(_weight(id, groups, tree) for id in tree.roots),
            alphabet=_alphabet(groups, tree, frame.library.vocabulary.topics),
        ),
    )


def heaviest(groups: Groups, tree: TopicTree, limit: int) -> tuple[TopicWeight, ...]:
    """The ``limit`` topics that hold most entries, heaviest first; none that is empty."""
    ranked = sorted((id for id in groups if groups[id]), key=lambda id: (-len(groups[id]), tree.topics[id].label))
    return tuple(
        TopicWeight(topic_link(id, tree), len(groups[id]), tree.topics[id].definition) for id in ranked[:limit]
    )


def topic_link(id: str, tree: TopicTree) -> Link:
    """The link to a topic's page."""
    return Link(tree.topics[id].label, tree.topics[id].page_url)


def _ways(topic: Topic, feeds: Sequence[Feed]) -> tuple[Link, ...]:
    names = {ATOM: f"Umpan Atom topik {topic.label}", CALENDAR: f"Kalender bimtek topik {topic.label}"}
    return tuple(Link(names[feed.kind], feed.url) for feed in feeds)


def _weight(id: str, groups: Groups, tree: TopicTree) -> TopicWeight:
    below = tuple(_weight(narrower, groups, tree) for narrower in tree.narrower.get(id, ()))
    return TopicWeight(topic_link(id, tree), len(groups[id]), tree.topics[id].definition, below)


def _counts(entries: Sequence[Article]) -> tuple[Fact, ...]:
    counts = sections_of(entries)
    return tuple(Fact(section_link(s).label, (str(counts[s]),)) for s in SECTION_NAMES if s in counts)


def _alphabet(groups: Groups, tree: TopicTree, topics: Mapping[str, Topic]) -> Alphabet:
    entries = []
    for id, topic in topics.items():
        now = successor(id, topics)
        link, count = topic_link(now, tree), len(groups[now])
        label = AlphabetEntry(topic.label, link, now != id, count)
        # A synonym that is but another spelling would stand beside what it points to.
        others = (name for name in topic.synonyms if fold_label(name) != fold_label(topic.label))
        entries += [label, *(AlphabetEntry(name, link, True, count) for name in others)]
    letters = defaultdict(list)
    for entry in sorted(entries, key=lambda entry: (fold_label(entry.label), entry.label)):
        first = fold_label(entry.label)[:1].upper()
        letters[first if first.isalpha() else "#"].append(entry)
    return tuple((letter, tuple(found)) for letter, found in sorted(letters.items()))
