"""Reads ``content/`` for Pelican: Markdown with typed front matter; each error has file, line and remedy.

Signals: initialized, generator_init, get_generators, finalized. README.md beside this file describes what it adds, its
settings and its use in other sites. Raises ``ReportedError`` if the content has errors, which are printed.
"""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from pelican import Pelican, signals  # type: ignore[import-untyped]  # Pelican has no types
from pelican.generators import Generator  # type: ignore[import-untyped]  # Pelican has no types

from kabar.console import print_and_stop, write_errors
from kabar.content.library import Library, load_library
from kabar.content.models.host import read_host
from kabar.content.parsing.moments import read_build_date
from kabar.content.parsing.problems import BadValue, withheld_errors_in
from kabar.content.reading.article_lists import TAG
from kabar.content.reading.links import resolve
from kabar.content.validation.cross_checks import Crossing
from kabar.markdown.bodies import Bodies, BodyError, BodyStore
from kabar.markdown.conversion import Converter
from kabar.markdown.part_links import check_part_links
from kabar.outputs.feeds.plain_html import plain_html
from kabar.outputs.published_files import cleaned_files, plan_cleaned
from kabar.outputs.published_pictures import plan_pictures
from kabar.outputs.renditions.made_files import FileStore
from kabar.sections.registry import SECTIONS
from plugins.content_reader.reader import DocumentReader

# What it adds to articles depends only on inputs that the portal declares.
DECLARES_INPUTS = True


def register() -> None:
    """Called by Pelican."""
    signals.initialized.connect(_name_folders)
    signals.generator_init.connect(_provide)
    signals.get_generators.connect(_get_generators)
    signals.finalized.connect(_finish)


def _name_folders(pelican: Pelican) -> None:
    # Pelican's own default reads all of content/ as articles: topics, profiles and figures, too.
    if pelican.settings["ARTICLE_PATHS"] == [""]:
        pelican.settings["ARTICLE_PATHS"] = list(SECTIONS)


class MediaGenerator(Generator):  # type: ignore[misc]  # Pelican has no types
    """Writes the pictures and attachments of shown documents, unless another plugin draws the whole portal."""

    def generate_output(self, writer: object) -> None:
        """Called by Pelican."""
        if self.settings.get("DRAWS_PORTAL"):
            return
        library = self.context["LIBRARY"]
        # Stock themes use one file of each picture.
        wanted = {picture.published_path for picture in library.pictures.values()}
        nothing = FileStore(None)
        for name, file, _ in plan_pictures(library, nothing):
            if name in wanted:
                self._write(name, file.bytes())
        for name, file, _ in plan_cleaned(library, cleaned_files(library, nothing)):
            self._write(name, file.bytes())
        for path in library.files:
            if path not in library.pictures and path not in library.cleaned:
                self._write(path.removeprefix("ekstra/"), (library.root / path).read_bytes())

    def _write(self, name: str, data: bytes) -> None:
        path = Path(self.output_path) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _get_generators(_pelican: Pelican) -> type[Generator]:
    return MediaGenerator


def _provide(generator: Generator) -> None:
    # All generators of a run share one context.
    context = generator.context
    if "BODIES" not in context:
        library: Library | None = context.get("LIBRARY")
        crossing: Crossing | None = None
        if not library:
            library, crossing = _read(generator)
        context["LIBRARY"] = library
        context["BODIES"] = bodies = _bodies(library, generator.settings, crossing)
        context["HTML_OF"] = html_of = _html_of(library, bodies, context)
        # Converting all bodies takes most of a build: the portal's own build requests only those that it draws.
        reader_html_of = _no_html if context.get("BODIES_LATER") else html_of
        context["CONTENT_READER"] = partial(DocumentReader, library=library, html_of=reader_html_of)
    readers = generator.readers.readers
    for ending in [ending for ending in readers if ending != "static"]:
        del readers[ending]
    readers["md"] = context["CONTENT_READER"](generator.settings)


def _read(generator: Generator) -> tuple[Library, Crossing | None]:
    settings = generator.settings
    root = Path(settings["PATH"])
    try:
        now = settings.get("BUILD_DATE") or read_build_date(os.environ, datetime.now(UTC))
    except BadValue as bad:
        raise print_and_stop([str(bad)]) from None
    loaded = load_library(root, now, settings.get("PREVIEW", False))
    if loaded.library is None:
        raise print_and_stop([problem.as_line(os.path.relpath(root)) for problem in loaded.problems])
    # Errors in withheld documents do not stop the build.
    withheld = withheld_errors_in(list(loaded.problems))
    write_errors(problem.as_line(os.path.relpath(root)) for problem in withheld)
    return loaded.library, loaded.crossing


def _bodies(library: Library, settings: dict[str, Any], crossing: Crossing | None) -> Bodies:
    host = read_host(settings["SITEURL"])
    database = settings.get("DATABASE")
    store = BodyStore(database, host.base) if database else None

    def make_converter() -> Converter:
        return Converter(lambda target: host.href(resolve(target, library.destinations)))

    bodies = Bodies(library, make_converter, settings.get("JOBS") or os.cpu_count() or 1, store)
    if closing := settings.get("CLOSING"):
        # Converted while Pelican runs; ``finalized`` waits for the end.
        closing.callback(bodies.close)
        settings["BODIES"] = bodies
        return bodies
    try:
        bodies.finish()
    except BodyError as error:
        root = os.path.relpath(settings["PATH"])
        found = check_part_links(crossing) if crossing else []
        raise print_and_stop([problem.as_line(root) for problem in found or error.problems]) from None
    return bodies


def _finish(pelican: Pelican) -> None:
    if pelican.settings.get("CLOSING"):
        pelican.settings["BODIES"].finish()


def _no_html(_path: str) -> str:
    return ""


def _html_of(library: Library, bodies: Bodies, context: dict[str, Any]) -> Callable[[str], str]:
    base = read_host(context["SITEURL"]).base
    is_drawn = (lambda address: True) if context.get("DRAWS_PORTAL") else _drawn_by_pelican(library)
    languages = {page.path: page.lang for page in library.static_pages.values()}

    def html_of(path: str) -> str:
        entry = library.articles.get(path)
        if entry and entry.withdrawn:
            return ""
        lang = entry.lang if entry else languages[path]
        return plain_html(bodies.get(path, ()), library, base, library.destinations.pages[path], lang, is_drawn)

    return html_of


def _drawn_by_pelican(library: Library) -> Callable[[str], bool]:
    """Whether Pelican itself writes a page at an address: of articles, static pages, and topics with articles."""
    pages = library.destinations.pages
    drawn = {page.page_url for page in library.static_pages.values()} | {"/"}
    drawn |= {library.vocabulary.topics[id].page_url for id in library.index.ids(TAG)}
    drawn |= {f"/{path}" for path in library.files}
    return lambda address: address in drawn or pages.path_of(address) in library.articles
