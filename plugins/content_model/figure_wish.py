"""What ``{{angka:measure:…}}`` asks for: a period, and words that say which value and how to write it.

``2018`` alone; ``penuh`` (all digits) or ``ringkas``; ``tumbuh:1999`` (what became of it since then), with
``kali`` as a multiple; a partner (``US``); a kind (``target``); ``cakupan:kemendag`` and ``produk:rotan``;
``sumber:2019-05-26`` (one of several sources, by its date, publisher, speaker, title or id). The words may come in any
order.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from plugins.content_model.figure import KINDS, Figure, Observation
from plugins.content_model.nearest import did_you_mean
from plugins.content_model.observation_choice import (
    Choice,
    Wanted,
    are_of_one_voice,
    choice_among,
    choose,
    names_of_source,
)
from plugins.content_model.periods import are_alike, is_period, read_period, years_before
from plugins.content_model.problems import BadValue
from plugins.content_model.rounding import distinct
from plugins.content_model.units import SHARES

FORMS = ("penuh", "ringkas")
_WORDS = (*FORMS, "tumbuh", "kali", "sumber", "cakupan", "produk", *KINDS)
_SERIES = {"cakupan": ("scope", "scopes"), "produk": ("product", "products")}  # word: key of a wish, list of a measure


@dataclass(frozen=True)
class FigureWish:
    """Empty means not said. ``base`` is the period that a growth is told against."""

    period: str
    form: str = ""
    base: str = ""
    times: bool = False
    partner: str = ""
    kind: str = ""
    source: str = ""
    scope: str = ""
    product: str = ""


@dataclass(frozen=True)
class Granted:
    """What a wish is granted: a value, and the ``base`` that it is compared with, both of one series."""

    value: Choice
    base: Choice | None = None


def read_wish(words: Sequence[str], figure: Figure) -> FigureWish:
    """The wish that ``words`` (those after the measure) make of ``figure``, which can grant it. Raises BadValue."""
    wish = _parse(list(words), figure)
    grant(wish, figure)
    return wish


def grant(wish: FigureWish, figure: Figure) -> Granted:
    """What ``wish`` asks of ``figure``. Raises BadValue where it means none of its values, or several."""
    value = choose(
        figure, Wanted(wish.period, wish.partner, wish.kind, wish.source, wish.scope, wish.product)
    )
    if not wish.base:
        return Granted(value)
    base = _base_of(value.observation, wish, figure)
    _refuse_growth_from_nothing(figure, wish, base)
    return Granted(value, base)


def _base_of(value: Observation, wish: FigureWish, figure: Figure) -> Choice:
    if not are_alike(value.period, wish.base):
        raise BadValue(
            f"{value.period} tidak sepanjang {wish.base} atau memuat bulan lain; bandingkan dengan masa yang sama,"
            f" misalnya tumbuh:{years_before(value.period)}"
        )
    there = [one for one in figure.observations if one.key.series == value.key.series and not one.superseded_by]
    found = [one for one in there if one.period == wish.base]
    if not found:
        of = " ".join(filter(None, value.key.series)) or "semua negara"
        periods = sorted({one.period for one in there} - {wish.period})
        raise BadValue(
            f"{figure.path} tidak punya angka {of} untuk {wish.base}; yang ada: {', '.join(periods) or 'tidak ada'}"
        )
    # A target is compared with what was; what was is never compared with a target or an estimate.
    kind = next((kind for kind in ("aktual", value.kind, "sementara") if any(one.kind == kind for one in found)), "")
    if not kind:
        raise BadValue(
            f"angka {wish.base} hanya {' dan '.join(sorted({one.kind for one in found}))};"
            f" angka {value.kind} tidak dibandingkan dengannya; tulis angkanya saja"
        )
    found = [one for one in found if one.kind == kind]
    if found[0].key in figure.conflicts():
        return choice_among(figure, found)
    if len(distinct(one.value for one in found)) > 1:
        named = [one for one in found if wish.source and wish.source in names_of_source(one.source)]
        found = named or [one for one in found if are_of_one_voice(one, value)]
    if len(distinct(one.value for one in found)) != 1:
        raise BadValue(
            f"angka pembanding {wish.base} tercatat menurut beberapa sumber, dan tidak satu pun sama dengan sumber"
            f" angka {wish.period}; tulis kedua angkanya saja"
        )
    return choice_among(figure, found)


def _parse(words: list[str], figure: Figure) -> FigureWish:
    periods = {one.period for one in figure.observations or ()}
    if not words or not is_period(words[0]):
        raise BadValue(
            f"tulis satu masa sesudah nama angka, misalnya {{{{angka:{figure.id}:{max(periods, default='2018')}}}}}"
        )
    found: dict[str, str | bool] = {"period": read_period(words.pop(0))}
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
        return "base", read_period(rest.pop(0))
    if word == "sumber":
        if not rest:
            raise BadValue("sesudah 'sumber' tulis tanggal atau penerbitnya, misalnya sumber:2019-05-26")
        return "source", rest.pop(0).casefold()
    if word in _SERIES:
        key, list_name = _SERIES[word]
        ids = [one.id for one in getattr(figure, list_name) or ()]
        given = rest.pop(0) if rest else ""
        if given not in ids:
            hint = did_you_mean(given, ids) or f"; yang ada: {', '.join(ids) or 'tidak ada'}"
            raise BadValue(f"sesudah '{word}' tulis id dari {list_name} di {figure.path}{hint}")
        return key, given
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


def _refuse_growth_from_nothing(figure: Figure, wish: FigureWish, base: Choice) -> None:
    if wish.period == wish.base:
        raise BadValue("masa pembanding sama dengan masa angkanya; tulis masa yang lain")
    is_share = figure.unit in SHARES
    if is_share and wish.times:
        raise BadValue("angka dalam persen tidak ditulis berlipat; hapus 'kali'")
    if not is_share and any(one.value <= 0 for one in base.observations):
        told = f"pertumbuhan dari nol atau angka negatif ({wish.base}) tidak dapat dihitung"
        raise BadValue(f"{told}; tulis angkanya saja")
