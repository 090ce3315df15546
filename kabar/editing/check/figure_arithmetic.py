"""Arithmetic checks of the ledger: stated growth, parts and wholes, wrong powers of ten, targets already reached.

Values with a note are not checked.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import NamedTuple

from kabar.content.models.figure import Figure, Observation, ObservationKey, Series, last_place
from kabar.content.parsing.codes import GROUPS, SHARES
from kabar.content.parsing.moments import first_possible_day
from kabar.content.parsing.periods import are_alike, last_day, months_in, period_order, start_of, years_before
from kabar.figures.contradictions import larger_parts
from kabar.indonesian.numbers import amount_text, number_text

_EXACT = Context(prec=100)
_HUNDRED = Decimal(100)
_FACTORS = (10, 1000)  # errors of a zero, and of thousand, million, billion
_NEAR = 2  # the ratio may be so many times larger or smaller than the factor
_LEAST_FOR_TEN = 2  # values to compare with for the factor 10, which may be real growth
_MOST_OF_THEM = Decimal(2) / 3
_MOST_MONTHS = 60  # between values that are compared
_HAPPENED = ("aktual", "sementara")


class Slip(NamedTuple):
    """An arithmetic error at the observation ``place`` of a measure, with its message."""

    place: int
    message: str


def find_slips(figure: Figure) -> Iterator[Slip]:
    """The slips of ``figure``, whose sources are resolved; a place may occur several times."""
    standing = {
        n: one
        for n, one in enumerate(figure.observations or ())
        if not one.superseded_by and not one.note and one.source.date
    }
    places = {id(one): place for place, one in standing.items()}
    for place, one in standing.items():
        if message := _growth_that_was_not(one, figure):
            yield Slip(place, message)
        if one.kind == "target" and (message := _reached_before(one, figure)):
            yield Slip(place, message)
    for _, whole, parts in larger_parts(figure):
        unexplained = [part for part in parts if not part.note]
        if id(whole) in places and unexplained:
            texts = "; ".join(_text_of(part, figure) for part in unexplained)
            yield Slip(places[id(whole)], f"{_text_of(whole, figure)} lebih kecil daripada bagiannya: {texts}")
    yield from (Slip(places[id(one)], message) for one, message in _jumps(figure) if id(one) in places)
    yield from _shares_above_all(figure, places)


def _growth_that_was_not(one: Observation, figure: Figure) -> str:
    if one.growth is None:
        return ""
    percent = one.growth.percent
    since = one.growth.since or years_before(one.period)
    bases = [
        base
        for base in figure.observations
        if base.key == one.key._replace(period=since, kind=base.kind)
        and base.kind in _HAPPENED
        and not base.superseded_by
        and base.value > 0
    ]
    if not bases or any(_is_growth(percent, one, base) for base in bases):
        return ""
    computed = " atau ".join(f"{_growth_text(one.value, base.value)} persen" for base in bases)
    from_bases = "; ".join(_text_of(base, figure) for base in bases)
    return (
        f"{_text_of(one, figure)} disebut tumbuh {number_text(percent)} persen,"
        f" padahal dari {from_bases} hitungannya {computed}"
    )


def _growth(value: Decimal, base: Decimal) -> Decimal:
    return _EXACT.multiply(_EXACT.divide(_EXACT.subtract(value, base), base), _HUNDRED)


def _growth_text(value: Decimal, base: Decimal) -> str:
    return number_text(_growth(value, base).quantize(Decimal("0.1"), ROUND_HALF_UP, _EXACT))


def _is_growth(percent: Decimal, one: Observation, base: Observation) -> bool:
    """Whether ``one`` may have grown by ``percent`` from ``base``, at the precision of the three numbers."""
    slack = last_place(percent)
    value, before = last_place(one.value), last_place(base.value)
    least = _growth(one.value - value, base.value + before)
    most = _growth(one.value + value, base.value - before) if base.value > before else percent
    return least - slack <= percent <= most + slack


def _reached_before(target: Observation, figure: Figure) -> str:
    if figure.unit in SHARES:
        return ""
    set_on = first_possible_day(target.source.known_date)
    known = [
        one
        for one in figure.observations
        if one.key == target.key._replace(period=one.period, kind=one.kind)
        and one.kind in _HAPPENED
        and not one.superseded_by
        and are_alike(one.period, target.period)
        and last_day(one.period) < set_on
        and start_of(target.period) - start_of(one.period) <= _MOST_MONTHS
    ]
    last = max(known, key=lambda one: (period_order(one.period), one.value), default=None)
    if last is None or last.value < target.value:
        return ""
    return f"{_text_of(target, figure)} ialah target yang sudah tercapai sebelum ditetapkan: {_text_of(last, figure)}"


def _jumps(figure: Figure) -> Iterator[tuple[Observation, str]]:
    """Values that differ from their neighbours in time, or from contradicting values, by a power of ten."""
    comparable: dict[tuple[Series, int], list[Observation]] = defaultdict(list)
    for one in figure.observations or ():
        if not one.superseded_by and one.kind in _HAPPENED and one.value > 0 and figure.unit not in SHARES:
            comparable[_like(one)].append(one)
    for alike in comparable.values():
        reported: set[int] = set()
        for one in sorted(alike, key=lambda one: (start_of(one.period), one.source.date, one.value)):
            around = _around(one, alike)
            # Of two values that only differ from each other, the first is reported.
            if around and not (len(around) == 1 and id(around[0]) in reported) and (factor := _factor(one, around)):
                reported.add(id(one))
                beside = "; ".join(_text_of(other, figure) for other in around)
                yield one, f"{_text_of(one, figure)} kira-kira {factor} kali beda dari {beside}; periksa satuannya"


def _like(one: Observation) -> tuple[Series, int]:
    # Values of periods of the same length are comparable.
    return one.key.series, months_in(one.period)


def _around(one: Observation, alike: Iterable[Observation]) -> list[Observation]:
    rivals = [other for other in alike if other.period == one.period and other.value != one.value]
    away = {start_of(other.period) - start_of(one.period) for other in alike}
    before = max((months for months in away if -_MOST_MONTHS <= months < 0), default=None)
    after = min((months for months in away if 0 < months <= _MOST_MONTHS), default=None)
    return [other for other in alike if start_of(other.period) - start_of(one.period) in (before, after)] + rivals


def _factor(one: Observation, around: Iterable[Observation]) -> str:
    around = list(around)
    for factor in _FACTORS:
        for ratios in ([one.value / other.value for other in around], [other.value / one.value for other in around]):
            so_far = [ratio for ratio in ratios if factor / _NEAR <= ratio <= factor * _NEAR]
            enough = len(around) >= _LEAST_FOR_TEN or factor > 10
            if enough and so_far and len(so_far) >= _MOST_OF_THEM * len(around):
                return number_text(factor)
    return ""


def _shares_above_all(figure: Figure, places: dict[int, int]) -> Iterator[Slip]:
    """Shares of one whole, by country, whose sum is more than 100 per cent."""
    if figure.unit != "persen" or not figure.share_of:
        return
    by_key: dict[ObservationKey, list[Observation]] = defaultdict(list)
    for one in figure.observations or ():
        if not one.superseded_by and one.partner and one.partner not in GROUPS:
            by_key[one.key._replace(partner="")].append(one)
    for shares in by_key.values():
        by_partner = {one.partner: one for one in shares}
        total = sum(one.value for one in by_partner.values())
        if total > _HUNDRED + 1 and id(shares[-1]) in places:
            listed = ", ".join(f"{one.partner} {number_text(one.value)}" for one in by_partner.values())
            message = f"pangsa {shares[-1].period} berjumlah {number_text(total)} persen: {listed}"
            yield Slip(places[id(shares[-1])], message)


def _text_of(one: Observation, figure: Figure) -> str:
    source = one.source
    names = " ".join(filter(None, (one.period, one.partner, one.product, one.scope)))
    return f"{names} {amount_text(one.value, figure.unit)} ({source.said_by or source.publisher}, {source.date})"
