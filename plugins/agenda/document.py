"""All trainings as one JSON document for other sites to show, and the schema that describes it.

``VERSION`` grows by one when a reader of the document must change; a new optional key does not count.
"""

import json
from collections.abc import Iterable
from typing import Any

from plugins.agenda.life import LABELS, Stage, closes_at, life_of, over_at
from plugins.content_model.bimtek import Bimtek
from plugins.content_model.codes import PROVINCES
from plugins.content_model.first_address import first_address
from plugins.content_model.host import Host
from plugins.content_model.library import Library
from plugins.content_model.moments import in_zone
from plugins.content_model.picture_files import published_path
from plugins.topics.tree import TopicTree

VERSION = 1
AGENDA, SCHEMA = "/bimtek/agenda.json", "/bimtek/agenda.schema.json"

# What concerns the file or the page, not the training.
_LEFT_OUT = {"path", "body", "body_line", "aliases", "highlight_until", "status", "corrections", "figures"}

_MOMENT = {"type": "string", "format": "date-time"}


def agenda_text(trainings: Iterable[Bimtek], library: Library, tree: TopicTree, host: Host) -> str:
    """The document, trainings by start. No clock: states come with the moments from which they hold."""
    ordered = sorted(trainings, key=lambda one: (one.starts_at, one.path))
    document = {
        "$schema": host.absolute(SCHEMA),
        "version": VERSION,
        "title": f"{library.portal.name}: Bimtek",
        "home_page_url": host.absolute("/bimtek/"),
        "states": LABELS,
        "trainings": [_training(one, library, tree, host) for one in ordered],
    }
    return _text(document)


def schema_text() -> str:
    """The JSON Schema (2020-12) of the document."""
    fields = Bimtek.model_json_schema(mode="serialization")
    properties = {
        name: field for name, field in fields["properties"].items() if name.removeprefix("@") not in _LEFT_OUT
    }
    properties |= {
        "id": {"type": "string", "description": "alamat pertama bimtek ini; tidak pernah berubah"},
        "url": {"type": "string", "format": "uri"},
        "calendar": {"type": "string", "format": "uri"},
        "zone": {"type": "string", "description": "zona IANA dari waktu setempatnya"},
        "starts_at": _MOMENT,
        "over_at": _MOMENT | {"description": "sejak saat ini harinya sudah lewat"},
        "registration_closes_at": {"anyOf": [_MOMENT, {"type": "null"}]},
        "stages": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/LifeStage"}},
        "topics": {"type": "array", "items": {"$ref": "#/$defs/Named"}},
        "organiser_names": {"type": "array", "items": {"type": "string"}},
        "province_name": {"type": ["string", "null"]},
    }
    stage = {
        "type": "object",
        "properties": {
            "state": {"enum": list(LABELS)},
            "since": {"anyOf": [_MOMENT, {"type": "null"}], "description": "null: sejak awal"},
            "joinable": {"type": "boolean"},
        },
        "required": ["state", "since", "joinable"],
        "additionalProperties": False,
    }
    named = {
        "type": "object",
        "properties": {"id": {"type": "string"}, "label": {"type": "string"}},
        "required": ["id", "label"],
        "additionalProperties": False,
    }
    training = {
        "type": "object",
        "properties": properties,
        "required": sorted(properties),
        "additionalProperties": False,
    }
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Agenda bimtek",
        "type": "object",
        "properties": {
            "$schema": {"type": "string"},
            "version": {"const": VERSION},
            "title": {"type": "string"},
            "home_page_url": {"type": "string", "format": "uri"},
            "states": {"type": "object", "additionalProperties": {"type": "string"}},
            "trainings": {"type": "array", "items": {"$ref": "#/$defs/Training"}},
        },
        "required": ["version", "title", "home_page_url", "states", "trainings"],
        "additionalProperties": False,
        "$defs": fields.get("$defs", {}) | {"Training": training, "LifeStage": stage, "Named": named},
    }
    return _text(schema)


def _training(bimtek: Bimtek, library: Library, tree: TopicTree, host: Host) -> dict[str, Any]:
    closes, province = closes_at(bimtek), bimtek.place.province if bimtek.place else None
    names = [library.organisations[one.id].name if one.id else one.name for one in bimtek.organisers]
    fields = bimtek.model_dump(mode="json", exclude=_LEFT_OUT)
    for photo in (*fields["gallery"], *([fields["photo"]] if fields["photo"] else [])):
        photo["file"] = published_path(photo["file"])
    return fields | {
        "id": first_address(bimtek),
        "url": host.absolute(bimtek.page_url),
        "calendar": host.absolute(f"{bimtek.page_url}acara.ics"),
        "zone": bimtek.zone.key,
        "starts_at": in_zone(bimtek.start, bimtek.zone).isoformat(),
        "over_at": over_at(bimtek).isoformat(),
        "registration_closes_at": closes.isoformat() if closes else None,
        "stages": [_stage(stage) for stage in life_of(bimtek)],
        "topics": [{"id": id, "label": tree.topics[id].label} for id in tree.specific_first(bimtek.tags)],
        "organiser_names": names,
        "province_name": PROVINCES[province][0] if province else None,
    }


def _stage(stage: Stage) -> dict[str, Any]:
    since = stage.since.isoformat() if stage.since else None
    return {"state": stage.state, "since": since, "joinable": stage.joinable}


def _text(document: dict) -> str:
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"
