"""Reuse of files of the last output whose inputs are unchanged.

A reused file is a hard link (made by ``spare_tree`` for all files at once): it keeps its time, and is never written to,
since every build writes new files.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from sqlite3 import Connection

from kabar.build.output.spare_tree import TreeFiles
from kabar.build.verify.html_links import Links, links_from, read_links
from kabar.index.database import Damaged, Database
from kabar.index.manifest import File
from kabar.index.pages import PageRow, read_all_links, read_page, read_pages, remove_other_pages, write_pages
from kabar.index.pages import read_links as read_stored_links
from kabar.pages.parts.keys import Changes
from kabar.pages.parts.page_sets import KnownPage

# File names that are searched for in links: long enough to be rare, and without characters that can be escaped.
_SOUGHT = re.compile(r"[a-z0-9._-]{4,}")
_MOST_SOUGHT = 16


class Reuse:
    """The last output: ``files`` by name as made, details in ``database``.

    ``present`` are those of its files that are in the staging folder. None of the files ``damaged`` is reused. With
    ``keeps_inputs`` the inputs of pages are kept once they were read, for ``all_inputs``.
    """

    def __init__(
        self,
        database: Database,
        present: TreeFiles,
        files: Mapping[str, File],
        damaged: Collection[str] = (),
        keeps_inputs: bool = False,
    ):
        self._database = database
        self.present = present
        self._files = files
        self._damaged = frozenset(damaged)
        self._pages: dict[str, PageRow | None] = {}
        self._keeps_inputs = keeps_inputs
        self._inputs: Mapping[str, str] | None = None

    def is_same(self, name: str, inputs: str) -> bool:
        """Whether the file ``name`` is present and was rendered from ``inputs``, so that it can be reused."""
        return self._is_as_made(name) and (page := self.page(name)) is not None and page.inputs == inputs

    def unchanged(self, changes: Changes, around: str) -> dict[str, KnownPage]:
        """Returns the files that are present, have the global fingerprint ``around``, and use no key among ``changes``.
        """
        if changes.keys is None:
            return {}
        is_around = f"{around};"
        try:
            return {
                name: KnownPage(modified, members)
                for name, inputs, keys, members, modified in self._read_pages(self._keeps_inputs)
                if f"{inputs};".startswith(is_around)
                and changes.keys.isdisjoint(keys.split("\n"))
                and self._is_as_made(name)
            }
        except Damaged:
            return {}

    def page(self, name: str) -> PageRow | None:
        """Returns the stored record of the file ``name`` of the last output; None when there is none."""
        if name not in self._pages:
            try:
                self._pages[name] = read_page(self._database, name)
            except Damaged:
                self._pages[name] = None
        return self._pages[name]

    def links(self, name: str) -> Links | None:
        """Returns the links of the file ``name`` of the last output; None when they are unknown."""
        try:
            links = read_stored_links(self._database, name)
        except Damaged:
            return None
        return None if links is None else links_from(links)

    def may_lead_to(self, files: Collection[str], names: Collection[str], absolute: str) -> frozenset[str]:
        """Returns those of the files ``names`` that may link to one of ``files``, which are gone or changed.

        ``absolute`` is the whole address of the portal.
        """
        lasts = {_last_part(file) for file in files}
        folders = tuple(f"{file.rpartition('/')[0]}/" for file in files)
        if len(lasts) > _MOST_SOUGHT or not all(map(_SOUGHT.fullmatch, lasts)):
            return frozenset(names)
        # An address with escapes may be any of them, except on other sites (such as share links).
        inside = f"{re.escape(absolute)}|" if absolute else ""
        escaped = re.compile(rf'"(?:{inside}(?![a-z][a-z0-9+.-]*:))[^"]*[%\\]')
        found = set(names)
        try:
            for name, links in read_all_links(self._database):
                # Relative links from within a folder do not contain its name.
                is_named = name.startswith(folders) or any(last in links for last in lasts)
                if not is_named and not escaped.search(links):
                    found.discard(name)
        except Damaged:
            return frozenset(names)
        return frozenset(found)

    @property
    def all_inputs(self) -> Mapping[str, str]:
        """The inputs of each file of the last output by name, as far as they are known."""
        if self._inputs is None:
            try:
                for _ in self._read_pages(True):
                    pass
            except Damaged:
                self._inputs = {}
        return self._inputs or {}

    def _read_pages(self, keeps_inputs: bool) -> Iterator[PageRow]:
        """Yields all stored records; with ``keeps_inputs`` keeps inputs, so that they are not read again."""
        pages = read_pages(self._database)
        if not keeps_inputs:
            yield from pages
            return
        inputs: dict[str, str] = {}
        for page in pages:
            if page.inputs:
                inputs[page.name] = page.inputs
            yield page
        self._inputs = inputs

    def below(self, folder: str) -> dict[str, bool]:
        """Returns for each file below ``folder`` in the last output or present whether it is as it was made."""
        names = {name for files in (self._files, self.present) for name in files if name.startswith(f"{folder}/")}
        return {name: self._is_as_made(name) for name in names}

    def has_same(self, name: str, data: bytes, folder: Path) -> bool:
        """Whether the file ``name`` in ``folder`` has the bytes ``data``: then it is not written again."""
        if self.present.get(name, (None,))[0] != len(data):
            return False
        try:
            return (folder / name).read_bytes() == data
        except OSError:
            return False

    def keep(
        self,
        connection: Connection,
        pages: Iterable[PageRow],
        links: Iterable[tuple[str, str]],
        names: Collection[str],
    ) -> None:
        """Stores the records of ``pages`` and the ``links`` of files by name (as ``links_text``), inside a transaction,
        and removes those of files that are not among ``names``.
        """
        remove_other_pages(connection, names)
        write_pages(connection, pages, links)

    def _is_as_made(self, name: str) -> bool:
        if name not in self.present or name in self._damaged:
            return False
        if self.present is self._files:
            return True
        return self.present[name][:2] == self._files.get(name, ())[:2]


def _last_part(file: str) -> str:
    """Returns the last part of addresses of ``file``, except addresses relative to its own folder."""
    return f"/{file}".removesuffix("/index.html").rpartition("/")[2]


class LinksOfKept(Mapping[str, Links | None]):
    """The links of the files ``names`` of ``folder`` that are reused, read on access; None when not UTF-8."""

    def __init__(self, names: frozenset[str], reuse: Reuse, folder: Path):
        self._names = names
        self._reuse = reuse
        self._folder = folder

    def __getitem__(self, name: str) -> Links | None:
        if name not in self._names:
            raise KeyError(name)
        links = self._reuse.links(name)
        # The database may be damaged; then read the file itself.
        return links if links is not None else read_links(name, (self._folder / name).read_bytes())

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


