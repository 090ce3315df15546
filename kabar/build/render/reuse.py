"""What the files of the last output were drawn from, so that one whose inputs are the same is taken over.

A file is taken over by a second name for it (a hard link), which ``spare_tree`` gives to all of them at once: it
keeps its time, and is never written through, since every build writes new files.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from sqlite3 import Connection

from kabar.build.verify.html_links import Links, links_from, read_links
from kabar.index.database import Damaged, Database
from kabar.index.manifest import File
from kabar.index.pages import Page, read_all_links, read_page, read_pages, remove_other_pages, write_pages
from kabar.index.pages import read_links as read_stored_links
from kabar.pages.parts.keys import Changes
from kabar.pages.parts.page_sets import KnownPage

# What is looked for in links: so much that few others hold it, and written in one way alone.
_SOUGHT = re.compile(r"[a-z0-9._-]{4,}")
_MOST_SOUGHT = 16


class Reuse:
    """The last output, whose files are ``files`` by name, and told of in ``database``.

    ``present`` are those of its files that stand where the next is made. None of the files ``damaged`` is taken over.
    With ``keeps_inputs`` what pages were drawn from is held once it was read, for ``all_inputs``.
    """

    def __init__(
        self,
        database: Database,
        present: Mapping[str, tuple[int, int]],
        files: Mapping[str, File],
        damaged: Collection[str] = (),
        keeps_inputs: bool = False,
    ):
        self._database = database
        self.present = present
        self._files = files
        self._damaged = frozenset(damaged)
        self._pages: dict[str, Page | None] = {}
        self._keeps_inputs = keeps_inputs
        self._inputs: Mapping[str, str] | None = None

    def is_same(self, name: str, inputs: str) -> bool:
        """Whether the file ``name`` is held and was drawn from ``inputs``, so that it need not be drawn."""
        return self._is_as_made(name) and (page := self.page(name)) is not None and page.inputs == inputs

    def unchanged(self, changes: Changes, around: str) -> dict[str, KnownPage]:
        """The files that are held, were drawn with the portal ``around`` them, and use no key that is among
        ``changes``."""
        if changes.keys is None:
            return {}
        try:
            return {
                page.name: KnownPage(page.modified, page.members)
                for page in self._read_pages(self._keeps_inputs)
                if page.inputs.partition(";")[0] == around
                and not changes.any_of(page.keys.split("\n"))
                and self._is_as_made(page.name)
            }
        except Damaged:
            return {}

    def page(self, name: str) -> Page | None:
        """What is known of the file ``name`` of the last output; None where nothing is."""
        if name not in self._pages:
            try:
                self._pages[name] = read_page(self._database, name)
            except Damaged:
                self._pages[name] = None
        return self._pages[name]

    def links(self, name: str) -> Links | None:
        """The links of the file ``name`` of the last output; None where nothing is known of it."""
        try:
            links = read_stored_links(self._database, name)
        except Damaged:
            return None
        return None if links is None else links_from(links)

    def may_lead_to(self, files: Collection[str], names: Collection[str], absolute: str) -> frozenset[str]:
        """Those of the files ``names`` that may lead to one of ``files``, which are gone or changed: others do not.

        ``absolute`` is the whole address of the portal.
        """
        lasts = {_last_part(file) for file in files}
        folders = tuple(f"{file.rpartition('/')[0]}/" for file in files)
        if len(lasts) > _MOST_SOUGHT or not all(map(_SOUGHT.fullmatch, lasts)):
            return frozenset(names)
        # What is written with escapes can be anything, but for what leads elsewhere on the web, as links to share do.
        inside = f"{re.escape(absolute)}|" if absolute else ""
        escaped = re.compile(rf'"(?:{inside}(?![a-z][a-z0-9+.-]*:))[^"]*[%\\]')
        found = set(names)
        try:
            for name, links in read_all_links(self._database):
                # From within a folder nothing names it.
                is_named = name.startswith(folders) or any(last in links for last in lasts)
                if not is_named and not escaped.search(links):
                    found.discard(name)
        except Damaged:
            return frozenset(names)
        return frozenset(found)

    @property
    def all_inputs(self) -> Mapping[str, str]:
        """What each file of the last output was drawn from, by name, as far as it is known."""
        if self._inputs is None:
            try:
                for _ in self._read_pages(True):
                    pass
            except Damaged:
                self._inputs = {}
        return self._inputs

    def _read_pages(self, keeps_inputs: bool) -> Iterator[Page]:
        """All that is known of files; with ``keeps_inputs``, so that inputs are not read a second time."""
        inputs = {}
        for page in read_pages(self._database):
            if page.inputs and keeps_inputs:
                inputs[page.name] = page.inputs
            yield page
        if keeps_inputs:
            self._inputs = inputs

    def below(self, folder: str) -> dict[str, bool]:
        """Whether each file below ``folder`` that the last output held, or that is held, is held as it was made."""
        names = {name for files in (self._files, self.present) for name in files if name.startswith(f"{folder}/")}
        return {name: self._is_as_made(name) for name in names}

    def has_same(self, name: str, data: bytes, folder: Path) -> bool:
        """Whether the file ``name`` that is held in ``folder`` has the bytes ``data``: then it keeps its time."""
        if self.present.get(name, (None,))[0] != len(data):
            return False
        try:
            return (folder / name).read_bytes() == data
        except OSError:
            return False

    def keep(
        self,
        connection: Connection,
        pages: Iterable[Page],
        links: Iterable[tuple[str, str]],
        names: Collection[str],
    ) -> None:
        """Keep what ``pages`` were drawn from, and the ``links`` of files by name, as ``links_text`` has them, within a
        change of the database. Of files that are not among ``names`` nothing stays.
        """
        remove_other_pages(connection, names)
        write_pages(connection, pages, links)

    def _is_as_made(self, name: str) -> bool:
        if name not in self.present or name in self._damaged:
            return False
        return self.present[name][:2] == self._files.get(name, ())[:2]


def _last_part(file: str) -> str:
    """The last part of addresses that lead to ``file``, apart from those written from within its folder."""
    return f"/{file}".removesuffix("/index.html").rpartition("/")[2]


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


