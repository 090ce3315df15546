"""A news story (berita)."""

from plugins.content_model.article import Article


class News(Article):
    """An article about what happened."""
