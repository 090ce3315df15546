"""Headline of a measure, with its newest value: "2025: US$144 juta, naik 3 persen dari 2024"."""

from kabar.content.models.figure import Figure, Observation
from kabar.content.parsing.codes import SHARES, partner_name
from kabar.figures.ledger import Latest, latest, other_values
from kabar.figures.period_words import period_text
from kabar.figures.points import KIND_WORDS
from kabar.indonesian.growth import change_text
from kabar.indonesian.numbers import amount_text, unbroken, unbroken_numbers

_MOST_SCOPES = 3  # of which a headline lists each value


def headline_text(figure: Figure) -> str:
    """The newest value, with contradicting values or else its change; no line breaks within a value.

    Values of partners are never given as a total: a single value names its partner, of several the largest is named.
    """
    newest = latest(figure)
    one = newest.largest
    kind = f" ({KIND_WORDS[one.kind]})" if one.kind in KIND_WORDS else ""
    text = _several(figure, newest, kind) if len(newest.choices) > 1 else _value(figure, one)
    text = f"{unbroken(period_text(one.period))}: {text}"
    if others := other_values(figure, one):
        return f"{text}; sumber lain menyebut " + " dan ".join(
            unbroken(amount_text(value, figure.unit)) for value in others
        )
    if newest.earlier:
        text += _since(one, newest.earlier, figure.unit)
    return text


def _several(figure: Figure, newest: Latest, kind: str) -> str:
    series = [choice.observation.key.series for choice in newest.choices]
    scopes = {one.scope for one in series}
    if len(scopes) == len(series) <= _MOST_SCOPES:
        texts = [_value(figure, choice.observation) for choice in newest.choices]
        return " dan ".join(texts) if len(texts) < 3 else f"{', '.join(texts[:-1])}, dan {texts[-1]}"
    what = "negara" if series[0].partner else "jenis produk" if series[0].product else ""
    count = len({(one.partner, one.product) for one in series}) if what else len(series)
    one = newest.largest
    value = unbroken(amount_text(one.value, figure.unit))
    name = figure.series_text(series[0])
    return f"{count}\u00a0{unbroken(what or 'cakupan')}{kind}, terbesar {name} {value}"


def _value(figure: Figure, one: Observation) -> str:
    """A value, after its partner if it has one, before its properties in brackets."""
    partner = f"{partner_name(one.partner)} " if one.partner else ""
    return f"{partner}{unbroken(amount_text(one.value, figure.unit))}{_in_brackets(figure, one)}"


def _in_brackets(figure: Figure, one: Observation) -> str:
    """The kind, product and scope of a value, in brackets; may be empty."""
    properties = [KIND_WORDS.get(one.kind, ""), figure.series_text(one.key.series._replace(partner=""))]
    words = "; ".join(filter(None, properties))
    return f" ({words})" if words else ""


def sentence(figure: Figure) -> str:
    """The title and the headline: the caption of a chart."""
    return f"{figure.title} {headline_text(figure)}"


def _since(newest: Observation, earlier: Observation, unit: str) -> str:
    is_share = unit in SHARES
    if earlier.value <= 0 and not is_share:
        return ""
    change = change_text(newest.value, earlier.value, is_share)
    words = "setara dengan" if change == "tetap" else f"{change} dari"
    return unbroken_numbers(f", {words} {unbroken(period_text(earlier.period))}")
