"""The converted bodies of a portal: what is not kept is converted at once, the rest comes when it is asked for."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from plugins.article_reader.body_store import BodyStore
from plugins.article_reader.conversion import Converter
from plugins.article_reader.workers import convert_all
from plugins.content_model.body_parts import Body
from plugins.content_model.file_reading import BODY
from plugins.content_model.library import Library
from plugins.content_model.model import Document
from plugins.content_model.problems import Problem

_MOST = 1000  # bodies that are held at one time where a store has them


class BodyError(Exception):
    """Bodies that could not be converted, with a problem for each."""

    def __init__(self, problems: Sequence[Problem]):
        super().__init__(f"{len(problems)} bodies")
        self.problems = list(problems)


class Bodies(Mapping[str, Body]):
    """The bodies of ``library`` that say something, of shown documents alone. Raises BodyError, at once or later."""

    def __init__(
        self, library: Library, make_converter: Callable[[], Converter], jobs: int, store: BodyStore | None = None
    ):
        self._library = library
        self._make_converter = make_converter
        self._jobs = jobs
        self._store = store
        self._paths = dict.fromkeys(sorted(paths_with_text(library)))
        digests = {path: library.digests[path] for path in self._paths}
        lacking = store.lacks(digests) if store else list(digests)
        self._held: dict[str, Body] = self._convert(lacking)
        if store:
            store.keep({digests[path]: body for path, body in self._held.items()}, list(digests.values()))
            # Those of a whole archive are not held: each comes when its page is drawn.
            if len(self._held) > _MOST:
                self._held = {}

    def __getitem__(self, path: str) -> Body:
        if path in self._held:
            return self._held[path]
        if path not in self._paths:
            raise KeyError(path)
        body = self._store.recall(self._library.digests[path], self._library.destinations) if self._store else None
        if body is None:
            body = self._convert([path])[path]
        if self._store and len(self._held) >= _MOST:
            del self._held[next(iter(self._held))]
        self._held[path] = body
        return body

    def __contains__(self, path: object) -> bool:
        return path in self._paths

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)

    def _convert(self, paths: Sequence[str]) -> dict[str, Body]:
        sources = [(path, document_at(self._library, path).body) for path in paths]
        bodies, failures = convert_all(sources, self._make_converter, self._jobs)
        if failures:
            raise BodyError([Problem(failure.key, 1, 1, BODY, failure.message) for failure in failures])
        return bodies


def paths_with_text(library: Library) -> Iterator[str]:
    for path in library.articles:
        gist = library.gists[path]
        if gist.has_text and gist.status != "withdrawn":
            yield path
    for document in _lasting(library):
        if document.body.strip():
            yield document.path


def _lasting(library: Library) -> Iterator[Document]:
    for documents in (library.static_pages, library.vocabulary.topics, library.organisations, library.people):
        yield from documents.values()


def document_at(library: Library, path: str) -> Document:
    """The document of ``path``, which is one of those ``paths_with_text``."""
    return library.articles.get(path) or next(one for one in _lasting(library) if one.path == path)
