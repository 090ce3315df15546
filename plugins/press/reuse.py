"""What the files of the last output were drawn from, so that one whose inputs are the same is taken over.

A file is taken over by a second name for it (a hard link), which ``spare_tree`` gives to all of them at once: it
keeps its time, and is never written through, since every build writes new files.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from sqlite3 import Connection

from plugins.index.database import Damaged, Database
from plugins.index.manifest import File
from plugins.index.pages import Page, read_page, read_uses, remove_all_pages, remove_pages, write_pages
from plugins.press.html_links import Links, read_links


class Reuse:
    """The last output, whose files are ``files`` by name, and told of in ``database``.

    ``held`` are those of its files that stand where the next is made. None of the files ``damaged`` is taken over.
    """

    def __init__(
        self,
        database: Database,
        held: Mapping[str, tuple[int, int]],
        files: Mapping[str, File],
        damaged: Collection[str] = (),
    ):
        self._database = database
        self.held = held
        self._files = files
        self._damaged = frozenset(damaged)
        self._pages: dict[str, Page | None] = {}

    def has_mark(self, name: str, mark: bytes) -> bool:
        """Whether the file ``name`` is held and was drawn from what ``mark`` tells."""
        return self._is_as_made(name) and self._files[name].fingerprint == mark

    def is_same(self, name: str, inputs: str) -> bool:
        """Whether the file ``name`` is held and was drawn from ``inputs``, so that it need not be drawn."""
        return self._is_as_made(name) and self.known_inputs(name) == inputs

    def links(self, name: str) -> Links | None:
        """The links of the file ``name`` of the last output; None where nothing is known of it."""
        page = self._page(name)
        if page is None:
            return None
        targets, anchors = json.loads(page.links)
        return Links(tuple(targets), frozenset(anchors))

    def known_inputs(self, name: str) -> str | None:
        """What the file ``name`` of the last output was drawn from, as it was kept."""
        page = self._page(name)
        return (page.uses or None) if page else None

    @cached_property
    def all_inputs(self) -> Mapping[str, str]:
        """What each file of the last output was drawn from, by name, as far as it is known."""
        try:
            return read_uses(self._database)
        except Damaged:
            return {}

    def lacks_any(self, names: Iterable[str]) -> bool:
        """Whether of one of the files ``names`` it is not known what it was drawn from."""
        return any(name not in self.all_inputs for name in names)

    def has_same(self, name: str, data: bytes, folder: Path) -> bool:
        """Whether the file ``name`` that is held in ``folder`` has the bytes ``data``: then it keeps its time."""
        if self.held.get(name, (None,))[0] != len(data):
            return False
        try:
            return (folder / name).read_bytes() == data
        except OSError:
            return False

    def keep(
        self,
        connection: Connection,
        drawn: Mapping[str, str],
        links: Mapping[str, Links],
        gone: Collection[str] = (),
    ) -> None:
        """Keep what new files were drawn from: digest of inputs by name; within a change of the database.

        Nothing is told any longer of the files ``gone``. What is told of others stays.
        """
        if self.held:
            remove_pages(connection, gone)
        else:
            remove_all_pages(connection)
        write_pages(connection, _pages(drawn, links))

    def _is_as_made(self, name: str) -> bool:
        return name in self.held and name not in self._damaged and self.held[name] == self._files.get(name, ())[:2]

    def _page(self, name: str) -> Page | None:
        if name not in self._pages:
            try:
                self._pages[name] = read_page(self._database, name)
            except Damaged:
                self._pages[name] = None
        return self._pages[name]


class LinksOfKept(Mapping[str, Links]):
    """The links of the files ``names`` of ``folder`` that ``reuse`` takes over, each read when it is asked for."""

    def __init__(self, names: frozenset[str], reuse: Reuse, folder: Path):
        self._names = names
        self._reuse = reuse
        self._folder = folder

    def __getitem__(self, name: str) -> Links:
        if name not in self._names:
            raise KeyError(name)
        links = self._reuse.links(name)
        # What was told of it may be lost; the file is there.
        return links if links is not None else read_links(name, (self._folder / name).read_bytes())

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def _pages(drawn: Mapping[str, str], links: Mapping[str, Links]) -> Iterator[Page]:
    for name, inputs in drawn.items():
        found = [list(links[name].targets), sorted(links[name].anchors)]
        yield Page(name, inputs, json.dumps(found))
