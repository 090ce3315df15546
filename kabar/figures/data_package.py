"""The whole ledger as a Data Package (Data Package Standard, version 2)."""

from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from kabar.content.library import Library
from kabar.content.models.figure import KINDS, Figure
from kabar.content.models.host import Host
from kabar.content.parsing.moments import precision_of
from kabar.content.parsing.periods import PERIOD_PATTERN
from kabar.figures.records import csv_url, figure_csv
from kabar.text.csv_text import CSV

ADDRESS = "/angka/datapackage.json"


def data_package(library: Library, host: Host) -> dict[str, Any]:
    """The descriptor; paths of resources are relative to ``/angka/``. The ledger has at least one measure."""
    figures = sorted(library.figures.values(), key=lambda figure: figure.id)
    portal = library.portal
    package = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "angka",
        "id": host.absolute(ADDRESS),
        "title": f"{portal.name}: buku angka",
        "description": "Angka yang dipakai di portal ini, masing-masing dengan sumbernya.",
        "homepage": host.absolute("/angka/"),
        "contributors": [{"title": portal.publisher or portal.name, "roles": ["publisher"]}],
        "sources": _sources(figures),
        "resources": [_resource(figure) for figure in figures],
    }
    if portal.licence:
        package["licenses"] = [{"title": portal.licence.name, "path": portal.licence.url}]
    return package


def _resource(figure: Figure) -> dict[str, Any]:
    data = figure_csv(figure).encode()
    return {
        "name": figure.id,
        "title": figure.title,
        "description": figure.summary,
        "path": csv_url(figure).removeprefix("/angka/"),
        "format": "csv",
        "mediatype": CSV,
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{sha256(data).hexdigest()}",
        "dialect": {"lineTerminator": "\r\n"},
        "schema": {"fields": list(_fields(figure)), "missingValues": [""]},
    }


def _fields(figure: Figure) -> Iterable[dict[str, Any]]:
    yield {"name": "period", "type": "string", "constraints": {"required": True, "pattern": PERIOD_PATTERN}}
    yield {"name": "partner", "type": "string", "description": "ISO 3166-1 alpha-2"}
    yield {"name": "kind", "type": "string", "constraints": {"required": True, "enum": list(KINDS)}}
    yield {"name": "value", "type": "number", "title": figure.measure, "constraints": {"required": True}}
    yield {"name": "unit", "type": "string", "constraints": {"required": True, "enum": [figure.unit]}}
    yield {"name": "publisher", "type": "string", "constraints": {"required": True}}
    yield {"name": "title", "type": "string"}
    yield {"name": "url", "type": "string", "format": "uri"}
    yield {
        "name": "date",
        **_dates(one.source.known_date for one in figure.observations),
        "constraints": {"required": True},
    }
    for name in ("said_by", "note"):
        yield {"name": name, "type": "string"}
    yield {"name": "superseded_by", **_dates(one.superseded_by for one in figure.observations if one.superseded_by)}
    for name in ("period_start", "period_end"):
        yield {"name": name, "type": "date", "constraints": {"required": True}}
    yield {"name": "source_id", "type": "string"}
    precisions = ["day", "month", "year"]
    yield {"name": "date_precision", "type": "string", "constraints": {"required": True, "enum": precisions}}
    for name, known in (("scope", figure.scopes), ("product", figure.products)):
        categories = [{"value": one.id, "label": one.label} for one in known]
        yield {"name": name, "type": "string"} | ({"categories": categories} if categories else {})
    yield {"name": "growth", "type": "number", "description": "persen, seperti yang disebut sumber"}
    yield {"name": "growth_since", "type": "string"}


def _dates(dates: Iterable[str]) -> dict[str, str]:
    # Table Schema has one type for a whole column; a date without a day is a string.
    return {"type": "date"} if all(precision_of(one) == "day" for one in dates) else {"type": "string"}


def _sources(figures: Iterable[Figure]) -> list[dict[str, str]]:
    found: dict[tuple[str, str], dict[str, str]] = {}
    for figure in figures:
        for one in figure.observations:
            source = one.source
            publisher = source.publisher or ""
            title = f"{publisher}: {source.title}" if source.title else publisher
            found[title, source.url or ""] = {"title": title} | ({"path": source.url} if source.url else {})
    return [found[key] for key in sorted(found)]
