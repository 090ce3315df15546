"""The files that are published of the portal's pictures."""

from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path
from typing import Any

from plugins.cleaning.files import CleanedFiles
from plugins.content_model.library import Library
from plugins.content_model.picture_files import PictureFile
from plugins.renditions.choice import Rendition, all_renditions, main_rendition, shapes_of
from plugins.renditions.drawing import draw_rendition, settings
from plugins.renditions.store import RenditionStore
from plugins.social_cards.card import has_card

Inputs = Callable[[], dict[str, Any]]


def plan_pictures(
    library: Library, folder: Path | None, with_shapes: bool = False
) -> Iterator[tuple[str, Callable[[], bytes], Inputs]]:
    """Each file as (name below the output, what gives its bytes, what gives what it is made from).

    ``with_shapes``: also the photograph of each entry in the shapes of search engines. ``folder`` keeps them from build
    to build; what is there of other pictures is removed.
    """
    store = RenditionStore(folder) if folder else None
    wanted = [(picture, one) for picture in library.pictures.values() for one in all_renditions(picture)]
    if store:
        # Also the shapes, which a build for the public would else have to make again after each other build.
        store.prune([*wanted, *((one, shape) for one in library.pictures.values() for shape in shapes_of(one))])
    if with_shapes:
        shown = (article.photo.file for article in library.articles.values() if article.photo and has_card(article))
        photos = (library.pictures[path] for path in dict.fromkeys(shown) if path in library.pictures)
        wanted += [(photo, shape) for photo in photos for shape in shapes_of(photo)]
    for picture, rendition in wanted:
        inputs = partial(dict, gambar=(picture, rendition, settings()))
        yield rendition.name, partial(_bytes_of, picture, rendition, library, store), inputs


def octets_of_photos(library: Library, folder: Path | None, cleaned: CleanedFiles) -> Callable[[str], int]:
    """What gives the size in bytes of the file at the address of a picture, by the picture's content path.

    A picture that is not in ``folder`` is made for it, and kept there.
    """
    store = RenditionStore(folder) if folder else None

    @cache
    def octets(path: str) -> int:
        picture = library.pictures.get(path)
        return len(_bytes_of(picture, main_rendition(picture), library, store) if picture else cleaned.bytes_of(path))

    return octets


def _bytes_of(picture: PictureFile, rendition: Rendition, library: Library, store: RenditionStore | None) -> bytes:
    draw = store.bytes_of if store else draw_rendition
    return draw(library.root, picture, rendition)
