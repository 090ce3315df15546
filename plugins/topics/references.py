"""Which files speak of a topic in their front matter, and the edits that make them speak of another."""

from collections.abc import Callable, Iterator
from itertools import chain

from plugins.content_model.article import Article
from plugins.content_model.figure import Figure
from plugins.content_model.library import Library
from plugins.content_model.topic import Topic
from plugins.topics.file_changes import FileChange
from plugins.topics.front_text import FrontText, read_front_text

Read = Callable[[str], bytes]
Edit = Callable[[FrontText], FrontText]


def tagged_with(topic: str, library: Library) -> Iterator[Article | Figure]:
    """Every article, withheld or not, and every figure that carries ``topic`` in any spelling."""
    everything = chain(library.articles.values(), library.withheld.values(), library.figures.values())
    # A preview holds what is withheld among its articles too.
    seen = {document.path: document for document in everything if topic in document.tags}
    return iter(sorted(seen.values(), key=lambda document: document.path))


def naming(topic: str, library: Library) -> Iterator[Topic]:
    """Every other topic that names ``topic`` as broader, related, or what it became."""
    for other in library.vocabulary.topics.values():
        if other.id != topic and topic in (other.broader, other.merged_into, *other.related):
            yield other


def change_file(path: str, read: Read, edit: Edit) -> FileChange:
    """The file ``path`` before and after ``edit``; the same bytes where that changes nothing."""
    before = read(path)
    return FileChange(before, edit(read_front_text(path, before.decode("utf-8"))).text.encode("utf-8"))
