"""Which renditions a picture has, and what they are called."""

from dataclasses import dataclass

from kabar.content.media.picture_files import PictureFile

# A telephone's width and twice that, a column's and twice that; between them no step that nobody would notice.
WIDTHS = (360, 640, 960, 1280, 1920)
WIDEST = WIDTHS[-1]
ENDINGS = {"AVIF": "avif", "WEBP": "webp"}

# The shapes that search engines ask for, of at least so many pixels (Google, "Article structured data"), and at most
# so wide.
SHAPES = ((1, 1), (4, 3), (16, 9))
_FEWEST_PIXELS, _WIDEST_SHAPE = 50_000, 1200

# What browsers take before the picture's own format, best first. What is a PNG is mostly a drawing: lossless WebP
# keeps its edges, AVIF does not.
_BETTER = {"JPEG": ("AVIF", "WEBP"), "PNG": ("WEBP",), "WEBP": ("AVIF",)}


@dataclass(frozen=True)
class Rendition:
    """One file made of a picture: its name below the output, its width in pixels, its format.

    With a ``height`` it is cut to the shape; without, it has the picture's own.
    """

    name: str
    width: int
    kind: str
    height: int = 0


def main_rendition(picture: PictureFile) -> Rendition:
    """What stands at the picture's own address, for whoever knows no other: never the file as it was given."""
    return Rendition(picture.published_path, min(picture.width, WIDEST), picture.kind)


def widths_of(picture: PictureFile) -> tuple[int, ...]:
    """The widths in which it is offered: none larger than it is, and itself where it is smaller than the next."""
    whole = min(picture.width, WIDEST)
    return (*(width for width in WIDTHS if width < whole), whole)


def renditions_of(picture: PictureFile) -> dict[str, tuple[Rendition, ...]]:
    """The files to choose from, narrow ones first, by format: better ones first, its own last."""
    own = picture.kind
    offered = {kind: tuple(_rendition(picture, width, kind) for width in widths_of(picture)) for kind in _BETTER[own]}
    smaller = (_rendition(picture, width, own) for width in widths_of(picture)[:-1])
    return {**offered, own: (*smaller, main_rendition(picture))}


def all_renditions(picture: PictureFile) -> tuple[Rendition, ...]:
    """Every file that is made of it."""
    return tuple(one for group in renditions_of(picture).values() for one in group)


def shapes_of(picture: PictureFile) -> tuple[Rendition, ...]:
    """It cut to each of ``SHAPES`` in which enough of it is left."""
    scale = min(1, WIDEST / picture.width)
    width, height = round(picture.width * scale), round(picture.height * scale)
    ending = picture.published_path.rpartition(".")[2].casefold()
    found = []
    for across, down in SHAPES:
        wide = min(width, height * across // down, _WIDEST_SHAPE)
        name = f"{picture.path}@{across}x{down}.{ending}"
        found.append(Rendition(name, wide, picture.kind, wide * down // across))
    return tuple(one for one in found if one.width * one.height >= _FEWEST_PIXELS)


def _rendition(picture: PictureFile, width: int, kind: str) -> Rendition:
    # No file of content/ can have an @ in its name: no two can meet.
    ending = ENDINGS.get(kind) or picture.published_path.rpartition(".")[2].casefold()
    return Rendition(f"{picture.path}@{width}.{ending}", width, kind)


