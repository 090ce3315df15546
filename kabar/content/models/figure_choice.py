"""Choose the observation that a directive names by period, partner, product, scope, kind and source.

An omitted word has one meaning or none: without a partner all partners together are meant, without a product all
products, without a scope the measure's own, without a kind the actual value. Where the ledger has no such value, its
only partner, product, scope or kind is meant. Everything else is ambiguous: a value of one partner is never taken for
that of another, or for a total.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kabar.content.models.figure import KINDS, Figure, FigureSource, Observation, ObservationKey, agree, distinct
from kabar.content.parsing.codes import SHARES
from kabar.content.parsing.periods import are_alike, is_period, read_period, years_before
from kabar.content.parsing.problems import BadValue
from kabar.text.folding import readable_slug
from kabar.text.suggestions import did_you_mean

_MOST_NAMED = 20  # keys in a message
# The default of each omitted word, in the order in which they are applied.
_UNSAID = (
    ("partner", "", "untuk beberapa negara mitra"),
    ("product", "", "untuk beberapa jenis produk"),
    ("kind", "aktual", "dengan beberapa sifat"),
    ("scope", "", "dengan beberapa cakupan"),
)


@dataclass(frozen=True)
class Wanted:
    """The words that name an observation; empty where omitted."""

    period: str
    partner: str = ""
    kind: str = ""
    source: str = ""
    scope: str = ""
    product: str = ""


@dataclass(frozen=True)
class Choice:
    """An observation, and the ``rivals`` whose values contradict it without explanation, largest value first."""

    observation: Observation
    rivals: tuple[Observation, ...] = ()

    @property
    def observations(self) -> tuple[Observation, ...]:
        """The chosen observation, then its rivals."""
        return (self.observation, *self.rivals)


def choose(figure: Figure, wanted: Wanted) -> Choice:
    """The observation that ``wanted`` names. Raises BadValue where it names none or several."""
    found = matching(figure, wanted)
    if not found:
        raise BadValue(_missing_message(figure, wanted))
    for name, unsaid, where in _UNSAID:
        if getattr(wanted, name):
            continue
        found = [one for one in found if getattr(one.key, name) == unsaid] or found
        if len({getattr(one.key, name) for one in found}) > 1:
            raise BadValue(_ambiguous_message(figure, wanted, where, found))
    key = found[0].key
    if key not in figure.conflicts() and len(distinct(one.value for one in found)) > 1:
        raise BadValue(_ambiguous_message(figure, wanted, "menurut beberapa sumber", found))
    return choice_among(figure, found)


def choice_among(figure: Figure, found: Sequence[Observation]) -> Choice:
    """The newest of ``found``, observations of one key, with its rivals; of one date the largest value."""
    newest = max(found, key=lambda one: (one.source.date, one.value))
    rivals = [one for one in figure.conflicts().get(newest.key, ()) if not agree(one.value, newest.value)]
    return Choice(newest, tuple(sorted(rivals, key=lambda one: (-one.value, one.source.date, one.source.publisher))))


def matching(figure: Figure, wanted: Wanted) -> list[Observation]:
    """The current observations that match all words of ``wanted``, as far as these are given."""
    return [
        one
        for one in figure.observations or ()
        if one.period == wanted.period
        and not one.superseded_by
        and (not wanted.partner or one.partner == wanted.partner)
        and (not wanted.kind or one.kind == wanted.kind)
        and (not wanted.scope or one.scope == wanted.scope)
        and (not wanted.product or one.product == wanted.product)
        and (not wanted.source or wanted.source in names_of_source(one.source))
    ]


def names_of_source(source: FigureSource) -> tuple[str, ...]:
    """The words by which a directive may name ``source``: date, publisher, speaker, title, id, and all of these joined.
    """
    day = source.date
    publisher, said_by, title = (readable_slug(text or "") for text in (source.publisher, source.said_by, source.title))
    whole = "-".join(filter(None, (publisher, day, said_by, title)))
    return tuple(filter(None, (day, publisher, said_by, title, source.id, whole)))


def are_of_one_voice(one: Observation, other: Observation) -> bool:
    """Whether one person or body stated both, or one text reports both."""
    is_one_text = one.source.url is not None and one.source.url == other.source.url
    return is_one_text or _voice(one) == _voice(other)


def name_of_key(key: ObservationKey) -> str:
    """``key`` as the words of a directive: "2025-Q4:MY", "2030:target", "2018:cakupan:kemendag"."""
    words = [key.period, key.partner, "" if key.kind == "aktual" else key.kind]
    words += [f"produk:{key.product}"] if key.product else []
    words += [f"cakupan:{key.scope}"] if key.scope else []
    return ":".join(filter(None, words))


def _voice(observation: Observation) -> str:
    voice: str = observation.source.said_by or observation.source.publisher or ""
    return voice.casefold()


def _names_of(figure: Figure, found: Sequence[Observation], wanted: Wanted) -> list[str]:
    # Each name means one of ``found``, or one and its rivals. Empty where no word distinguishes the sources.
    names = []
    for key in sorted({one.key for one in found}):
        alike = [one for one in found if one.key == key]
        if key in figure.conflicts() or len(distinct(one.value for one in alike)) == 1:
            names.append(name_of_key(key) + (f":sumber:{wanted.source}" if wanted.source else ""))
            continue
        for one in sorted(alike, key=lambda one: (one.source.date, one.value)):
            differing = [other for other in alike if not agree(other.value, one.value)]
            others = {name for other in differing for name in names_of_source(other.source)}
            alone = next((name for name in names_of_source(one.source) if name not in others), "")
            if not alone:
                return []
            names.append(f"{name_of_key(key)}:sumber:{alone}")
    return list(dict.fromkeys(names))


def _ambiguous_message(figure: Figure, wanted: Wanted, where: str, found: Sequence[Observation]) -> str:
    names = _names_of(figure, found, wanted)
    said = name_of_key(ObservationKey(wanted.period, wanted.partner, wanted.kind, wanted.scope, wanted.product))
    message = f"angka {figure.id} {said} tercatat {where}"
    if not names:
        return f"{message} yang tidak dapat dibedakan; bedakan tanggal, judul, atau penyebutnya di {figure.path}"
    shown = ", ".join(f"{{{{angka:{figure.id}:{name}}}}}" for name in names[:_MOST_NAMED])
    more = f", dan {len(names) - _MOST_NAMED} lagi" if len(names) > _MOST_NAMED else ""
    return f"{message}; pilih salah satu: {shown}{more}"


def _missing_message(figure: Figure, wanted: Wanted) -> str:
    narrowed = " ".join(filter(None, (wanted.kind, wanted.partner, wanted.product, wanted.scope)))
    narrowed += f" dari sumber {wanted.source}" if wanted.source else ""
    of = f" {narrowed.strip()}" if narrowed else ""
    if wanted.source and (without := matching(figure, replace(wanted, source=""))):
        there = sorted({names_of_source(one.source)[0] for one in without})
    else:
        periods = {one.period for one in figure.observations or ()}
        there = sorted(
            one for one in periods if matching(figure, replace(wanted, period=one))
        )
    return f"{figure.path} tidak punya angka{of} untuk {wanted.period}; yang ada: {', '.join(there) or 'tidak ada'}"


FORMS = ("penuh", "ringkas")
_WORDS = (*FORMS, "tumbuh", "kali", "sumber", "cakupan", "produk", *KINDS)
_SERIES = {"cakupan": ("scope", "scopes"), "produk": ("product", "products")}  # word: key of a wish, list of a measure


@dataclass(frozen=True)
class FigureWish:
    """The words of a directive; empty where omitted. ``base`` is the period that a growth compares with."""

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
    """The value that a wish names, and the ``base`` it is compared with, both of one series."""

    value: Choice
    base: Choice | None = None


def read_wish(words: Sequence[str], figure: Figure) -> FigureWish:
    """Parse ``words``, those after the measure's name, for ``figure``.

    Raises BadValue, also where ``figure`` has no such value.
    """
    wish = _parse(list(words), figure)
    grant(wish, figure)
    return wish


def grant(wish: FigureWish, figure: Figure) -> Granted:
    """The value of ``figure`` that ``wish`` names. Raises BadValue where it names none or several."""
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
    # A target is compared with an actual value; an actual value never with a target or an estimate.
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
    found = {"period": read_period(words.pop(0))}
    while words:
        word = words.pop(0)
        key, value = _read_word(word, words, figure)
        if key in found:
            raise BadValue(f"pilihan '{word[:40]}' mengulang pilihan lain; hapus salah satu")
        found[key] = value
    if "times" in found and "base" not in found:
        raise BadValue("pilihan 'kali' perlu masa pembanding; tulis tumbuh dan masanya, misalnya :tumbuh:1999:kali")
    if "form" in found and "base" in found:
        raise BadValue(f"pilihan '{found['form']}' tidak berlaku untuk pertumbuhan; hapus")
    times = found.pop("times", "")
    return FigureWish(**found, times=bool(times))


def _read_word(word: str, rest: list[str], figure: Figure) -> tuple[str, str]:
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
        return "times", word
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
        raise BadValue(
            f"pertumbuhan dari nol atau angka negatif ({wish.base}) tidak dapat dihitung; tulis angkanya saja"
        )


