"""Composes the pages of sources, each with the figures and articles that use it, and their index."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby
from typing import Any

from kabar.content.models.article import Article
from kabar.content.models.figure import Figure
from kabar.content.models.source import Republication, Source
from kabar.content.reading.article_lists import SOURCE
from kabar.indonesian.dates import date_text, reduced_date_text
from kabar.indonesian.numbers import number_text
from kabar.outputs.structured_data.profile_data import source_graph
from kabar.pages.parts.cards import cards_of
from kabar.pages.parts.figure_views import table_of
from kabar.pages.parts.frame import Frame
from kabar.pages.parts.keys import ANY_DOCUMENT, ANY_SOURCE
from kabar.pages.parts.kinds import IndexEntry, IndexPage, SourcePage
from kabar.pages.parts.page_dates import last_change
from kabar.pages.parts.page_sets import PageSet, list_pages
from kabar.pages.parts.paging import ListPage, numbered, paged
from kabar.pages.parts.plan import Inputs, PlannedPage, save_as
from kabar.pages.parts.views import Fact, FigureTable, Link, badge_of

INDEX = Link("Sumber", "/sumber/")
_PAGE = 50  # sources on a page of the index
MANY = 2  # uses of a source from which on search engines may index its page
_INTRO = "Sumber yang dipakai {} di portal ini, dengan penerbit, tanggal, dan alamatnya."


def plan_sources(frame: Frame) -> Iterator[PageSet]:
    """Plan a page (with closed pages) for each source, with the figures and articles that name it."""
    figures = _figures_by_source(frame.library.figures)
    disputes = _disputes_by_source(frame.library.figures)
    names = _names_of(frame.library.sources)
    for source in frame.library.sources.values():
        entries = frame.library.index.entries([(SOURCE, source.id)])
        uses = figures[source.id], tuple(disputes[source.id]), len(entries)
        plan = partial(_plan, source, names[source.id], *uses, frame)
        yield list_pages(entries, source.page_url, plan, (*entries.keys, ANY_SOURCE), (ANY_DOCUMENT, ANY_SOURCE))


def plan_source_index(frame: Frame) -> Iterator[PlannedPage]:
    """Plan ``/sumber/`` with its closed pages: all sources by year, newest first, with the number of uses."""
    library, figures = frame.library, _figures_by_source(frame.library.figures)
    by_name = sorted(library.sources.values(), key=lambda one: (one.publisher.casefold(), one.id))
    entries = {id: len(library.index.entries([(SOURCE, id)])) for id in library.sources}
    counts = {id: (_count(figures[id]), entries[id]) for id in library.sources}
    newest_first = sorted(by_name, key=lambda one: one.date, reverse=True)
    for list_page in paged(newest_first, INDEX.url, _PAGE):
        yield _plan_index(list_page, counts, frame)


def _plan_index(list_page: ListPage[Source], counts: Mapping[str, tuple[int, int]], frame: Frame) -> PlannedPage:
    number = list_page.number
    title = f"{INDEX.label}, halaman {number}" if number else INDEX.label
    trail = (INDEX, *((Link(f"Halaman {number}", list_page.url),) if number else ()))

    intro = _INTRO.format("angka dan tulisan" if "ekspor" in frame.sections else "tulisan")

    def compose() -> IndexPage:
        by_year = groupby(list_page.entries, key=lambda one: one.date[:4])
        return IndexPage(
            **frame.page(title, numbered(intro, number), list_page.url, trail),
            intro="" if number else intro,
            groups=tuple((year, tuple(_index_entry(one, *counts[one.id]) for one in some)) for year, some in by_year),
            empty="Belum ada sumber yang dicatat di sumber/.",
            pager=list_page.pager,
        )

    def inputs() -> Mapping[str, Any]:
        shown = [(source, counts[source.id]) for source in list_page.entries]
        return {"sumber": shown, "halaman": (number, list_page.pager.newer, list_page.pager.older)}

    return PlannedPage(save_as(list_page.url), "listings/indeks", compose, inputs)


def _figures_by_source(figures: Mapping[str, Figure]) -> Mapping[str, list[Figure]]:
    """By source id the measures that name it, each reduced to the observations that do; sorted by title."""
    by_source: dict[str, list[Figure]] = defaultdict(list)
    for figure in sorted(figures.values(), key=lambda one: (one.title.casefold(), one.id)):
        by_id = defaultdict(list)
        for one in figure.observations:
            by_id[one.source.id].append(one)
        for id in filter(None, by_id):
            by_source[id].append(figure.model_copy(update={"observations": tuple(by_id[id])}))
    return by_source


def _names_of(sources: Mapping[str, Source]) -> Mapping[str, str]:
    """Display names by source id: the title, or publisher and date, with the id where several would be equal."""
    names = {id: one.title or f"{one.publisher}, {reduced_date_text(one.date)}" for id, one in sources.items()}
    untitled = Counter(names[id] for id, one in sources.items() if not one.title)
    return {id: f"{name} ({id})" if untitled[name] > 1 else name for id, name in names.items()}


def _disputes_by_source(figures: Mapping[str, Figure]) -> Mapping[str, list[Link]]:
    """By source id links to the disputes in which it makes a claim."""
    by_source: dict[str, list[Link]] = defaultdict(list)
    for figure in sorted(figures.values(), key=lambda one: (one.title.casefold(), one.id)):
        for one in figure.disputes:
            for id in dict.fromkeys(claim.source.id for claim in one.claims if claim.source.id):
                by_source[id].append(Link(one.about, f"{figure.page_url}#k-berbeda"))
    return by_source


def _count(figures: Sequence[Figure]) -> int:
    return sum(len(figure.observations) for figure in figures)


def _index_entry(source: Source, figures: int, entries: int) -> IndexEntry:
    details = [reduced_date_text(source.date)]
    details += [f"{number_text(figures)} angka"] if figures else []
    details += [f"{number_text(entries)} tulisan"] if entries else []
    label = f"{source.publisher}: {source.title}" if source.title else source.publisher
    return IndexEntry(Link(label, source.page_url), ", ".join(details))


def _plan(
    source: Source,
    name: str,
    figures: Sequence[Figure],
    disputes: tuple[Link, ...],
    entries: int,
    frame: Frame,
    list_page: ListPage[Article],
) -> PlannedPage:
    shown = () if list_page.number else figures
    is_used_by_many = _count(figures) + len(disputes) + entries >= MANY
    compose = partial(_compose, source, name, list_page, shown, disputes, is_used_by_many, frame)
    badge = badge_of(source.path, frame.library)
    uses = {"angka": shown, "pertentangan": disputes, "banyak": is_used_by_many}
    inputs: Inputs = partial(dict, sumber=source, nama=name, daftar=list_page, tanda=badge, **uses)
    changed = partial(last_change, frame.library, list_page.entries)
    return PlannedPage(save_as(list_page.url), "sumber", compose, inputs, (), changed, is_used_by_many)


def _compose(
    source: Source,
    name: str,
    list_page: ListPage[Article],
    figures: Sequence[Figure],
    disputes: tuple[Link, ...],
    is_used_by_many: bool,
    frame: Frame,
) -> SourcePage:
    closed = list_page.number
    own = Link(name, source.page_url)
    # Annual reports share a title: publisher and date make it unique.
    whole = f"{name} ({source.publisher}, {reduced_date_text(source.date)})" if source.title else name
    title = f"{whole}, halaman {closed}" if closed else whole
    trail = (INDEX, own, *((Link(f"Halaman {closed}", list_page.url),) if closed else ()))
    description = f"Angka dan tulisan di {frame.name} yang bersumber dari {whole}."
    graph = () if closed else source_graph(source, frame.host)
    return SourcePage(
        **frame.page(
            title,
            numbered(description, closed),
            list_page.url,
            trail,
            heading="" if closed else name,
            json_ld=graph,
            noindex=not is_used_by_many,
        ),
        facts=() if closed else _facts(source, disputes),
        tables=tuple(_without_source(table_of(figure)) for figure in figures),
        listing=list_page.listing(
            "Tulisan yang memakai sumber ini",
            lambda found: cards_of(found, frame.library),
            "Belum ada tulisan yang memakai sumber ini.",
        ),
        badge=badge_of(source.path, frame.library),
    )


def _without_source(table: FigureTable) -> FigureTable:
    """``table`` for the page of its only source: the last column has the notes alone, if there are any."""
    rows, folded = (tuple(replace(row, sources=()) for row in some) for some in (table.rows, table.folded))
    has_notes = any(row.note for row in (*rows, *folded))
    return replace(table, rows=rows, folded=folded, last_heading="Keterangan" if has_notes else "")


def _facts(source: Source, disputes: tuple[Link, ...]) -> tuple[Fact, ...]:
    extent = {"utuh": "utuh", "sebagian": "sebagian saja"}.get(source.extent or "", "")
    seen = date_text(source.looked_at) if source.looked_at else ""
    facts = (
        Fact("Penerbit", (source.publisher,)),
        Fact("Tanggal", (reduced_date_text(source.date),)),
        Fact("Menurut", (source.said_by,) if source.said_by else ()),
        Fact("Alamat", (Link(source.url, source.url),) if source.url else ()),
        Fact("Dimuat ulang", tuple(map(_republication, source.republished))),
        Fact("Dilihat redaksi", (", ".join(filter(None, (seen, extent))),) if seen or extent else ()),
        Fact("Bertentangan dengan sumber lain", disputes),
        Fact("Keterangan", (source.note,) if source.note else ()),
    )
    return tuple(fact for fact in facts if fact.values)


def _republication(one: Republication) -> Link | str:
    dated = f", {reduced_date_text(one.date)}" if one.date else ""
    text = f"{one.publisher}{dated}"
    return Link(text, one.url) if one.url else text


