"""Composes the list of contradictions in the ledger."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from kabar.figures.contradictions import Contradiction, StatedContradiction, contradictions_of
from kabar.pages.figure_pages import INDEX as FIGURES
from kabar.pages.parts.figure_views import contradiction_view
from kabar.pages.parts.frame import ATOM, Frame
from kabar.pages.parts.kinds import ContradictionsPage
from kabar.pages.parts.page_dates import newest_source
from kabar.pages.parts.paging import ListPage, numbered, paged
from kabar.pages.parts.plan import PlannedPage, save_as
from kabar.pages.parts.views import Feed, Link

INDEX = Link("Angka yang bertentangan", "/angka/pertentangan/")
FEED = f"{INDEX.url}atom.xml"
_PAGE = 10  # contradictions, of several claims each
Contradictory = Contradiction | StatedContradiction
_INTRO = (
    "Angka yang tidak mungkin semuanya benar, atau yang dihitung dengan cakupan berbeda: siapa menyebut berapa, kapan,"
    " dan apa yang barangkali menjelaskannya. Yang terbaru lebih dulu; portal ini tidak memilih salah satu."
)
_EMPTY = "Belum ada angka yang bertentangan di buku angka."


def plan_contradictions(frame: Frame) -> Iterator[PlannedPage]:
    """Plan ``/angka/pertentangan/`` with its closed pages; the front exists also without contradictions.

    Yields nothing where the ledger is empty.
    """
    if not frame.library.figures:
        return
    found = contradictions_of(frame.library.figures.values())
    for list_page in paged(found, INDEX.url, _PAGE):
        yield _plan(list_page, len(found), frame)


def _plan(list_page: ListPage[Contradictory], count: int, frame: Frame) -> PlannedPage:
    figures = list(dict.fromkeys(one.figure.id for one in list_page.entries))

    def inputs() -> Mapping[str, Any]:
        shown = [(one.figure.id, one.identity) for one in list_page.entries]
        pager = list_page.pager
        return {
            "angka": [frame.library.figures[id] for id in figures],
            "pertentangan": shown,
            "halaman": (list_page.number, pager.newer, pager.older, count),
        }

    compose, changed = partial(_compose, list_page, frame), partial(_changed, list_page, frame)
    return PlannedPage(save_as(list_page.url), "pertentangan", compose, inputs, changed=changed)


def _changed(list_page: ListPage[Contradictory], frame: Frame) -> str:
    return newest_source(frame.library, (one.newest for one in list_page.entries))


def _compose(list_page: ListPage[Contradictory], frame: Frame) -> ContradictionsPage:
    number = list_page.number
    title = f"{INDEX.label}, halaman {number}" if number else INDEX.label
    trail = (FIGURES, INDEX, *((Link(f"Halaman {number}", list_page.url),) if number else ()))
    feeds = (Feed(f"{frame.name}: {INDEX.label}", FEED, ATOM),)
    return ContradictionsPage(
        **frame.page(title, numbered(_INTRO, number), list_page.url, trail, feeds=feeds),
        intro="" if number else _INTRO,
        contradictions=tuple(contradiction_view(one, with_measure=True) for one in list_page.entries),
        pager=list_page.pager,
        empty=_EMPTY,
        follow=() if number else (Link("Umpan Atom pertentangan", FEED),),
    )


