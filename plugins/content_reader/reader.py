"""Pelican reader that returns documents of the content library."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from pelican.readers import BaseReader  # type: ignore[import-untyped]  # Pelican has no types
from pelican.urlwrappers import Author, Category, Tag  # type: ignore[import-untyped]  # Pelican has no types

from kabar.content.library import Library
from kabar.content.models.article import Article
from kabar.content.models.bimtek import Bimtek
from kabar.content.models.static_page import StaticPage
from kabar.sections.registry import SECTIONS


class DocumentReader:
    """Reads articles and static pages of ``library``. ``html_of`` returns the HTML of the body of a content path.

    Metadata of an article: ``title``, ``date``, ``modified`` (if it changed), ``summary``, ``category`` (the section),
    ``tags`` (the topics), ``authors``, ``slug``, ``lang``, ``status``, ``year``; ``source_entry``, its content path;
    ``entry``, the validated model; ``training``, the same model if it is a training, else None; ``translation_key``,
    equal for an original and its translations. Withheld documents and other Markdown files get the status ``skip`` and
    no text.
    """

    # Not a subclass of BaseReader: Pelican instantiates all of these, with the settings as the only argument.
    def __init__(self, settings: dict[str, Any], library: Library, html_of: Callable[[str], str]):
        self.settings = settings
        self.process_metadata = BaseReader(settings).process_metadata
        self._library = library
        self._html_of = html_of
        self._root = Path(settings["PATH"]).resolve()
        self._pages = {page.path: page for page in library.static_pages.values()}
        # Pelican groups articles by these; shared objects save memory.
        self._tag = cache(self._make_tag)
        self._author = cache(self._make_author)
        self._category = cache(self._make_category)

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """The HTML of the body and the metadata of the file at ``source_path``."""
        path = Path(source_path).relative_to(self._root).as_posix()
        if entry := self._library.articles.get(path):
            return self._html_of(path), self._of_article(entry)
        if page := self._pages.get(path):
            return self._html_of(path), self._of_page(page)
        return "", {"status": "skip"}

    def _of_article(self, entry: Article) -> dict[str, Any]:
        metadata = {
            "title": entry.title,
            "date": entry.date,
            "summary": _withdrawal(entry) if entry.withdrawn else entry.summary,
            "category": self._category(entry.section),
            "tags": [] if entry.withdrawn else [self._tag(id) for id in entry.tags],
            "authors": [self._author(id) for id in entry.author_ids],
            "slug": entry.id,
            "lang": entry.lang,
            "status": "published",
            "year": entry.year,
            "source_entry": entry.path,
            "entry": entry,
            "training": entry if isinstance(entry, Bimtek) and not entry.withdrawn else None,
            "translation_key": entry.translation_of or entry.path,
        }
        return metadata | ({"modified": entry.changed} if entry.changed != entry.date else {})

    def _of_page(self, page: StaticPage) -> dict[str, Any]:
        metadata = {
            "title": page.title,
            "summary": page.summary,
            "slug": page.id,
            "lang": page.lang,
            "status": "published",
            "source_entry": page.path,
            "entry": page,
        }
        return metadata | ({"modified": page.modified} if page.modified else {})

    def _make_tag(self, id: str) -> Tag:
        tag = Tag(self._library.vocabulary.topics[id].label, self.settings)
        tag.slug = id
        return tag

    def _make_author(self, id: str) -> Author:
        profile = self._library.people.get(id) or self._library.organisations[id]
        author = Author(profile.name, self.settings)
        author.slug = id
        # For AUTHOR_URL, which Pelican formats with the attributes of the author.
        author.folder = profile.path.partition("/")[0]
        return author

    def _make_category(self, section: str) -> Category:
        category = Category(SECTIONS[section].label, self.settings)
        category.slug = section
        return category


def _withdrawal(entry: Article) -> str:
    reasons = [one.text for one in entry.corrections if one.kind == "pencabutan"]
    return " ".join(("Tulisan ini dicabut.", *reasons))
