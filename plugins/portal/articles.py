"""What the portal adds to Pelican's articles, and which of them are made at all."""

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, partial
from typing import overload

from pelican.contents import Article
from pelican.generators import ArticlesGenerator

from plugins.pages.composition import Composition
from plugins.press.writer import drawing_of


class ArticleList(Sequence[Article]):
    """Articles of the content paths that ``find`` gives, made when one of them is asked for."""

    def __init__(self, find: Callable[[], Iterable[str]], make: Callable[[str], Article]):
        self._find = find
        self._make = make

    @cached_property
    def _articles(self) -> list[Article]:
        return [self._make(path) for path in self._find()]

    @overload
    def __getitem__(self, place: int) -> Article: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Article]: ...
    def __getitem__(self, place):
        return self._articles[place]

    def __len__(self) -> int:
        return len(self._articles)


def keep_what_did_not_change(generator: ArticlesGenerator, composition: Composition) -> None:
    """Let Pelican read only the articles whose pages have to be drawn.

    Where there is no desk it reads and draws all of them.
    """
    settings = generator.settings
    if desk := settings.get("DESK"):
        # To find translations takes Pelican quadratic time; they are added below.
        settings["ARTICLE_TRANSLATION_ID"] = None
        # An article of Pelican's costs more than taking its page over: it is made only where the page is drawn.
        settings["ARTICLE_PATHS"] = [
            path
            for path, planned in composition.articles.items()
            if not desk.keep(planned.save_as, *drawing_of(planned, generator.get_template(planned.template)))
        ]


def use_our_templates(generator: ArticlesGenerator) -> None:
    """Let each article be drawn by the template of its section."""
    for article in (*generator.articles, *generator.translations):
        article.template = article.entry.section


def give_pages_and_neighbours(generator: ArticlesGenerator) -> None:
    """Give each article ``planned`` (``pages.plan.PlannedPage``) and ``related``, its nearest articles.

    Where Pelican reads only some of the articles, also the ``content`` and ``translations`` that it did not read.
    """
    context = generator.context
    composition, around = context["COMPOSITION"], context["COMPOSITION"].around
    articles = (*generator.articles, *generator.translations)
    known = {article.source_entry: article for article in articles}
    make = partial(_article_at, known, generator.readers, generator.path)
    for article in articles:
        path = article.source_entry
        article.planned = composition.articles[path]
        article.related = ArticleList(partial(_related, around, path), make)
        if context.get("BODIES_LATER"):
            article._get_content = partial(context["HTML_OF"], path)  # Pelican's own hook for content that comes later
            article.translations = ArticleList(partial(_translations, around, path), make)


def _article_at(known: dict[str, Article], readers, folder: str, path: str) -> Article:
    if path not in known:
        known[path] = readers.read_file(base_path=folder, path=path, content_class=Article, context={})
    return known[path]


def _related(around, path: str) -> list[str]:
    return [one.path for one in around.of(path).related]


def _translations(around, path: str) -> list[str]:
    return [one.path for _, one in sorted(around.of(path).translations.items())]
