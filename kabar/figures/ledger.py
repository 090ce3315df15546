"""Selects and sorts the observations of a measure."""

from dataclasses import dataclass
from decimal import Decimal

from kabar.content.models.figure import KINDS, Figure, Observation, agree, distinct
from kabar.content.models.figure_choice import Choice, are_of_one_voice, choice_among
from kabar.content.parsing.periods import YEAR, is_range, months_in, period_order, years_before


@dataclass(frozen=True)
class Latest:
    """The newest values of a measure: the total, or else one for each partner or product, largest first.

    All have one period and one kind; each scope has its own. ``earlier`` is the observation with which a single value
    is compared, if any.
    """

    choices: tuple[Choice, ...]
    earlier: Observation | None = None

    @property
    def largest(self) -> Observation:
        """The observation with the largest value."""
        return self.choices[0].observation


def sorted_observations(figure: Figure) -> list[Observation]:
    """The observations that are not superseded, by period, kind, series and source."""
    standing = [observation for observation in figure.observations if not observation.superseded_by]
    return sorted(standing, key=lambda o: (period_order(o.period), o.period, KINDS.index(o.kind), o.key.series,
                                           o.source.date, o.value))  # fmt: skip


def latest(figure: Figure) -> Latest:
    """The newest values: actual ones if there are any, and of these totals before partners and products.

    The period of a measure with scopes is the newest whole year of the scope that the file names first, or else its
    newest period: values of some months by one organisation do not come first.
    """
    standing = sorted_observations(figure)
    actual = [one for one in standing if one.kind == "aktual"] or standing
    found = [one for one in actual if not one.partner] or actual
    found = [one for one in found if not one.product] or found
    scopes = ["", *(scope.id for scope in figure.scopes)]
    leading = min((one.scope or "" for one in found), key=scopes.index)
    of_scope = [one for one in found if (one.scope or "") == leading]
    years = [one for one in of_scope if _is_year(one)] if figure.scopes else []
    newest = (years or of_scope)[-1].period
    # Within a period, kinds are sorted: an estimate before a target.
    first = next(one for one in found if one.period == newest)
    alike = [one for one in found if (one.period, one.kind) == (first.period, first.kind)]
    every = sorted({one.key.series for one in alike})
    choices = [choice_among(figure, [one for one in alike if one.key.series == series]) for series in every]
    choices.sort(key=lambda choice: (-choice.observation.value, choice.observation.key.series))
    return Latest(tuple(choices), _earlier(figure, choices[0].observation) if len(choices) == 1 else None)


def _is_year(one: Observation) -> bool:
    return months_in(one.period) == YEAR and not is_range(one.period)


def _earlier(figure: Figure, newest: Observation) -> Observation | None:
    # A year is compared with the last earlier year that is known, a part of a year with the same part of the year
    # before, a range of years with as many years before it.
    if newest.kind not in ("aktual", "sementara"):
        return None
    is_year = _is_year(newest)
    other = years_before(newest.period, max(1, months_in(newest.period) // YEAR))
    before = [
        one
        for one in sorted_observations(figure)
        if one.key.series == newest.key.series
        and one.kind in ("aktual", newest.kind)
        and months_in(one.period) == months_in(newest.period)
        and (not is_range(one.period) and one.period < newest.period if is_year else one.period == other)
    ]
    of_period = [one for one in before if one.period == before[-1].period]
    of_kind = [one for one in of_period if one.kind == of_period[0].kind]
    # Disputed values are not compared, nor values of different organisations, which may count differently.
    if not of_kind or any(other_values(figure, one) for one in (newest, *of_kind)):
        return None
    alike = [one for one in of_kind if are_of_one_voice(one, newest)]
    return alike[-1] if alike else None


def disputed(figure: Figure) -> frozenset[int]:
    """The ``id()`` of observations that another value of the same key contradicts without explanation."""
    return frozenset(id(rival) for rivals in figure.conflicts().values() for rival in rivals)


def other_values(figure: Figure, observation: Observation) -> list[Decimal]:
    """The values of the same key that contradict ``observation``, explained or not, largest first."""
    alike = [one for one in figure.observations if one.key == observation.key and not one.superseded_by]
    values = distinct(one.value for one in alike if not agree(one.value, observation.value))
    return sorted(values, reverse=True)
