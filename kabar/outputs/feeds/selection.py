"""Which feeds there are, and which entries stand in each."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cache, partial
from typing import Any

from kabar.content.library import Library
from kabar.content.markdown_source.directives import Body
from kabar.content.models.article import Article
from kabar.content.models.portal import Host
from kabar.content.reading.article_lists import SECTION, list_key
from kabar.content.reading.entries import Entries
from kabar.content.reading.links import first_address
from kabar.figures.contradictions import Contradiction, StatedContradiction, contradictions_of
from kabar.outputs.feeds.atom import write_atom
from kabar.outputs.feeds.feed_entries import contradiction_entry, correction_entry, entry_of, lasting_id
from kabar.outputs.feeds.feed_values import FeedAuthor, FeedEntry, FeedInfo, in_order
from kabar.outputs.feeds.json_feed import write_json_feed
from kabar.outputs.feeds.rss import write_rss
from kabar.pages.contradiction_pages import FEED as CONTRADICTIONS_FEED
from kabar.pages.contradiction_pages import INDEX as CONTRADICTIONS
from kabar.pages.correction_pages import FEED, INDEX, Told, all_corrections
from kabar.pages.parts.body_views import body_view
from kabar.pages.parts.keys import ANY_DOCUMENT, drawn_in, profiles_in
from kabar.pages.parts.page_sets import PageSet
from kabar.pages.parts.plan import PlannedFile
from kabar.sections.registry import SECTIONS

NEWEST = 20
Groups = Mapping[str, Entries]


def plan_feeds(
    library: Library, groups: Groups, bodies: Mapping[str, Body], host: Host, octets_of: Callable[[str], int]
) -> Iterator[PlannedFile | PageSet]:
    """Every feed. ``groups`` are the entries of each topic by its id, ``bodies`` are by content path; ``octets_of`` is
    as in ``entry_of``.

    A topic's feed holds the entries of its narrower topics too; an empty topic has a feed.
    """
    index = library.index

    @cache  # an entry stands in the feeds of all its topics
    def entry(path: str) -> FeedEntry:
        article = library.articles[path]
        view, _ = body_view(() if article.withdrawn else bodies.get(path, ()), library, article.lang, for_pages=False)
        return entry_of(article, view, library, host, octets_of)

    def newest(chosen: Sequence) -> list[FeedEntry]:
        return [entry(article.path) for article in chosen]

    def planned(name: str, write: Callable, info: FeedInfo, chosen: Entries, *keys: str) -> PageSet:
        def plan(_names: Collection[str]) -> Iterator[PlannedFile]:
            held = chosen[:NEWEST]

            def inputs() -> Mapping[str, Any]:
                return {"umpan": info, "tulisan": [_inputs(one, bodies, library) for one in held]}

            yield PlannedFile(name, partial(_write, write, info, newest, held), inputs)

        return PageSet([name], plan, (*(keys or chosen.keys), ANY_DOCUMENT))

    portal = library.portal
    for name, write in (("atom.xml", write_atom), ("rss.xml", write_rss), ("feed.json", write_json_feed)):
        # One feed in three formats: one id.
        info = _info(name, portal.name, portal.description, "/", lasting_id("atom.xml"), library, host)
        yield planned(name, write, info, index.entries())
    for section in SECTIONS.values():
        of_section = index.entries(folders=[folder for folder in index if folder.startswith(f"{section.name}/")])
        name = f"{section.name}/atom.xml"
        told = f"Tulisan terbaru {portal.name} di rubrik {section.label}."
        title = f"{portal.name}: {section.label}"
        info = _info(name, title, told, f"/{section.name}/", lasting_id(name), library, host)
        yield planned(name, write_atom, info, of_section, list_key(SECTION, section.name))
    told = f"Koreksi, ralat, hak jawab, pencabutan, dan pemulihan di {portal.name}."
    name = FEED.lstrip("/")
    info = _info(name, f"{portal.name}: Koreksi", told, INDEX.url, lasting_id(name), library, host)
    corrections = all_corrections(library)[:NEWEST]

    def entries(told: Sequence[Told]) -> list[FeedEntry]:
        return [correction_entry(one, library, host) for one in told]

    inputs = partial(dict, umpan=info, koreksi=corrections)
    yield PlannedFile(name, partial(_write, write_atom, info, entries, corrections), inputs)
    if library.figures:
        yield _contradictions(library, host)
    for id, held in groups.items():
        topic = library.vocabulary.topics[id]
        name, urn = f"{topic.page_address}/atom.xml", lasting_id(f"{first_address(topic)}/atom.xml")
        title = f"{portal.name}: {topic.label}"
        info = _info(name, title, topic.definition, topic.page_url, urn, library, host)
        yield planned(name, write_atom, info, held)


def _contradictions(library: Library, host: Host) -> PlannedFile:
    portal, name = library.portal, CONTRADICTIONS_FEED.lstrip("/")
    told = f"Angka yang bertentangan di buku angka {portal.name}, yang terbaru lebih dulu."
    title = f"{portal.name}: {CONTRADICTIONS.label}"
    info = _info(name, title, told, CONTRADICTIONS.url, lasting_id(name), library, host)
    held = contradictions_of(library.figures.values())[:NEWEST]

    def entries(chosen: Sequence[Contradiction | StatedContradiction]) -> list[FeedEntry]:
        return [contradiction_entry(one, library, host) for one in chosen]

    figures = [library.figures[id] for id in dict.fromkeys(one.figure.id for one in held)]
    keys = [(one.figure.id, one.identity) for one in held]
    inputs = partial(dict, umpan=info, angka=figures, butir=keys)
    return PlannedFile(name, partial(_write, write_atom, info, entries, held), inputs)


def _inputs(article: Article, bodies: Mapping[str, Body], library: Library) -> tuple:
    body = bodies.get(article.path, ())
    topics = [library.vocabulary.topics[id] for id in article.tags]
    return article, body, drawn_in(body, library), profiles_in(article, library), topics


def _write(write: Callable[[FeedInfo, list[FeedEntry]], bytes], info: FeedInfo, entries: Callable, chosen) -> bytes:
    return write(info, in_order(entries(chosen)))


def _info(name: str, title: str, told: str, url: str, urn: str, library: Library, host: Host) -> FeedInfo:
    portal = library.portal
    return FeedInfo(
        id=urn,
        title=title,
        description=told,
        url=host.absolute(url),
        feed_url=host.absolute(f"/{name}"),
        publisher=FeedAuthor(portal.publisher or portal.name, host.absolute("/")),
        scheme=host.absolute("/topik/"),
        licence=(portal.licence.name, portal.licence.url) if portal.licence else None,
    )


