"""A measure of the ledger in schema.org's words: ``Dataset``."""

from typing import Any

from plugins.content_model.codes import PROVINCES, countries
from plugins.content_model.figure import Figure, FigureSource
from plugins.content_model.host import Host
from plugins.content_model.library import Library
from plugins.content_model.periods import first_day, last_day
from plugins.figures.records import csv_url, json_url
from plugins.structured_data.things import CONTEXT, publisher, thing_id, told
from plugins.tabular.csv_text import CSV

JSON = "application/json"
_MOST_SOURCES = 3  # the newest; the distributions name them all


def figure_graph(figure: Figure, library: Library, host: Host, logo: str = "") -> tuple[dict[str, Any], ...]:
    """What the page of ``figure`` says: what is counted, for when and where, and by whose word."""
    portal = library.portal
    place = countries().get(figure.geography) or PROVINCES[figure.geography][0]
    # Newest first, each source once.
    sources = sorted(
        dict.fromkeys(observation.source for observation in figure.observations),
        key=lambda source: (source.publisher, source.title or "", source.url or ""),
    )
    sources.sort(key=lambda source: source.date, reverse=True)
    return (
        {
            "@context": CONTEXT,
            "@type": "Dataset",
            "@id": thing_id(figure.page_url, host),
            "name": figure.title,
            "description": figure.summary,
            "url": host.absolute(figure.page_url),
            "inLanguage": "id",
            "keywords": [library.vocabulary.topics[id].label for id in figure.tags],
            "variableMeasured": _variables(figure),
            "temporalCoverage": _years(figure),
            "spatialCoverage": {"@type": "Place", "name": place},
            "creator": publisher(library, host, logo),
            **told(license=portal.licence.url if portal.licence else None),
            "isBasedOn": [_source(source, host) for source in sources[:_MOST_SOURCES]],
            "isAccessibleForFree": True,
            "distribution": [_download(figure, host, CSV, csv_url), _download(figure, host, JSON, json_url)],
            "includedInDataCatalog": {"@type": "DataCatalog", "name": portal.name, "url": host.absolute("/angka/")},
        },
    )


def _variables(figure: Figure) -> dict[str, Any] | list[dict[str, Any]]:
    names = [f"{figure.measure}, {one.label}" for one in (*figure.scopes, *figure.products)] or [figure.measure]
    told = [{"@type": "PropertyValue", "name": name, "unitText": figure.unit} for name in names]
    return told if len(told) > 1 else told[0]


def _download(figure: Figure, host: Host, media_type: str, url) -> dict[str, Any]:
    return {"@type": "DataDownload", "encodingFormat": media_type, "contentUrl": host.absolute(url(figure))}


def _years(figure: Figure) -> str:
    # Whole years: ISO 8601 has no quarters.
    first = min(first_day(observation.period).year for observation in figure.observations)
    last = max(last_day(observation.period).year for observation in figure.observations)
    return f"{first}" if first == last else f"{first}/{last}"


def _source(source: FigureSource, host: Host) -> dict[str, Any]:
    return {
        "@type": "CreativeWork",
        **({"@id": thing_id(f"/sumber/{source.id}/", host)} if source.id else {}),
        **told(
            name=source.title,
            url=source.url,
            datePublished=source.date,
            publisher={"@type": "Organization", "name": source.publisher},
        ),
    }
