"""Looks up the documents that use a topic, a name or an address."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from kabar.content.library import Library
from kabar.content.models.article import Article
from kabar.content.models.figure import Figure
from kabar.content.models.topic import Topic
from kabar.content.models.vocabulary import Vocabulary
from kabar.editing.files.file_changes import FileChange, Refused
from kabar.editing.files.front_text import FrontText, read_front_text
from kabar.text.folding import fold_address, fold_label

Read = Callable[[str], bytes]
Edit = Callable[[FrontText], FrontText]


def tagged_with(topic: str, library: Library) -> Iterator[Article | Figure]:
    """All articles, withheld or not, and all figures with ``topic``, by path."""
    everything: Iterable[Article | Figure] = chain(
        library.articles.values(), library.withheld.values(), library.figures.values()
    )
    # In a preview withheld articles are in ``articles`` too.
    seen = {document.path: document for document in everything if topic in document.tags}
    return iter(sorted(seen.values(), key=lambda document: document.path))


def naming(topic: str, library: Library) -> Iterator[Topic]:
    """All other topics that name ``topic`` in ``broader``, ``related`` or ``merged_into``."""
    for other in library.vocabulary.topics.values():
        if other.id != topic and topic in (other.broader, other.merged_into, *other.related):
            yield other


def change_file(path: str, read: Read, edit: Edit) -> FileChange:
    """The file ``path`` before and after ``edit``."""
    before = read(path)
    return FileChange(before, edit(read_front_text(path, before.decode("utf-8"))).text.encode("utf-8"))


def topic_named(name: str, variable: str, vocabulary: Vocabulary) -> Topic:
    """The topic, merged or not, that has ``name`` in any spelling; raises Refused.

    ``variable`` is the variable that the editor set, for the message.
    """
    if not name.strip():
        raise Refused(f"{variable} kosong; tulis id topiknya, seperti: {variable}=kerajinan")
    id = vocabulary.names.get(fold_label(name))
    if id is None:
        raise Refused(f"{variable}: topik '{name}' tidak ada{vocabulary.near(name) or '; lihat: make topik'}")
    return vocabulary.topics[id]


def owner_of_address(address: str, library: Library) -> str:
    """The content file at ``address`` (no outer slashes) or redirected from it; "" if the address is free."""
    key = fold_address(address)
    for path, url in library.destinations.pages.items():
        if fold_address(url) == key:
            return path
    # Redirects of withheld articles are not written yet, but their addresses are taken.
    reserved = ((old, article.path) for article in library.withheld.values() for old in article.aliases)
    for old, path in chain(library.redirects.items(), reserved):
        if fold_address(old) == key:
            return path
    for gone in library.old_addresses.addresses:
        if fold_address(gone.address) == key:
            return library.old_addresses.path
    return "portal ini" if any(fold_address(known) == key for known in library.destinations.addresses) else ""
