"""Compose what each kind of page shows, and write all pages that Pelican does not write itself.

Signals: generator_init, all_generators_finalized, get_generators. Adds to the context, before anything is
generated, ``COMPOSITION`` (``composition.Composition``), ``HOST`` (``content_model.host.Host``), ``TOPIC_GROUPS`` (the
entries of each topic, by its id), ``LISTED_PAGES`` (pairs: the address of each page that may be found, when it last
changed), ``PAGE_FOLDERS`` (the folders at the root in which pages stand) and ``CLEANED_FILES``
(``cleaning.files.CleanedFiles``); to each article ``planned``
(``plan.PlannedPage``); to templates the global PORTAL (the press adds BASE and PREVIEW).
Settings: SITEURL, PATH, ASSETS (``assets.naming.Assets``, for the manifest), PRODUCTION (whether entries have cards),
RELATED_STORE (a file in which related entries are kept; none when absent), RENDITION_STORE (a folder in which pictures
are kept in the sizes that are published; none when absent), CLEANED_STORE (a folder in which other files are kept as
they are published; none when absent), SHELF (``chapters.Shelf`` with what the last build told).
"""

from pathlib import Path

from pelican import signals
from pelican.generators import ArticlesGenerator, Generator

from plugins.content_model.host import read_host
from plugins.pages.cleaned_files import cleaned_files, plan_cleaned, sizes_of
from plugins.pages.composition import compose
from plugins.pages.manifest import NAME as MANIFEST
from plugins.pages.manifest import manifest
from plugins.pages.published_pictures import plan_pictures
from plugins.pages.search import WORDS, words_text


def register():
    """Called by Pelican."""
    signals.generator_init.connect(_name_globals)
    signals.generator_init.connect(_compose)
    signals.all_generators_finalized.connect(_hand_out)
    signals.get_generators.connect(_get_generators)


class PortalGenerator(Generator):
    """Writes every page that is not an article's, and content's files."""

    def generate_output(self, writer):
        """Called by Pelican once everything is composed."""
        for planned in self.context["COMPOSITION"].others:
            template = self.get_template(planned.template)
            writer.write_file(planned.save_as, template, self.context, page=planned)
        library, host = self.context["LIBRARY"], self.context["HOST"]
        writer.write_bytes(WORDS, words_text(library.vocabulary).encode())
        writer.write_bytes(MANIFEST, manifest(library.portal, host.base, self.context["ASSETS"].address).encode())
        for path in library.files:
            if path not in library.pictures and path not in library.cleaned:
                writer.write_bytes(path.removeprefix("ekstra/"), (Path(self.path) / path).read_bytes())
        cleaned = self.context["CLEANED_FILES"]
        cleaned.prune()
        for name, draw, inputs in plan_cleaned(library, cleaned):
            writer.write_later(name, draw, inputs)
        folder = self.settings.get("RENDITION_STORE")
        for name, draw, inputs in plan_pictures(library, Path(folder) if folder else None):
            writer.write_later(name, draw, inputs)


def _get_generators(pelican):
    return PortalGenerator


def _name_globals(generator):
    generator.env.globals["PORTAL"] = generator.settings["LIBRARY"].portal


def _compose(generator):
    # Pelican's first generator: all that is composed is there for whatever comes after it.
    if not isinstance(generator, ArticlesGenerator):
        return
    context = generator.context
    library = context["LIBRARY"]
    kept_in = context.get("CLEANED_STORE")
    context["CLEANED_FILES"] = cleaned = cleaned_files(library, Path(kept_in) if kept_in else None)
    sizes = sizes_of(library, cleaned)
    host = read_host(context["SITEURL"])
    store = context.get("RELATED_STORE")
    has_cards = context["PRODUCTION"]
    memory = Path(store) if store else None
    composition = compose(library, context["BODIES"], sizes, host, memory, has_cards, generator.settings.get("SHELF"))
    context["COMPOSITION"], context["HOST"] = composition, host
    context["TOPIC_GROUPS"] = composition.groups
    context["LISTED_PAGES"], context["PAGE_FOLDERS"] = composition.shelf.listed(), composition.shelf.folders


def _hand_out(generators):
    generator = next(g for g in generators if isinstance(g, ArticlesGenerator))
    for article in generator.articles:
        article.planned = generator.context["COMPOSITION"].articles[article.source_entry]
