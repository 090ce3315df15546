"""Choose the one observation that a period, a partner, a product, a scope, a kind and a source name.

What is not said has one meaning or none: without a partner all partners together are meant, without a product all
products, without a scope the measure's own, without a kind the actual value. Where these are not in the ledger, the
only partner, product, scope or kind that is there is meant. Everything else is ambiguous: no value of one partner is
ever taken for that of another, or for a total.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from plugins.content_model.figure import Figure, FigureSource, Observation, ObservationKey
from plugins.content_model.problems import BadValue
from plugins.content_model.rounding import agree, distinct
from plugins.content_model.slugs import readable_slug

_MOST_NAMED = 20  # keys in a message
# What is meant where it is not said, in this order.
_UNSAID = (
    ("partner", "", "untuk beberapa negara mitra"),
    ("product", "", "untuk beberapa jenis produk"),
    ("kind", "aktual", "dengan beberapa sifat"),
    ("scope", "", "dengan beberapa cakupan"),
)


@dataclass(frozen=True)
class Wanted:
    """The words that name an observation; empty means not said."""

    period: str
    partner: str = ""
    kind: str = ""
    source: str = ""
    scope: str = ""
    product: str = ""


@dataclass(frozen=True)
class Choice:
    """An observation, and the ``rivals`` whose values contradict it unexplained, largest value first."""

    observation: Observation
    rivals: tuple[Observation, ...] = ()

    @property
    def observations(self) -> tuple[Observation, ...]:
        """The chosen one and then its rivals."""
        return (self.observation, *self.rivals)


def choose(figure: Figure, wanted: Wanted) -> Choice:
    """The observation that ``wanted`` names. Raises BadValue where it names none, or several."""
    found = matching(figure, wanted)
    if not found:
        raise BadValue(_nothing(figure, wanted))
    for name, unsaid, where in _UNSAID:
        if getattr(wanted, name):
            continue
        found = [one for one in found if getattr(one.key, name) == unsaid] or found
        if len({getattr(one.key, name) for one in found}) > 1:
            raise BadValue(_ambiguous(figure, wanted, where, found))
    key = found[0].key
    if key not in figure.conflicts() and len(distinct(one.value for one in found)) > 1:
        raise BadValue(_ambiguous(figure, wanted, "menurut beberapa sumber", found))
    return choice_among(figure, found)


def choice_among(figure: Figure, found: Sequence[Observation]) -> Choice:
    """The newest of ``found``, observations of one key, with what contradicts it; of one date the largest value."""
    newest = max(found, key=lambda one: (one.source.date, one.value))
    rivals = [one for one in figure.conflicts().get(newest.key, ()) if not agree(one.value, newest.value)]
    return Choice(newest, tuple(sorted(rivals, key=lambda one: (-one.value, one.source.date, one.source.publisher))))


def matching(figure: Figure, wanted: Wanted) -> list[Observation]:
    """The observations of a period that stand, of one partner, kind or source where that is said."""
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
    """The words by which a directive may name ``source``: its date, publisher, speaker, title, id, and all of these."""
    day = source.date
    publisher, said_by, title = (readable_slug(text or "") for text in (source.publisher, source.said_by, source.title))
    whole = "-".join(filter(None, (publisher, day, said_by, title)))
    return tuple(filter(None, (day, publisher, said_by, title, source.id, whole)))


def are_of_one_voice(one: Observation, other: Observation) -> bool:
    """Whether the same person or body stated both, or one text reports both."""
    is_one_text = one.source.url is not None and one.source.url == other.source.url
    return is_one_text or _voice(one) == _voice(other)


def name_of_key(key: ObservationKey) -> str:
    """``key`` as the words of a directive: "2025-Q4:MY", "2030:target", "2018:cakupan:kemendag"."""
    words = [key.period, key.partner, "" if key.kind == "aktual" else key.kind]
    words += [f"produk:{key.product}"] if key.product else []
    words += [f"cakupan:{key.scope}"] if key.scope else []
    return ":".join(filter(None, words))


def _voice(observation: Observation) -> str:
    return (observation.source.said_by or observation.source.publisher).casefold()


def _names_of(figure: Figure, found: Sequence[Observation], wanted: Wanted) -> list[str]:
    # Each name means one of ``found`` alone, or one and what contradicts it. Empty where sources cannot be named apart.
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


def _ambiguous(figure: Figure, wanted: Wanted, where: str, found: Sequence[Observation]) -> str:
    names = _names_of(figure, found, wanted)
    said = name_of_key(ObservationKey(wanted.period, wanted.partner, wanted.kind, wanted.scope, wanted.product))
    message = f"angka {figure.id} {said} tercatat {where}"
    if not names:
        return f"{message} yang tidak dapat dibedakan; bedakan tanggal, judul, atau penyebutnya di {figure.path}"
    shown = ", ".join(f"{{{{angka:{figure.id}:{name}}}}}" for name in names[:_MOST_NAMED])
    more = f", dan {len(names) - _MOST_NAMED} lagi" if len(names) > _MOST_NAMED else ""
    return f"{message}; pilih salah satu: {shown}{more}"


def _nothing(figure: Figure, wanted: Wanted) -> str:
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
