"""Find the entries that say the same in another language."""

from collections import defaultdict
from collections.abc import Mapping

from plugins.content_model.article import Article
from plugins.content_model.article_lists import TRANSLATION
from plugins.content_model.library import Library


def group_translations(library: Library) -> dict[str, Mapping[str, Article]]:
    """For the path of each entry that has some the other languages of it, by language code."""
    groups: dict[str, list[Article]] = defaultdict(list)
    for article in library.index.entries([(TRANSLATION, "")]):
        groups[library.gists[article.path].translation_of].append(article)
    for original, group in groups.items():
        if original in library.articles:
            group.append(library.articles[original])
    return {
        article.path: {other.lang: other for other in group if other is not article}
        for group in groups.values()
        for article in group
    }
