"""All of ``content/`` as one frozen value: the way into the content model."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

from plugins.content_model.article import Article
from plugins.content_model.cross_checks import Crossing, check_across
from plugins.content_model.figure import Figure
from plugins.content_model.folders import find_files
from plugins.content_model.links import Destinations, resolve
from plugins.content_model.model import Document
from plugins.content_model.moments import in_zone
from plugins.content_model.old_addresses import OldAddresses
from plugins.content_model.organisation import Organisation
from plugins.content_model.person import Person
from plugins.content_model.picture_files import PictureFile, is_of_pixels, read_drawings, read_picture
from plugins.content_model.portal import Portal
from plugins.content_model.problems import Problem, errors_in
from plugins.content_model.reading import read_content
from plugins.content_model.reading_store import ReadingStore
from plugins.content_model.static_page import StaticPage
from plugins.content_model.vocabulary import Vocabulary

D = TypeVar("D", bound=Document)


@dataclass(frozen=True)
class Library:
    """A content folder in which everything holds together.

    ``articles`` are those that may be shown, newest first (then by path), by content path;
    their ``tags`` are ids of topics. ``withheld`` are drafts and those dated after ``now``;
    in a preview they stand among ``articles`` too. The other mappings are by id, sorted.
    ``destinations`` is what a body's links may lead to. ``files`` are content paths of
    pictures and attachments that shown files name, and of everything under ``ekstra/``; ``media`` those of all
    pictures and attachments there are, ``pictures`` those of ``files`` that are made of pixels and ``drawings``
    those that are SVG and tell their size, by content path.
    ``redirects`` leads from old addresses (no outer slashes) to content paths. ``links`` leads from
    an entry's content path to those of the shown entries that its body links to, in their order there.
    """

    root: Path
    now: datetime
    preview: bool
    portal: Portal
    articles: Mapping[str, Article]
    withheld: Mapping[str, Article]
    vocabulary: Vocabulary
    organisations: Mapping[str, Organisation]
    people: Mapping[str, Person]
    figures: Mapping[str, Figure]
    static_pages: Mapping[str, StaticPage]
    old_addresses: OldAddresses
    redirects: Mapping[str, str]
    destinations: Destinations
    files: tuple[str, ...]
    media: tuple[str, ...]
    pictures: Mapping[str, PictureFile]
    drawings: Mapping[str, PictureFile]
    links: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Loaded:
    """``library`` is None when any of ``problems`` is an error; problems are sorted by place.

    ``crossing`` is what was read, as far as it could be; None without a content folder.
    """

    library: Library | None
    problems: tuple[Problem, ...]
    crossing: Crossing | None = None


def load_library(
    root: Path, now: date | datetime, preview: bool = False, store: ReadingStore | None = None, jobs: int = 1
) -> Loaded:
    """Read and check everything below ``root`` as it stands at ``now``.

    A ``now`` without offset is in the portal's zone, which only ``portal.yaml`` knows. ``store`` keeps what
    files say from one time to the next; ``jobs`` processes read.
    """
    if not root.is_dir():
        return Loaded(None, (Problem("", 1, 1, "", "folder isi tidak ada; periksa nama foldernya"),))
    files, problems = find_files(root)
    reading = read_content(root, files, store, jobs)
    problems += reading.problems
    zone = reading.portal.zone if reading.portal else None
    moment = in_zone(now, zone) if zone else None
    crossing = check_across(root, reading, files, moment)
    problems = tuple(sorted({*problems, *crossing.problems}))
    if errors_in(problems) or reading.portal is None or moment is None:
        return Loaded(None, problems, crossing)
    library = _build(root, crossing, moment, preview)
    if store:
        store.keep(reading.fresh, reading.documents.keys() - library.withheld.keys(), reading.portal.zone)
    return Loaded(library, problems, crossing)


def _build(root: Path, crossing: Crossing, now: datetime, preview: bool) -> Library:
    reading, vocabulary = crossing.reading, crossing.vocabulary
    articles = sorted(
        (_with_topic_ids(article, vocabulary) for article in reading.of(Article)),
        key=lambda article: (-article.date.timestamp(), article.path),
    )
    withheld = {article.path: article for article in articles if article.is_withheld(now)}
    hidden = {} if preview else withheld
    shown = {article.path: article for article in articles if article.path not in hidden}
    files = _files_to_publish(crossing, shown, hidden)
    return Library(
        root=root,
        now=now,
        preview=preview,
        portal=reading.portal,
        articles=shown,
        withheld=withheld,
        vocabulary=vocabulary,
        organisations=_by_id(reading.of(Organisation)),
        people=_by_id(reading.of(Person)),
        figures=_by_id(_with_topic_ids(figure, vocabulary) for figure in reading.of(Figure)),
        static_pages=_by_id(reading.of(StaticPage)),
        old_addresses=reading.old_addresses,
        redirects={old: path for old, path in sorted(crossing.redirects.items()) if path not in hidden},
        destinations=crossing.destinations,
        files=files,
        pictures={path: read_picture(root, path) for path in files if is_of_pixels(path)},
        drawings=read_drawings(root, files),
        media=tuple(sorted(crossing.destinations.files)),
        links=_links_between(crossing, shown),
    )


def _with_topic_ids(document: D, vocabulary: Vocabulary) -> D:
    return document.model_copy(update={"tags": tuple(vocabulary.find(tag) for tag in document.tags)})


def _by_id(documents: Iterable[D]) -> dict[str, D]:
    return {document.id: document for document in documents}


def _links_between(crossing: Crossing, shown: Mapping[str, Article]) -> dict[str, tuple[str, ...]]:
    at = {article.page_url: path for path, article in shown.items()}
    at |= {f"/{old}/": path for old, path in crossing.redirects.items() if path in shown}
    found = {}
    for path in shown:
        scan = crossing.reading.scans.get(path)
        addresses = (
            resolve(link.target, crossing.destinations, path).partition("#")[0].partition("?")[0]
            for link in (scan.links if scan else ())
        )
        led = dict.fromkeys(at[address] for address in addresses if address in at)
        led.pop(path, None)
        if led:
            found[path] = tuple(led)
    return found


def _files_to_publish(
    crossing: Crossing, shown: Mapping[str, Article], hidden: Mapping[str, Article]
) -> tuple[str, ...]:
    files = {path for path in crossing.files.others if path.startswith("ekstra/")}
    for article in shown.values():
        if not article.withdrawn:
            files |= {photo.file for _, photo in article.pictures()}
            files |= {attachment.file for attachment in article.attachments}
    for path, scan in crossing.reading.scans.items():
        if path in hidden or (path in shown and shown[path].withdrawn):
            continue
        for link in scan.links:
            file = resolve(link.target, crossing.destinations, path).lstrip("/").partition("#")[0]
            if file in crossing.destinations.files:
                files.add(file)
    return tuple(sorted(files))
