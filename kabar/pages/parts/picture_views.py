"""View models of pictures, and ``srcset`` for pictures in bodies."""

import re
from html import escape
from typing import Any

from kabar.content.library import Library
from kabar.content.markdown_source.directives import Body, Html
from kabar.content.media.picture_files import PictureFile, content_path
from kabar.content.models.article import Article, Photo
from kabar.outputs.renditions.rendition_choice import WIDEST, renditions_of, shapes_of
from kabar.outputs.social_cards.card import SIZE, card_name, card_of, has_card, photo_to_share
from kabar.outputs.social_cards.card_drawing import is_written
from kabar.pages.parts.frame import Frame
from kabar.pages.parts.views import Picture, PictureSource

# The width of the screen, or of the text column (theme/static/css/tokens.css: --width-main).
SIZES = "(min-width: 42rem) 40rem, 100vw"

# As our converter writes it, with double quotes. The part before gambar/ is the base.
_IMAGE = re.compile(r'<img (?P<before>[^>]*?)src="(?P<base>[^"]*?)/(?P<path>gambar/[^"]+)"(?P<after>[^>]*)>')


def picture_view(photo: Photo, library: Library) -> Picture:
    """``photo`` with the addresses of its published files."""
    credit = f"{photo.credit} ({photo.license})" if photo.license else photo.credit
    caption = photo.caption or ""
    file = library.pictures.get(photo.file)
    if drawing := library.drawings.get(photo.file):
        return Picture(f"/{photo.file}", photo.alt, caption, credit, drawing.width, drawing.height)
    if file is None:
        return Picture(f"/{photo.file}", photo.alt, caption, credit)
    return Picture(f"/{file.published_path}", photo.alt, caption, credit, *shown_size(file), sources_of(file))


def shown_size(picture: PictureFile) -> tuple[int, int]:
    """Width and height in pixels of ``picture`` as published."""
    width = min(picture.width, WIDEST)
    return width, max(1, round(picture.height * width / picture.width))


def sources_of(picture: PictureFile) -> tuple[PictureSource, ...]:
    """The files of a picture, by format."""
    return tuple(
        PictureSource(f"image/{kind.lower()}", tuple((f"/{one.name}", one.width) for one in group))
        for kind, group in renditions_of(picture).items()
    )


def pictures_in(body: Body, library: Library) -> tuple[PictureFile, ...]:
    """The pictures in ``body`` whose size is known."""
    shown = (part.html for part in body if isinstance(part, Html) and "<img " in part.html)
    found = (content_path(match["path"]) for html in shown for match in _IMAGE.finditer(html))
    sized = (library.drawings.get(path) or library.pictures.get(path) for path in found)
    return tuple(one for one in sized if one)


def with_sources(part: Html, library: Library) -> Html:
    """``part`` with ``<picture>`` elements for bitmaps, and ``width`` and ``height`` for drawings."""
    if "<img " not in part.html:
        return part
    return Html(_IMAGE.sub(lambda match: _element(match, library), part.html))


def _element(match: re.Match[str], library: Library) -> str:
    path = content_path(match["path"])
    file, drawing = library.pictures.get(path), library.drawings.get(path)
    if drawing and " width=" not in match[0]:
        return match[0].removesuffix(">") + f' width="{drawing.width}" height="{drawing.height}">'
    if file is None:
        return match[0]
    *better, own = sources_of(file)
    width, height = shown_size(file)
    sources = "".join(
        f'<source type="{one.kind}" srcset="{_srcset(one, match["base"])}" sizes="{SIZES}">' for one in better
    )
    given = match["before"] + match["after"]
    size = "" if " width=" in f" {given}" else f' width="{width}" height="{height}"'
    src = f'src="{match["base"]}/{match["path"]}" srcset="{_srcset(own, match["base"])}" sizes="{SIZES}"{size}'
    return f'<picture class="picture-files">{sources}<img {match["before"]}{src}{match["after"]}></picture>'


def _srcset(source: PictureSource, base: str) -> str:
    return ", ".join(f"{base}{escape(url)} {width}w" for url, width in source.files)


def social_picture(article: Article, frame: Frame) -> dict[str, Any]:
    """Arguments of ``Frame.head`` for the article's photograph or social card; empty: the portal's own picture."""
    if not has_card(article):
        return {}
    file = frame.library.pictures.get(article.photo.file) if article.photo else None
    photo = photo_to_share(file) if file else None
    if article.photo and file and photo:
        height = max(1, round(file.height * photo.width / file.width))
        return {"image": f"/{photo.name}", "image_alt": article.photo.alt, "image_size": (photo.width, height)}
    if not frame.has_cards:
        return {}
    card = card_of(article, frame.library)
    # A card whose text the fonts lack is drawn as the portal's own picture.
    alt = {"image_alt": card.text} if is_written(card) else {}
    return {"image": f"/{card_name(article)}", "image_size": SIZE, **alt}


def search_pictures(article: Article, frame: Frame) -> tuple[str, ...]:
    """The addresses, without base, of the photograph in search engines' aspect ratios, or else of the social card."""
    if not frame.has_cards or not has_card(article):
        return ()
    file = frame.library.pictures.get(article.photo.file) if article.photo else None
    shapes = shapes_of(file) if file else ()
    return tuple(f"/{one.name}" for one in shapes) or (f"/{card_name(article)}",)


