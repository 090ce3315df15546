"""Choose and order the observations of a measure."""

from decimal import Decimal

from plugins.content_model.figure import KINDS, Figure, Observation, period_order
from plugins.content_model.figure_wish import matching


def in_order(figure: Figure) -> list[Observation]:
    """Its observations that stand (none that is superseded), by period, kind, partner and source."""
    standing = [observation for observation in figure.observations if not observation.superseded_by]
    return sorted(standing, key=lambda o: (period_order(o.period), o.period, KINDS.index(o.kind), o.partner or "",
                                           o.source.date, o.value))  # fmt: skip


def observation_of(figure: Figure, period: str, partner: str = "", kind: str = "") -> Observation:
    """The observation that ``{{angka:…:period}}`` means, of one partner or kind where that is said.

    Of all partners together before one partner, actual before provisional before estimated
    before target; of rivals the one whose source is newest. Raises KeyError when there is none.
    """
    held = matching(figure, period, partner, kind)
    if not held:
        raise KeyError(period)
    best = min((bool(o.partner), KINDS.index(o.kind)) for o in held)
    rivals = [o for o in held if (bool(o.partner), KINDS.index(o.kind)) == best]
    return max(rivals, key=lambda o: (o.source.date, o.value))


def latest(figure: Figure) -> Observation:
    """The newest observation, an actual one where there is any."""
    standing = in_order(figure)
    actual = [o for o in standing if o.kind == "aktual"] or standing
    return observation_of(figure, actual[-1].period)


def disputed(figure: Figure) -> frozenset[int]:
    """Observations against which another value of the same key is held, unexplained, by their ``id()``."""
    return frozenset(id(rival) for rivals in figure.conflicts().values() for rival in rivals)


def rival_values(figure: Figure, observation: Observation) -> list[Decimal]:
    """The other values held against ``observation``, largest first."""
    rivals = figure.conflicts().get(observation.key, ())
    return sorted({rival.value for rival in rivals} - {observation.value}, reverse=True)
