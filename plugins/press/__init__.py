"""Put what is drawn on disk, whole and checked, and let no part of another theme in.

Signals: generator_init (templates come from our theme alone), article_generator_init (Pelican
draws articles and none of its own lists), get_writer (``PageWriter``). Settings: none.
The commands are its modules: ``build`` (`make html`, `make publish`), ``serve``, ``deploy``.
"""

from pathlib import Path

from jinja2 import FileSystemLoader
from pelican.plugins import signals

from plugins.press.writer import PageWriter


def take_templates_from_our_theme_only(generator) -> None:
    # Pelican looks in its `simple` theme for what ours lacks, and says nothing.
    folders = [*generator.settings["THEME_TEMPLATES_OVERRIDES"], Path(generator.theme) / "templates"]
    generator.env.loader = FileSystemLoader(folders)


def draw_articles_only(generator) -> None:
    # Even switched off, Pelican's lists ask for their templates and search all articles for each tag.
    generator.generate_pages = lambda writer: generator.generate_articles(writer.write_file)


def give_writer(_pelican) -> type[PageWriter]:
    return PageWriter


def register() -> None:
    signals.generator_init.connect(take_templates_from_our_theme_only)
    signals.article_generator_init.connect(draw_articles_only)
    signals.get_writer.connect(give_writer)
