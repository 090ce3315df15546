"""Plans the feeds: which there are, and the entries of each."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cache, partial
from typing import Any, TypeVar

from kabar.content.library import Library
from kabar.content.markdown_source.directives import Body
from kabar.content.models.article import Article
from kabar.content.models.host import Host
from kabar.content.reading.article_lists import SECTION, list_key
from kabar.content.reading.entries import Entries
from kabar.content.reading.links import first_address
from kabar.figures.contradictions import Contradiction, StatedContradiction, contradictions_of
from kabar.outputs.feeds.atom import write_atom
from kabar.outputs.feeds.feed_entries import contradiction_entry, correction_entry, entry_of, lasting_id
from kabar.outputs.feeds.feed_values import FeedAuthor, FeedEntry, FeedInfo, newest_first
from kabar.outputs.feeds.json_feed import write_json_feed
from kabar.outputs.feeds.rss import write_rss
from kabar.pages.contradiction_pages import FEED as CONTRADICTIONS_FEED
from kabar.pages.contradiction_pages import INDEX as CONTRADICTIONS
from kabar.pages.correction_pages import FEED, INDEX, ShownCorrection, all_corrections
from kabar.pages.parts.body_views import body_view
from kabar.pages.parts.keys import ANY_DOCUMENT, drawn_in, profiles_in
from kabar.pages.parts.page_sets import PageSet
from kabar.pages.parts.plan import Inputs, PlannedFile
from kabar.sections.registry import shown_sections

NEWEST = 20
Groups = Mapping[str, Entries]
Writer = Callable[[FeedInfo, Sequence[FeedEntry]], bytes]
T = TypeVar("T")


def plan_feeds(
    library: Library, groups: Groups, bodies: Mapping[str, Body], host: Host, octets_of: Callable[[str], int]
) -> Iterator[PlannedFile | PageSet]:
    """Plan all feeds.

    ``groups`` are the articles of each topic by id, ``bodies`` are by content path; ``octets_of`` as in ``entry_of``.
    A topic's feed includes the articles of narrower topics; empty topics have a feed, too.
    """
    index = library.index

    @cache  # an article is in the feeds of all its topics
    def entry(path: str) -> FeedEntry:
        article = library.articles[path]
        view, _ = body_view(() if article.withdrawn else bodies.get(path, ()), library, article.lang, for_pages=False)
        return entry_of(article, view, library, host, octets_of)

    def newest(chosen: Sequence[Article]) -> list[FeedEntry]:
        return [entry(article.path) for article in chosen]

    def planned(name: str, write: Writer, info: FeedInfo, chosen: Entries, *keys: str) -> PageSet:
        def plan(_names: Collection[str]) -> Iterator[PlannedFile]:
            first = chosen[:NEWEST]

            def inputs() -> Mapping[str, Any]:
                return {"umpan": info, "tulisan": [_inputs(one, bodies, library) for one in first]}

            yield PlannedFile(name, partial(_write, write, info, newest, first), inputs)

        return PageSet([name], plan, (*(keys or chosen.keys), ANY_DOCUMENT))

    portal = library.portal
    for name, write in (("atom.xml", write_atom), ("rss.xml", write_rss), ("feed.json", write_json_feed)):
        # One feed in three formats: the same id.
        info = _info(name, portal.name, portal.description, "/", lasting_id("atom.xml"), library, host)
        yield planned(name, write, info, index.entries())
    for section in shown_sections(portal).values():
        of_section = index.entries(folders=[folder for folder in index if folder.startswith(f"{section.name}/")])
        name = f"{section.name}/atom.xml"
        description = f"Tulisan terbaru {portal.name} di rubrik {section.label}."
        title = f"{portal.name}: {section.label}"
        info = _info(name, title, description, f"/{section.name}/", lasting_id(name), library, host)
        yield planned(name, write_atom, info, of_section, list_key(SECTION, section.name))
    description = f"Koreksi, ralat, hak jawab, pencabutan, dan pemulihan di {portal.name}."
    name = FEED.lstrip("/")
    info = _info(name, f"{portal.name}: Koreksi", description, INDEX.url, lasting_id(name), library, host)
    corrections = all_corrections(library)[:NEWEST]

    def entries(chosen: Sequence[ShownCorrection]) -> list[FeedEntry]:
        return [correction_entry(one, library, host) for one in chosen]

    inputs: Inputs = partial(dict, umpan=info, koreksi=corrections)
    yield PlannedFile(name, partial(_write, write_atom, info, entries, corrections), inputs)
    if library.figures:
        yield _contradictions(library, host)
    for id, of_topic in groups.items():
        topic = library.vocabulary.topics[id]
        name, urn = f"{topic.page_address}/atom.xml", lasting_id(f"{first_address(topic)}/atom.xml")
        title = f"{portal.name}: {topic.label}"
        info = _info(name, title, topic.definition, topic.page_url, urn, library, host)
        yield planned(name, write_atom, info, of_topic)


def _contradictions(library: Library, host: Host) -> PlannedFile:
    portal, name = library.portal, CONTRADICTIONS_FEED.lstrip("/")
    description = f"Angka yang bertentangan di buku angka {portal.name}, yang terbaru lebih dulu."
    title = f"{portal.name}: {CONTRADICTIONS.label}"
    info = _info(name, title, description, CONTRADICTIONS.url, lasting_id(name), library, host)
    found = contradictions_of(library.figures.values())[:NEWEST]

    def entries(chosen: Sequence[Contradiction | StatedContradiction]) -> list[FeedEntry]:
        return [contradiction_entry(one, library, host) for one in chosen]

    figures = [library.figures[id] for id in dict.fromkeys(one.figure.id for one in found)]
    keys = [(one.figure.id, one.identity) for one in found]
    inputs: Inputs = partial(dict, umpan=info, angka=figures, butir=keys)
    return PlannedFile(name, partial(_write, write_atom, info, entries, found), inputs)


def _inputs(article: Article, bodies: Mapping[str, Body], library: Library) -> tuple[object, ...]:
    body = bodies.get(article.path, ())
    topics = [library.vocabulary.topics[id] for id in article.tags]
    return article, body, drawn_in(body, library), profiles_in(article, library), topics


def _write(
    write: Writer, info: FeedInfo, entries: Callable[[Sequence[T]], list[FeedEntry]], chosen: Sequence[T]
) -> bytes:
    return write(info, newest_first(entries(chosen)))


def _info(name: str, title: str, description: str, url: str, urn: str, library: Library, host: Host) -> FeedInfo:
    portal = library.portal
    return FeedInfo(
        id=urn,
        title=title,
        description=description,
        url=host.absolute(url),
        feed_url=host.absolute(f"/{name}"),
        publisher=FeedAuthor(portal.publisher or portal.name, host.absolute("/")),
        scheme=host.absolute("/topik/"),
        licence=(portal.licence.name, portal.licence.url) if portal.licence else None,
    )


