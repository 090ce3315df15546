"""Composes lists of articles: front page, sections, years, latest news."""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from kabar.agenda.life import is_joinable, still_to_come
from kabar.content.library import Library
from kabar.content.models.article import Article
from kabar.content.models.bimtek import Bimtek
from kabar.content.models.figure import Figure
from kabar.content.models.portal import FrontBlockName
from kabar.content.models.topic import Topic
from kabar.content.parsing.codes import PROVINCES
from kabar.content.reading.article_lists import FOLDER, SECTION, SHOWN, TOPIC, list_key, newest_first
from kabar.content.reading.entries import Entries
from kabar.outputs.calendars.calendar_addresses import province_url
from kabar.outputs.structured_data.json_ld import website_graph
from kabar.pages.parts.cards import card_of, cards_of
from kabar.pages.parts.figure_views import chart_of
from kabar.pages.parts.frame import ATOM, Frame, section_link
from kabar.pages.parts.kinds import FrontBlock, FrontPage, LatestPage, SectionPage, TopicWeight
from kabar.pages.parts.page_dates import last_change, local_day
from kabar.pages.parts.page_sets import PageSet, list_pages
from kabar.pages.parts.paging import ListPage, numbered, paged
from kabar.pages.parts.plan import PlannedPage, save_as
from kabar.pages.parts.training_views import trainings_ahead
from kabar.pages.parts.views import Feed, Link
from kabar.sections.registry import section_of_block
from kabar.topics.tree import TopicTree

Groups = Mapping[str, Entries]

LATEST_ON_FRONT = 8
LATEST = 10
SECONDS = 2
IN_BLOCK = 4  # stories
TRAININGS_IN_A_ROW = 3
CANDIDATES = 64  # the newest articles, of which the front page shows some
# More than are shown: by the reader's clock some have closed and others opened.
TRAININGS_TO_COME = 12


def plan_front(topics: Sequence[TopicWeight], groups: Groups, tree: TopicTree, frame: Frame) -> PlannedPage:
    """Plan the front page: lead story, latest articles, and the blocks of ``portal.yaml``.

    ``topics`` are those with most articles, largest first; ``groups`` are the articles of each topic.
    """
    shown = frame.library.index.entries([(SHOWN, "")])
    changed = partial(last_change, frame.library, shown)
    return PlannedPage(
        "index.html", "index", lambda: _front(shown, topics, groups, tree, frame), changed=changed
    )


def _front(
    shown: Entries, topics: Sequence[TopicWeight], groups: Groups, tree: TopicTree, frame: Frame
) -> FrontPage:
    library = frame.library
    lead = _lead(shown, frame)
    explainers = library.vocabulary.find(library.portal.front.explainers) or ""
    explaining = groups.get(explainers, ())
    leading = {lead.path} if lead else set()
    apart = leading.union(_first(explaining, CANDIDATES))
    newest = [library.articles[path] for path in _first(shown, CANDIDATES) if path not in apart]
    stories = mixed(newest, LATEST_ON_FRONT)
    # A lead with a photo is as tall as the list of latest articles: no second stories below it.
    has_seconds = lead is not None and not card_of(lead, library).photo and len(stories) >= 2 * SECONDS
    seconds = stories[: SECONDS if has_seconds else 0]
    latest = stories[len(seconds) : LATEST_ON_FRONT]
    placed = {one.path for one in (*latest, *seconds)} | apart
    to_come = still_to_come(trainings_ahead(library), library.now)
    trainings = to_come[:TRAININGS_TO_COME]
    figure = _leading_figure(library.figures)
    portal = library.portal

    def block(kind: FrontBlockName) -> FrontBlock | None:
        section = section_of_block(kind)
        if section and section.name not in frame.sections:
            return None
        if kind == "trainings":
            return FrontBlock(kind, "Bimtek yang masih bisa diikuti", Link("Semua bimtek", "/bimtek/"))
        if kind == "figure":
            more = Link("Angka ini dan sumbernya", figure.page_url) if figure else None
            return FrontBlock(kind, "Angka ekspor", more) if more else None
        if kind == "topics":
            return FrontBlock(kind, "Topik", Link("Semua topik", "/topik/")) if topics else None
        if section:
            folders = [name for name in library.index if name.startswith(f"{section.name}/")]
            entries, link = library.index.entries([(SHOWN, "")], folders=folders), section_link(section.name)
            return _stories(kind, link.label, Link(f"Semua {link.label.lower()}", link.url), entries, placed, frame)
        id = explainers if kind == "explainers" else _topic_in_focus(topics, groups, tree, explainers, library)
        if id not in tree.topics:
            return None
        topic = tree.topics[id]
        more = Link(f"Semua tentang {topic.label}", topic.page_url)
        but = leading if kind == "explainers" else placed
        return _stories(kind, topic.label, more, groups[id], but, frame, topic.definition)

    return FrontPage(
        **frame.page(portal.name, portal.description, "/", json_ld=website_graph(library, frame.host, frame.logo)),
        tagline=portal.tagline,
        lead=card_of(lead, library) if lead else None,
        latest=cards_of(latest, library),
        seconds=cards_of(seconds, library),
        blocks=tuple(one for one in map(block, portal.front.blocks) if one),
        trainings=cards_of(trainings, library),
        provinces=_provinces_of(to_come),
        is_joinable=any(is_joinable(one, library.now) for one in trainings),
        trainings_empty="Saat ini belum ada bimtek yang membuka pendaftaran."
        " Begitu ada, jadwal dan batas pendaftarannya tampil di sini.",
        # Without the table and the other series, which are on the measure's page.
        figure=chart_of(figure, with_table=False, only_leading=True) if figure else None,
        topics=tuple(topics),
    )


def _provinces_of(trainings: Sequence[Bimtek]) -> tuple[Link, ...]:
    """Links to the provinces of ``trainings``, by name."""
    codes = {one.place.province for one in trainings if one.place and one.place.province}
    return tuple(sorted((Link(PROVINCES[code][0], province_url(code)) for code in codes), key=lambda link: link.label))


def mixed(entries: Sequence[Article], limit: int) -> list[Article]:
    """The first ``limit`` of ``entries``, with at most three trainings in a row while other articles are left.

    A fourth training is moved behind the next other article.
    """
    trainings = deque(one for one in entries if isinstance(one, Bimtek))
    others = deque(one for one in entries if not isinstance(one, Bimtek))
    place = {one.path: number for number, one in enumerate(entries)}
    chosen: list[Article] = []
    in_row = 0
    while len(chosen) < limit and (trainings or others):
        is_first = bool(trainings) and (not others or place[trainings[0].path] < place[others[0].path])
        if is_first and (in_row < TRAININGS_IN_A_ROW or not others):
            chosen.append(trainings.popleft())
            in_row += 1
        else:
            chosen.append(others.popleft())
            in_row = 0
    return chosen


def _first(entries: Sequence[Article], count: int) -> list[str]:
    return entries.first(count) if isinstance(entries, Entries) else []


def _stories(
    kind: FrontBlockName, heading: str, more: Link, entries: Entries, placed: set[str], frame: Frame, text: str = ""
) -> FrontBlock | None:
    """A block of the newest ``entries`` that are not in ``placed``; adds them there. None where there are none."""
    library = frame.library
    newest = (path for path in entries.first(CANDIDATES) if library.summaries[path].status != "withdrawn")
    paths = [path for path in newest if path not in placed][:IN_BLOCK]
    placed.update(paths)
    cards = cards_of([library.articles[path] for path in paths], library)
    return FrontBlock(kind, heading, more, cards, text) if cards else None


def _topic_in_focus(
    topics: Sequence[TopicWeight], groups: Groups, tree: TopicTree, explainers: str, library: Library
) -> str:
    chosen = library.vocabulary.find(library.portal.front.topic or "")
    if chosen and chosen in tree.topics:
        return chosen
    narrow = (topic.link.url.split("/")[2] for topic in topics)
    return next((id for id in narrow if id in tree.broader and id != explainers), "")


def plan_latest(frame: Frame) -> PlannedPage:
    """Plan ``/terkini/``, the newest articles of all sections; a script inserts the list into article pages."""
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
        changed=partial(last_change, frame.library, newest),
    )


def plan_sections(groups: Groups, tree: TopicTree, frame: Frame) -> Iterator[PageSet]:
    """Plan the front and closed pages of berita and ekspor, and of each of their years.

    On the section's front explainers are listed separately: many come out on one day. ``groups`` are the articles of
    each topic.
    """
    index = frame.library.index
    explainers = frame.library.vocabulary.find(frame.library.portal.front.explainers) or ""
    for section in (one.name for one in frame.sections.values() if one.list_template):
        link = section_link(section)
        folders = sorted((name for name in index if name.startswith(f"{section}/")), reverse=True)
        years = tuple(Link(folder.partition("/")[2], f"/{folder}/") for folder in folders)
        entries, keys = index.entries(folders=folders), [list_key(SECTION, section)]
        apart: tuple[Topic, Entries] | None = None
        if frame.sections[section].sets_explainers_apart and explainers in tree.topics:
            of_topic = groups[explainers]
            if news := index.entries(folders=folders, but=[(TOPIC, explainers)]):
                entries = news
                apart = (tree.topics[explainers], of_topic) if of_topic else None
            keys += of_topic.keys  # of all sections
        plan = partial(_plan_list, section, (link,), years, frame, explainers=apart)
        yield list_pages(entries, link.url, plan, keys, ())
        for folder, year in zip(folders, years, strict=True):
            plan = partial(_plan_list, section, (link, year), (), frame)
            yield list_pages(index.entries(folders=[folder]), year.url, plan, [list_key(FOLDER, folder)], ())


def _plan_list(
    section: str,
    trail: tuple[Link, ...],
    years: tuple[Link, ...],
    frame: Frame,
    list_page: ListPage[Article],
    explainers: tuple[Topic, Entries] | None = None,
) -> PlannedPage:
    introduction, nothing_yet = frame.sections[section].introduction, frame.sections[section].nothing_yet
    title = " ".join(link.label for link in trail)
    description = introduction if len(trail) == 1 else f"{introduction} Terbit pada {trail[-1].label}."
    if list_page.number:
        years, explainers = (), None
        title += f", halaman {list_page.number}"
        trail = (*trail, Link(f"Halaman {list_page.number}", list_page.url))
    feeds = (Feed(f"{frame.name}: {frame.sections[section].label}", f"/{section}/atom.xml", ATOM),)
    has_chart = frame.sections[section].leads_with_figure and list_page.url == section_link(section).url
    leading = _leading_figure(frame.library.figures) if has_chart else None

    def block() -> FrontBlock | None:
        if not explainers:
            return None
        topic, apart = explainers
        more = Link(f"Semua tentang {topic.label}", topic.page_url)
        return _stories("explainers", topic.label, more, apart, set(), frame, topic.definition)

    def compose() -> SectionPage:
        return SectionPage(
            **frame.page(title, numbered(description, list_page.number), list_page.url, trail, feeds=feeds),
            section=section,
            intro=introduction if len(trail) == 1 else "",
            listing=list_page.listing(title, lambda entries: cards_of(entries, frame.library), nothing_yet),
            years=years,
            figures=(chart_of(leading, with_table=False, only_leading=True),) if leading else (),
            explainers=block(),
        )

    return PlannedPage(
        save_as(list_page.url),
        frame.sections[section].list_template,
        compose,
        lambda: {
            "daftar": list_page,
            "jalur": trail,
            "tahun": years,
            "angka": leading,
            "penjelasan": (explainers[0], explainers[1][:CANDIDATES]) if explainers else None,
        },
        changed=partial(last_change, frame.library, list_page.entries),
    )


def _lead(shown: Entries, frame: Frame) -> Article | None:
    library = frame.library
    today = local_day(library.now, library).toordinal()
    highlighted = [library.summaries[path] for path, until in library.index.highlights.items() if until >= today]
    newest = min((one for one in highlighted if one.status != "withdrawn"), key=newest_first, default=None)
    return library.articles[newest.path] if newest else next(iter(shown[:1]), None)


def _leading_figure(figures: Mapping[str, Figure]) -> Figure | None:
    # Most observations first, then the newest source, then the id.
    return max(
        figures.values(),
        key=lambda figure: (
            len(figure.observations),
            max(observation.source.date or "" for observation in figure.observations),
            figure.id,
        ),
        default=None,
    )


