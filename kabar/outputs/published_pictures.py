"""Plans the published files of pictures."""

from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import Any

from kabar.content.library import Library
from kabar.content.media.picture_files import PictureFile
from kabar.outputs.cleaning.cleaned_files import CleanedFiles
from kabar.outputs.renditions.made_files import FileStore, MadeFile
from kabar.outputs.renditions.rendition_choice import Rendition, all_renditions, main_rendition, shapes_of
from kabar.outputs.renditions.rendition_drawing import draw_renditions, settings
from kabar.outputs.social_cards.card import has_card

Inputs = Callable[[], dict[str, Any]]


def plan_pictures(
    library: Library, store: FileStore, with_shapes: bool = False
) -> Iterator[tuple[str, MadeFile, Inputs]]:
    """Each file as (output file, how it is made, its inputs); removes other files from ``store``.

    ``with_shapes``: also the photographs of articles in the aspect ratios of search engines.
    """
    pictures = library.pictures.values()
    # Keep the shapes, too: else a public build would have to make them again after each other build.
    needed = ((picture, one) for picture in pictures for one in (*all_renditions(picture), *shapes_of(picture)))
    store.prune(_inputs(picture, one) for picture, one in needed)
    shown: set[str] = set()
    if with_shapes:
        shown = {article.photo.file for article in library.articles.values() if article.photo and has_card(article)}
    for picture in pictures:
        source = _source(library, picture)
        for one in (*all_renditions(picture), *(shapes_of(picture) if picture.path in shown else ())):
            yield one.name, _made(picture, one, source), partial(dict, gambar=(picture, one, settings()))


def octets_of_photos(library: Library, store: FileStore, cleaned: CleanedFiles) -> Callable[[str], int]:
    """A function that returns the size in bytes of a published picture by its content path.

    It makes and stores a picture that is not in ``store``.
    """

    @cache
    def octets(path: str) -> int:
        picture = library.pictures.get(path)
        if not picture:
            return len(cleaned.bytes_of(path))
        return len(store.bytes_of(_made(picture, main_rendition(picture), _source(library, picture))))

    return octets


def _source(library: Library, picture: PictureFile) -> Callable[[], bytes]:
    return (library.root / picture.path).read_bytes


def _made(picture: PictureFile, rendition: Rendition, source: Callable[[], bytes]) -> MadeFile:
    return MadeFile(_inputs(picture, rendition), draw_renditions, source, (picture, rendition))


def _inputs(picture: PictureFile, rendition: Rendition) -> tuple[object, ...]:
    size = (rendition.width, rendition.height) if rendition.height else (rendition.width,)
    return picture.digest, *size, rendition.kind, settings()


