"""Compose the pages of topics and their index."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Any

from kabar.agenda.life import is_joinable, still_to_come
from kabar.content.library import Library
from kabar.content.markdown_source.directives import Body
from kabar.content.models.bimtek import Bimtek
from kabar.content.models.figure import Figure
from kabar.content.models.topic import Topic
from kabar.content.models.vocabulary import successor
from kabar.content.reading.article_lists import TRAINING
from kabar.content.reading.entries import Entries
from kabar.outputs.calendars.calendar_addresses import CALENDAR, agenda_url
from kabar.outputs.structured_data.profile_data import topic_graph
from kabar.pages.parts.body_views import body_view
from kabar.pages.parts.cards import cards_of
from kabar.pages.parts.figure_views import figure_summary
from kabar.pages.parts.frame import ATOM, Frame, section_link
from kabar.pages.parts.keys import WITHHOLDING, drawn_in, topic_key
from kabar.pages.parts.kinds import AlphabetEntry, TopicIndexPage, TopicPage, TopicWeight
from kabar.pages.parts.page_dates import last_change
from kabar.pages.parts.page_sets import PageSet, list_pages
from kabar.pages.parts.paging import ListPage, numbered
from kabar.pages.parts.plan import PlannedPage, save_as
from kabar.pages.parts.training_views import trainings_ahead
from kabar.pages.parts.views import Fact, Feed, Link, Listing, badge_of
from kabar.pages.training_pages import calendar_link
from kabar.sections.registry import SECTIONS
from kabar.text.folding import fold_label
from kabar.topics.tree import TopicTree, entries_by_topic, group_by_topic, sections_of

Groups = Mapping[str, Entries]
Alphabet = tuple[tuple[str, tuple[AlphabetEntry, ...]], ...]
INDEX = Link("Topik", "/topik/")
JOINABLE = 6  # trainings on a topic's page; the list of its entries holds all
NEWEST = 5  # entries that a topic's page shows before all else that it holds
FIGURES = 3  # measures with their newest value
FIGURE_LINKS = 24  # links to other measures; narrower topics and /angka/ hold the rest
MACHINES = (
    Feed("Kosakata topik (SKOS)", "/topik/topik.jsonld", "application/ld+json"),
    Feed("Daftar topik (JSON)", "/topik/topik.json", "application/json"),
)


def plan_topics(groups: Groups, tree: TopicTree, bodies: Mapping[str, Body], frame: Frame) -> Iterator[PageSet]:
    """Each topic's front and closed pages: its entries and figures, and those of its narrower topics."""
    library = frame.library
    figures = group_by_topic(library.figures.values(), tree)
    ahead = group_by_topic(still_to_come(trainings_ahead(library), library.now), tree)
    trainings = entries_by_topic(library.index, tree, (TRAINING, ""))
    for id, topic in tree.topics.items():
        entries = groups[id]
        to_join = ahead[id][:JOINABLE]
        has_calendar = len(trainings[id]) > 0
        told = _Told(topic, entries, to_join, figures[id], has_calendar, tree, bodies, frame)
        plan = partial(_plan_topic, told)
        trail = map(topic_key, (id, *tree.ancestors(id)))
        yield list_pages(entries, topic.page_url, plan, entries.keys, (*trail, WITHHOLDING), has_calendar)


@dataclass(frozen=True)
class _Told:
    """What the pages of one topic are made from; ``to_join`` are the trainings that its front shows apart."""

    topic: Topic
    entries: Entries
    to_join: Sequence[Bimtek]
    figures: Sequence[Figure]
    has_calendar: bool
    tree: TopicTree
    bodies: Mapping[str, Body]
    frame: Frame

    @cached_property
    def trail(self) -> tuple[Link, ...]:
        """The way to its front."""
        ids = (*reversed(self.tree.ancestors(self.topic.id)), self.topic.id)
        return (INDEX, *(topic_link(id, self.tree) for id in ids))

    @cached_property
    def feeds(self) -> tuple[Feed, ...]:
        """Its feed, and its calendar where it has trainings."""
        name, topic = self.frame.name, self.topic
        feed = Feed(f"{name}: {topic.label}", f"{topic.page_url}atom.xml", ATOM)
        calendar = Feed(f"{name}: Bimtek {topic.label}", agenda_url(topic.page_url), CALENDAR)
        return (feed, calendar) if self.has_calendar else (feed,)


def _plan_topic(told: _Told, list_page: ListPage) -> PlannedPage:
    topic, feeds, frame, tree = told.topic, told.feeds, told.frame, told.tree
    library, closed = frame.library, list_page.number
    title = f"{topic.label}, halaman {closed}" if closed else topic.label
    trail = (*told.trail, Link(f"Halaman {closed}", list_page.url)) if closed else told.trail
    to_join = () if closed else told.to_join
    counts = () if closed else _counts(told.entries)
    broader, narrower, related = ((), (), ()) if closed else _neighbours(topic.id, tree)

    def body() -> Body:
        # When it is drawn: until then it may still be converted.
        return () if closed else told.bodies.get(topic.path, ())

    def compose() -> TopicPage:
        view, sources = body_view(body(), library)
        graph = () if closed else topic_graph(topic, library, frame.host)
        whole = list_page.listing(
            f"Tulisan tentang {topic.label}",
            lambda cards: cards_of(cards, library),
            f"Belum ada tulisan tentang {topic.label}. Tulisan yang terbit akan tampil di sini.",
        )
        is_split = not closed and whole.cards
        newest, rest = _split(whole, _explainers_last(list_page, tree, library), topic) if is_split else (None, whole)
        figures = () if closed else _newest_figures(told)
        return TopicPage(
            **frame.page(
                f"Topik: {title}", numbered(topic.definition, closed), list_page.url, trail, title,
                feeds=feeds, json_ld=graph,
            ),
            definition=topic.definition,
            body=view,
            figure_sources=sources,
            synonyms=() if closed else topic.synonyms,
            broader=broader,
            narrower=narrower,
            related=related,
            counts=counts,
            newest=newest,
            listing=rest,
            figures=tuple(figure_summary(figure) for figure in figures[:FIGURES]),
            more_figures=tuple(
                Link(figure.title, figure.page_url) for figure in figures[FIGURES : FIGURES + FIGURE_LINKS]
            ),
            joinable=cards_of(to_join, library),
            is_joinable=any(is_joinable(one, library.now) for one in to_join),
            follow=() if closed else _ways(topic, feeds),
            calendars=(calendar_link(f"Bimtek {topic.label}", agenda_url(topic.page_url), frame.host),)
            if told.has_calendar and not closed
            else (),
            badge=badge_of(topic.path, library),
        )

    def inputs() -> Mapping[str, Any]:
        return {
            "topik": (topic, trail, broader, narrower, related),
            "isi": (body(), drawn_in(body(), library)),
            "daftar": (list_page, counts),
            "urutan": () if closed else _explainers_last(list_page, tree, library),
            "bimtek": to_join,
            "angka": () if closed else told.figures,
            "umpan": feeds,
            "tanda": badge_of(topic.path, library),
        }

    changed = partial(last_change, library, list_page.entries)
    return PlannedPage(save_as(list_page.url), "tag", compose, inputs, changed=changed)


def _explainers_last(list_page: ListPage, tree: TopicTree, library: Library) -> list[int]:
    """The places of the entries of ``list_page``, explainers last: many of one day, they would crowd out news."""
    vocabulary = library.vocabulary
    explainers = vocabulary.find(library.portal.front.explainers) or ""

    def explains(place: int) -> bool:
        tags = filter(None, map(vocabulary.find, list_page.entries[place].tags))
        return any(explainers in (tag, *tree.ancestors(tag)) for tag in tags)

    return sorted(range(len(list_page.entries)), key=explains)


def _split(whole: Listing, order: Sequence[int], topic: Topic) -> tuple[Listing, Listing]:
    first, rest = order[:NEWEST], sorted(order[NEWEST:])
    newest = Listing(f"Terbaru tentang {topic.label}", tuple(whole.cards[place] for place in first))
    others = tuple(whole.cards[place] for place in rest)
    return newest, replace(whole, heading=f"Tulisan lain tentang {topic.label}", cards=others, empty="")


def _newest_figures(told: _Told) -> list[Figure]:
    # Measures of the topic itself before those of narrower ones; then the newest source, then the id decides.
    by_id = sorted(told.figures, key=lambda figure: figure.id)
    by_source = sorted(by_id, key=lambda figure: max(one.source.date for one in figure.observations), reverse=True)
    return sorted(by_source, key=lambda figure: told.topic.id not in figure.tags)


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


def _counts(entries: Entries) -> tuple[Fact, ...]:
    counts = sections_of(entries)
    return tuple(Fact(section_link(s).label, (str(counts[s]),)) for s in SECTIONS if s in counts)


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


