"""Extends Pelican's articles for the portal, and reads them lazily when their pages are rendered."""

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, partial
from typing import overload

from pelican.contents import Article  # type: ignore[import-untyped]  # Pelican has no types
from pelican.generators import ArticlesGenerator  # type: ignore[import-untyped]  # Pelican has no types

from kabar.pages.article_page import article_of, page_of
from kabar.pages.parts.around import Surroundings


class ArticleList(Sequence[Article]):
    """Lazy list of the articles whose content paths ``find`` returns; ``make`` is called on first access."""

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
    def __getitem__(self, place: int | slice) -> Article | Sequence[Article]:
        return self._articles[place]

    def __len__(self) -> int:
        return len(self._articles)


def use_our_templates(generator: ArticlesGenerator) -> None:
    """Sets the template of each article to that of its section."""
    for article in (*generator.articles, *generator.translations):
        article.template = article.entry.section


class PelicanArticles:
    """Pelican's articles: those that ``generator`` has read; others are read on access.

    Create it after Pelican has read all its articles.
    """

    def __init__(self, generator: ArticlesGenerator):
        # The generator and its context are cleared before pages are rendered.
        context = generator.context
        self._read = partial(generator.readers.read_file, generator.path, content_class=Article, context={})
        self._known = {article.source_entry: article for article in (*generator.articles, *generator.translations)}
        self._composition = context["COMPOSITION"]
        self._tags, self._tree = context["TOPIC_TAGS"], context["TOPIC_TREE"]
        # In the portal's own build, bodies are converted on access.
        self._html_of = context["HTML_OF"] if context.get("BODIES_LATER") else None

    def of_page(self, name: str) -> Article:
        """Returns the article of the page ``name``."""
        return self._at(article_of(name))

    def complete(self, article: Article) -> None:
        """Adds the portal's attributes to ``article``: ``planned`` (``plan.PlannedPage``) and ``related``, and where
        Pelican did not read all articles also ``content`` and ``translations``.
        """
        path, around = article.source_entry, self._composition.around
        article.planned = self._composition.articles[page_of(path)]
        article.related = ArticleList(partial(around.related, path), self._at)
        if self._html_of:
            article._get_content = partial(self._html_of, path)  # Pelican's own hook for lazy content
            article.translations = ArticleList(partial(_translations, around, path), self._at)

    def _at(self, path: str) -> Article:
        if path in self._known:
            return self._known[path]
        article = self._read(path)
        article.template = article.entry.section
        article.tags = [self._tags[id] for id in self._tree.specific_first([tag.slug for tag in article.tags])]
        self.complete(article)
        return article


def _translations(around: Surroundings, path: str) -> list[str]:
    return [one.path for _, one in sorted(around.of(path).translations.items())]
