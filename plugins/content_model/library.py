"""All of ``content/`` as one frozen value: the way into the content model."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

from plugins.content_model.article import Article
from plugins.content_model.checked_pictures import CheckedPictures
from plugins.content_model.cross_checks import Crossing, check_across
from plugins.content_model.entries import Index
from plugins.content_model.figure import Figure
from plugins.content_model.file_digests import DIGESTS, FileDigests, is_cleaned
from plugins.content_model.folder_index import Told, index_of, newest_first, paths_of
from plugins.content_model.folders import find_files
from plugins.content_model.gist import Gist, microseconds
from plugins.content_model.held import Held
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
from plugins.content_model.privacy_checks import attachments_in
from plugins.content_model.problems import Problem, errors_in
from plugins.content_model.reading import read_content
from plugins.content_model.reading_store import Known, ReadingStore, folder_of
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
    those that are SVG and tell their size, by content path. ``cleaned`` are the SHA-256 of those of ``files`` that are
    cleaned before they are published, by content path.
    ``gists`` are those of ``articles`` and ``withheld``, by content path. ``digests`` are of the bytes of files:
    those of ``lasting`` documents, which are no entries, and of ``withheld``; ``index`` tells of those that are shown.
    ``redirects`` leads from old addresses (no outer slashes) to content paths. ``index`` tells of ``articles`` folder
    by folder: to count, group and mark them costs no look at one of them.
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
    cleaned: Mapping[str, str]
    gists: Mapping[str, Gist]
    digests: Mapping[str, bytes]
    lasting: tuple[str, ...]
    index: Index
    ahead: frozenset[str]

    @property
    def marks(self) -> Mapping[str, bytes]:
        """The mark of each entry that is shown, by content path: equal where what it shows is the same."""
        return self.index.marks


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
    checked: Path | None = None,
) -> Loaded:
    """Read and check everything below ``root`` as it stands at ``now``.

    A ``now`` without offset is in the portal's zone, which only ``portal.yaml`` knows. ``store`` keeps what
    files say from one time to the next; ``jobs`` processes read. ``found`` is what stands below ``root``, where
    somebody has looked already. In the file ``checked`` it is kept which pictures are whole.
    """
    if not root.is_dir():
        return Loaded(None, (Problem("", 1, 1, "", "folder isi tidak ada; periksa nama foldernya"),))
    files, problems = find_files(root, found)
    reading = read_content(root, files, store, jobs)
    problems += reading.problems
    zone = reading.portal.zone if reading.portal else None
    moment = in_zone(now, zone) if zone else None
    kept = reading.kept.about.get(PICTURES, "") if reading.kept else ""
    whole = CheckedPictures(checked)
    memory = PictureMemory(root, files.statuses, kept, whole)
    crossing = check_across(root, reading, files, moment, trust_in(reading, files, moment), memory)
    whole.keep()
    problems = tuple(sorted({*problems, *crossing.problems}))
    if errors_in(problems) or reading.portal is None or moment is None:
        return Loaded(None, problems, crossing)
    digests = FileDigests(root, files.statuses, reading.kept.about.get(DIGESTS, "") if reading.kept else "")
    library = _build(root, crossing, moment, preview, memory, digests)
    if store:
        _keep(store, library, crossing, problems, memory, digests)
    return Loaded(library, problems, crossing)


def _keep(
    store: ReadingStore,
    library: Library,
    crossing: Crossing,
    problems: Iterable[Problem],
    memory: PictureMemory,
    digests: FileDigests,
) -> None:
    reading, kept, told_of = crossing.reading, crossing.reading.kept, {problem.path for problem in problems}
    as_before = (kept.folders[name] for name in _same_folders(crossing))
    folders = {one.name: one for one in as_before if told_of.intersection(one.index.paths) == set(one.unsound)}
    fresh: dict[str, dict[str, Known]] = defaultdict(dict)
    rest = reading.known.keys() - paths_of(one.index for one in folders.values()) - library.withheld.keys()
    for path in sorted(rest):
        if path in reading.fresh or path in kept.known:
            one, sound = reading.known[path], path not in told_of
            fresh[path.rpartition("/")[0]][path] = one if one.sound is sound else replace(one, sound=sound)
    for name, known in fresh.items():
        # In a preview an index tells of what is withheld, too.
        index = library.index.get(name)
        folders[name] = folder_of(name, known, index if index and known.keys() >= set(index.paths) else None)
    # What is withheld stands in previews.
    of_drafts = (library.gists[path] for path in library.withheld)
    drafts = {file for gist in of_drafts for file in (*gist.media, *gist.attached, *gist.linked)}
    unsound = set(attachments_in(problems))
    about = told_to_trust(reading, crossing.files, library.now, unsound)
    about |= {PICTURES: memory.told_but(drafts), DIGESTS: digests.text_without(drafts)}
    store.keep(reading.fresh, folders, about, reading.portal.zone)
    reading.let_go({path: one for known in fresh.values() for path, one in known.items()}, library.articles)


def _same_folders(crossing: Crossing) -> Collection[str]:
    """The folders of which all that was told at the last check still holds."""
    kept = crossing.reading.kept
    return kept.same if kept and crossing.trust.entries else ()


def _build(
    root: Path, crossing: Crossing, now: datetime, preview: bool, memory: PictureMemory, digests: FileDigests
) -> Library:
    reading, moment = crossing.reading, microseconds(now)
    ids = _TopicIds(crossing.vocabulary)
    indexes = {name: reading.kept.folders[name].index for name in _same_folders(crossing)}
    same = paths_of(indexes.values())
    anew = {path: gist for path in reading.documents.keys() - same if (gist := reading.gist(path))}
    gists: Held[Gist] = Held()
    gists.hold(reading.known_gist, same)
    gists.update(anew)
    drafts = sorted((gist for gist in anew.values() if is_withheld(gist, moment)), key=newest_first)
    hidden = frozenset(() if preview else [gist.path for gist in drafts])
    shown = {path: gist for path, gist in anew.items() if path not in hidden}
    files = {path: frozenset(_files_of(gist, crossing)) for path, gist in shown.items()}
    wanted = sorted(_extras(crossing).union(*files.values(), *(index.files for index in indexes.values())))
    pictures = {path: memory.of(path) for path in wanted if is_of_pixels(path)}
    drawings = {path: drawing for path in wanted if is_drawing(path) and (drawing := memory.of(path))}
    cleaned = {path: digests.of(path) for path in wanted if path not in pictures and is_cleaned(path)}
    told = Told(
        tags=lambda path: ids.of(gists[path].tags),
        digest=lambda path: reading.known[path].digest,
        mark=Marking(moment, {**pictures, **drawings}, cleaned).of,
        links=_links_between(crossing, shown, same),
        files=files,
    )
    indexes |= {name: index_of(held, told, moment) for name, held in _by_folder(shown.values()).items()}

    def make(path: str) -> Article:
        return ids.given_to(reading.documents[path], gists[path].tags)

    index = Index(indexes, moment, make, gists)
    return Library(
        root=root,
        now=now,
        preview=preview,
        portal=reading.portal,
        articles=index.articles,
        withheld={gist.path: (index.articles[gist.path] if preview else make(gist.path)) for gist in drafts},
        vocabulary=crossing.vocabulary,
        organisations=_by_id(reading.of(Organisation)),
        people=_by_id(reading.of(Person)),
        figures=_by_id(ids.given_to(figure, figure.tags) for figure in reading.of(Figure)),
        static_pages=_by_id(reading.of(StaticPage)),
        old_addresses=reading.old_addresses,
        redirects={old: path for old, path in sorted(crossing.redirects.items()) if path not in hidden},
        destinations=crossing.destinations,
        files=tuple(wanted),
        media=tuple(sorted(crossing.destinations.files)),
        pictures=pictures,
        drawings=drawings,
        cleaned=cleaned,
        gists=gists,
        digests={path: reading.known[path].digest for path in (*reading.lasting, *(gist.path for gist in drafts))},
        lasting=tuple(reading.lasting),
        index=index,
        ahead=frozenset(path for one in indexes.values() for path in one.still_ahead(moment)),
    )


def _by_folder(gists: Iterable[Gist]) -> Mapping[str, list[Gist]]:
    found: dict[str, list[Gist]] = defaultdict(list)
    for gist in gists:
        found[gist.path.rpartition("/")[0]].append(gist)
    return found


class _TopicIds:
    """Puts ids of topics in the place of names; each spelling is looked up once."""

    def __init__(self, vocabulary: Vocabulary):
        self._vocabulary = vocabulary
        self._known: dict[str, str] = {}

    def of(self, tags: tuple[str, ...]) -> tuple[str, ...]:
        """The ids of ``tags``."""
        known = self._known
        try:
            return tuple([known[tag] for tag in tags])
        except KeyError:
            known.update({tag: self._vocabulary.find(tag) for tag in tags})
            return tuple([known[tag] for tag in tags])

    def given_to(self, document: D, tags: tuple[str, ...]) -> D:
        """``document`` with the ids of its ``tags``; itself where it has them already."""
        ids = self.of(tags)
        return document if ids == tags else document.model_copy(update={"tags": ids})


def _by_id(documents: Iterable[D]) -> dict[str, D]:
    return {document.id: document for document in documents}


def _links_between(
    crossing: Crossing, shown: Mapping[str, Gist], same: frozenset[str]
) -> dict[str, tuple[str, ...]]:
    """The entries that the body of each of ``shown`` links to, in their order there, as far as they are shown: these
    and the ``same``."""
    there = same | shown.keys()
    redirects = {f"/{old}/": path for old, path in crossing.redirects.items() if path in there}
    found = {}
    for path, gist in shown.items():
        if gist.links:
            led = dict.fromkeys(_led_to(gist.links, crossing, path, there, redirects))
            led.pop(path, None)
            if led:
                found[path] = tuple(led)
    return found


def _led_to(
    targets: Iterable[str], crossing: Crossing, source: str, shown: Collection[str], redirects: Mapping[str, str]
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


def _extras(crossing: Crossing) -> set[str]:
    """The files that are published whatever entries say: those of ``ekstra/``, and what lasting pages lead to."""
    reading = crossing.reading
    files = {path for path in crossing.files.others if path.startswith("ekstra/")}
    for path in reading.lasting:
        if scan := reading.scans.get(path):
            files.update(_files_led_to((link.target for link in scan.links), crossing, path))
    return files


def _files_of(gist: Gist, crossing: Crossing) -> Iterator[str]:
    if gist.status != "withdrawn":
        yield from (*gist.media, *gist.attached, *_files_led_to(gist.links, crossing, gist.path))


def _files_led_to(targets: Iterable[str], crossing: Crossing, source: str) -> Iterator[str]:
    for target in targets:
        if target.startswith(("https://", "http://", "{filename}")):
            continue
        if file := crossing.destinations.file_at(resolve(target, crossing.destinations, source)):
            yield file
