"""A figure of the ledger in running text, as its wish asks: the amount, or what became of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from plugins.content_model.figure import Figure, Observation, Series
from plugins.content_model.figure_wish import FigureWish, Granted, grant
from plugins.content_model.observation_choice import are_of_one_voice
from plugins.content_model.units import SHARES
from plugins.figures.periods import period_text
from plugins.indonesian.growth import difference, growth, growth_text, multiple, multiple_text, share_growth_text
from plugins.indonesian.numbers import amount_text, exact_text, unbroken, unbroken_numbers

_KINDS = {
    "id": {"sementara": "angka sementara", "perkiraan": "perkiraan", "target": "target"},
    "en": {"sementara": "provisional", "perkiraan": "estimate", "target": "target"},
}
_OTHER_SOURCES = {"id": "sumber lain", "en": "other sources"}


@dataclass(frozen=True)
class FigureWords:
    """A figure in a sentence: ``value`` for machines, ``text`` with what others hold against it.

    ``observations`` are all that the text rests on, in the order in which it names them.
    """

    value: Decimal
    text: str
    observations: tuple[Observation, ...]


@dataclass(frozen=True)
class _Said:
    value: Decimal
    text: str


def figure_words(wish: FigureWish, figure: Figure, lang: str = "id") -> FigureWords:
    """What ``wish`` is granted in words. A partner or a kind that the wish leaves to the ledger is named."""
    granted = grant(wish, figure)
    observations = granted.value.observations + (granted.base.observations if granted.base else ())
    said = list((_changes if wish.base else _amounts)(granted, wish, figure, lang))
    rivals = [text for text in dict.fromkeys(one.text for one in said) if text != said[0].text]
    beside = list(_unsaid(wish, granted.value.observation, figure, lang))
    if rivals:
        beside.append(f"{_OTHER_SOURCES[lang]}: {', '.join(rivals)}")
    text = f"{said[0].text} ({'; '.join(beside)})" if beside else said[0].text
    return FigureWords(said[0].value, text, observations)


def _amounts(granted: Granted, wish: FigureWish, figure: Figure, lang: str) -> Iterator[_Said]:
    write = exact_text if wish.form == "penuh" else amount_text
    for one in granted.value.observations:
        yield _Said(one.value, unbroken(write(one.value, figure.unit, lang)))


def _changes(granted: Granted, wish: FigureWish, figure: Figure, lang: str) -> Iterator[_Said]:
    bases = granted.base.observations if granted.base else ()
    for one in granted.value.observations:
        # What one body states is compared with what the same body stated, where it did.
        alike = [base for base in bases if are_of_one_voice(one, base)]
        for base in alike or bases:
            yield _change(one.value, base.value, wish, figure, lang)


def _change(value: Decimal, base: Decimal, wish: FigureWish, figure: Figure, lang: str) -> _Said:
    since = period_text(wish.base) if lang == "id" else wish.base.replace("..", "–")
    if figure.unit in SHARES:
        number, text = difference(value, base), share_growth_text(value, base, since, lang)
    elif wish.times:
        number, text = multiple(value, base), multiple_text(value, base, since, lang)
    else:
        number, text = growth(value, base), growth_text(value, base, since, lang)
    return _Said(number, unbroken_numbers(text))


def _unsaid(wish: FigureWish, observation: Observation, figure: Figure, lang: str) -> Iterator[str]:
    series = observation.key.series
    # What a text says of the series it need not be told again.
    unsaid = Series(*("" if getattr(wish, name) else given for name, given in series._asdict().items()))
    if told := figure.series_text(unsaid, lang):
        yield told
    if observation.kind != "aktual" and not wish.kind:
        yield _KINDS[lang][observation.kind]
