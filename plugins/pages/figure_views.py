"""A measure of the ledger as chart, table and words."""

from plugins.content_model.codes import countries
from plugins.content_model.figure import Figure, FigureSource
from plugins.content_model.figure import Observation as Observed
from plugins.figures.ledger import bar_extents, disputed, in_order, latest, rival_values
from plugins.indonesian.dates import date_text
from plugins.indonesian.numbers import amount_text, exact_text, table_text, unbroken
from plugins.pages.views import Bar, FigureChart, FigureTable, Link, Observation, Source

_KIND_WORDS = {"aktual": "", "sementara": "Angka sementara", "perkiraan": "Perkiraan", "target": "Target"}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")


def source_text(source: FigureSource) -> str:
    """"Bisnis.com, “judul”, 26 Mei 2019, menurut Kementerian Perindustrian"."""
    title = f", “{source.title}”" if source.title else ""
    said_by = f", menurut {source.said_by}" if source.said_by else ""
    return f"{source.publisher}{title}, {date_text(source.date)}{said_by}"


def period_text(period: str) -> str:
    """"2018", "triwulan I 2018", "Mei 2018"."""
    year, _, part = period.partition("-")
    if not part:
        return year
    if part.startswith("Q"):
        return f"triwulan {('I', 'II', 'III', 'IV')[int(part[1]) - 1]} {year}"
    return f"{_MONTHS[int(part) - 1]} {year}"


def unit_text(figure: Figure) -> str:
    """The unit as a caption names it."""
    names = {"USD": "dolar AS", "IDR": "rupiah", "EUR": "euro", "JPY": "yen Jepang"}
    return names.get(figure.unit, figure.unit)


def latest_text(figure: Figure) -> str:
    """The newest value in words, with what is said against it."""
    observation = latest(figure)
    kind = _KIND_WORDS[observation.kind].lower()
    told = f"{period_text(observation.period)}: {amount_text(observation.value, figure.unit)}"
    told += f" ({kind})" if kind else ""
    if others := rival_values(figure, observation):
        told += "; sumber lain menyebut " + " dan ".join(amount_text(value, figure.unit) for value in others)
    return told


def table_of(figure: Figure) -> FigureTable:
    """Every observation, also a superseded one, oldest period first."""
    standing = in_order(figure)
    gone = [observation for observation in figure.observations if observation.superseded_by]
    in_dispute = disputed(figure)
    rows = tuple(_row(figure, observation, id(observation) in in_dispute) for observation in (*standing, *gone))
    return FigureTable(
        caption=figure.title,
        unit=unit_text(figure),
        rows=rows,
        has_partners=any(observation.partner for observation in figure.observations),
        measure=Link(figure.title, figure.page_url),
    )


def chart_of(figure: Figure) -> FigureChart:
    """Its observations as bars from zero, with the message in words."""
    standing, in_dispute = in_order(figure), disputed(figure)
    zero, extents = bar_extents([observation.value for observation in standing])
    bars = tuple(
        Bar(
            label=_bar_label(observation),
            text=unbroken(table_text(observation.value, figure.unit)),
            low=low,
            high=high,
            kind=observation.kind,
            disputed=id(observation) in in_dispute,
        )
        for observation, (low, high) in zip(standing, extents, strict=True)
    )
    told = "; ".join(f"{bar.label}: {bar.text}" + (" (angka berbeda)" if bar.disputed else "") for bar in bars)
    return FigureChart(figure.title, f"{figure.title}. {told}.", unit_text(figure), bars, table_of(figure), zero)


def _bar_label(observation: Observed) -> str:
    parts = [period_text(observation.period)]
    if observation.partner:
        parts.append(countries()[observation.partner])
    if observation.kind != "aktual":
        parts.append(_KIND_WORDS[observation.kind].lower())
    return ", ".join(parts)


def _row(figure: Figure, observation: Observed, in_dispute: bool) -> Observation:
    mark = _KIND_WORDS[observation.kind]
    if in_dispute:
        mark = "Angka berbeda"
    if observation.superseded_by:
        mark = "Sudah diganti"
    return Observation(
        period=period_text(observation.period),
        value=format(observation.value, "f"),
        text=exact_text(observation.value, figure.unit),
        kind=observation.kind,
        partner=countries()[observation.partner] if observation.partner else "",
        sources=(Source(source_text(observation.source), observation.source.url or ""),),
        note=observation.note or "",
        mark=mark,
    )
