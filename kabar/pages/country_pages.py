"""Composes the pages of partner countries: exports by the ledger and the news."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from kabar.content.models.article import Article
from kabar.content.models.figure import Figure
from kabar.content.parsing.codes import partner_name
from kabar.content.reading.article_lists import PARTNER
from kabar.pages.parts.cards import cards_of
from kabar.pages.parts.figure_views import table_of
from kabar.pages.parts.frame import Frame, section_link
from kabar.pages.parts.kinds import CountryPage
from kabar.pages.parts.page_dates import last_figure_change
from kabar.pages.parts.page_sets import PageSet, list_pages
from kabar.pages.parts.paging import ListPage, numbered
from kabar.pages.parts.plan import Inputs, PlannedPage, save_as
from kabar.pages.parts.views import Link

INDEX = section_link("ekspor")


def country_link(code: str) -> Link:
    """The page of the country ``code`` (ISO 3166-1 alpha-2)."""
    return Link(partner_name(code), f"{INDEX.url}negara/{code.lower()}/")


def plan_countries(frame: Frame) -> Iterator[PageSet]:
    """Plan a page (with closed pages) for each country that an article or an observation names as partner."""
    index, figures = frame.library.index, defaultdict(list)
    for figure in sorted(frame.library.figures.values(), key=lambda one: (one.title.casefold(), one.id)):
        for code in dict.fromkeys(one.partner for one in figure.observations if one.partner):
            figures[code].append(figure)
    for code in sorted({*index.ids(PARTNER), *figures}):
        plan = partial(_plan_country, code, figures[code], frame)
        entries = index.entries([(PARTNER, code)])
        yield list_pages(entries, country_link(code).url, plan, entries.keys, ())


def _plan_country(code: str, figures: Sequence[Figure], frame: Frame, list_page: ListPage[Article]) -> PlannedPage:
    link, closed = country_link(code), list_page.number
    title = f"Ekspor ke {link.label}" + (f", halaman {closed}" if closed else "")
    trail = (INDEX, link, *((Link(f"Halaman {closed}", list_page.url),) if closed else ()))
    contents = "Angka dan kabar ekspor" if figures else "Kabar ekspor"
    intro = f"{contents} produk IKM Indonesia ke {link.label}."
    shown = () if closed else figures
    compose = partial(_compose, code, (title, intro, trail), list_page, shown, frame)
    inputs: Inputs = partial(dict, negara=code, daftar=list_page, angka=shown)
    changed = partial(last_figure_change, frame.library, [_only(one, code) for one in shown], list_page.entries)
    return PlannedPage(save_as(list_page.url), "negara", compose, inputs, changed=changed)


def _compose(
    code: str,
    texts: tuple[str, str, tuple[Link, ...]],
    list_page: ListPage[Article],
    figures: Sequence[Figure],
    frame: Frame,
) -> CountryPage:
    title, intro, trail = texts
    name = country_link(code).label
    return CountryPage(
        **frame.page(title, numbered(intro, list_page.number), list_page.url, trail),
        intro="" if list_page.number else intro,
        # All rows are of this country: no column for partners.
        tables=tuple(replace(table_of(_only(figure, code)), has_partners=False) for figure in figures),
        listing=list_page.listing(
            f"Kabar ekspor ke {name}",
            lambda found: cards_of(found, frame.library),
            f"Belum ada kabar ekspor ke {name}.",
        ),
    )


def _only(figure: Figure, code: str) -> Figure:
    kept = tuple(one for one in figure.observations if one.partner == code)
    return figure.model_copy(update={"observations": kept, "disputes": ()})


