"""The address that names a document for good, wherever it moves."""

from plugins.content_model.article import Article
from plugins.content_model.topic import Topic


def first_address(document: Article | Topic) -> str:
    """The address at which ``document`` was first published, without outer slashes.

    That is the first of its ``aliases``: whoever moves a file adds its last address at the end.
    """
    return document.aliases[0] if document.aliases else document.page_address
