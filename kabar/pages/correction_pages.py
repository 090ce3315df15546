"""Composes the list of corrections and withdrawals."""

from collections.abc import Iterator
from dataclasses import dataclass

from kabar.content.library import Library
from kabar.content.models.article import WITHDRAWAL, Article, Correction
from kabar.content.reading.article_lists import CORRECTED
from kabar.content.reading.links import resolve
from kabar.outputs.structured_data.article_data import CORRECTION_NAMES
from kabar.outputs.structured_data.json_ld import iso_moment
from kabar.pages.parts.frame import ATOM, Frame
from kabar.pages.parts.kinds import CorrectionsPage, CorrectionView, ListedCorrection
from kabar.pages.parts.page_dates import full_moment
from kabar.pages.parts.paging import ListPage, numbered, paged
from kabar.pages.parts.plan import PlannedPage, save_as
from kabar.pages.parts.views import Feed, Link

INDEX = Link("Koreksi", "/koreksi/")
FEED = f"{INDEX.url}atom.xml"
_INTRO = (
    "Semua koreksi, ralat, hak jawab, pencabutan, dan pemulihan di portal ini, yang terbaru lebih dulu. Masing-masing"
    " juga tercantum di tulisannya."
)
_EMPTY = "Belum ada koreksi. Bila ada, waktu dan isinya tampil di sini."
_REPORT_PAGE = "kontak"  # where readers report mistakes


@dataclass(frozen=True)
class ShownCorrection:
    """A correction as shown on the page of ``article``; ``number`` is its place there, from 1."""

    article: Article
    correction: Correction
    number: int

    @property
    def anchor(self) -> str:
        """Its HTML id on the page of the article."""
        return f"k-koreksi-{self.number}"

    @property
    def url(self) -> str:
        """Its address, without base."""
        return f"{self.article.page_url}#{self.anchor}"


def shown_corrections(article: Article) -> tuple[ShownCorrection, ...]:
    """The corrections of ``article``, oldest first; of a withdrawn article only the withdrawals.

    Older corrections would repeat what it said.
    """
    ordered = sorted(article.corrections, key=lambda one: (one.date, one.kind, one.text))
    chosen = [one for one in ordered if not article.withdrawn or one.kind == WITHDRAWAL]
    return tuple(ShownCorrection(article, one, number) for number, one in enumerate(chosen, 1))


def all_corrections(library: Library) -> list[ShownCorrection]:
    """The corrections of all articles, newest first."""
    corrected = library.index.entries([(CORRECTED, "")])
    shown = (one for article in corrected for one in shown_corrections(article))
    return sorted(shown, key=lambda one: (one.correction.date, one.article.path, one.number), reverse=True)


def correction_view(shown: ShownCorrection, library: Library) -> CorrectionView:
    """View model of a correction, for the article's page and the list."""
    one = shown.correction
    address = resolve(one.link, library.destinations, shown.article.path) if one.link else ""
    return CorrectionView(
        label=CORRECTION_NAMES[one.kind],
        date=full_moment(one.date, library),
        text=one.text,
        link=Link("Selengkapnya", address) if address else None,
        anchor=shown.anchor,
    )


def plan_corrections(frame: Frame) -> Iterator[PlannedPage]:
    """Plan ``/koreksi/`` with its closed pages; the front exists also without corrections."""
    for list_page in paged(all_corrections(frame.library), INDEX.url):
        yield _plan(list_page, frame)


def _plan(list_page: ListPage[ShownCorrection], frame: Frame) -> PlannedPage:
    library, number = frame.library, list_page.number
    report = library.static_pages.get(_REPORT_PAGE)
    title = f"Koreksi, halaman {number}" if number else "Koreksi"
    trail = (INDEX, *((Link(f"Halaman {number}", list_page.url),) if number else ()))

    def compose() -> CorrectionsPage:
        feeds = (Feed(f"{frame.name}: Koreksi", FEED, ATOM),)
        return CorrectionsPage(
            **frame.page(title, numbered(_INTRO, number), list_page.url, trail, feeds=feeds),
            intro="" if number else _INTRO,
            corrections=tuple(
                ListedCorrection(
                    Link(shown.article.title, shown.url), correction_view(shown, library), shown.article.lang
                )
                for shown in list_page.entries
            ),
            pager=list_page.pager,
            empty=_EMPTY,
            report=Link("Cara melaporkan kekeliruan", report.page_url) if report and not number else None,
            follow=() if number else (Link("Umpan Atom koreksi", FEED),),
        )

    def changed() -> str:
        last = max((shown.correction.date for shown in list_page.entries), default=None)
        return iso_moment(last) if last else ""

    inputs = {"koreksi": list_page}
    return PlannedPage(save_as(list_page.url), "koreksi", compose, lambda: inputs, changed=changed)


