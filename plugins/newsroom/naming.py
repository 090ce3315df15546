"""The path of a new entry: made from its title, taken by nobody."""

from collections.abc import Container
from itertools import count

from plugins.content_model.folders import kind_of
from plugins.content_model.slugs import readable_slug, short_hash


def free_path(kind: str, year: int, title: str, taken: Container[str]) -> str:
    """The content path of an entry titled ``title``; ``taken`` are addresses without outer slashes."""
    slug = readable_slug(title) or f"{kind}-{short_hash(title)}"
    if slug == "hal" or kind_of(f"{kind}/{year}/{slug}.md")[1]:
        slug = f"{kind}-{slug}"
    for number in count(1):
        page = f"{kind}/{year}/{slug}{f'-{number}' if number > 1 else ''}"
        if page not in taken:
            return f"{page}.md"
