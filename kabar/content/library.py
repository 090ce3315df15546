"""The library: all of ``content/`` as one frozen value, read and checked."""

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
from kabar.content.models.portal import PORTAL_FILE, Portal
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
    UnchangedFiles,
    digest_of,
    folder_row,
    is_cleaned,
)
from kabar.content.reading.summary import ArticleSummary, SummaryFingerprints, microseconds
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
    """A content folder without errors.

    ``articles`` are those that may be shown, newest first (then by path), by content path; their ``tags`` are ids of
    topics. ``withheld`` are articles that are drafts or dated after ``now``, ``withheld_lasting`` other withheld
    documents, and measures with a withheld observation, by content path; ``withholding`` gives the reasons and the
    moments from which they are shown. In a preview all of these are among what is shown, too; otherwise nothing of them
    is anywhere but in these three, ``summaries`` and ``withheld_digests``. ``unfinished`` are withheld documents with
    errors, by content path: they are partial, and neither in these mappings nor in a preview.

    The other mappings are by id, sorted. ``destinations`` are the possible link targets of bodies. ``files`` are
    content paths of pictures and attachments that shown files name, and of everything under ``ekstra/``; ``media``
    those of all pictures and attachments. ``pictures`` are the raster images among ``files``, ``drawings`` the SVGs
    with a size, by content path. ``cleaned`` are the SHA-256 of those of ``files`` that are cleaned before publication,
    by content path.

    ``summaries`` are those of ``articles`` and ``withheld``, by content path. ``lasting`` are the paths of shown
    documents that are no articles, ``digests`` those of their files (of a measure that is shown in part: of that part),
    ``withheld_digests`` those of withheld files. ``redirects`` map old addresses (no outer slashes) to content paths.
    ``index`` lists, counts and fingerprints ``articles`` without loading them. ``in_bodies`` are the files that the
    body of each of the ``lasting`` documents links to, by its content path.
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
        """The fingerprint of what each shown article shows, by content path."""
        return self.index.fingerprints

    @property
    def ahead(self) -> Collection[str]:
        """The content paths of trainings with a future moment."""
        return self.index.ahead.keys()


@dataclass(frozen=True)
class Loaded:
    """The result of ``load_library``.

    ``library`` is None when any of ``problems`` is an error that stops a build; problems are sorted by place.
    ``crossing`` is what was read, as far as possible; None without a content folder.
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
    """Read and check everything below ``root`` as of ``now``.

    A ``now`` without offset is in the portal's zone, which only ``portal.yaml`` gives. ``store`` keeps readings between
    builds; ``jobs`` processes read. ``found`` is an earlier walk of ``root``. The file ``checked`` stores which
    pictures are valid.

    An error in a withheld document stops only that document, except in a preview, which shows it. Personal data stop
    everything.
    """
    try:
        return _load(root, now, preview, store, jobs, found, checked)
    except Damaged:
        # Start over: the damaged database was discarded.
        return _load(root, now, preview, store, jobs, found, checked)


_EMPTY = (
    "folder isi ini masih kosong; portal yang lengkap, siap diisi, dibuat dengan:"
    ' make portal-baru NAMA="Nama Portal" FOLDER=../nama-portal'
)


def _load(
    root: Path,
    now: date | datetime,
    preview: bool,
    store: ReadingStore | None,
    jobs: int,
    found: Walk | None,
    checked: Path | None,
) -> Loaded:
    """Load the library. Raises Damaged where the database of ``store`` is."""
    if not root.is_dir():
        return Loaded(None, (Problem("", 1, 1, "", "folder isi tidak ada; periksa nama foldernya"),))
    files, problems = find_files(root, found)
    if not files.documents and not files.others and not problems:
        return Loaded(None, (Problem(PORTAL_FILE, 1, 1, "", _EMPTY),))
    reading = read_content(root, files, store, jobs, now)
    problems += reading.problems
    zone = reading.portal.zone if reading.portal else None
    moment = in_zone(now, zone) if zone else None
    kept = reading.kept.about.get(PICTURES, "") if reading.kept else ""
    whole = CheckedPictures(checked)
    memory = PictureMemory(root, files.statuses, kept, whole)
    crossing = check_across(root, reading, files, moment, trust_in(reading, files, moment), memory)
    whole.keep()
    found_problems = {*problems, *crossing.problems}
    if not preview:
        found_problems = {_downgraded(problem, crossing.withholding) for problem in found_problems}
    problems = sorted(found_problems)
    if errors_in(problems) or reading.portal is None or moment is None:
        return Loaded(None, tuple(problems), crossing)
    digests = FileDigests(root, files.statuses, reading.kept.about.get(DIGESTS, "") if reading.kept else "")
    unfinished = {problem.path for problem in withheld_errors_in(problems)}
    database = store.database if store else None
    library, listing = _build(root, reading.portal, crossing, moment, preview, memory, digests, unfinished, database)
    if store and reading.kept and not _keep(store, reading.kept, library, listing, crossing, problems, memory, digests):
        # Without a database the documents must be read into memory.
        return _load(root, now, preview, None, jobs, found, checked)
    return Loaded(library, tuple(problems), crossing)


def _downgraded(problem: Problem, withholding: Withholding) -> Problem:
    """``problem``; with the severity of a withheld document where that is the only one it stops."""
    # Personal data in a draft are public in the repository.
    is_public = REMEDY in problem.message
    is_apart = problem.severity == ERROR and problem.path in withholding and not is_public
    return replace(problem, severity=WITHHELD_ERROR) if is_apart else problem


@dataclass(frozen=True)
class _Listing:
    """How to list new and changed articles.

    ``paths`` are their content paths, ``row`` returns the row and lists of one, ``topics`` the topics of tags as they
    are written. ``storable`` are all documents that the database may contain.
    """

    paths: Collection[str]
    storable: frozenset[str] | set[str]
    row: Callable[[str], Listed]
    topics: Callable[[tuple[str, ...]], Topics]


def _keep(
    store: ReadingStore,
    kept: UnchangedFiles,
    library: Library,
    listing: _Listing,
    crossing: Crossing,
    problems: Iterable[Problem],
    memory: PictureMemory,
    digests: FileDigests,
) -> bool:
    """Store what may be stored of what was read; whether it was written."""
    reading, entries = crossing.reading, crossing.trust.entries
    storable = listing.storable
    stored = kept.known.keys() - kept.added
    fresh = {path: row for path, row in reading.fresh.items() if path in storable}
    known = {path: reading.known[path] for path in (*fresh, *kept.added, *kept.renewed) if path in storable}
    gone = [path for path in (*kept.changed, *stored) if path not in storable]
    unlisted = None
    if entries:
        before = [summary for summary in kept.changed.values() if summary]
        before += [reading.summaries[path] for path in (kept.articles & stored) - entries]
        unlisted = [(one.date, one.path, possible_lists(one, listing.topics(one.tags))) for one in before]
    folders = _folders_of((*known, *gone), storable, crossing)
    # Files of withheld documents are left out; a preview shows them, too.
    of_drafts = (library.summaries[path] for path in library.withheld)
    drafts = {file for summary in of_drafts for file in (*summary.media, *summary.attached, *summary.linked)}
    drafts.update(file for path in library.withheld_lasting for file in _files_in_body(path, crossing))
    if library.unfinished:
        # Not all files that these name are known.
        drafts.update(set(library.media).difference(library.files))
    with_problems = {problem.path for problem in problems}
    withheld = drafts.union(library.withheld, library.withheld_lasting, library.unfinished)
    about = kept_for_trust(
        reading, crossing.files, library.now, attachments_in(problems), with_problems & storable, withheld
    )
    renewal = Renewal(
        rows=tuple(fresh.values()),
        known=known,
        folders=[one for one in folders if one.files],
        gone=gone,
        gone_folders=[one.name for one in folders if not one.files],
        unlisted=unlisted,
        listed=(listing.row(path) for path in sorted(storable.intersection(listing.paths))),
        about=about | {PICTURES: memory.text_without(drafts), DIGESTS: digests.text_without(drafts)},
    )
    is_written = store.keep(renewal, library.portal.zone)
    reading.release({path: reading.known[path] for path in fresh})
    return is_written


def _folders_of(paths: Iterable[str], storable: Collection[str], crossing: Crossing) -> list[FolderRow]:
    """The rows of the folders of ``paths``, with those of their files that are ``storable``."""
    names = {path.rpartition("/")[0] for path in paths}
    documents: dict[str, list[str]] = {name: [] for name in sorted(names)}
    for path in crossing.files.documents:
        if (name := path.rpartition("/")[0]) in names:
            documents[name].append(path)
    with_others = {path.rpartition("/")[0] for path in crossing.reading.lasting}
    rows = []
    for name, there in documents.items():
        known = {path: crossing.reading.known[path] for path in there if path in storable}
        rows.append(folder_row(name, known, len(known) == len(there) and name not in with_others))
    return rows


def _build(
    root: Path,
    portal: Portal,
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
    summaries.add_source(reading.summaries.__getitem__, same | anew, is_cached=False)
    withheld = crossing.withholding
    drafts = sorted((summaries[path] for path in anew & withheld.own.keys()), key=newest_first)
    hidden = frozenset(() if preview else (*withheld.own, *withheld.implied))
    lasting = {path: reading.documents[path] for path in reading.lasting if path not in hidden}
    if not preview:
        lasting = {path: withheld.shown_part(document) for path, document in lasting.items()}
    vocabulary, redirects, destinations = _without_hidden(crossing, hidden, preview)
    shown = anew - hidden
    in_bodies = {path: frozenset(_files_in_body(path, crossing)) for path in lasting}
    extras = {path for path in crossing.files.others if path.startswith("ekstra/")}
    named = {file for path in shown for file in _files_of(summaries[path], crossing)}
    if reading.kept and same:
        published = reading.kept.member_values([list_key(FILES, "")])
        named.update(file for path, files in published if path in same for file in json.loads(files))
    wanted = sorted(extras.union(named, *in_bodies.values()))
    pictures = {path: picture for path in wanted if is_of_pixels(path) and (picture := memory.of(path))}
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
        value=SummaryFingerprints(moment, {**pictures, **drawings}, cleaned, lambda path: topics(path).tags, digest).of,
        links=partial(_links_of, crossing=crossing, shown=there),
        files=lambda summary: set(_files_of(summary, crossing)),
    )

    def make(path: str) -> Article:
        article = ids.with_ids(reading.documents[path], summaries[path].tags)
        assert isinstance(article, Article)
        return article

    def of(model: type[D]) -> dict[str, D]:
        return {one.id: one for one in lasting.values() if isinstance(one, model)}

    withheld_lasting = {*withheld.own, *withheld.implied, *withheld.observations}.intersection(reading.lasting)
    other_withheld = sorted(withheld_lasting.difference(unfinished))
    withheld_paths = {*(summary.path for summary in drafts), *other_withheld, *unfinished}
    storable: set[str] = set()
    if database and reading.kept:
        storable = {*reading.fresh, *reading.kept.known} - withheld_paths
    listing = _Listing(shown, storable, lambda path: listed(summaries[path], facts, moment), ids.topics)
    unkept = sorted(shown - storable)
    index = Index(moment, make, summaries, topics, lambda: map(listing.row, unkept), database)
    library = Library(
        root=root,
        now=now,
        preview=preview,
        portal=portal,
        articles=index.articles,
        withheld={summary.path: (index.articles.of_shown if preview else make)(summary.path) for summary in drafts},
        withheld_lasting={path: reading.documents[path] for path in other_withheld},
        withholding=withheld,
        unfinished={path: reading.documents[path] for path in sorted(unfinished)},
        vocabulary=vocabulary,
        organisations=of(Organisation),
        people=of(Person),
        figures={id: ids.with_ids(figure, figure.tags) for id, figure in of(Figure).items()},
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
    """Maps topic names to ids; each spelling is looked up once."""

    def __init__(self, vocabulary: Vocabulary):
        self._vocabulary = vocabulary
        self._known: dict[str, str] = {}
        self._broader = broader_topics(vocabulary.topics)
        self._topics: dict[tuple[str, ...], Topics] = {}

    def of(self, tags: tuple[str, ...]) -> tuple[str, ...]:
        """The ids of ``tags``; empty for an unknown one."""
        known = self._known
        try:
            return tuple([known[tag] for tag in tags])
        except KeyError:
            known.update({tag: self._vocabulary.find(tag) or "" for tag in tags})
            return tuple([known[tag] for tag in tags])

    def topics(self, tags: tuple[str, ...]) -> Topics:
        """The topics of ``tags``."""
        if tags not in self._topics:
            ids = self.of(tags)
            above = (broader for id in ids for broader in ancestors_of(id, self._broader))
            self._topics[tags] = Topics(ids, tuple(dict.fromkeys((*ids, *above))))
        return self._topics[tags]

    def with_ids(self, document: D, tags: tuple[str, ...]) -> D:
        """A copy of ``document`` whose tags are the ids of ``tags``; ``document`` itself where they are the same."""
        ids = self.of(tags)
        return document if ids == tags else with_value(document, "tags", ids)


def _without_hidden(
    crossing: Crossing, hidden: frozenset[str], preview: bool
) -> tuple[Vocabulary, Mapping[str, str], Destinations]:
    """The vocabulary, the redirects and the link targets without ``hidden`` documents."""
    reading, vocabulary, redirects = crossing.reading, crossing.vocabulary, crossing.redirects
    if not hidden:
        destinations = crossing.all_destinations if preview else crossing.destinations
        return vocabulary, dict(sorted(redirects.items())), destinations
    if not hidden.isdisjoint(topic.path for topic in vocabulary.topics.values()):
        vocabulary, _ = build_vocabulary([one for one in vocabulary.topics.values() if one.path not in hidden])
    # Registered again: of two claims on an address that of a hidden document may have won.
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
    """The ``shown`` articles that the body of one links to, in the order of the links."""
    linked = _linked_articles(summary.links, crossing, summary.path, shown)
    return (path for path in dict.fromkeys(linked) if path != summary.path)


def _linked_articles(targets: Iterable[str], crossing: Crossing, source: str, shown: Collection[str]) -> Iterator[str]:
    for target in targets:
        # Fast path for the usual form of a link.
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
        yield from _linked_files((link.target for link in scan.links), crossing, path)


def _files_of(summary: ArticleSummary, crossing: Crossing) -> Iterator[str]:
    if summary.status != "withdrawn":
        yield from (*summary.media, *summary.attached, *_linked_files(summary.links, crossing, summary.path))


def _linked_files(targets: Iterable[str], crossing: Crossing, source: str) -> Iterator[str]:
    for target in targets:
        if target.startswith(("https://", "http://", "{filename}")):
            continue
        if file := crossing.destinations.file_at(resolve(target, crossing.all_destinations, source)):
            yield file


