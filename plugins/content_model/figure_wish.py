"""What ``{{angka:measure:…}}`` asks for: a period, and words that say which value and how to write it.

``2018`` alone; ``penuh`` (all digits) or ``ringkas``; ``tumbuh:1999`` (what became of it since then), with
``kali`` as a multiple; a partner (``US``); a kind (``target``). The words may come in any order.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from plugins.content_model.figure import KINDS, Figure, Observation, is_period
from plugins.content_model.nearest import did_you_mean
from plugins.content_model.problems import BadValue

FORMS = ("penuh", "ringkas")
_WORDS = (*FORMS, "tumbuh", "kali", *KINDS)


@dataclass(frozen=True)
class FigureWish:
    """Empty means not said. ``base`` is the period that a growth is told against."""

    period: str
    form: str = ""
    base: str = ""
    times: bool = False
    partner: str = ""
    kind: str = ""


def read_wish(words: Sequence[str], figure: Figure) -> FigureWish:
    """The wish that ``words`` (those after the measure) make of ``figure``, which can grant it. Raises BadValue."""
    wish = _parse(list(words), figure)
    # A target is told against what was: the kind is that of the value, not of what it is compared with.
    for period, kind in ((wish.period, wish.kind), (wish.base, "")):
        if period and not matching(figure, period, wish.partner, kind):
            raise BadValue(_nothing(figure, period, wish.partner, kind))
    if wish.base:
        _refuse_growth_from_nothing(figure, wish)
    return wish


def matching(figure: Figure, period: str, partner: str = "", kind: str = "") -> list[Observation]:
    """The observations of ``period`` that stand, of one partner or kind where that is said."""
    return [
        one
        for one in figure.observations or ()
        if one.period == period
        and not one.superseded_by
        and (not partner or one.partner == partner)
        and (not kind or one.kind == kind)
    ]


def _parse(words: list[str], figure: Figure) -> FigureWish:
    periods = {one.period for one in figure.observations or ()}
    if not words or not is_period(words[0]):
        raise BadValue(
            f"tulis satu masa sesudah nama angka, misalnya {{{{angka:{figure.id}:{max(periods, default='2018')}}}}}"
        )
    found: dict[str, str | bool] = {"period": words.pop(0)}
    while words:
        word = words.pop(0)
        key, value = _read_word(word, words, figure)
        if key in found:
            raise BadValue(f"pilihan '{word[:40]}' mengulang pilihan lain; hapus salah satu")
        found[key] = value
    if found.get("times") and "base" not in found:
        raise BadValue("pilihan 'kali' perlu masa pembanding; tulis tumbuh dan masanya, misalnya :tumbuh:1999:kali")
    if "form" in found and "base" in found:
        raise BadValue(f"pilihan '{found['form']}' tidak berlaku untuk pertumbuhan; hapus")
    return FigureWish(**found)


def _read_word(word: str, rest: list[str], figure: Figure) -> tuple[str, str | bool]:
    if word == "tumbuh":
        if not rest or not is_period(rest[0]):
            raise BadValue("sesudah 'tumbuh' tulis masa pembandingnya, misalnya tumbuh:1999")
        return "base", rest.pop(0)
    if word == "kali":
        return "times", True
    if word in FORMS:
        return "form", word
    if word in KINDS:
        return "kind", word
    partners = {one.partner for one in figure.observations or () if one.partner}
    if word.upper() in partners:
        return "partner", word.upper()
    hint = did_you_mean(word, (*_WORDS, *partners)) or f"; yang ada: {', '.join((*_WORDS, *sorted(partners)))}"
    raise BadValue(f"pilihan '{word[:40]}' tidak dikenal{hint}")


def _nothing(figure: Figure, period: str, partner: str, kind: str) -> str:
    narrowed = " ".join(filter(None, (kind, partner)))
    periods = {one.period for one in figure.observations or ()}
    there = sorted(one for one in periods if matching(figure, one, partner, kind))
    of = f" {narrowed}" if narrowed else ""
    return f"{figure.path} tidak punya angka{of} untuk {period}; yang ada: {', '.join(there) or 'tidak ada'}"


def _refuse_growth_from_nothing(figure: Figure, wish: FigureWish) -> None:
    if wish.period == wish.base:
        raise BadValue("masa pembanding sama dengan masa angkanya; tulis masa yang lain")
    is_share = figure.unit in ("persen", "poin persentase")
    if is_share and wish.times:
        raise BadValue("angka dalam persen tidak ditulis berlipat; hapus 'kali'")
    if not is_share and any(one.value <= 0 for one in matching(figure, wish.base, wish.partner)):
        told = f"pertumbuhan dari nol atau angka negatif ({wish.base}) tidak dapat dihitung"
        raise BadValue(f"{told}; tulis angkanya saja")
