"""Composes the pages of the ledger's measures and their index."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from kabar.content.models.article import Article
from kabar.content.models.figure import Figure
from kabar.content.parsing.codes import PROVINCES, countries, partner_name
from kabar.content.reading.article_lists import FIGURE
from kabar.figures.axis import counted_in
from kabar.figures.contradictions import contradictions_in, contradictions_of
from kabar.figures.data_package import ADDRESS as DATA_PACKAGE
from kabar.figures.headline import headline_text
from kabar.figures.records import csv_url, json_url
from kabar.outputs.structured_data.dataset import figure_graph
from kabar.pages.country_pages import country_link
from kabar.pages.parts.cards import cards_of
from kabar.pages.parts.figure_views import (
    chart_of,
    contradiction_view,
    figure_summary,
    has_long_table,
    shown_observations,
    sources_of,
    table_of,
    whole_url,
)
from kabar.pages.parts.frame import Frame
from kabar.pages.parts.keys import ANY_DOCUMENT
from kabar.pages.parts.kinds import FigureIndexPage, FigurePage, LatestPage
from kabar.pages.parts.page_dates import last_change, last_figure_change
from kabar.pages.parts.page_sets import PageSet, list_pages
from kabar.pages.parts.paging import ListPage, numbered
from kabar.pages.parts.plan import PlannedPage, save_as
from kabar.pages.parts.views import Fact, Link, badge_of
from kabar.pages.topic_pages import topic_link
from kabar.topics.tree import TopicTree

INDEX = Link("Angka", "/angka/")
USES = 5  # articles that use a measure, on its page; where there are more, a separate list has all
_CONFLICTS = 2  # of the newest periods, where the page of the whole table has all of them


def plan_figures(tree: TopicTree, frame: Frame) -> Iterator[PlannedPage | PageSet]:
    """Plan the page of each measure, its list of articles, its whole table where long, and the index ``/angka/``.

    Yields nothing where the section of exports is switched off.
    """
    if "ekspor" not in frame.sections:
        return
    index = frame.library.index
    figures = sorted(frame.library.figures.values(), key=lambda figure: (figure.title.casefold(), figure.id))
    for figure in figures:
        used = index.entries([(FIGURE, figure.id)])
        plan = partial(_plan_figure, figure, used, tree, frame)
        yield PageSet([save_as(figure.page_url)], plan, (*used.keys, ANY_DOCUMENT))
        if len(used) > USES:
            yield list_pages(used, _uses_url(figure), partial(_plan_uses, figure, frame), used.keys)
        if has_long_table(figure):
            yield _plan_whole_table(figure, frame)
    # Each measure once, under its most specific topic.
    by_topic = defaultdict(list)
    for figure in figures:
        by_topic[tree.specific_first(figure.tags)[0]].append(figure)
    intro = "Angka yang dipakai di portal ini, masing-masing dengan sumbernya."
    groups = sorted(
        ((tree.topics[id].label, id, of_topic) for id, of_topic in by_topic.items()),
        key=lambda group: (group[0].casefold(), group[1]),
    )

    contradicting = len(contradictions_of(figures))
    ways = (
        *((Link(f"Angka yang bertentangan ({contradicting})", f"{INDEX.url}pertentangan/"),) if contradicting else ()),
        *((Link("Sumber angka dan tulisan", "/sumber/"),) if frame.library.sources else ()),
    )

    def compose() -> FigureIndexPage:
        return FigureIndexPage(
            **frame.page("Angka", intro, INDEX.url, (INDEX,)),
            intro=intro,
            groups=tuple((label, tuple(map(figure_summary, of_topic))) for label, _, of_topic in groups),
            ways=ways,
        )

    changed = partial(last_figure_change, frame.library, figures)
    inputs = {"angka": groups, "jalan": ways}
    yield PlannedPage(save_as(INDEX.url), "listings/angka", compose, lambda: inputs, changed=changed)


def _plan_figure(
    figure: Figure, used: Sequence[Article], tree: TopicTree, frame: Frame, _names: Collection[str]
) -> Iterator[PlannedPage]:
    def inputs() -> Mapping[str, Any]:
        topics = [topic_link(id, tree) for id in figure.tags]
        return {
            "angka": figure,
            "tulisan": (used[:USES], len(used)),
            "topik": topics,
            "urutan": tree.specific_first(figure.tags),
            "tanda": badge_of(figure.path, frame.library),
        }

    compose = partial(_compose_figure, figure, used, tree, frame)
    changed = partial(last_figure_change, frame.library, (figure,), used)
    yield PlannedPage(save_as(figure.page_url), "angka", compose, inputs, changed=changed)


def _uses_url(figure: Figure) -> str:
    return f"{figure.page_url}tulisan/"


def _plan_uses(figure: Figure, frame: Frame, list_page: ListPage[Article]) -> PlannedPage:
    number = list_page.number
    heading = f"Tulisan yang memakai {figure.title}"
    title = f"{heading}, halaman {number}" if number else heading
    description = f"Tulisan di {frame.name} yang memakai angka {figure.title}."
    trail = (INDEX, Link(figure.title, figure.page_url), Link("Tulisan", _uses_url(figure)))

    def compose() -> LatestPage:
        return LatestPage(
            **frame.page(title, numbered(description, number), list_page.url, trail),
            listing=list_page.listing(heading, lambda entries: cards_of(entries, frame.library)),
        )

    def inputs() -> Mapping[str, Any]:
        return {"angka": (figure.title, figure.page_url), "daftar": list_page}

    changed = partial(last_change, frame.library, list_page.entries)
    return PlannedPage(save_as(list_page.url), "listings/terkini", compose, inputs, changed=changed)


def _plan_whole_table(figure: Figure, frame: Frame) -> PlannedPage:
    measure, link = Link(figure.title, figure.page_url), Link("Semua angka", whole_url(figure))

    def compose() -> FigurePage:
        title = f"{figure.title}: semua angka"
        description = f"{title} yang dicatat di {frame.name}, masing-masing dengan sumbernya."
        return FigurePage(
            **frame.page(title, description, link.url, (INDEX, measure, link)),
            summary=description,
            latest="",
            facts=(),
            chart=None,
            table=table_of(figure, whole=True),
            conflicts=tuple(map(contradiction_view, contradictions_in(figure))),
            sources=sources_of(figure),
            topics=(),
            used_by=(),
        )

    changed = partial(last_figure_change, frame.library, (figure,))
    return PlannedPage(save_as(link.url), "angka", compose, lambda: {"angka": figure}, changed=changed)


def _compose_figure(figure: Figure, used: Sequence[Article], tree: TopicTree, frame: Frame) -> FigurePage:
    link = Link(figure.title, figure.page_url)
    graph = figure_graph(figure, shown_observations(figure), frame.library, frame.host, frame.logo)
    place = countries().get(figure.geography) or PROVINCES[figure.geography][0]
    partners = sorted({one.partner for one in figure.observations if one.partner}, key=partner_name)
    chart = chart_of(figure, with_table=False, own=True)  # the page has a table of all observations
    is_drawn = bool(chart.plot.height)
    conflicts = contradictions_in(figure)
    has_more = has_long_table(figure) and len(conflicts) > _CONFLICTS
    all_conflicts = Link(f"Semua {len(conflicts)} perbedaan", f"{whole_url(figure)}#k-berbeda") if has_more else None
    return FigurePage(
        **frame.page(figure.title, figure.summary, link.url, (INDEX, link), json_ld=graph),
        summary=figure.summary,
        latest="" if is_drawn else headline_text(figure),
        facts=(
            Fact("Yang diukur", (figure.measure,)),
            Fact("Satuan", (counted_in(figure),)),
            Fact("Wilayah", (place,)),
            *_series_facts(figure),
            *((Fact("Negara mitra", tuple(map(country_link, partners))),) if partners else ()),
        ),
        chart=chart if is_drawn else None,
        table=table_of(figure),
        conflicts=tuple(map(contradiction_view, conflicts[-_CONFLICTS:] if has_more else conflicts)),
        all_conflicts=all_conflicts,
        sources=() if has_long_table(figure) else sources_of(figure),
        topics=tuple(topic_link(id, tree) for id in tree.specific_first(figure.tags)),
        used_by=cards_of(used[:USES], frame.library),
        all_uses=Link(f"Semua {len(used)} tulisan", _uses_url(figure)) if len(used) > USES else None,
        badge=badge_of(figure.path, frame.library),
        cite=f"{frame.name}, “{figure.title}”, {frame.host.absolute(figure.page_url)}",
        downloads=(
            Link("CSV", csv_url(figure)),
            Link("JSON", json_url(figure)),
            Link("Seluruh buku angka (Data Package)", DATA_PACKAGE),
        ),
    )


def _series_facts(figure: Figure) -> Iterator[Fact]:
    if figure.scopes:
        yield Fact("Cakupan", tuple(f"{one.label}: {one.note}" if one.note else one.label for one in figure.scopes))
    if figure.products:
        yield Fact("Jenis produk", tuple(one.label for one in figure.products))


