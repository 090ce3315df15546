"""A library that notes what is read of it: each read as the key that whatever reads has to declare.

A document notes each look at one of its fields, wherever it was fetched. Mappings note what is asked for, also in vain;
entries of groups note the lists of these groups.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from typing import Any

import pytest

from kabar.content.library import Library
from kabar.content.models.model import Document
from kabar.content.models.topic import Topic
from kabar.content.reading.article_lists import FOLDER, SECTION, TRAINING, list_key
from kabar.content.reading.entries import Entries
from kabar.pages.parts.keys import ANY_DOCUMENT, topic_key
from kabar.topics.tree import TopicTree

EVERYTHING = list_key("all", "")
_BY_ID = {
    "figures": "angka/{}.yaml", "sources": "sumber/{}.yaml", "organisations": "lembaga/{}.md", "people": "orang/{}.md",
    "static_pages": "halaman/{}.md",
}  # fmt: skip
_OF_ENTRIES = {"paths", "first", "counts", "sections", "last_change", "_count"}


class Recorder:
    """Notes the keys of what is read while somebody listens."""

    def __init__(self):
        self._reads: set[str] = set()
        self._listens = False

    def note(self, *keys: str) -> None:
        """Note that what has ``keys`` was read."""
        if self._listens:
            self._reads.update(keys)

    @contextmanager
    def listening(self) -> Iterator[set[str]]:
        """The keys of what is read within."""
        self._reads, self._listens = set(), True
        try:
            yield self._reads
        finally:
            self._listens = False


class Noted(Mapping[str, Any]):
    """``held``, which notes the key that ``key_of`` gives of what is asked for, and ``whole`` where all are."""

    def __init__(self, held: Mapping[str, Any], recorder: Recorder, key_of: Callable[[str], str], whole: str):
        self._held = held
        self._recorder = recorder
        self._key_of = key_of
        self._whole = whole

    def __getitem__(self, name: str) -> Any:
        self._recorder.note(self._key_of(name))
        return self._held[name]

    def __contains__(self, name: object) -> bool:
        if isinstance(name, str):
            self._recorder.note(self._key_of(name))
        return name in self._held

    def __iter__(self) -> Iterator[str]:
        self._recorder.note(self._whole)
        return iter(self._held)

    def __len__(self) -> int:
        self._recorder.note(self._whole)
        return len(self._held)


def recorded(library: Library, recorder: Recorder, monkeypatch: pytest.MonkeyPatch) -> Library:
    """``library``, whose reads ``recorder`` notes; the documents of ``library`` itself are these from now on."""

    def by_path(held: Mapping[str, Any]) -> Noted:
        return Noted(held, recorder, str, EVERYTHING)

    kinds: dict[type, type] = {}
    for document in _documents_of(library):
        kind = type(document)
        if kind not in kinds:
            kinds[kind] = _noting(kind, recorder)
        object.__setattr__(document, "__class__", kinds[kind])
    by_id = {name: Noted(getattr(library, name), recorder, form.format, ANY_DOCUMENT) for name, form in _BY_ID.items()}
    topics = Noted(library.vocabulary.topics, recorder, topic_key, ANY_DOCUMENT)
    library.index.articles = by_path(library.articles)
    _note_entries(recorder, monkeypatch)
    _note_ancestors(recorder, monkeypatch)
    return replace(
        library,
        articles=library.index.articles,
        summaries=by_path(library.summaries),
        vocabulary=replace(library.vocabulary, topics=topics),
        **by_id,
    )


def _documents_of(library: Library) -> Iterator[Document]:
    yield from library.articles.values()
    yield from library.vocabulary.topics.values()
    for name in _BY_ID:
        yield from getattr(library, name).values()


def _noting(kind: type[Document], recorder: Recorder) -> type[Document]:
    fields = kind.model_fields.keys() - {"path"}

    def look(document: Document, name: str) -> Any:
        if name in fields:
            is_shown_elsewhere = issubclass(kind, Topic) and name == "label"
            recorder.note(topic_key(document.id) if is_shown_elsewhere else document.path)
        return kind.__getattribute__(document, name)

    return type(kind)(f"Noted{kind.__name__}", (kind,), {"__module__": __name__, "__getattribute__": look})


def _note_entries(recorder: Recorder, monkeypatch: pytest.MonkeyPatch) -> None:
    def look(entries: Entries, name: str) -> Any:
        if name in _OF_ENTRIES:
            recorder.note(*entries.keys)
        return object.__getattribute__(entries, name)

    monkeypatch.setattr(Entries, "__getattribute__", look)


def _note_ancestors(recorder: Recorder, monkeypatch: pytest.MonkeyPatch) -> None:
    ancestors = TopicTree.ancestors

    def look(tree: TopicTree, topic: str) -> tuple[str, ...]:
        recorder.note(topic_key(topic))
        return ancestors(tree, topic)

    monkeypatch.setattr(TopicTree, "ancestors", look)


class Declared:
    """The ``keys`` that a page of ``library``, which is not recorded, declares. ``own`` is the article of the page."""

    def __init__(self, keys: frozenset[str], library: Library, own: str = ""):
        self._keys = keys
        self._library = library
        self._own = own

    def lacks(self, reads: set[str]) -> set[str]:
        """Those of ``reads`` whose change would not change one of the keys."""
        return {key for key in reads - self._covered if not self._covers(key)}

    @cached_property
    def _covered(self) -> set[str]:
        """The keys, and those of documents whose change always changes one of them."""
        library, covered = self._library, set(self._keys)
        for path in self._keys:
            if path in library.articles:
                ways = library.summaries[path].ways
                covered.update(f"lembaga/{id}.md" for way, id in ways if way == "lembaga")
                # A card is made from a summary that also says who takes registrations; it does not show them.
                registration = getattr(library.articles[path], "registration", None)
                if registration and path != self._own:
                    covered.update(f"lembaga/{id}.md" for id in registration.through)
            if path.startswith("angka/"):
                figure = next((one for one in library.figures.values() if one.path == path), None)
                covered.update(f"sumber/{one.id}.yaml" for one in (figure.all_sources() if figure else ()) if one.id)
        # A person and an organisation never have the same id.
        for path in list(covered):
            folder, _, name = path.partition("/")
            if folder in ("orang", "lembaga"):
                covered.update(f"{other}/{name}" for other in ("orang", "lembaga"))
        return covered

    def _covers(self, key: str) -> bool:
        if key in self._library.articles:
            return not self._covered.isdisjoint(self._library.index.lists_of(key))
        kind, _, id = key.partition(":")
        if kind == "list":
            of_section = list_key(SECTION, id.removeprefix(f"{FOLDER}:").partition("/")[0])
            wider = {EVERYTHING, key.removesuffix(f":{TRAINING}")} | (
                {of_section} if id.startswith(f"{FOLDER}:") else set()
            )
            return not wider.isdisjoint(self._covered)
        if kind == "topic":
            return f"topik/{id}.md" in self._covered or ANY_DOCUMENT in self._covered
        # The titles of static pages are part of the frame of all pages.
        return key.startswith("halaman/") or ANY_DOCUMENT in self._covered
