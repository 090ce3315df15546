"""Renders the whole portal from ``content/``: every page, feed, calendar, sitemap, redirect, card and picture.

Signals: initialized, generator_init, article_generator_init, article_generator_pretaxonomy, all_generators_finalized,
get_generators, get_writer. README.md beside this file lists its requirements, settings and what it adds.

Under ``pelican`` itself the whole output is built in a staging folder, checked and swapped in (``hosting``); under
``make html`` the same plugin renders only what changed.
"""

from functools import partial
from pathlib import Path
from typing import Any

from pelican import Pelican, signals  # type: ignore[import-untyped]  # Pelican has no types
from pelican.generators import ArticlesGenerator, Generator  # type: ignore[import-untyped]  # Pelican has no types

from kabar.build.render.local_theme import place_of_style, static_files
from kabar.build.render.writer import render_job_of
from kabar.content.models.host import read_host
from kabar.failure import BuildFailed
from kabar.outputs.assets import name_assets
from kabar.outputs.own_look import with_own_look
from kabar.outputs.published_files import cleaned_files, sizes_of
from kabar.pages.composition import compose
from kabar.sections.registry import SECTIONS
from plugins.portal.articles import PelicanArticles, use_our_templates
from plugins.portal.generator import PortalGenerator, store_in
from plugins.portal.hosting import connect

# All files are declared with what they are made from: `make html` may reuse unchanged ones.
DECLARES_INPUTS = True
_LOGO = "img/icon-512.png"  # of the theme
_NEEDS = ("plugins.content_reader", "plugins.topic_tags")


def register() -> None:
    """Called by Pelican."""
    connect()
    signals.initialized.connect(_read_theme)
    signals.generator_init.connect(_name_globals)
    signals.article_generator_init.connect(_compose)
    signals.article_generator_pretaxonomy.connect(use_our_templates)
    signals.all_generators_finalized.connect(_finish_articles)
    signals.get_generators.connect(_get_generators)


def _get_generators(pelican: Pelican) -> type[Generator]:
    settings = pelican.settings
    if missing := [name for name in _NEEDS if name not in settings["PLUGINS"]]:
        raise BuildFailed(f"plugins.portal membutuhkan {' dan '.join(missing)}; tambahkan ke PLUGINS di pelicanconf.py")
    if lacking := _lacking_templates(settings):
        raise BuildFailed(
            f"tema '{Path(settings['THEME']).name}' bukan tema portal: tidak ada templat {' dan '.join(lacking)}; hapus"
            " THEME (atau -t), atau untuk tema lain hapus 'plugins.portal' dari PLUGINS (docs/with-stock-pelican.md)"
        )
    return PortalGenerator


def _lacking_templates(settings: dict[str, Any]) -> list[str]:
    """Returns the article templates that the theme lacks; none for a theme of this portal."""
    folders = [*map(Path, settings["THEME_TEMPLATES_OVERRIDES"]), Path(settings["THEME"]) / "templates"]
    names = [f"{section.template}.html" for section in SECTIONS.values()]
    return [name for name in names if not any((folder / name).is_file() for folder in folders)]


def _read_theme(pelican: Pelican) -> None:
    pelican.settings["DRAWS_PORTAL"] = True
    if _lacking_templates(pelican.settings):
        return  # reported in get_generators: here an exception would have a traceback
    pelican.settings["THEME_FILES"] = static_files(Path(pelican.settings["THEME"]))


def _name_globals(generator: Generator) -> None:
    settings = generator.settings
    if "ASSETS" not in settings:
        # The first generator: the library is read when Pelican has started.
        portal = settings["LIBRARY"].portal
        settings["THEME_FILES"] = with_own_look(settings["THEME_FILES"], portal, Path(settings["PATH"]))
        try:
            settings["ASSETS"] = name_assets(settings["THEME_FILES"])
        except ValueError as fault:
            line = place_of_style(str(fault), Path(settings["THEME"]))
            raise BuildFailed(f"{line}; betulkan berkas tema itu") from fault
    assets, base, host = (generator.settings[name] for name in ("ASSETS", "BASE", "ABSOLUTE_URL"))
    generator.env.globals["asset"] = lambda name, whole=False: (host if whole else base) + assets.address(name)
    generator.env.globals["PORTAL"] = generator.settings["LIBRARY"].portal


def _compose(generator: ArticlesGenerator) -> None:
    # Pelican's first generator: the composition is available to all later ones.
    context, settings = generator.context, generator.settings
    library = context["LIBRARY"]
    context["CLEANED_FILES"] = cleaned = cleaned_files(library, store_in(settings, "CLEANED_STORE"))
    sizes = sizes_of(library, cleaned)
    host = read_host(context["SITEURL"])
    planner = {"make_planner": settings["PLANNER"]} if "PLANNER" in settings else {}
    composition = compose(
        library, context["BODIES"], sizes, host, settings.get("DATABASE"), settings["PRODUCTION"],
        settings["ASSETS"].address(_LOGO), **planner,
    )  # fmt: skip
    context["COMPOSITION"], context["HOST"] = composition, host
    context["TOPIC_GROUPS"] = composition.groups
    context["LISTED_PAGES"], context["PAGE_FOLDERS"] = composition.planner.listed(), composition.planner.folders
    if "RENDER_QUEUE" in settings:
        # Pelican reads no articles: each is read when its page is rendered.
        settings["ARTICLE_PATHS"] = []


def _finish_articles(generators: list[Generator]) -> None:
    generator = next(one for one in generators if isinstance(one, ArticlesGenerator))
    articles = PelicanArticles(generator)
    if queue := generator.settings.get("RENDER_QUEUE"):
        pages = generator.context["COMPOSITION"].articles
        queue.add_later(pages, partial(render_job_of, pages, generator.env, article_of_page=articles.of_page))
    else:
        for article in (*generator.articles, *generator.translations):
            articles.complete(article)
