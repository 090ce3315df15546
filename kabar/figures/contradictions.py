"""Contradictions between sources of the ledger.

Computed from its values: two values of one thing, and a whole that is smaller than a part of it. Written by editors
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
    """``parts`` of ``whole``, each larger than it; ``of`` is the dimension: period, partner or product."""

    of: str
    whole: Observation
    parts: tuple[Observation, ...]


def larger_parts(figure: Figure) -> Iterator[LargerParts]:
    """Parts that are larger than their whole, among actual and provisional observations that are not superseded.

    Only amounts of money, and values of a range, have parts in time: people and firms are counted at a moment.
    Percentages have no parts.
    """
    if figure.unit in SHARES:
        return
    happened = [one for one in figure.observations or () if one.kind in _HAPPENED and not one.superseded_by]
    adds_up = figure.unit in currencies()
    for whole in happened:
        larger = [one for one in happened if one.value > whole.value and not agree(one.value, whole.value)]
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
    """Whether the keys differ only in ``name``, and in actual or provisional."""
    return bool(getattr(one.key, name)) and one.key._replace(**{name: "", "kind": whole.kind}) == whole.key


_PARTS = {"period": "sebagian masanya", "partner": "satu negara mitranya", "product": "satu jenis produknya"}
_EXACT = Context(prec=100)


class Statement(NamedTuple):
    """The claim of one source, with a note that may explain it."""

    text: str
    source: FigureSource
    note: str


@dataclass(frozen=True)
class StatedContradiction:
    """A ``dispute`` that the file of ``figure`` describes in words."""

    figure: Figure
    dispute: Dispute

    ratio = ""

    @property
    def newest(self) -> str:
        """The date of its newest source."""
        return max(one.source.known_date for one in self.dispute.claims)

    @property
    def heading(self) -> str:
        """The subject of the dispute."""
        about: str = self.dispute.about
        return about

    @property
    def note(self) -> str:
        """A note on the dispute as a whole; may be empty."""
        return self.dispute.note or ""

    @property
    def identity(self) -> str:
        """Unique within the measure; the same as long as the claims are."""
        return "/".join(["soal", self.dispute.about, *sorted(one.text for one in self.dispute.claims)])

    @property
    def statements(self) -> tuple[Statement, ...]:
        """The claims with their sources, oldest first."""
        claims = sorted(self.dispute.claims, key=lambda one: one.source.known_date)
        return tuple(Statement(one.text, one.source, "") for one in claims)


@dataclass(frozen=True)
class Contradiction:
    """``claims`` of ``figure`` that cannot all be right, or that have different scopes, sorted by date of source.

    ``whole`` is smaller than the other claims, which are parts of it in the dimension ``of``: period, partner or
    product. It is None if all claims have one key. ``key`` is the common key, without a scope if scopes differ.
    """

    figure: Figure
    key: ObservationKey
    claims: tuple[Observation, ...]
    whole: Observation | None = None
    of: str = ""

    note = ""

    @property
    def newest(self) -> str:
        """The date of its newest source."""
        return max(one.source.known_date for one in self.claims)

    @property
    def heading(self) -> str:
        """ "2018, Jepang (target)", or "2023: lebih kecil daripada sebagian masanya"."""
        name = self.figure.series_text(self.key.series)
        kind = f" ({KIND_WORDS[self.key.kind]})" if self.key.kind in KIND_WORDS else ""
        text = f"{period_text(self.key.period)}{', ' if name else ''}{name}{kind}"
        return f"{text}: lebih kecil daripada {_PARTS[self.of]}" if self.whole else text

    @property
    def ratio(self) -> str:
        """The largest value as a multiple of the smallest: "9,4 kali"; empty if that is meaningless or one."""
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
        """Unique within the measure; the same as long as the claims are."""
        return "/".join([*self.key, *sorted(format(one.value, "f") for one in self.claims)])

    @property
    def statements(self) -> tuple[Statement, ...]:
        """The claims with their sources; if scopes differ, each claim has the label and note of its scope."""
        return tuple(Statement(self.claim_text(one), one.source, self._note_on(one)) for one in self.claims)

    def _note_on(self, claim: Observation) -> str:
        differ = len({one.scope for one in self.claims}) > 1
        scope = next((one for one in self.figure.scopes if differ and one.id == claim.scope), None)
        # The source already shows "menurut Kementerian Perindustrian" if that is who said it.
        said = f"menurut {claim.source.said_by}".casefold()
        label = scope.label if scope and not said.startswith(scope.label.casefold()) else ""
        notes = (label, (scope and scope.note) or "", claim.note or "")
        return ". ".join(note.rstrip(".") for note in notes if note)

    def claim_text(self, claim: Observation) -> str:
        """The value of a claim; of whole and parts with the name of the part."""
        value = amount_text(claim.value, self.figure.unit)
        if not self.whole:
            return value
        name = period_text(claim.period) if self.of == "period" else self.figure.series_text(claim.key.series)
        return f"{name or 'Seluruhnya'}: {value}"


def contradictions_in(figure: Figure) -> list[Contradiction | StatedContradiction]:
    """Contradictions of ``figure``, by period, then the stated ones; superseded observations are ignored."""
    standing = [one for one in figure.observations if not one.superseded_by]
    found = [*_in_one_period(figure, standing), *_of_parts(figure)]
    found.sort(key=lambda one: (period_order(one.key.period), one.key, one.of))
    return [*found, *(StatedContradiction(figure, one) for one in figure.disputes)]


def contradictions_of(figures: Iterable[Figure]) -> list[Contradiction | StatedContradiction]:
    """Contradictions of all ``figures``, newest first, then by title."""
    by_title = sorted(figures, key=lambda one: (one.title.casefold(), one.id))
    found = [one for figure in by_title for one in contradictions_in(figure)]
    return sorted(found, key=lambda one: one.newest, reverse=True)


def _in_one_period(figure: Figure, standing: Iterable[Observation]) -> Iterator[Contradiction]:
    by_key: dict[ObservationKey, list[Observation]] = defaultdict(list)
    for one in standing:
        by_key[one.key._replace(scope="")].append(one)
    for key, claims in by_key.items():
        if len(distinct(one.value for one in claims)) > 1:
            yield Contradiction(figure, key, _each_value_once(claims))


def _each_value_once(claims: Iterable[Observation]) -> tuple[Observation, ...]:
    # What one organisation states in several texts is one claim, of which the first is kept.
    first: dict[tuple[Decimal, str | None, str], Observation] = {}
    for one in _by_source(claims):
        voice = (one.source.said_by or one.source.publisher or "").casefold()
        first.setdefault((one.value, one.scope, voice), one)
    return tuple(first.values())


def _of_parts(figure: Figure) -> Iterator[Contradiction]:
    for of, whole, parts in larger_parts(figure):
        yield Contradiction(figure, whole.key, (whole, *_by_source(parts)), whole, of)


def _by_source(observations: Iterable[Observation]) -> list[Observation]:
    return sorted(observations, key=lambda one: (one.source.known_date, one.value, one.key, one.source.publisher))
