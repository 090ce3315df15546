"""Generator of all files of the portal except the pages of articles."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from pelican.generators import Generator  # type: ignore[import-untyped]  # Pelican has no types

from kabar.agenda.document import VERSIONS, agenda_text, schema_text
from kabar.agenda.record import record_csv, record_url
from kabar.build.render.writer import PageWriter
from kabar.cms.cms_config import configuration_of
from kabar.cms.cms_files import FOLDER as EDITOR
from kabar.cms.cms_files import files as editor_files
from kabar.cms.cms_package import fetch
from kabar.content.library import Library
from kabar.content.models.figure import Figure
from kabar.content.models.host import Host
from kabar.content.reading.article_lists import BEGINS, TRAINING
from kabar.content.reading.entries import Entries
from kabar.figures.data_package import ADDRESS as DATA_PACKAGE
from kabar.figures.data_package import data_package
from kabar.figures.records import csv_url, figure_csv, figure_record, json_url
from kabar.outputs.feeds.selection import plan_feeds
from kabar.outputs.host_headers import NAME as HEADERS
from kabar.outputs.host_headers import headers_file, prefetch_file
from kabar.outputs.host_redirects import NAME as REDIRECTS
from kabar.outputs.host_redirects import host_redirects, redirects_file
from kabar.outputs.own_look import ground_of_cards
from kabar.outputs.published_files import plan_cleaned
from kabar.outputs.published_pictures import octets_of_photos, plan_pictures
from kabar.outputs.renditions.made_files import FileStore
from kabar.outputs.renditions.shared_store import SharedStore
from kabar.outputs.sitemaps import write_sitemaps
from kabar.outputs.social_cards.card_drawing import plan_cards
from kabar.outputs.training_calendars import plan_calendars
from kabar.outputs.web_manifest import NAME as MANIFEST
from kabar.outputs.web_manifest import manifest
from kabar.pages.parts.keys import ANY_DOCUMENT
from kabar.pages.parts.page_sets import PageSet
from kabar.pages.parts.plan import Inputs, PlannedFile
from kabar.pages.search_page import WORDS, words_text
from kabar.topics.skos import ADDRESS as VOCABULARY
from kabar.topics.skos import skos_document
from kabar.topics.topics_json import ADDRESS as TOPIC_LISTING
from kabar.topics.topics_json import topic_listing
from kabar.topics.tree import TopicTree
from plugins.portal.direct_writer import DirectWriter

PortalWriter = PageWriter | DirectWriter


class PortalGenerator(Generator):  # type: ignore[misc]  # Pelican has no types
    """Writes lists, pages, feeds, calendars, sitemaps, redirects, figures, topics, cards, pictures and the theme."""

    def generate_output(self, writer: PortalWriter) -> None:
        """Called by Pelican when every article has its topics."""
        context, settings = self.context, self.settings
        library, tree, host = context["LIBRARY"], context["TOPIC_TREE"], context["HOST"]
        for path, data in settings["ASSETS"].files.items():
            writer.write_bytes(path, data)
        writer.write_planned(context["COMPOSITION"].others, self.env, context)
        writer.write_bytes(WORDS, words_text(library.vocabulary).encode())
        writer.write_bytes(MANIFEST, manifest(library.portal, host.base, settings["ASSETS"].address).encode())
        self._write_media(writer, library)
        octets_of = octets_of_photos(library, store_in(settings, "RENDITION_STORE"), context["CLEANED_FILES"])
        files = (
            *_topic_files(library, tree, host, context["TOPIC_GROUPS"]),
            *_agenda_files(library, tree, host),
            *_figure_files(library, host),
            *plan_calendars(library, tree, host, settings["CALENDAR_DOMAIN"]),
            *plan_feeds(library, context["TOPIC_GROUPS"], context["BODIES"], host, octets_of),
        )
        writer.write_planned(context["COMPOSITION"].planner.unfold(files), self.env, context)
        for name, data in write_sitemaps(library, context["LISTED_PAGES"], host):
            # Most sitemaps of a large portal are unchanged.
            digest = hashlib.blake2b(data, digest_size=16).digest()
            writer.write_later(name, partial(bytes, data), partial(dict, isi=digest))
        if targets := host_redirects(library):
            writer.write_bytes(REDIRECTS, redirects_file(targets, host.base).encode())
        self._write_editor(writer, library, host)
        self._write_headers(writer, host.base, library.portal.editor is not None)
        self._write_cards(writer, library)

    def _write_media(self, writer: PortalWriter, library: Library) -> None:
        for path in library.files:
            if path not in library.pictures and path not in library.cleaned:
                writer.write_bytes(path.removeprefix("ekstra/"), (Path(self.path) / path).read_bytes())
        cleaned = self.context["CLEANED_FILES"]
        store = store_in(self.settings, "RENDITION_STORE", self.settings.get("SHARED_STORE"))
        cleaned.prune()
        writer.write_made(cleaned.store, plan_cleaned(library, cleaned))
        writer.write_made(store, plan_pictures(library, store, self.settings["PRODUCTION"]))

    def _write_editor(self, writer: PortalWriter, library: Library, host: Host) -> None:
        # A preview serves the editor itself (``kabar.preview``).
        if library.portal.editor and not self.settings["PREVIEW"]:
            fetch()
            for path, data in editor_files(configuration_of(library.portal), host.absolute("/")).items():
                writer.write_bytes(f"{EDITOR}/{path}", data)

    def _write_headers(self, writer: PortalWriter, base: str, has_editor: bool) -> None:
        path, data = prefetch_file(base)
        writer.write_bytes(path, data)
        folders = sorted(self.context["PAGE_FOLDERS"])
        editor = EDITOR if has_editor else ""
        inputs: Inputs = partial(dict, folder=folders, asal=path, penyunting=editor)
        writer.write_later(HEADERS, lambda: headers_file(base, folders, f"{base}/{path}", editor).encode(), inputs)

    def _write_cards(self, writer: PortalWriter, library: Library) -> None:
        if not self.settings["PRODUCTION"]:
            return
        cloth = ground_of_cards(self.settings["THEME_FILES"], library.portal, Path(self.path))
        store = store_in(self.settings, "CARD_STORE")
        writer.write_made(store, plan_cards(library, cloth, store))


def store_in(settings: Mapping[str, Any], name: str, shared: SharedStore | None = None) -> FileStore:
    """Returns the store in the folder of the setting ``name``, with ``shared``; without one, it keeps nothing."""
    return FileStore(Path(settings[name]) if settings.get(name) else None, shared)


def _topic_files(
    library: Library, tree: TopicTree, host: Host, groups: Mapping[str, Entries]
) -> Iterator[PlannedFile]:
    topics = library.vocabulary.topics
    title = f"Topik {library.portal.name}"
    licence = library.portal.licence.url if library.portal.licence else ""
    draw = partial(_json, skos_document, dict(topics), tree, title, host, licence=licence)
    yield PlannedFile(VOCABULARY.lstrip("/"), draw, partial(dict, topik=tuple(topics.values())))
    yield PlannedFile(TOPIC_LISTING.lstrip("/"), partial(_json, topic_listing, groups, library.index, tree, host))


def _agenda_files(library: Library, tree: TopicTree, host: Host) -> Iterator[PlannedFile | PageSet]:
    by_year = {int(year): library.index.entries([(BEGINS, year)]) for year in library.index.ids(BEGINS)}
    for year, trainings in sorted(by_year.items()):
        draw = partial(_text, record_csv, trainings, library, tree, host)
        yield _trainings(record_url(year), draw, trainings, library)
    if by_year:
        trainings = library.index.entries([(TRAINING, "")])
        for version in VERSIONS:
            draw = partial(_text, agenda_text, version, trainings, library, tree, host)
            yield _trainings(version.address, draw, trainings, library)
            yield PlannedFile(version.schema_address.lstrip("/"), partial(_text, schema_text, version), dict)


def _trainings(url: str, draw: Callable[[], bytes], trainings: Entries, library: Library) -> PageSet:
    file = PlannedFile(url.lstrip("/"), draw, partial(_training_inputs, trainings, library))
    return PageSet([file.save_as], lambda _names: [file], (*trainings.keys, ANY_DOCUMENT))


def _training_inputs(trainings: Entries, library: Library) -> dict[str, Any]:
    return {
        "bimtek": trainings,
        "topik": tuple(library.vocabulary.topics.values()),
        "lembaga": tuple(library.organisations.values()),
        "orang": tuple(library.people.values()),
    }


def _figure_files(library: Library, host: Host) -> Iterator[PlannedFile]:
    figures: tuple[Figure, ...] = tuple(library.figures.values())
    for figure in figures:
        inputs: Inputs = partial(dict, angka=figure)
        yield PlannedFile(csv_url(figure).lstrip("/"), partial(_text, figure_csv, figure), inputs)
        yield PlannedFile(json_url(figure).lstrip("/"), partial(_json, figure_record, figure, host), inputs)
    if figures:
        inputs = partial(dict, angka=figures, topik=tuple(library.vocabulary.topics.values()))
        yield PlannedFile(DATA_PACKAGE.lstrip("/"), partial(_json, data_package, library, host), inputs)


def _json(make: Callable[..., Any], *arguments: Any, **named: Any) -> bytes:
    return (json.dumps(make(*arguments, **named), ensure_ascii=False, indent=1) + "\n").encode()


def _text(make: Callable[..., str], *arguments: Any) -> bytes:
    return make(*arguments).encode()
