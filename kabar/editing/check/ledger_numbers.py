"""Amounts in the prose of export news that are not in the ledger, or that contradict it."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise, permutations

from kabar.content.models.article import Export
from kabar.content.models.figure import Figure
from kabar.content.parsing.periods import is_range, stretch_of
from kabar.content.parsing.problems import ERROR
from kabar.editing.check.findings import Finding, prose_of

_UNITS = {"Rp": "IDR", "US$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY"}
_SCALES = {
    "ribu": 3, "juta": 6, "miliar": 9, "triliun": 12, "thousand": 3, "million": 6, "billion": 9, "trillion": 12,
}  # fmt: skip
_NUMBER = r"(?P<number>\d{1,3}(?:[.,]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?)"
_AMOUNT = re.compile(
    rf"(?P<unit>US\$|Rp\.?|[€£¥])\s?{_NUMBER}(?:\s+(?P<scale>{'|'.join(_SCALES)}))?\b"
    rf"|(?<![\w.,]){_NUMBER.replace('number', 'share')}\s?(?:%|persen\b|per ?cent\b)"
)
_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?](?=\d)[^.!?\n]*|\n(?!\s*\n)[^.!?\n]*)*")
_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
_HUNDRED = Decimal(100)
_FEW = 12


@dataclass(frozen=True)
class Amount:
    """An amount in a text: ``value`` in full, ``unit`` as in the ledger, ``slack``: half of the last written place."""

    at: int
    text: str
    value: Decimal
    unit: str
    slack: Decimal

    def is_near(self, value: Decimal) -> bool:
        """Whether ``value`` equals the amount at the precision of the amount."""
        return abs(self.value - abs(value)) <= self.slack


def find_amounts(text: str, lang: str = "id") -> Iterator[Amount]:
    """The amounts of money and percentages in ``text``."""
    for match in _AMOUNT.finditer(text):
        written = match["number"] or match["share"]
        number = _read(written, lang)
        power = Decimal(10) ** _SCALES.get(match["scale"] or "", 0)
        exponent = number.as_tuple().exponent
        assert isinstance(exponent, int)  # the number is finite
        places = max(0, -exponent)
        unit = "persen" if match["share"] else _UNITS[match["unit"].rstrip(".")]
        words = " ".join(match[0].split())
        yield Amount(match.start(), words, number * power, unit, power / (2 * Decimal(10) ** places))


def check_amounts(article: Export, ledger: Collection[Figure]) -> Iterator[Finding]:
    """The amounts of ``article`` that contradict the ledger (an error) or are not in it."""
    body = article.body or ""
    named = [one for one in ledger if one.id in (article.figures or ())]
    known = [pair for one in ledger for pair in _known(one)]
    for at, text in ((("title",), article.title or ""), (("summary",), article.summary or ""), (None, prose_of(body))):
        for amount in find_amounts(text, article.lang or "id"):
            if any(unit == amount.unit and amount.is_near(value) for unit, value in known):
                continue
            place = amount.at if at is None else at
            if contradiction := _contradiction(amount, _sentence_around(text, amount.at), named):
                yield Finding("angka-lepas", place, amount.text, contradiction, ERROR)
            else:
                message = (
                    f"{amount.text} belum ada di buku angka; catat di content/angka/ beserta sumbernya,"
                    " lalu tulis {{angka:nama:masa}}"
                )
                yield Finding("angka-lepas", place, amount.text, message)


def _known(figure: Figure) -> Iterator[tuple[str, Decimal]]:
    values = {one.value for one in figure.observations or () if one.value is not None}
    yield from ((figure.unit, value) for value in values)
    # Growth that can be computed from the ledger is known: in a long series only between neighbours, never between
    # partners, never between a range and other months.
    alike = defaultdict(list)
    for one in sorted(figure.observations or (), key=lambda one: one.period):
        months = stretch_of(one.period) if is_range(one.period) else None
        alike[one.key.series, months and (months.start % 12, months.months)].append(one.value)
    for series in alike.values():
        ordered = list(filter(None, series))
        pairs = permutations(ordered, 2) if len(ordered) <= _FEW else pairwise(ordered)
        yield from (("persen", (new - old) / old * _HUNDRED) for old, new in pairs if old > 0)


def _contradiction(amount: Amount, sentence: str, named: Sequence[Figure]) -> str:
    # Only if it is unambiguous: one year, one measure of that unit, and the name of the measure.
    alike = [one for one in named if one.unit == amount.unit]
    years = set(_YEAR.findall(sentence))
    if len(alike) != 1 or len(years) != 1 or len(list(find_amounts(sentence))) != 1:
        return ""
    (figure,), (year,) = alike, years
    totals = [one for one in figure.observations or () if one.period == year and not one.partner and not one.product]
    words = set(re.findall(r"\w{4,}", (figure.measure or "").casefold()))
    if not totals or not words <= set(re.findall(r"\w+", sentence.casefold())):
        return ""
    values = " atau ".join(format(one.value, "f") for one in totals)
    return (
        f"{amount.text} bertentangan dengan buku angka: {figure.measure} {year} tercatat {values} {figure.unit};"
        f" betulkan, atau tulis {{{{angka:{figure.id}:{year}}}}}"
    )


def _sentence_around(text: str, at: int) -> str:
    return next((match[0] for match in _SENTENCE.finditer(text) if match.start() <= at < match.end()), text)


def _read(written: str, lang: str) -> Decimal:
    groups, fraction = (".", ",") if lang == "id" else (",", ".")
    whole, _, places = written.partition(fraction)
    return Decimal(whole.replace(groups, "") + (f".{places}" if places else ""))
