"""Compose the lists of entries: front page, sections, years, what is new."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from plugins.agenda.states import is_joinable, still_to_come
from plugins.content_model.article import Article
from plugins.content_model.entries import Entries
from plugins.content_model.figure import Figure
from plugins.content_model.folder_index import SHOWN, newest_first
from plugins.pages.addressing import save_as
from plugins.pages.cards import card_of, cards_of
from plugins.pages.chapters import Chapter
from plugins.pages.figure_views import chart_of
from plugins.pages.frame import ATOM, SECTION_NAMES, Frame, section_link
from plugins.pages.kinds import FrontPage, LatestPage, SectionPage, TopicWeight
from plugins.pages.marks import last_change, mark_of_entries, mark_of_list
from plugins.pages.moments import local_day
from plugins.pages.paging import ListPage, paged
from plugins.pages.plan import PlannedPage
from plugins.pages.trainings import trainings_ahead
from plugins.pages.views import Feed, Link
from plugins.pages.volumes import list_chapter
from plugins.structured_data.site import website_graph

LATEST_ON_FRONT = 8
LATEST = 10
TRAININGS_ON_FRONT = 4
# More are kept ready: by the reader's clock some have closed and others opened.
TRAININGS_TO_COME = 12

_INTROS = {
    "berita": "Kabar tentang industri kecil dan menengah Indonesia.",
    "ekspor": "Kabar ekspor produk industri kecil dan menengah, dengan angka dan sumbernya.",
}
_EMPTY = {
    "berita": "Belum ada berita. Berita yang terbit akan tampil di sini.",
    "ekspor": "Belum ada kabar ekspor. Tulisan yang terbit akan tampil di sini.",
}


def plan_front(topics: Sequence[TopicWeight], frame: Frame) -> PlannedPage:
    """The front page: the lead story, the latest, trainings to join, a figure, topics."""
    shown = frame.library.index.entries([(SHOWN, "")])
    changed = partial(last_change, frame.library, shown)
    return PlannedPage("index.html", "index", lambda: _front(shown, topics, frame), changed=changed)


def _front(shown: Entries, topics: Sequence[TopicWeight], frame: Frame) -> FrontPage:
    library = frame.library
    lead = _lead(shown, frame)
    latest = [article for article in shown[: LATEST_ON_FRONT + 1] if article is not lead][:LATEST_ON_FRONT]
    trainings = still_to_come(trainings_ahead(library), library.now)[:TRAININGS_TO_COME]
    portal = library.portal
    return FrontPage(
        **frame.page(portal.name, portal.description, "/", json_ld=website_graph(library, frame.host)),
        tagline=portal.tagline,
        lead=card_of(lead, library) if lead else None,
        latest=cards_of(latest, library),
        trainings_heading="Bimtek yang masih bisa diikuti",
        trainings=cards_of(trainings, library),
        is_joinable=any(is_joinable(one, library.now) for one in trainings),
        trainings_empty="Saat ini belum ada bimtek yang membuka pendaftaran."
        " Begitu ada, jadwal dan batas pendaftarannya tampil di sini.",
        figure=chart_of(figure) if (figure := _leading_figure(library.figures)) else None,
        topics=tuple(topics),
    )


def plan_latest(frame: Frame) -> PlannedPage:
    """``/terkini/``: the newest entries of all sections, which a script takes into articles."""
    newest = frame.library.index.entries([(SHOWN, "")])[:LATEST]
    link = Link("Berita terkini", "/terkini/")
    return PlannedPage(
        save_as(link.url),
        "listings/terkini",
        lambda: LatestPage(
            **frame.page("Berita terkini", "Tulisan terbaru dari semua rubrik.", link.url, (link,)),
            listing=next(paged(newest, link.url)).listing(
                "Berita terkini", lambda entries: cards_of(entries, frame.library), "Belum ada tulisan yang terbit."
            ),
        ),
        lambda: {"tulisan": newest},
        mark_of_entries(frame.library, newest),
        partial(last_change, frame.library, newest),
    )


def plan_sections(frame: Frame) -> Iterator[Chapter]:
    """The front of berita and ekspor, its closed pages, and the same for each of its years."""
    index = frame.library.index
    for section in _INTROS:
        link = section_link(section)
        folders = sorted((name for name in index if name.startswith(f"{section}/")), reverse=True)
        years = tuple(Link(folder.partition("/")[2], f"/{folder}/") for folder in folders)
        plan = partial(_plan_list, section, (link,), years, frame)
        more = [year.label for year in years]
        yield list_chapter(frame.library, index.entries(folders=folders), link.url, plan, more=more)
        for folder, year in zip(folders, years, strict=True):
            plan = partial(_plan_list, section, (link, year), (), frame)
            yield list_chapter(frame.library, index.entries(folders=[folder]), year.url, plan)


def _plan_list(section: str, trail, years, frame: Frame, list_page: ListPage) -> PlannedPage:
    title = " ".join(link.label for link in trail)
    if list_page.number:
        years = ()
        title += f", halaman {list_page.number}"
        trail = (*trail, Link(f"Halaman {list_page.number}", list_page.url))
    feeds = (Feed(f"{frame.name}: {SECTION_NAMES[section]}", f"/{section}/atom.xml", ATOM),)
    has_chart = section == "ekspor" and list_page.url == section_link(section).url
    leading = _leading_figure(frame.library.figures) if has_chart else None

    def compose() -> SectionPage:
        return SectionPage(
            **frame.page(title, _INTROS[section], list_page.url, trail, feeds=feeds),
            section=section,
            intro=_INTROS[section] if len(trail) == 1 else "",
            listing=list_page.listing(title, lambda entries: cards_of(entries, frame.library), _EMPTY[section]),
            years=years,
            figures=(chart_of(leading),) if leading else (),
        )

    return PlannedPage(
        save_as(list_page.url),
        f"listings/{section}",
        compose,
        lambda: {"daftar": list_page, "jalur": trail, "tahun": years, "angka": leading},
        mark_of_list(frame.library, list_page, more=[link.label for link in years]),
        partial(last_change, frame.library, list_page.entries),
    )


def _lead(shown: Entries, frame: Frame) -> Article | None:
    library = frame.library
    today = local_day(library.now, library).toordinal()
    told = (pair for folder in library.index.values() for pair in folder.highlights.items())
    highlighted = [library.gists[path] for path, until in told if until >= today]
    newest = min((one for one in highlighted if one.status != "withdrawn"), key=newest_first, default=None)
    return library.articles[newest.path] if newest else next(iter(shown[:1]), None)


def _leading_figure(figures: Mapping[str, Figure]) -> Figure | None:
    # A chart says more the more it compares; then the newest source, then the id decides.
    return max(
        figures.values(),
        key=lambda figure: (
            len(figure.observations),
            max(observation.source.date for observation in figure.observations),
            figure.id,
        ),
        default=None,
    )
