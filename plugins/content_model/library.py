"""All of ``content/`` as one frozen value: the way into the content model."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

from plugins.content_model.article import Article
from plugins.content_model.cross_checks import Crossing, check_across
from plugins.content_model.figure import Figure
from plugins.content_model.folders import find_files
from plugins.content_model.gist import Gist, microseconds
from plugins.content_model.links import Destinations, resolve
from plugins.content_model.marking import Marking
from plugins.content_model.model import Document
from plugins.content_model.moments import in_zone
from plugins.content_model.old_addresses import OldAddresses
from plugins.content_model.organisation import Organisation
from plugins.content_model.person import Person
from plugins.content_model.picture_files import PictureFile, is_drawing, is_of_pixels
from plugins.content_model.picture_memory import PICTURES, PictureMemory
from plugins.content_model.portal import Portal
from plugins.content_model.problems import Problem, errors_in
from plugins.content_model.reading import read_content
from plugins.content_model.reading_store import ReadingStore
from plugins.content_model.static_page import StaticPage
from plugins.content_model.trust import is_withheld, told_to_trust, trust_in
from plugins.content_model.vocabulary import Vocabulary
from plugins.content_model.walk import Walk

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
    ``gists`` are those of ``articles`` and ``withheld``, by content path. ``digests`` are of the bytes of every
    document's file.
    ``redirects`` leads from old addresses (no outer slashes) to content paths. ``links`` leads from
    an entry's content path to those of the shown entries that its body links to, in their order there.
    ``ahead`` are paths of trainings of which some moment is still to come.
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
    gists: Mapping[str, Gist]
    digests: Mapping[str, bytes]
    marks: Mapping[str, bytes]
    ahead: frozenset[str]


@dataclass(frozen=True)
class Loaded:
    """``library`` is None when any of ``problems`` is an error; problems are sorted by place.

    ``crossing`` is what was read, as far as it could be; None without a content folder.
    """

    library: Library | None
    problems: tuple[Problem, ...]
    crossing: Crossing | None = None


def load_library(
    root: Path,
    now: date | datetime,
    preview: bool = False,
    store: ReadingStore | None = None,
    jobs: int = 1,
    found: Walk | None = None,
) -> Loaded:
    """Read and check everything below ``root`` as it stands at ``now``.

    A ``now`` without offset is in the portal's zone, which only ``portal.yaml`` knows. ``store`` keeps what
    files say from one time to the next; ``jobs`` processes read. ``found`` is what stands below ``root``, where
    somebody has looked already.
    """
    if not root.is_dir():
        return Loaded(None, (Problem("", 1, 1, "", "folder isi tidak ada; periksa nama foldernya"),))
    files, problems = find_files(root, found)
    reading = read_content(root, files, store, jobs)
    problems += reading.problems
    zone = reading.portal.zone if reading.portal else None
    moment = in_zone(now, zone) if zone else None
    crossing = check_across(root, reading, files, moment, trust_in(reading, files, moment))
    problems = tuple(sorted({*problems, *crossing.problems}))
    if errors_in(problems) or reading.portal is None or moment is None:
        return Loaded(None, problems, crossing)
    kept = reading.kept.about.get(PICTURES, "") if reading.kept else ""
    memory = PictureMemory(root, files.statuses, kept)
    library = _build(root, crossing, moment, preview, memory)
    if store:
        _keep(store, library, crossing, problems, memory)
    return Loaded(library, problems, crossing)


def _keep(
    store: ReadingStore, library: Library, crossing: Crossing, problems: Iterable[Problem], memory: PictureMemory
) -> None:
    reading = crossing.reading
    told_of = {problem.path for problem in problems}
    known = {
        path: one if one.sound is (path not in told_of) else replace(one, sound=path not in told_of)
        for path, one in reading.known.items()
        if path not in library.withheld and (path in reading.fresh or (reading.kept and path in reading.kept.known))
    }
    # What is withheld stands in previews.
    drafts = {file for path in library.withheld for file in (*library.gists[path].media, *library.gists[path].linked)}
    sound = not any(one.path.startswith("lampiran/") or one.field.startswith("attachments") for one in problems)
    about = told_to_trust(reading, crossing.files, library.now, sound) | {PICTURES: memory.told_but(drafts)}
    store.keep(reading.fresh, known, about, reading.portal.zone)
    reading.let_go(known, library.articles)


def _build(root: Path, crossing: Crossing, now: datetime, preview: bool, memory: PictureMemory) -> Library:
    reading, vocabulary = crossing.reading, crossing.vocabulary
    gists = {path: known.gist for path, known in reading.known.items() if known.gist is not None}
    moment = microseconds(now)
    ids = _TopicIds(vocabulary)
    # Newest first; of those of one moment the first by path, as they stand here.
    ordered = sorted(gists.values(), key=_newest_first)
    articles = {one.path: ids.given_to(reading.documents[one.path], one.tags) for one in ordered}
    withheld = {one.path: articles[one.path] for one in ordered if is_withheld(one, moment)}
    hidden = {} if preview else withheld
    shown = {path: article for path, article in articles.items() if path not in hidden} if hidden else articles
    files = _files_to_publish(crossing, gists, hidden)
    pictures = {path: memory.of(path) for path in files if is_of_pixels(path)}
    drawings = {path: drawing for path in files if is_drawing(path) and (drawing := memory.of(path))}
    marking = Marking(moment, {**pictures, **drawings}, crossing.files.statuses)
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
        figures=_by_id(ids.given_to(figure, figure.tags) for figure in reading.of(Figure)),
        static_pages=_by_id(reading.of(StaticPage)),
        old_addresses=reading.old_addresses,
        redirects={old: path for old, path in sorted(crossing.redirects.items()) if path not in hidden},
        destinations=crossing.destinations,
        files=files,
        pictures=pictures,
        drawings=drawings,
        media=tuple(sorted(crossing.destinations.files)),
        links=_links_between(crossing, shown, gists),
        gists=gists,
        digests={path: known.digest for path, known in reading.known.items()},
        marks={path: marking.of(gists[path]) for path in shown},
        ahead=frozenset(path for path in shown if (gist := gists[path]).moments and gist.moments[-1] > moment),
    )


def _newest_first(gist: Gist) -> tuple[int, str]:
    return -gist.date, gist.path


class _TopicIds:
    """Puts ids of topics in the place of names; each spelling is looked up once."""

    def __init__(self, vocabulary: Vocabulary):
        self._vocabulary = vocabulary
        self._known: dict[str, str] = {}

    def given_to(self, document: D, tags: tuple[str, ...]) -> D:
        """``document`` with the ids of its ``tags``; itself where it has them already."""
        known = self._known
        try:
            ids = tuple([known[tag] for tag in tags])
        except KeyError:
            known.update({tag: self._vocabulary.find(tag) for tag in tags})
            ids = tuple([known[tag] for tag in tags])
        return document if ids == tags else document.model_copy(update={"tags": ids})


def _by_id(documents: Iterable[D]) -> dict[str, D]:
    return {document.id: document for document in documents}


def _links_between(
    crossing: Crossing, shown: Mapping[str, Article], gists: Mapping[str, Gist]
) -> dict[str, tuple[str, ...]]:
    redirects = {f"/{old}/": path for old, path in crossing.redirects.items() if path in shown}
    found = {}
    for path in shown:
        if targets := gists[path].links:
            led = dict.fromkeys(_led_to(targets, crossing, path, shown, redirects))
            led.pop(path, None)
            if led:
                found[path] = tuple(led)
    return found


def _led_to(
    targets: Iterable[str], crossing: Crossing, source: str, shown: Mapping[str, Article], redirects: Mapping[str, str]
) -> Iterator[str]:
    for target in targets:
        # What is written the plain way needs no resolving.
        path = target.removeprefix("{filename}/")
        if path is not target and path in shown:
            yield path
        elif not target.startswith(("https://", "http://", "{static}")):
            address = resolve(target, crossing.destinations, source).partition("#")[0].partition("?")[0]
            path = redirects.get(address) or f"{address[1:-1]}.md"
            if address[-1:] == "/" and path in shown:
                yield path


def _files_to_publish(
    crossing: Crossing, gists: Mapping[str, Gist], hidden: Mapping[str, Article]
) -> tuple[str, ...]:
    scans = crossing.reading.scans
    files = {path for path in crossing.files.others if path.startswith("ekstra/")}
    for path, gist in gists.items():
        if path not in hidden and gist.status != "withdrawn":
            files.update(gist.media, gist.attached, _files_led_to(gist.links, crossing, path))
    for path in scans:
        if path not in gists:
            files.update(_files_led_to((link.target for link in scans[path].links), crossing, path))
    return tuple(sorted(files))


def _files_led_to(targets: Iterable[str], crossing: Crossing, source: str) -> Iterator[str]:
    for target in targets:
        if not target.startswith(("https://", "http://", "{filename}")):
            file = resolve(target, crossing.destinations, source).lstrip("/").partition("#")[0]
            if file in crossing.destinations.files:
                yield file
