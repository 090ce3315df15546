"""A measure of the ledger as chart, table and words."""

from decimal import Decimal

from plugins.content_model.codes import countries
from plugins.content_model.figure import Figure, FigureSource
from plugins.content_model.figure import Observation as Observed
from plugins.figures.axis import unit_name
from plugins.figures.chart import draw_chart
from plugins.figures.ledger import disputed, in_order, latest, rival_values
from plugins.figures.periods import period_text
from plugins.indonesian.dates import date_text
from plugins.indonesian.numbers import amount_text, exact_text, unbroken
from plugins.pages.views import FigureChart, FigureTable, Link, Observation, Source

_KIND_WORDS = {"aktual": "", "sementara": "Angka sementara", "perkiraan": "Perkiraan", "target": "Target"}


def source_text(source: FigureSource) -> str:
    """"Bisnis.com, “judul”, 26 Mei 2019, menurut Kementerian Perindustrian"."""
    title = f", “{source.title}”" if source.title else ""
    said_by = f", menurut {source.said_by}" if source.said_by else ""
    return f"{source.publisher}{title}, {unbroken(date_text(source.date))}{said_by}"


def latest_text(figure: Figure) -> str:
    """The newest value in words, with what is said against it; no line breaks within a value."""
    observation = latest(figure)
    kind = _KIND_WORDS[observation.kind].lower()
    told = f"{period_text(observation.period)}: {unbroken(amount_text(observation.value, figure.unit))}"
    told += f" ({kind})" if kind else ""
    if others := rival_values(figure, observation):
        told += "; sumber lain menyebut " + " dan ".join(unbroken(amount_text(value, figure.unit)) for value in others)
    return told


def table_of(figure: Figure) -> FigureTable:
    """Every observation, also a superseded one, oldest period first."""
    standing = in_order(figure)
    gone = [observation for observation in figure.observations if observation.superseded_by]
    in_dispute = disputed(figure)
    # Of one length behind the mark, so that decimals stand below each other.
    places = max((_places(observation.value) for observation in figure.observations), default=0)
    rows = tuple(_row(figure, one, id(one) in in_dispute, places) for one in (*standing, *gone))
    return FigureTable(
        caption=figure.title,
        unit=unit_name(figure.unit),
        rows=rows,
        has_partners=any(observation.partner for observation in figure.observations),
        measure=Link(figure.title, figure.page_url),
    )


def chart_of(figure: Figure, with_table: bool = True) -> FigureChart:
    """Its observations over time, with the message in words, and the table behind it where that is asked for."""
    chart = draw_chart(figure)
    table = table_of(figure) if with_table else None
    return FigureChart(figure.title, chart.description, unit_name(figure.unit), chart.plot, chart.keys, table)


def _places(value: Decimal) -> int:
    return max(0, -value.normalize().as_tuple().exponent)


def _row(figure: Figure, observation: Observed, in_dispute: bool, places: int) -> Observation:
    mark = _KIND_WORDS[observation.kind]
    if in_dispute:
        mark = "Angka berbeda"
    if observation.superseded_by:
        mark = "Sudah diganti"
    return Observation(
        period=period_text(observation.period),
        value=format(observation.value, "f"),
        text=exact_text(observation.value, figure.unit, places=places),
        kind=observation.kind,
        partner=countries()[observation.partner] if observation.partner else "",
        sources=(Source(source_text(observation.source), observation.source.url or ""),),
        note=observation.note or "",
        mark=mark,
    )
