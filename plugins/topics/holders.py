"""Who holds a name or an address that a command is given."""

from itertools import chain

from plugins.content_model.folding import fold_address, fold_label
from plugins.content_model.library import Library
from plugins.content_model.topic import Topic
from plugins.content_model.vocabulary import Vocabulary
from plugins.topics.refusal import Refused


def topic_named(name: str, variable: str, vocabulary: Vocabulary) -> Topic:
    """The topic, merged or not, that ``name`` in any spelling is a name of; raises Refused.

    ``variable`` is what the editor typed it in, for the message.
    """
    if not name.strip():
        raise Refused(f"{variable} kosong; tulis id topiknya, seperti: {variable}=kerajinan")
    id = vocabulary.names.get(fold_label(name))
    if id is None:
        raise Refused(f"{variable}: topik '{name}' tidak ada{vocabulary.near(name) or '; lihat: make topik'}")
    return vocabulary.topics[id]


def holder_of_address(address: str, library: Library) -> str:
    """The content file at ``address`` (no outer slashes) or redirected from it; "" when it is free."""
    key = fold_address(address)
    for path, url in library.destinations.pages.items():
        if fold_address(url) == key:
            return path
    # The redirects of what is withheld are not written yet, but the addresses are taken.
    reserved = ((old, article.path) for article in library.withheld.values() for old in article.aliases)
    for old, path in chain(library.redirects.items(), reserved):
        if fold_address(old) == key:
            return path
    for gone in library.old_addresses.addresses:
        if fold_address(gone.address) == key:
            return library.old_addresses.path
    return "portal ini" if any(fold_address(known) == key for known in library.destinations.addresses) else ""
