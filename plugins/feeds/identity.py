"""Names of feeds and entries that outlive a move of the portal, a new date and a new address."""

from uuid import UUID, uuid5

from plugins.content_model.article import Article
from plugins.content_model.topic import Topic

# Drawn once at random; another one would give every reader all entries anew.
_NAMESPACE = UUID("4f8ebdf8-1fac-4019-b018-e9e3927714d0")


def lasting_id(address: str) -> str:
    """A ``urn:uuid:`` (RFC 9562, version 5) for what first stood at ``address``, without outer slashes."""
    return uuid5(_NAMESPACE, address).urn


def first_address(document: Article | Topic) -> str:
    """The address at which ``document`` was first published, without outer slashes.

    That is the first of its ``aliases``: whoever moves a file adds its last address at the end.
    """
    return document.aliases[0] if document.aliases else document.page_address
