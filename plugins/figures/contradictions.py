"""Where values of the ledger contradict each other: two of one thing, and a whole that is smaller than a part of it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal

from plugins.content_model.codes import currencies
from plugins.content_model.figure import Figure, Observation, ObservationKey
from plugins.content_model.periods import holds, is_range, period_order
from plugins.content_model.rounding import agree, distinct
from plugins.content_model.units import SHARES
from plugins.figures.periods import period_text
from plugins.figures.value_words import KIND_WORDS
from plugins.indonesian.numbers import amount_text, number_text

_HAPPENED = ("aktual", "sementara")
_EXACT = Context(prec=100)


@dataclass(frozen=True)
class Contradiction:
    """``claims`` of ``figure`` that cannot all be right, by their sources' dates, or that rest on other scopes.

    ``whole`` is the one that is smaller than the others, which are parts of its period; None where all are of one
    period. ``key`` is that of the period, without a scope.
    """

    figure: Figure
    key: ObservationKey
    claims: tuple[Observation, ...]
    whole: Observation | None = None

    @property
    def newest(self) -> str:
        """The date of the newest of its sources: since then it stands."""
        return max(one.source.date for one in self.claims)

    @property
    def heading(self) -> str:
        """"2018, Jepang (target)", or "2023: lebih kecil daripada sebagian masanya"."""
        name = self.figure.series_text(self.key.series)
        kind = f" ({KIND_WORDS[self.key.kind]})" if self.key.kind in KIND_WORDS else ""
        text = f"{period_text(self.key.period)}{', ' if name else ''}{name}{kind}"
        return f"{text}: lebih kecil daripada sebagian masanya" if self.whole else text

    @property
    def ratio(self) -> str:
        """How many times the largest is the smallest: "9,4 kali"; empty where that says nothing."""
        values = [one.value for one in self.claims]
        least, most = min(values), max(values)
        if least <= 0:
            return ""
        times = _EXACT.divide(most, least)
        step = next(step for step in ("1", "0.1", "0.01") if times >= {"1": 20, "0.1": 2, "0.01": 0}[step])
        rounded = times.quantize(Decimal(step), ROUND_HALF_UP, _EXACT)
        return f"{number_text(rounded)} kali" if rounded > 1 else ""

    def claim_text(self, claim: Observation) -> str:
        """The value of one of them, with its own period where they differ."""
        value = amount_text(claim.value, self.figure.unit)
        return f"{period_text(claim.period)}: {value}" if self.whole else value


def contradictions_in(figure: Figure) -> list[Contradiction]:
    """Those of ``figure``, by period; what is superseded contradicts nothing."""
    standing = [one for one in figure.observations if not one.superseded_by]
    found = [*_of_one_period(figure, standing), *_of_a_part(figure, standing)]
    return sorted(found, key=lambda one: (period_order(one.key.period), one.key, one.whole is not None))


def contradictions_of(figures: Iterable[Figure]) -> list[Contradiction]:
    """Those of all ``figures``, newest first, then by title."""
    found = [one for figure in figures for one in contradictions_in(figure)]
    found.sort(key=lambda one: (one.figure.title.casefold(), one.figure.id, one.key, one.whole is not None))
    return sorted(found, key=lambda one: one.newest, reverse=True)


def _of_one_period(figure: Figure, standing: Iterable[Observation]) -> Iterator[Contradiction]:
    held = defaultdict(list)
    for one in standing:
        held[one.key._replace(scope="")].append(one)
    for key, claims in held.items():
        if len(distinct(one.value for one in claims)) > 1:
            yield Contradiction(figure, key, _each_value_once(claims))


def _each_value_once(claims: Iterable[Observation]) -> tuple[Observation, ...]:
    # What one body states in several texts is one claim, told by its first.
    first: dict[tuple, Observation] = {}
    for one in _by_source(claims):
        voice = (one.source.said_by or one.source.publisher).casefold()
        first.setdefault((one.value, one.scope, voice), one)
    return tuple(first.values())


def _of_a_part(figure: Figure, standing: list[Observation]) -> Iterator[Contradiction]:
    if figure.unit in SHARES:
        return
    happened = [one for one in standing if one.kind in _HAPPENED]
    # Only sums have parts: money that was earned or paid, and whatever is told of a range.
    adds_up = figure.unit in currencies()
    for whole in happened:
        parts = [
            one
            for one in happened
            if one.key.series == whole.key.series
            and (adds_up or is_range(one.period))
            and holds(whole.period, one.period)
            and one.value > whole.value
            and not agree(one.value, whole.value)
        ]
        if parts:
            yield Contradiction(figure, whole.key, (whole, *_by_source(parts)), whole)


def _by_source(observations: Iterable[Observation]) -> list[Observation]:
    return sorted(observations, key=lambda one: (one.source.date, one.value, one.key, one.source.publisher))
