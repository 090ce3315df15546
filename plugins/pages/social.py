"""The picture that networks show where the page of an entry is shared, and those that search engines show of it."""

from typing import Any

from plugins.content_model.article import Article
from plugins.pages.frame import Frame
from plugins.renditions.choice import shapes_of
from plugins.social_cards.card import SIZE, card_name, card_of, has_card
from plugins.social_cards.drawing import is_written
from plugins.social_cards.photo import photo_to_share


def social_picture(article: Article, frame: Frame) -> dict[str, Any]:
    """What ``Frame.head`` is told of it: the entry's photograph or its card; nothing for the portal's own picture."""
    if not has_card(article):
        return {}
    file = frame.library.pictures.get(article.photo.file) if article.photo else None
    photo = photo_to_share(file) if file else None
    if photo:
        height = max(1, round(file.height * photo.width / file.width))
        return {"image": f"/{photo.name}", "image_alt": article.photo.alt, "image_size": (photo.width, height)}
    if not frame.has_cards:
        return {}
    card = card_of(article, frame.library)
    # A card that cannot be written shows what the portal's own picture does.
    told = {"image_alt": card.text} if is_written(card) else {}
    return {"image": f"/{card_name(article)}", "image_size": SIZE, **told}


def search_pictures(article: Article, frame: Frame) -> tuple[str, ...]:
    """The addresses, without base, of its photograph in the shapes of search engines, or of its card without one."""
    if not frame.has_cards or not has_card(article):
        return ()
    file = frame.library.pictures.get(article.photo.file) if article.photo else None
    shapes = shapes_of(file) if file else ()
    return tuple(f"/{one.name}" for one in shapes) or (f"/{card_name(article)}",)
