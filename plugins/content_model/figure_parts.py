"""Parts of a measure's values that are larger than the whole: of its time, of all partners, of all products."""

from collections.abc import Iterator
from typing import NamedTuple

from plugins.content_model.codes import currencies
from plugins.content_model.figure import Figure, Observation
from plugins.content_model.periods import holds, is_range
from plugins.content_model.rounding import agree
from plugins.content_model.units import SHARES

_HAPPENED = ("aktual", "sementara")


class LargerParts(NamedTuple):
    """``parts`` of ``whole``, each of them larger; ``of`` tells of what they are parts: period, partner or product."""

    of: str
    whole: Observation
    parts: tuple[Observation, ...]


def larger_parts(figure: Figure) -> Iterator[LargerParts]:
    """Those of what happened, in the order of the wholes; what is superseded counts for nothing.

    Parts in time have what is earned or paid, and whatever is told of a range: people and firms are counted at a
    moment. Per cents have none.
    """
    if figure.unit in SHARES:
        return
    held = [one for one in figure.observations or () if one.kind in _HAPPENED and not one.superseded_by]
    adds_up = figure.unit in currencies()
    for whole in held:
        larger = [one for one in held if one.value > whole.value and not agree(one.value, whole.value)]
        in_time = [
            one
            for one in larger
            if one.key.series == whole.key.series
            and (adds_up or is_range(one.period))
            and holds(whole.period, one.period)
        ]
        if in_time:
            yield LargerParts("period", whole, tuple(in_time))
        for name in ("partner", "product"):
            found = [] if getattr(whole.key, name) else [one for one in larger if _is_part_of(one, whole, name)]
            if found:
                yield LargerParts(name, whole, tuple(found))


def _is_part_of(one: Observation, whole: Observation, name: str) -> bool:
    """Whether the keys differ by ``name`` alone, and by whether it happened for good."""
    return bool(getattr(one.key, name)) and one.key._replace(**{name: "", "kind": whole.kind}) == whole.key
