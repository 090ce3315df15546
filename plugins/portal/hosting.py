"""Integration with Pelican: templates of our theme only, our writer, and a whole build under the ``pelican`` command.

Under ``pelican`` (also ``-r``, ``-l``) a run is a build like that of ``make html``: in a staging folder, with link
check and leak scan, then an atomic swap. What Pelican or other plugins write goes into the staging folder and is
checked too. Under ``make html`` the settings contain the render queue.
"""

import os
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from pelican import Pelican, signals  # type: ignore[import-untyped]  # Pelican has no types
from pelican.generators import ArticlesGenerator, Generator  # type: ignore[import-untyped]  # Pelican has no types

from kabar.build.options import BuildOptions, processes_from
from kabar.build.render.jinja_patch import make_ready, page_environment
from kabar.build.render.local_theme import faults_in, template_loader
from kabar.build.render.template_cache import TemplateCache
from kabar.build.render.writer import PageWriter
from kabar.command import lines_of
from kabar.console import print_and_stop, write_lines
from kabar.failure import BuildFailed, explain, report
from plugins.portal.direct_writer import DirectWriter

_ROOT = Path(__file__).resolve().parents[2]  # the project: this plugin is never installed without it


def connect() -> None:
    """Connects to Pelican's signals."""
    signals.initialized.connect(_build_what_pelican_runs)
    signals.generator_init.connect(_take_templates_from_our_theme_only)
    signals.article_generator_init.connect(_render_articles_only)
    signals.get_writer.connect(_give_writer)


def _build_what_pelican_runs(pelican: Pelican) -> None:
    if "RENDER_QUEUE" not in pelican.settings:
        pelican.run = partial(_build, pelican, pelican.run)


def _build(pelican: Pelican, run: Callable[[], None]) -> None:
    # Imported here: it imports the whole build, which `pelican --print-settings` does not need.
    from kabar.build.pipeline import build

    settings = pelican.settings
    before = dict(settings)
    try:
        options = _options_of(settings)
        summary = build(options, run=partial(_run, pelican, run))
        report(summary.warnings)
        if summary.proof:
            write_lines([summary.proof])
    except (BuildFailed, OSError) as error:
        raise print_and_stop(lines_of(error, explain)) from None
    finally:
        # Restored for the next run of `pelican -r`.
        settings.clear()
        settings.update(before)
        pelican.output_path = settings["OUTPUT_PATH"]


def _options_of(settings: Mapping[str, Any]) -> BuildOptions:
    if settings["RELATIVE_URLS"]:
        raise BuildFailed("RELATIVE_URLS (--relative-urls) tidak didukung plugins.portal; isi SITEURL sebagai gantinya")
    return BuildOptions(
        settings=_ROOT / ("publishconf.py" if settings["PRODUCTION"] else "pelicanconf.py"),
        content=Path(settings["PATH"]).resolve(),
        output=Path(settings["OUTPUT_PATH"]).resolve(),
        siteurl=settings["SITEURL"],
        build_date=os.environ.get("BUILD_DATE", ""),
        preview=settings["PREVIEW"],
        production=settings["PRODUCTION"],
        jobs=processes_from(os.environ.get("JOBS", "")),
        search=False,
        hosted=True,
        cache_path=settings["CACHE_PATH"],
        reads_cache=settings["LOAD_CONTENT_CACHE"],
    )


def _run(
    pelican: Pelican,
    run: Callable[[], None],
    _settings_file: Path,
    overrides: Mapping[str, Any],
    template_globals: Mapping[str, Any],
) -> tuple[str, ...]:
    settings = pelican.settings
    of_another_run = ("RENDER_QUEUE", "PLANNER", "BODIES_LATER")
    settings.update({key: value for key, value in overrides.items() if key not in of_another_run})
    settings["JINJA_GLOBALS"] = {**settings["JINJA_GLOBALS"], **template_globals}
    pelican.output_path = settings["OUTPUT_PATH"]
    try:
        run()
    except BuildFailed:
        raise
    except Exception as error:
        raise BuildFailed(explain(error)) from error
    return ()


def _take_templates_from_our_theme_only(generator: Generator) -> None:
    settings = generator.settings
    if "TEMPLATES" not in settings:
        # Pelican silently falls back to its `simple` theme for missing templates.
        theme, overrides = Path(generator.theme), [*map(Path, settings["THEME_TEMPLATES_OVERRIDES"])]
        ours = page_environment(
            **settings["JINJA_ENVIRONMENT"],
            loader=template_loader(theme, overrides),
            bytecode_cache=TemplateCache(Path(settings["TEMPLATE_STORE"])),
        )
        for name in ("globals", "filters", "tests"):
            setattr(ours, name, getattr(generator.env, name))
        if faults := list(faults_in(theme, ours)):
            raise BuildFailed(*faults)
        settings["TEMPLATES"] = ours
        if queue := settings.get("RENDER_QUEUE"):
            queue.before_many = partial(make_ready, ours, settings["LIBRARY"])
    # Otherwise each generator of Pelican compiles all templates again.
    generator.env = settings["TEMPLATES"]


def _render_articles_only(generator: ArticlesGenerator) -> None:
    # Even disabled, Pelican's lists load their templates and search all articles for each tag.
    generator.generate_pages = lambda writer: generator.generate_articles(writer.write_file)


def _give_writer(pelican: Pelican) -> type[PageWriter | DirectWriter]:
    return PageWriter if "RENDER_QUEUE" in pelican.settings else DirectWriter
