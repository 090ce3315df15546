"""All of ``content/`` as one frozen value: the way into the content model."""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from kabar.content.media.picture_files import PictureFile, is_drawing, is_of_pixels
from kabar.content.models.article import Article
from kabar.content.models.figure import Figure
from kabar.content.models.lazy_document import LazyMapping, with_value
from kabar.content.models.model import Document
from kabar.content.models.organisation import Organisation
from kabar.content.models.person import Person
from kabar.content.models.portal import Portal
from kabar.content.models.source import Source
from kabar.content.models.static_page import OldAddresses, StaticPage
from kabar.content.models.vocabulary import Vocabulary, ancestors_of, broader_topics, build_vocabulary
from kabar.content.parsing.moments import in_zone
from kabar.content.parsing.problems import ERROR, WITHHELD_ERROR, Problem, errors_in, withheld_errors_in
from kabar.content.reading.article_lists import (
    FILES,
    Facts,
    Listed,
    Topics,
    list_key,
    listed,
    newest_first,
    possible_lists,
)
from kabar.content.reading.entries import Index
from kabar.content.reading.folders import find_files
from kabar.content.reading.links import Destinations, Pages, resolve
from kabar.content.reading.reading import Reading, read_content
from kabar.content.reading.reading_store import (
    DIGESTS,
    FileDigests,
    ReadingStore,
    Renewal,
    digest_of,
    folder_row,
    is_cleaned,
)
from kabar.content.reading.summary import ArticleSummary, Marking, microseconds
from kabar.content.reading.walk import Walk
from kabar.content.validation.addresses import enter_addresses
from kabar.content.validation.cross_checks import Crossing, check_across
from kabar.content.validation.picture_checks import PICTURES, CheckedPictures, PictureMemory
from kabar.content.validation.privacy_checks import attachments_in
from kabar.content.validation.revalidation import kept_for_trust, trust_in
from kabar.content.validation.withholding import Withholding
from kabar.index.database import Damaged, Database
from kabar.index.sources import FolderRow
from kabar.text.personal_data import REMEDY

D = TypeVar("D", bound=Document)


@dataclass(frozen=True)
class Library:
    """A content folder in which everything holds together.

    ``articles`` are those that may be shown, newest first (then by path), by content path;
    their ``tags`` are ids of topics. ``withheld`` are articles that are drafts or dated after ``now``,
    ``withheld_lasting`` other documents that are withheld, and measures of which an observation is, by content path;
    ``withholding`` says why, and from when on they are shown. In a preview all of these stand among what is shown,
    too; else nothing of them stands anywhere but in these three, ``summaries`` and ``withheld_digests``.
    ``unfinished`` are documents that are withheld and have mistakes, by content path: they are partial, and stand in
    none of the two before and in no preview.
    The other mappings are by id, sorted. ``destinations`` is what a body's links may lead to. ``files`` are content
    paths of pictures and attachments that shown files name, and of everything under ``ekstra/``; ``media`` those of all
    pictures and attachments there are, ``pictures`` those of ``files`` that are made of pixels and ``drawings``
    those that are SVG and tell their size, by content path. ``cleaned`` are the SHA-256 of those of ``files`` that are
    cleaned before they are published, by content path.
    ``summaries`` are those of ``articles`` and ``withheld``, by content path. ``digests`` are of the files of
    ``lasting`` documents, which are no entries (of a measure that is shown in part: of that part), ``withheld_digests``
    of withheld files; ``index`` tells of entries that are shown.
    ``redirects`` leads from old addresses (no outer slashes) to content paths. ``index`` tells of ``articles`` folder
    by folder: to count, group and mark them costs no look at one of them.
    ``in_bodies`` are the files that the body of each of the ``lasting`` documents leads to, by its content path.
    """

    root: Path
    now: datetime
    preview: bool
    portal: Portal
    articles: Mapping[str, Article]
    withheld: Mapping[str, Article]
    withheld_lasting: Mapping[str, Document]
    withholding: Withholding
    unfinished: Mapping[str, Document]
    vocabulary: Vocabulary
    organisations: Mapping[str, Organisation]
    people: Mapping[str, Person]
    figures: Mapping[str, Figure]
    sources: Mapping[str, Source]
    static_pages: Mapping[str, StaticPage]
    old_addresses: OldAddresses
    redirects: Mapping[str, str]
    destinations: Destinations
    files: tuple[str, ...]
    media: tuple[str, ...]
    pictures: Mapping[str, PictureFile]
    drawings: Mapping[str, PictureFile]
    cleaned: Mapping[str, str]
    summaries: Mapping[str, ArticleSummary]
    digests: Mapping[str, bytes]
    withheld_digests: Mapping[str, bytes]
    lasting: tuple[str, ...]
    in_bodies: Mapping[str, frozenset[str]]
    index: Index

    @property
    def fingerprints(self) -> Mapping[str, bytes]:
        """The mark of each entry that is shown, by content path: equal where what it shows is the same."""
        return self.index.fingerprints

    @property
    def ahead(self) -> Collection[str]:
        """The content paths of trainings of which some moment is still to come."""
        return self.index.ahead.keys()


@dataclass(frozen=True)
class Loaded:
    """``library`` is None when any of ``problems`` is an error that stops a build; problems are sorted by place.

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

    A mistake in a document that is withheld stops nothing but that document; in a preview, which shows it, it does.
    Data of a person stop everything wherever they stand.
    """
    try:
        return _load(root, now, preview, store, jobs, found, checked)
    except Damaged:
        # Nothing that was recalled counts; what is damaged was thrown away.
        return _load(root, now, preview, store, jobs, found, checked)


def _load(
    root: Path,
    now: date | datetime,
    preview: bool,
    store: ReadingStore | None,
    jobs: int,
    found: Walk | None,
    checked: Path | None,
) -> Loaded:
    """Raises Damaged where the database of ``store`` is."""
    if not root.is_dir():
        return Loaded(None, (Problem("", 1, 1, "", "folder isi tidak ada; periksa nama foldernya"),))
    files, problems = find_files(root, found)
    reading = read_content(root, files, store, jobs, now)
    problems += reading.problems
    zone = reading.portal.zone if reading.portal else None
    moment = in_zone(now, zone) if zone else None
    kept = reading.kept.about.get(PICTURES, "") if reading.kept else ""
    whole = CheckedPictures(checked)
    memory = PictureMemory(root, files.statuses, kept, whole)
    crossing = check_across(root, reading, files, moment, trust_in(reading, files, moment), memory)
    whole.keep()
    told = {*problems, *crossing.problems}
    if not preview:
        told = {_stopping_only_its_own(problem, crossing.withholding) for problem in told}
    problems = tuple(sorted(told))
    if errors_in(problems) or reading.portal is None or moment is None:
        return Loaded(None, problems, crossing)
    digests = FileDigests(root, files.statuses, reading.kept.about.get(DIGESTS, "") if reading.kept else "")
    unfinished = {problem.path for problem in withheld_errors_in(list(problems))}
    database = store.database if store else None
    library, listing = _build(root, crossing, moment, preview, memory, digests, unfinished, database)
    if store and not _keep(store, library, listing, crossing, problems, memory, digests):
        # What is not kept in a database has to be held.
        return _load(root, now, preview, None, jobs, found, checked)
    return Loaded(library, problems, crossing)


def _stopping_only_its_own(problem: Problem, withholding: Withholding) -> Problem:
    # Who can read the repository reads what tells who somebody is, also where it stands in a draft.
    is_public = REMEDY in problem.message
    is_apart = problem.severity == ERROR and problem.path in withholding and not is_public
    return replace(problem, severity=WITHHELD_ERROR) if is_apart else problem


@dataclass(frozen=True)
class _Listing:
    """How articles are listed that the database does not know so: ``paths`` are their content paths, ``row`` gives what
    lists one, ``topics`` the topics of tags as they are written. ``held`` are all documents that a database may have.
    """

    paths: Collection[str]
    held: Collection[str]
    row: Callable[[str], Listed]
    topics: Callable[[tuple[str, ...]], Topics]


def _keep(
    store: ReadingStore,
    library: Library,
    listing: _Listing,
    crossing: Crossing,
    problems: Iterable[Problem],
    memory: PictureMemory,
    digests: FileDigests,
) -> bool:
    """Keep what may be kept of what was read; whether it was written."""
    reading, kept, entries = crossing.reading, crossing.reading.kept, crossing.trust.entries
    held = listing.held
    recalled = kept.known.keys() - kept.added
    fresh = {path: row for path, row in reading.fresh.items() if path in held}
    known = {path: reading.known[path] for path in (*fresh, *kept.added, *kept.renewed) if path in held}
    gone = [path for path in (*kept.changed, *recalled) if path not in held]
    unlisted = None
    if entries:
        before = [summary for summary in kept.changed.values() if summary]
        before += [reading.summaries[path] for path in (kept.articles & recalled) - entries]
        unlisted = [(one.date, one.path, possible_lists(one, listing.topics(one.tags))) for one in before]
    folders = _folders_of((*known, *gone), held, crossing)
    # What is withheld stands in previews.
    of_drafts = (library.summaries[path] for path in library.withheld)
    drafts = {file for summary in of_drafts for file in (*summary.media, *summary.attached, *summary.linked)}
    drafts.update(file for path in library.withheld_lasting for file in _files_in_body(path, crossing))
    if library.unfinished:
        # Which files these name is not known in full.
        drafts.update(set(library.media).difference(library.files))
    told_of = {problem.path for problem in problems}
    withheld = drafts.union(library.withheld, library.withheld_lasting, library.unfinished)
    about = kept_for_trust(
        reading, crossing.files, library.now, attachments_in(problems), told_of & held, withheld
    )
    renewal = Renewal(
        rows=tuple(fresh.values()),
        known=known,
        folders=[one for one in folders if one.files],
        gone=gone,
        gone_folders=[one.name for one in folders if not one.files],
        unlisted=unlisted,
        listed=(listing.row(path) for path in sorted(held.intersection(listing.paths))),
        about=about | {PICTURES: memory.told_but(drafts), DIGESTS: digests.text_without(drafts)},
    )
    is_written = store.keep(renewal, reading.portal.zone)
    reading.let_go({path: reading.known[path] for path in fresh})
    return is_written


def _folders_of(paths: Iterable[str], held: Collection[str], crossing: Crossing) -> list[FolderRow]:
    """The folders in which ``paths`` stand, with those of their files that are ``held``."""
    names = {path.rpartition("/")[0] for path in paths}
    documents: dict[str, list[str]] = {name: [] for name in sorted(names)}
    for path in crossing.files.documents:
        if (name := path.rpartition("/")[0]) in names:
            documents[name].append(path)
    with_others = {path.rpartition("/")[0] for path in crossing.reading.lasting}
    rows = []
    for name, there in documents.items():
        known = {path: crossing.reading.known[path] for path in there if path in held}
        rows.append(folder_row(name, known, len(known) == len(there) and name not in with_others))
    return rows


def _build(
    root: Path,
    crossing: Crossing,
    now: datetime,
    preview: bool,
    memory: PictureMemory,
    digests: FileDigests,
    unfinished: Collection[str],
    database: Database | None,
) -> tuple[Library, _Listing]:
    reading, moment, same = crossing.reading, microseconds(now), crossing.trust.entries
    ids = _TopicIds(crossing.vocabulary)
    anew = reading.summaries.keys() - same - set(unfinished)
    summaries: LazyMapping[ArticleSummary] = LazyMapping()
    summaries.add_source(reading.summaries.__getitem__, same | anew, stays=False)
    withheld = crossing.withholding
    drafts = sorted((summaries[path] for path in anew & withheld.own.keys()), key=newest_first)
    hidden = frozenset(() if preview else (*withheld.own, *withheld.implied))
    lasting = {path: reading.documents[path] for path in reading.lasting if path not in hidden}
    if not preview:
        lasting = {path: withheld.shown_part(document) for path, document in lasting.items()}
    vocabulary, redirects, destinations = _leading_on(crossing, hidden, preview)
    shown = anew - hidden
    in_bodies = {path: frozenset(_files_in_body(path, crossing)) for path in lasting}
    extras = {path for path in crossing.files.others if path.startswith("ekstra/")}
    named = {file for path in shown for file in _files_of(summaries[path], crossing)}
    if same:
        told = reading.kept.said([list_key(FILES, "")])
        named.update(file for path, files in told if path in same for file in json.loads(files))
    wanted = sorted(extras.union(named, *in_bodies.values()))
    pictures = {path: memory.of(path) for path in wanted if is_of_pixels(path)}
    drawings = {path: drawing for path in wanted if is_drawing(path) and (drawing := memory.of(path))}
    cleaned = {path: digests.of(path) for path in wanted if path not in pictures and is_cleaned(path)}
    there = same | shown

    def topics(path: str) -> Topics:
        return ids.topics(summaries[path].tags)

    def digest(path: str) -> bytes:
        return reading.known[path].digest

    facts = Facts(
        topics=topics,
        digest=digest,
        value=Marking(moment, {**pictures, **drawings}, cleaned, lambda path: topics(path).tags, digest).of,
        links=partial(_links_of, crossing=crossing, shown=there),
        files=lambda summary: set(_files_of(summary, crossing)),
    )

    def make(path: str) -> Article:
        return ids.given_to(reading.documents[path], summaries[path].tags)

    def of(model: type[D]) -> dict[str, D]:
        return {one.id: one for one in lasting.values() if isinstance(one, model)}

    other_withheld = {*withheld.own, *withheld.implied, *withheld.observations}.intersection(reading.lasting)
    other_withheld = sorted(other_withheld.difference(unfinished))
    withheld_paths = {*(summary.path for summary in drafts), *other_withheld, *unfinished}
    held = {*reading.fresh, *reading.kept.known} - withheld_paths if database else set()
    listing = _Listing(shown, held, lambda path: listed(summaries[path], facts, moment), ids.topics)
    unkept = sorted(shown - held)
    index = Index(moment, make, summaries, topics, lambda: map(listing.row, unkept), database)
    library = Library(
        root=root,
        now=now,
        preview=preview,
        portal=reading.portal,
        articles=index.articles,
        withheld={summary.path: (index.articles.of_shown if preview else make)(summary.path) for summary in drafts},
        withheld_lasting={path: reading.documents[path] for path in other_withheld},
        withholding=withheld,
        unfinished={path: reading.documents[path] for path in sorted(unfinished)},
        vocabulary=vocabulary,
        organisations=of(Organisation),
        people=of(Person),
        figures={id: ids.given_to(figure, figure.tags) for id, figure in of(Figure).items()},
        sources=of(Source),
        static_pages=of(StaticPage),
        old_addresses=reading.old_addresses,
        redirects=redirects,
        destinations=destinations,
        files=tuple(wanted),
        media=tuple(sorted(crossing.destinations.files)),
        pictures=pictures,
        drawings=drawings,
        cleaned=cleaned,
        summaries=summaries,
        digests={path: _digest_of(document, reading) for path, document in lasting.items()},
        withheld_digests={
            path: reading.known[path].digest for path in (*(summary.path for summary in drafts), *other_withheld)
        }
        | {path: digest_of((root / path).read_bytes()) for path in unfinished},
        lasting=tuple(lasting),
        in_bodies=in_bodies,
        index=index,
    )
    return library, listing


class _TopicIds:
    """Puts ids of topics in the place of names; each spelling is looked up once."""

    def __init__(self, vocabulary: Vocabulary):
        self._vocabulary = vocabulary
        self._known: dict[str, str] = {}
        self._broader = broader_topics(vocabulary.topics)
        self._topics: dict[tuple[str, ...], Topics] = {}

    def of(self, tags: tuple[str, ...]) -> tuple[str, ...]:
        """The ids of ``tags``."""
        known = self._known
        try:
            return tuple([known[tag] for tag in tags])
        except KeyError:
            known.update({tag: self._vocabulary.find(tag) for tag in tags})
            return tuple([known[tag] for tag in tags])

    def topics(self, tags: tuple[str, ...]) -> Topics:
        """The topics of ``tags``."""
        if tags not in self._topics:
            ids = self.of(tags)
            above = (broader for id in ids for broader in ancestors_of(id, self._broader))
            self._topics[tags] = Topics(ids, tuple(dict.fromkeys((*ids, *above))))
        return self._topics[tags]

    def given_to(self, document: D, tags: tuple[str, ...]) -> D:
        """``document`` with the ids of its ``tags``; itself where it has them already."""
        ids = self.of(tags)
        return document if ids == tags else with_value(document, "tags", ids)


def _leading_on(
    crossing: Crossing, hidden: Collection[str], preview: bool
) -> tuple[Vocabulary, Mapping[str, str], Destinations]:
    """The topics, the redirects and what links may lead to without documents that are ``hidden``."""
    reading, vocabulary, redirects = crossing.reading, crossing.vocabulary, crossing.redirects
    if not hidden:
        destinations = crossing.all_destinations if preview else crossing.destinations
        return vocabulary, dict(sorted(redirects.items())), destinations
    if not hidden.isdisjoint(topic.path for topic in vocabulary.topics.values()):
        vocabulary, _ = build_vocabulary([one for one in vocabulary.topics.values() if one.path not in hidden])
    # Entered anew: of two claims on an address that of a hidden document may have come first.
    _, redirects, _ = enter_addresses(reading, vocabulary, crossing.trust.entries, hidden)
    pages = crossing.destinations.pages
    shown = Pages({path: at for path, at in pages.others.items() if path not in hidden}, pages.entries - hidden)
    gone = crossing.redirects.keys() - redirects.keys()
    addresses = frozenset(crossing.destinations.addresses) - gone
    destinations = replace(crossing.destinations, pages=shown, addresses=addresses)
    return vocabulary, dict(sorted(redirects.items())), destinations


def _digest_of(document: Document, reading: Reading) -> bytes:
    if document is reading.documents[document.path]:
        return reading.known[document.path].digest
    return digest_of(document.model_dump_json().encode("utf-8", "surrogatepass"))


def _links_of(summary: ArticleSummary, crossing: Crossing, shown: Collection[str]) -> Iterator[str]:
    """The articles that the body of one links to, in their order there, as far as they are ``shown``."""
    led = _led_to(summary.links, crossing, summary.path, shown)
    return (path for path in dict.fromkeys(led) if path != summary.path)


def _led_to(targets: Iterable[str], crossing: Crossing, source: str, shown: Collection[str]) -> Iterator[str]:
    for target in targets:
        # What is written the plain way needs no resolving.
        path = target.removeprefix("{filename}/")
        if path is not target and path in shown:
            yield path
        elif not target.startswith(("https://", "http://", "{static}")):
            address = resolve(target, crossing.all_destinations, source).partition("#")[0].partition("?")[0]
            old = crossing.redirects.get(address[1:-1], "")
            path = old if old in shown else f"{address[1:-1]}.md"
            if address[-1:] == "/" and path in shown:
                yield path


def _files_in_body(path: str, crossing: Crossing) -> Iterator[str]:
    if scan := crossing.reading.scans.get(path):
        yield from _files_led_to((link.target for link in scan.links), crossing, path)


def _files_of(summary: ArticleSummary, crossing: Crossing) -> Iterator[str]:
    if summary.status != "withdrawn":
        yield from (*summary.media, *summary.attached, *_files_led_to(summary.links, crossing, summary.path))


def _files_led_to(targets: Iterable[str], crossing: Crossing, source: str) -> Iterator[str]:
    for target in targets:
        if target.startswith(("https://", "http://", "{filename}")):
            continue
        if file := crossing.destinations.file_at(resolve(target, crossing.all_destinations, source)):
            yield file


