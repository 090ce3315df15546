"""The cards of a portal, each drawn once."""

import hashlib
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path
from typing import Any

from plugins.content_model.library import Library
from plugins.renditions.kept_files import KeptFiles
from plugins.social_cards.card import card_name, card_of, has_card, known_headline
from plugins.social_cards.drawing import code, draw_card


def plan_cards(
    library: Library, cloth: bytes, folder: Path | None
) -> Iterator[tuple[str, Callable[[], bytes], Callable[[], dict[str, Any]]]]:
    """Each card as (name below the output, what gives its bytes, what gives what it is made from).

    ``cloth`` is the file of the portal's own picture. ``folder`` keeps cards from build to build; what is there of
    others is removed.
    """
    ground = hashlib.sha256(cloth).hexdigest()
    headline = cache(partial(known_headline, library))  # many stories rest on few measures
    cards = {card_name(one): card_of(one, library, headline) for one in library.articles.values() if has_card(one)}
    store = KeptFiles(folder) if folder else None
    if store:
        store.prune((card, ground, code()) for card in cards.values())
    for name, card in cards.items():
        draw = partial(draw_card, card, cloth)
        if store:
            draw = partial(store.bytes_of, (card, ground, code()), draw)
        yield name, draw, partial(dict, kartu=(card, ground, code()))
