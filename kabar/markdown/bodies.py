"""Converted bodies of a portal: missing ones are converted in worker processes, the others loaded lazily."""

import hashlib
import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from urllib.parse import unquote

from kabar.content.library import Library
from kabar.content.markdown_source.directives import Body, FigurePlace, Html
from kabar.content.models.model import Document
from kabar.content.parsing.front_matter import body_of
from kabar.content.parsing.problems import Problem
from kabar.content.reading.file_reading import BODY, bytes_of
from kabar.content.reading.links import Destinations
from kabar.content.reading.reading_store import digest_of
from kabar.index.database import Damaged, Database
from kabar.index.derived import read_body, read_keys, remove_others, write_bodies
from kabar.markdown.conversion import Converter
from kabar.markdown.conversion_workers import Conversion, Failure, convert_all, convert_here
from kabar.worker_pool import is_worker

_SPARE = 1_000  # bodies of no current file, kept in case a file returns
_INTERNAL_LINK = re.compile(r' (?:href|src)="(/[^"]*)"')


class BodyStore:
    """Stores converted bodies in ``database``, for a portal below the path ``base``."""

    def __init__(self, database: Database, base: str):
        self._database = database
        self._base = base
        self._ending = hashlib.blake2b(base.encode(), digest_size=16).digest()  # of database keys

    def lacks(self, digests: Mapping[str, bytes]) -> list[str]:
        """The paths in ``digests`` (of files, by path) without a stored body."""
        try:
            known = {key[:-16] for key in read_keys(self._database, self._ending)}
        except Damaged:
            known = set()
        return [path for path, digest in digests.items() if digest not in known]

    def recall(self, digest: bytes, destinations: Destinations) -> Body | None:
        """The stored body of the file with ``digest``; None if it is missing or damaged.

        None too if one of its links is dead now: the conversion then reports it.
        """
        try:
            data = read_body(self._database, digest + self._ending)
        except Damaged:
            return None
        body = None if data is None else _from_json(data)
        return body if body is not None and self._are_links_live(body, destinations) else None

    def keep(self, bodies: Mapping[bytes, Body]) -> bool:
        """Store ``bodies`` by the digest of their files; False if the disk is full or the database locked."""
        rows = {digest + self._ending: _to_json(body) for digest, body in bodies.items()}
        return write_bodies(self._database, rows)

    def keep_only(self, digests: Collection[bytes]) -> None:
        """Delete all bodies except those of ``digests``: others may be versions of what is withheld now."""
        try:
            is_done = self._remove_others(digests, 0)
        except Damaged:
            is_done = False
        if not is_done:
            self._database.discard()

    def prune(self, digests: Collection[bytes]) -> None:
        """Delete bodies of files not in ``digests`` when there are more than ``_SPARE``."""
        with suppress(Damaged):
            self._remove_others(digests, _SPARE)

    def _remove_others(self, digests: Collection[bytes], spare: int) -> bool:
        return remove_others(self._database, [digest + self._ending for digest in digests], spare)

    def _are_links_live(self, body: Body, destinations: Destinations) -> bool:
        # The address of a target follows from its text alone; only its existence can change.
        for part in body:
            for address in _INTERNAL_LINK.findall(part.html) if isinstance(part, Html) else ():
                address = address.removeprefix(self._base)
                path = unquote(address).partition("#")[0].partition("?")[0]
                there = path in destinations.page_addresses or bool(destinations.file_at(address))
                if not there and path.strip("/") not in destinations.addresses:
                    return False
        return True


def _to_json(body: Body) -> str:
    parts = [
        ["html", part.html] if isinstance(part, Html) else ["figure", part.name, part.measure, list(part.options)]
        for part in body
    ]
    return json.dumps(parts)


def _from_json(data: str) -> Body:
    parts = json.loads(data)
    return tuple(
        Html(part[1]) if part[0] == "html" else FigurePlace(part[1], part[2], tuple(part[3])) for part in parts
    )


_MAX_LOADED = 500  # bodies loaded from the store


class BodyError(Exception):
    """Raised with a problem for each body that could not be converted."""

    def __init__(self, problems: Sequence[Problem]):
        super().__init__(f"{len(problems)} bodies")
        self.problems = list(problems)


class Bodies(Mapping[str, Body]):
    """Lazy mapping of the non-empty bodies of the shown documents of ``library``, by content path.

    With more than one job the conversion starts at once, in worker processes. It ends with ``finish``, at the latest
    when a body is requested that is not stored. Both ``finish`` and a request may raise BodyError.
    """

    def __init__(
        self, library: Library, make_converter: Callable[[], Converter], jobs: int, store: BodyStore | None = None
    ):
        self._library = library
        self._make_converter = make_converter
        self._jobs = jobs
        self._store = store
        self._digests = dict(sorted(_digests_of_texts(library)))
        if store and library.withheld_digests and not library.preview:
            store.keep_only(list(self._digests.values()))
        lacking = store.lacks(self._digests) if store else list(self._digests)
        self._lacking = frozenset(lacking)
        self._unkept: dict[str, Body] = {}
        self._loaded: dict[str, Body] = {}  # the least recently loaded first
        keep = partial(self._keep, store) if store else None
        self._conversion = Conversion(lacking, self._text, make_converter, jobs, keep)
        if jobs > 1:
            self._conversion.start()

    def finish(self) -> None:
        """Wait for the conversion to end."""
        if not self._lacking:
            return
        self._unkept, failures = self._conversion.finish()
        if failures:
            raise _body_error(failures)
        if self._store:
            self._store.prune(list(self._digests.values()))
        self._lacking = frozenset()

    def close(self) -> None:
        """Abandon the conversion."""
        self._conversion.close()

    def __getitem__(self, path: str) -> Body:
        if path not in self._digests:
            raise KeyError(path)
        if path in self._lacking:
            self.finish()
        if path in self._unkept:
            return self._unkept[path]
        if path in self._loaded:
            return self._loaded[path]
        body = self._store.recall(self._digests[path], self._library.destinations) if self._store else None
        if body is None:
            body = self._convert(path)
        if len(self._loaded) >= _MAX_LOADED:
            del self._loaded[next(iter(self._loaded))]
        self._loaded[path] = body
        return body

    def __contains__(self, path: object) -> bool:
        return path in self._digests

    def __iter__(self) -> Iterator[str]:
        return iter(self._digests)

    def __len__(self) -> int:
        return len(self._digests)

    def _text(self, path: str) -> str:
        # Parsing an unchanged file again is faster than loading its document from the database.
        data, _ = bytes_of(self._library.root, path)
        if data is not None and digest_of(data) == self._digests[path]:
            return body_of(data)
        return document_at(self._library, path).body

    def _keep(self, store: BodyStore, bodies: Mapping[str, Body]) -> bool:
        return store.keep({self._digests[path]: body for path, body in bodies.items()})

    def _convert(self, path: str) -> Body:
        source = self._text(path)
        if is_worker():
            body = convert_here(source, self._make_converter())
            if isinstance(body, str):
                raise _body_error([Failure(path, body)])
            return body
        bodies, failures = convert_all([(path, source)], self._make_converter, self._jobs)
        if failures:
            raise _body_error(failures)
        return bodies[path]


def _body_error(failures: Sequence[Failure[str]]) -> BodyError:
    return BodyError([Problem(failure.key, 1, 1, BODY, failure.message) for failure in failures])


def paths_with_text(library: Library) -> Iterator[str]:
    """The content paths of shown documents that have a body."""
    return (path for path, _ in _digests_of_texts(library))


def _digests_of_texts(library: Library) -> Iterator[tuple[str, bytes]]:
    """The content path and file digest of each shown document that has a body."""
    for folder in library.index.values():
        yield from ((path, digest) for path, digest in zip(folder.paths, folder.bodies, strict=True) if digest)
    for document in _documents(library):
        if document.body.strip():
            yield document.path, library.digests[document.path]


def _documents(library: Library) -> Iterator[Document]:
    for documents in (library.static_pages, library.vocabulary.topics, library.organisations, library.people):
        yield from documents.values()


def document_at(library: Library, path: str) -> Document:
    """The document of ``path``, one of ``paths_with_text``."""
    return library.articles.get(path) or next(each for each in _documents(library) if each.path == path)
