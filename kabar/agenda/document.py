"""All trainings as a JSON document for other sites, and its JSON Schema.

Each version has its own address and its own model, which names every published key. A change that breaks readers of
the document gets a new version. Docstrings of the models are published in the schema.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from pydantic.json_schema import models_json_schema

from kabar.agenda.life import LABELS
from kabar.agenda.public_model import PublicModel
from kabar.agenda.trainings_v1 import Training as TrainingV1
from kabar.agenda.trainings_v1 import training_v1
from kabar.agenda.trainings_v2 import Training as TrainingV2
from kabar.agenda.trainings_v2 import training_v2
from kabar.content.library import Library
from kabar.content.models.bimtek import Bimtek
from kabar.content.models.host import Host
from kabar.topics.tree import TopicTree


@dataclass(frozen=True)
class Version:
    """A version of the document: its number, the addresses of document and schema, and the model of a training."""

    number: int
    address: str
    schema_address: str
    model: type[PublicModel]
    training: Callable[[Bimtek, Library, TopicTree, Host], PublicModel]


V1 = Version(1, "/bimtek/agenda.json", "/bimtek/agenda.schema.json", TrainingV1, training_v1)
V2 = Version(2, "/bimtek/agenda.v2.json", "/bimtek/agenda.v2.schema.json", TrainingV2, training_v2)
VERSIONS = (V1, V2)


def agenda_text(version: Version, trainings: Iterable[Bimtek], library: Library, tree: TopicTree, host: Host) -> str:
    """The document, trainings by start. It does not depend on the time: states have the moments when they begin."""
    ordered = sorted(trainings, key=lambda one: (one.starts_at, one.path))
    document = {
        "$schema": host.absolute(version.schema_address),
        "version": version.number,
        "title": f"{library.portal.name}: Bimtek",
        "home_page_url": host.absolute("/bimtek/"),
        "states": LABELS,
        "trainings": [version.training(one, library, tree, host).model_dump(mode="json") for one in ordered],
    }
    return _text(document)


def schema_text(version: Version) -> str:
    """The JSON Schema (2020-12) of the document."""
    _, models = models_json_schema([(version.model, "serialization")])
    definitions = models["$defs"]
    definitions["LifeStage"]["properties"]["state"] = {"enum": list(LABELS)}
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Agenda bimtek",
        "type": "object",
        "properties": {
            "$schema": {"type": "string"},
            "version": {"const": version.number},
            "title": {"type": "string"},
            "home_page_url": {"type": "string", "format": "uri"},
            "states": {"type": "object", "additionalProperties": {"type": "string"}},
            "trainings": {"type": "array", "items": {"$ref": "#/$defs/Training"}},
        },
        "required": ["version", "title", "home_page_url", "states", "trainings"],
        "additionalProperties": False,
        "$defs": definitions,
    }
    return _text(schema)


def _text(document: dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"
