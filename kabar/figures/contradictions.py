"""Where sources of the ledger contradict each other.

Worked out from its values: two of one thing, and a whole that is smaller than a part of it. Written down by editors
(``disputes``): what values of one period cannot show.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import NamedTuple

from kabar.content.models.figure import Dispute, Figure, FigureSource, Observation, ObservationKey, agree, distinct
from kabar.content.parsing.codes import SHARES, currencies
from kabar.content.parsing.periods import contains, is_range, period_order
from kabar.figures.period_words import period_text
from kabar.figures.points import KIND_WORDS
from kabar.indonesian.numbers import amount_text, number_text

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
            and contains(whole.period, one.period)
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


_PARTS = {"period": "sebagian masanya", "partner": "satu negara mitranya", "product": "satu jenis produknya"}
_EXACT = Context(prec=100)


class Statement(NamedTuple):
    """What one source says, and what may explain it."""

    text: str
    source: FigureSource
    note: str


@dataclass(frozen=True)
class StatedContradiction:
    """A ``dispute`` that the file of ``figure`` states in words."""

    figure: Figure
    dispute: Dispute

    ratio = ""

    @property
    def newest(self) -> str:
        """The date of the newest of its sources: since then it stands."""
        return max(one.source.date for one in self.dispute.claims)

    @property
    def heading(self) -> str:
        """What is disputed."""
        return self.dispute.about

    @property
    def note(self) -> str:
        """What may explain it as a whole."""
        return self.dispute.note or ""

    @property
    def identity(self) -> str:
        """Differs from that of every other of the measure; holds while what is said does."""
        return "/".join(["soal", self.dispute.about, *sorted(one.text for one in self.dispute.claims)])

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Who says what, oldest first."""
        told = sorted(self.dispute.claims, key=lambda one: one.source.date)
        return tuple(Statement(one.text, one.source, "") for one in told)


@dataclass(frozen=True)
class Contradiction:
    """``claims`` of ``figure`` that cannot all be right, by their sources' dates, or that rest on other scopes.

    ``whole`` is the one that is smaller than the others, which are parts of it: of its period, partner or product, as
    ``of`` says. None where all are of one key. ``key`` is the common one, without a scope where scopes differ.
    """

    figure: Figure
    key: ObservationKey
    claims: tuple[Observation, ...]
    whole: Observation | None = None
    of: str = ""

    note = ""

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
        return f"{text}: lebih kecil daripada {_PARTS[self.of]}" if self.whole else text

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

    @property
    def identity(self) -> str:
        """As that of one that is stated."""
        return "/".join([*self.key, *sorted(format(one.value, "f") for one in self.claims)])

    @property
    def statements(self) -> tuple[Statement, ...]:
        """As those of one that is stated; where scopes differ, each explains its values."""
        return tuple(Statement(self.claim_text(one), one.source, self._note_on(one)) for one in self.claims)

    def _note_on(self, claim: Observation) -> str:
        differ = len({one.scope for one in self.claims}) > 1
        scope = next((one for one in self.figure.scopes if differ and one.id == claim.scope), None)
        # "menurut Kementerian Perindustrian" stands behind the source already where that is who said it.
        said = f"menurut {claim.source.said_by}".casefold()
        label = scope.label if scope and not said.startswith(scope.label.casefold()) else ""
        notes = (label, (scope and scope.note) or "", claim.note or "")
        return ". ".join(note.rstrip(".") for note in notes if note)

    def claim_text(self, claim: Observation) -> str:
        """The value of one of them, with what it is a part of where they are parts."""
        value = amount_text(claim.value, self.figure.unit)
        if not self.whole:
            return value
        name = period_text(claim.period) if self.of == "period" else self.figure.series_text(claim.key.series)
        return f"{name or 'Seluruhnya'}: {value}"


def contradictions_in(figure: Figure) -> list[Contradiction | StatedContradiction]:
    """Those of ``figure``, by period, then those that are stated; what is superseded contradicts nothing."""
    standing = [one for one in figure.observations if not one.superseded_by]
    found = [*_of_one_period(figure, standing), *_of_parts(figure)]
    found.sort(key=lambda one: (period_order(one.key.period), one.key, one.of))
    return [*found, *(StatedContradiction(figure, one) for one in figure.disputes)]


def contradictions_of(figures: Iterable[Figure]) -> list[Contradiction | StatedContradiction]:
    """Those of all ``figures``, newest first, then by title."""
    by_title = sorted(figures, key=lambda one: (one.title.casefold(), one.id))
    found = [one for figure in by_title for one in contradictions_in(figure)]
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


def _of_parts(figure: Figure) -> Iterator[Contradiction]:
    for of, whole, parts in larger_parts(figure):
        yield Contradiction(figure, whole.key, (whole, *_by_source(parts)), whole, of)


def _by_source(observations: Iterable[Observation]) -> list[Observation]:
    return sorted(observations, key=lambda one: (one.source.date, one.value, one.key, one.source.publisher))


