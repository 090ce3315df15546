"""Find the entries that say the same in another language."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from plugins.content_model.article import Article


def group_translations(articles: Iterable[Article]) -> dict[str, Mapping[str, Article]]:
    """For each entry's path the other languages of it, by language code."""
    groups: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        groups[article.translation_of or article.path].append(article)
    return {
        article.path: {other.lang: other for other in group if other is not article}
        for group in groups.values()
        for article in group
    }
