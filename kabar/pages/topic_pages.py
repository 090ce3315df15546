"""Composes the pages of topics and their index."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Any

from kabar.agenda.life import is_joinable, still_to_come
from kabar.content.library import Library
from kabar.content.markdown_source.directives import Body
from kabar.content.models.article import Article
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
JOINABLE = 6  # open trainings on a topic's page; the list of its articles has all
NEWEST = 5  # newest articles, shown at the top of a topic's page
FIGURES = 3  # measures with their newest value
FIGURE_LINKS = 24  # links to other measures; narrower topics and /angka/ have the rest
MACHINES = (
    Feed("Kosakata topik (SKOS)", "/topik/topik.jsonld", "application/ld+json"),
    Feed("Daftar topik (JSON)", "/topik/topik.json", "application/json"),
)


def plan_topics(groups: Groups, tree: TopicTree, bodies: Mapping[str, Body], frame: Frame) -> Iterator[PageSet]:
    """Plan the front and closed pages of each topic, with articles and figures, also of its narrower topics."""
    library = frame.library
    figures = group_by_topic(library.figures.values(), tree)
    ahead = group_by_topic(still_to_come(trainings_ahead(library), library.now), tree)
    trainings = entries_by_topic(library.index, tree, (TRAINING, ""))
    for id, topic in tree.topics.items():
        entries = groups[id]
        to_join = ahead[id][:JOINABLE]
        has_calendar = len(trainings[id]) > 0
        data = _TopicData(topic, entries, to_join, figures[id], has_calendar, tree, bodies, frame)
        plan = partial(_plan_topic, data)
        trail = map(topic_key, (id, *tree.ancestors(id)))
        yield list_pages(entries, topic.page_url, plan, entries.keys, (*trail, WITHHOLDING), has_calendar)


@dataclass(frozen=True)
class _TopicData:
    """Inputs of the pages of one topic; ``to_join`` are the open trainings that its front lists separately."""

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
        """The breadcrumb of its front."""
        ids = (*reversed(self.tree.ancestors(self.topic.id)), self.topic.id)
        return (INDEX, *(topic_link(id, self.tree) for id in ids))

    @cached_property
    def feeds(self) -> tuple[Feed, ...]:
        """Its feed, and its calendar if it has trainings."""
        name, topic = self.frame.name, self.topic
        feed = Feed(f"{name}: {topic.label}", f"{topic.page_url}atom.xml", ATOM)
        calendar = Feed(f"{name}: Bimtek {topic.label}", agenda_url(topic.page_url), CALENDAR)
        return (feed, calendar) if self.has_calendar else (feed,)


def _plan_topic(data: _TopicData, list_page: ListPage[Article]) -> PlannedPage:
    topic, feeds, frame, tree = data.topic, data.feeds, data.frame, data.tree
    library, closed = frame.library, list_page.number
    title = f"{topic.label}, halaman {closed}" if closed else topic.label
    trail = (*data.trail, Link(f"Halaman {closed}", list_page.url)) if closed else data.trail
    to_join = () if closed else data.to_join
    counts = () if closed else _counts(data.entries)
    broader, narrower, related = ((), (), ()) if closed else _neighbours(topic.id, tree)

    def body() -> Body:
        # Called at rendering time: before, the body may not be converted yet.
        return () if closed else data.bodies.get(topic.path, ())

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
        figures = () if closed else _newest_figures(data)
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
            if data.has_calendar and not closed
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
            "angka": () if closed else data.figures,
            "umpan": feeds,
            "tanda": badge_of(topic.path, library),
        }

    changed = partial(last_change, library, list_page.entries)
    return PlannedPage(save_as(list_page.url), "tag", compose, inputs, changed=changed)


def _explainers_last(list_page: ListPage[Article], tree: TopicTree, library: Library) -> list[int]:
    """The positions of the articles of ``list_page``, explainers last: many of one day would displace the news."""
    vocabulary = library.vocabulary
    explainers = vocabulary.find(library.portal.front.explainers) or ""

    def explains(place: int) -> bool:
        tags = filter(None, map(vocabulary.find, list_page.entries[place].tags))
        return any(explainers in (tag, *tree.ancestors(tag)) for tag in tags)

    return sorted(range(len(list_page.entries)), key=explains)


def _split(whole: Listing, places: Sequence[int], topic: Topic) -> tuple[Listing, Listing]:
    first, rest = places[:NEWEST], sorted(places[NEWEST:])
    newest = Listing(f"Terbaru tentang {topic.label}", tuple(whole.cards[place] for place in first))
    others = tuple(whole.cards[place] for place in rest)
    return newest, replace(whole, heading=f"Tulisan lain tentang {topic.label}", cards=others, empty="")


def _newest_figures(data: _TopicData) -> list[Figure]:
    # Measures of the topic itself before those of narrower topics, then by newest source, then by id.
    by_id = sorted(data.figures, key=lambda figure: figure.id)
    by_source = sorted(by_id, key=_newest_source, reverse=True)
    return sorted(by_source, key=lambda figure: data.topic.id not in figure.tags)


def _newest_source(figure: Figure) -> str:
    return max(one.source.date or "" for one in figure.observations)


def _neighbours(id: str, tree: TopicTree) -> tuple[tuple[Link, ...], ...]:
    ids = tree.ancestors(id)[:1], tree.narrower.get(id, ()), tree.related.get(id, ())
    return tuple(tuple(topic_link(one, tree) for one in group) for group in ids)


def plan_topic_index(groups: Groups, tree: TopicTree, frame: Frame) -> PlannedPage:
    """Plan ``/topik/``: the tree with counts, and an A to Z in which synonyms and old names point to topics."""
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
    """The ``limit`` topics with most articles, largest first; no empty ones."""
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
        # Not a synonym that differs in spelling alone: it would come next to its topic.
        others = (name for name in topic.synonyms if fold_label(name) != fold_label(topic.label))
        entries += [label, *(AlphabetEntry(name, link, True, count) for name in others)]
    letters = defaultdict(list)
    for entry in sorted(entries, key=lambda entry: (fold_label(entry.label), entry.label)):
        first = fold_label(entry.label)[:1].upper()
        letters[first if first.isalpha() else "#"].append(entry)
    return tuple((letter, tuple(found)) for letter, found in sorted(letters.items()))


