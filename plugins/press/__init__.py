"""Put what is drawn on disk, whole and checked, and let no part of another theme in.

Signals: generator_init (templates come from our theme alone), article_generator_init (Pelican reads the articles
that have to be drawn, and draws none of its own lists), get_writer (``PageWriter``). Settings: DESK, TEMPLATE_STORE
(a folder in which compiled templates are kept).
The commands are its modules: ``build`` (`make html`, `make publish`), ``serve``, ``deploy``.
"""

from functools import partial
from pathlib import Path

# Pelican and Jinja are imported where they are used: a build of what has not changed ends before it needs them.


def take_templates_from_our_theme_only(generator) -> None:
    from jinja2 import FileSystemLoader

    from plugins.press.before_drawing import make_ready
    from plugins.press.page_environment import PageEnvironment
    from plugins.press.template_cache import TemplateCache

    settings = generator.settings
    if "TEMPLATES" not in settings:
        # Pelican looks in its `simple` theme for what ours lacks, and says nothing.
        folders = [*settings["THEME_TEMPLATES_OVERRIDES"], Path(generator.theme) / "templates"]
        ours = PageEnvironment(
            **settings["JINJA_ENVIRONMENT"],
            loader=FileSystemLoader(folders),
            bytecode_cache=TemplateCache(Path(settings["TEMPLATE_STORE"])),
        )
        for name in ("globals", "filters", "tests"):
            setattr(ours, name, getattr(generator.env, name))
        settings["TEMPLATES"] = ours
        settings["DESK"].before_many = partial(make_ready, ours, settings["LIBRARY"])
    # Each generator of Pelican's would compile all of them for itself.
    generator.env = settings["TEMPLATES"]


def leave_out_what_is_held(generator) -> None:
    from plugins.press.writer import drawing_of

    # An article of Pelican's costs more than taking its page over: it is made only where the page is drawn.
    desk, composition = generator.settings["DESK"], generator.context.get("COMPOSITION")
    if composition is None:  # without plugins.pages nothing is known of pages
        return
    desk.know(composition.shelf.before)
    desk.take_over(name for kept in composition.shelf.kept.values() for name in kept.names)
    generator.settings["ARTICLE_PATHS"] = [
        path
        for path, planned in composition.articles.items()
        if not desk.keep(planned.save_as, *drawing_of(planned, generator.get_template(planned.template)))
    ]


def draw_articles_only(generator) -> None:
    # Even switched off, Pelican's lists ask for their templates and search all articles for each tag.
    generator.generate_pages = lambda writer: generator.generate_articles(writer.write_file)


def give_writer(_pelican) -> type:
    from plugins.press.writer import PageWriter

    return PageWriter


def register() -> None:
    """Called by Pelican."""
    from pelican.plugins import signals

    signals.generator_init.connect(take_templates_from_our_theme_only)
    signals.article_generator_init.connect(leave_out_what_is_held)
    signals.article_generator_init.connect(draw_articles_only)
    signals.get_writer.connect(give_writer)
