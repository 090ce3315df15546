"""A measure of the ledger as CSV and JSON."""

from typing import Any

from kabar.content.models.figure import Dispute, Figure, FigureSource, Observation
from kabar.content.models.host import Host
from kabar.content.parsing.moments import precision_of
from kabar.content.parsing.periods import first_day, last_day, period_order, years_before
from kabar.text.csv_text import csv_text

COLUMNS = (
    "period", "partner", "kind", "value", "unit", "publisher", "title", "url", "date", "said_by", "note",
    "superseded_by", "period_start", "period_end", "source_id", "date_precision",
    "scope", "product", "growth", "growth_since",
)  # fmt: skip


def csv_url(figure: Figure) -> str:
    """The address of its CSV file."""
    return f"{figure.page_url}data.csv"


def json_url(figure: Figure) -> str:
    """The address of its JSON file."""
    return f"{figure.page_url}data.json"


def figure_csv(figure: Figure) -> str:
    """One row for each observation, by period; ISO 8601 dates, full decimals, empty cells for missing values."""
    return csv_text(COLUMNS, (_row(figure, one) for one in _ordered(figure)))


def figure_record(figure: Figure, host: Host) -> dict[str, Any]:
    """The measure with its observations. Values are strings: JSON numbers may lose digits (RFC 8259, 6)."""
    return {
        "id": figure.id,
        "title": figure.title,
        "summary": figure.summary,
        "url": host.absolute(figure.page_url),
        "measure": figure.measure,
        "unit": figure.unit,
        **({"share_of": figure.share_of} if figure.share_of else {}),
        "geography": figure.geography,
        "tags": list(figure.tags),
        **_lists(figure),
        "observations": [_observation(one) for one in _ordered(figure)],
        **({"disputes": [_dispute(one) for one in figure.disputes]} if figure.disputes else {}),
    }


def _dispute(one: Dispute) -> dict[str, Any]:
    claims = [{"text": claim.text, "source": _source(claim.source)} for claim in one.claims]
    return _without_gaps(about=one.about, claims=claims, note=one.note)


def _lists(figure: Figure) -> dict[str, Any]:
    scopes = [_without_gaps(id=one.id, label=one.label, note=one.note) for one in figure.scopes]
    products = [{"id": one.id, "label": one.label} for one in figure.products]
    return {name: items for name, items in (("scopes", scopes), ("products", products)) if items}


def _observation(one: Observation) -> dict[str, Any]:
    values = {
        "period": one.period,
        "period_start": first_day(one.period).isoformat(),
        "period_end": last_day(one.period).isoformat(),
        "value": str(one.value),
        "partner": one.partner,
        "kind": one.kind,
        "scope": one.scope,
        "product": one.product,
        "source": _source(one.source),
        "growth": _without_gaps(percent=str(one.growth.percent), since=_since(one)) if one.growth else None,
        "note": one.note,
        "superseded_by": one.superseded_by,
    }
    return _without_gaps(**values)


def _source(source: FigureSource) -> dict[str, Any]:
    return _without_gaps(
        id=source.id,
        publisher=source.publisher,
        title=source.title,
        url=source.url,
        date=source.date,
        date_precision=precision_of(source.known_date),
        said_by=source.said_by,
    )


def _since(one: Observation) -> str:
    """The base period of the growth that a source states; empty without growth."""
    return (one.growth.since or years_before(one.period)) if one.growth else ""


def _without_gaps(**values: Any) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None}


def _ordered(figure: Figure) -> list[Observation]:
    return sorted(
        figure.observations,
        key=lambda one: (
            period_order(one.period),
            one.period,
            one.partner or "",
            one.kind,
            one.source.known_date,
            one.value,
            one.key.series,
        ),
    )


def _row(figure: Figure, one: Observation) -> tuple[str, ...]:
    source = one.source
    return (
        one.period,
        one.partner or "",
        one.kind,
        format(one.value, "f"),
        figure.unit,
        source.publisher or "",
        source.title or "",
        source.url or "",
        source.known_date,
        source.said_by or "",
        one.note or "",
        one.superseded_by or "",
        first_day(one.period).isoformat(),
        last_day(one.period).isoformat(),
        source.id or "",
        precision_of(source.known_date),
        one.scope or "",
        one.product or "",
        format(one.growth.percent, "f") if one.growth else "",
        _since(one),
    )
