"""Structured data of measures: schema.org ``Dataset``, with an ``Observation`` for each value."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from kabar.content.library import Library
from kabar.content.models.figure import Figure, FigureSource, Observation
from kabar.content.models.host import Host
from kabar.content.parsing.codes import PROVINCES, countries
from kabar.content.parsing.moments import precision_of
from kabar.content.parsing.periods import first_day, last_day, months_in
from kabar.figures.records import csv_url, json_url
from kabar.outputs.structured_data.things import CONTEXT, publisher, thing_id, without_empty
from kabar.text.csv_text import CSV

JSON = "application/json"
_MOST_SOURCES = 3  # the newest; the downloads have all


def figure_graph(
    figure: Figure, observations: Iterable[Observation], library: Library, host: Host, logo: str = ""
) -> tuple[dict[str, Any], ...]:
    """The graph of ``figure``: what is measured, period, place and sources.

    ``observations`` are those that the page shows; the downloads have all.
    """
    portal = library.portal
    place = countries().get(figure.geography) or PROVINCES[figure.geography][0]
    # Newest first, each source once.
    sources = sorted(
        dict.fromkeys(observation.source for observation in figure.observations),
        key=lambda source: (source.publisher, source.title or "", source.url or ""),
    )
    sources.sort(key=lambda source: source.date or "", reverse=True)
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
            "temporalCoverage": _coverage(figure),
            "spatialCoverage": {"@type": "Place", "name": place},
            "creator": publisher(library, host, logo),
            **without_empty(license=portal.licence.url if portal.licence else None),
            "isBasedOn": [_source(source, host) for source in sources[:_MOST_SOURCES]],
            "mainEntity": [_observation(one, figure, host) for one in observations],
            "isAccessibleForFree": True,
            "distribution": [_download(figure, host, CSV, csv_url), _download(figure, host, JSON, json_url)],
            "includedInDataCatalog": {"@type": "DataCatalog", "name": portal.name, "url": host.absolute("/angka/")},
        },
    )


def _variables(figure: Figure) -> dict[str, Any] | list[dict[str, Any]]:
    labels = (*(scope.label for scope in figure.scopes), *(product.label for product in figure.products))
    names = [f"{figure.measure}, {label}" for label in labels] or [figure.measure]
    variables = [{"@type": "PropertyValue", "name": name, "unitText": figure.unit} for name in names]
    return variables if len(variables) > 1 else variables[0]


def _download(figure: Figure, host: Host, media_type: str, url: Callable[[Figure], str]) -> dict[str, Any]:
    return {"@type": "DataDownload", "encodingFormat": media_type, "contentUrl": host.absolute(url(figure))}


def _coverage(figure: Figure) -> str:
    first = min(first_day(one.period) for one in figure.observations)
    last = max(last_day(one.period) for one in figure.observations)
    return f"{first.isoformat()}/{last.isoformat()}"


def _observation(one: Observation, figure: Figure, host: Host) -> dict[str, Any]:
    source = one.source
    return {
        "@type": "Observation",
        "observationDate": first_day(one.period).isoformat(),
        "observationPeriod": f"P{months_in(one.period)}M",
        "value": format(one.value, "f"),
        "unitText": figure.unit,
        "measurementQualifier": one.kind,
        "additionalProperty": [
            {"@type": "PropertyValue", "propertyID": name, "value": value} for name, value in _properties(one)
        ],
        "subjectOf": {
            "@type": "CreativeWork",
            **({"@id": thing_id(f"/sumber/{source.id}/", host), "identifier": source.id} if source.id else {}),
            "datePublished": source.date,
        },
    }


def _properties(one: Observation) -> Iterator[tuple[str, str]]:
    """Values without a schema.org property, by the column names of the table."""
    yield "period_end", last_day(one.period).isoformat()
    yield "date_precision", precision_of(one.source.date or "")
    for name in ("partner", "scope", "product"):
        if value := getattr(one, name):
            yield name, value


def _source(source: FigureSource, host: Host) -> dict[str, Any]:
    return {
        "@type": "CreativeWork",
        **({"@id": thing_id(f"/sumber/{source.id}/", host), "identifier": source.id} if source.id else {}),
        **without_empty(
            name=source.title,
            url=source.url,
            datePublished=source.date,
            publisher={"@type": "Organization", "name": source.publisher},
        ),
    }


