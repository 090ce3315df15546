"""A figure of the ledger in running text, as its wish asks: the amount, or what became of it."""

from dataclasses import dataclass
from decimal import Decimal

from plugins.content_model.figure import Figure, Observation
from plugins.content_model.figure_wish import FigureWish
from plugins.figures.ledger import observation_of, rival_values
from plugins.figures.periods import period_text
from plugins.indonesian.growth import growth, growth_text, multiple, multiple_text, share_growth_text
from plugins.indonesian.numbers import amount_text, exact_text


@dataclass(frozen=True)
class Told:
    """A value for machines and its words."""

    value: Decimal
    text: str


def told_by(wish: FigureWish, figure: Figure, lang: str = "id") -> tuple[list[Told], list[Observation]]:
    """What is told, the chosen value first and then those that others hold against it; and what it rests on."""
    observation = observation_of(figure, wish.period, wish.partner, wish.kind)
    values = [observation.value, *rival_values(figure, observation)]
    if not wish.base:
        write = exact_text if wish.form == "penuh" else amount_text
        return [Told(value, write(value, figure.unit, lang)) for value in values], [observation]
    base = observation_of(figure, wish.base, wish.partner)
    bases = [base.value, *rival_values(figure, base)]
    pairs = [(value, old) for value in values for old in bases if old > 0 or _is_share(figure)]
    told = [_growth(value, old, wish, figure, lang) for value, old in pairs]
    return told, [observation, base]


def _growth(value: Decimal, base: Decimal, wish: FigureWish, figure: Figure, lang: str) -> Told:
    since = period_text(wish.base) if lang == "id" else wish.base
    if _is_share(figure):
        return Told(value - base, share_growth_text(value, base, since, lang))
    if wish.times:
        return Told(multiple(value, base), multiple_text(value, base, since, lang))
    return Told(growth(value, base), growth_text(value, base, since, lang))


def _is_share(figure: Figure) -> bool:
    return figure.unit in ("persen", "poin persentase")
