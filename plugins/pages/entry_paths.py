"""Which entries stand in a list, told without a look at one of them where the list knows that."""

from collections.abc import Iterable, Sequence

from plugins.content_model.article import Article
from plugins.content_model.entries import Entries, Stretch


def paths_of(entries: Iterable[Article]) -> Sequence[str]:
    """The content paths of ``entries``, in their order."""
    return entries.paths if isinstance(entries, Entries | Stretch) else [one.path for one in entries]
