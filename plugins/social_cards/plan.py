"""The cards of a portal, each drawn once."""

import hashlib
from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import Any

from plugins.content_model.library import Library
from plugins.renditions.kept_files import KeptFiles, MadeFile
from plugins.social_cards.card import card_name, card_of, has_card, known_headline
from plugins.social_cards.drawing import code, draw_cards


def plan_cards(
    library: Library, cloth: bytes, store: KeptFiles
) -> Iterator[tuple[str, MadeFile, Callable[[], dict[str, Any]]]]:
    """Each card as (name below the output, how it is made, what gives what it is made from).

    ``cloth`` is the file of the portal's own picture. What ``store`` keeps of other cards is removed.
    """
    ground = hashlib.sha256(cloth).hexdigest()
    headline = cache(partial(known_headline, library))  # many stories rest on few measures
    cards = {card_name(one): card_of(one, library, headline) for one in library.articles.values() if has_card(one)}
    store.prune((card, ground, code()) for card in cards.values())
    source = partial(bytes, cloth)
    for name, card in cards.items():
        told = card, ground, code()
        yield name, MadeFile(told, draw_cards, source, card), partial(dict, kartu=told)
