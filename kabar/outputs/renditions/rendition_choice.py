"""Renditions of a picture: sizes, formats and names."""

from dataclasses import dataclass

from kabar.content.media.picture_files import PictureFile

# From a phone's width to twice that of the text column and above; smaller steps make no visible difference.
WIDTHS = (360, 640, 960, 1280, 1920)
WIDEST = WIDTHS[-1]
ENDINGS = {"AVIF": "avif", "WEBP": "webp"}

# The aspect ratios that search engines ask for, with a minimum of pixels (Google, "Article structured data"), and the
# greatest width.
SHAPES = ((1, 1), (4, 3), (16, 9))
_FEWEST_PIXELS, _WIDEST_SHAPE = 50_000, 1200

# Formats offered before the picture's own, best first. Browsers without AVIF read JPEG. PNGs are mostly drawings:
# lossless WebP keeps their edges, AVIF does not.
_BETTER = {"JPEG": ("AVIF",), "PNG": ("WEBP",), "WEBP": ("AVIF",)}


@dataclass(frozen=True)
class Rendition:
    """A file made of a picture: output file, width in pixels, format.

    With a ``height`` the picture is cropped to this size; without, it keeps its aspect ratio.
    """

    name: str
    width: int
    kind: str
    height: int = 0


def main_rendition(picture: PictureFile) -> Rendition:
    """The file at the picture's own address, the fallback format: re-encoded, never the original file."""
    return Rendition(picture.published_path, min(picture.width, WIDEST), picture.kind)


def widths_of(picture: PictureFile) -> tuple[int, ...]:
    """The widths of its files: all of ``WIDTHS`` below its own, and its own (at most the widest)."""
    whole = min(picture.width, WIDEST)
    return (*(width for width in WIDTHS if width < whole), whole)


def renditions_of(picture: PictureFile) -> dict[str, tuple[Rendition, ...]]:
    """The files by format, better formats first, its own last; narrow files first."""
    own = picture.kind
    offered = {kind: tuple(_rendition(picture, width, kind) for width in widths_of(picture)) for kind in _BETTER[own]}
    smaller = (_rendition(picture, width, own) for width in widths_of(picture)[:-1])
    return {**offered, own: (*smaller, main_rendition(picture))}


def all_renditions(picture: PictureFile) -> tuple[Rendition, ...]:
    """Every file that is made of it."""
    return tuple(one for group in renditions_of(picture).values() for one in group)


def shapes_of(picture: PictureFile) -> tuple[Rendition, ...]:
    """It cropped to each of ``SHAPES`` in which enough pixels are left."""
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
    # File names in content/ cannot contain @: no collisions.
    ending = ENDINGS.get(kind) or picture.published_path.rpartition(".")[2].casefold()
    return Rendition(f"{picture.path}@{width}.{ending}", width, kind)


