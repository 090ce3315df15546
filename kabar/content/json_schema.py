"""JSON Schemas of the front matter, generated from the models, for editors' tools.

``python -m kabar.content.json_schema docs/schema`` writes them.
"""

import json
import sys
from pathlib import Path
from typing import Any

from kabar.content.models.model import Document
from kabar.content.models.portal import Portal
from kabar.content.reading.folders import FLAT
from kabar.sections.registry import SECTIONS

_OF_SECTIONS = {name: section.model for name, section in SECTIONS.items()}
KINDS: dict[str, type[Document]] = {**_OF_SECTIONS, **FLAT, "portal": Portal}


def schema_of(kind: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of the front matter of ``kind``."""
    schema = KINDS[kind].model_json_schema(mode="validation")
    own = [key for key in schema["properties"] if key.startswith("@")]
    for key in own:
        del schema["properties"][key]
    schema["required"] = [key for key in schema.get("required", []) if key not in own]
    _admit_short_forms(schema)
    _admit_short_forms_in_measures(schema)
    for group in (schema, *schema.get("$defs", {}).values()):
        _admit_null(group)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": kind}


def schema_text(kind: str) -> str:
    """The content of the file ``<kind>.json``."""
    return json.dumps(schema_of(kind), ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _admit_null(group: dict[str, Any]) -> None:
    # Other editors write `photo: null` for an optional key without a value.
    for key, found in group.get("properties", {}).items():
        null = {"type": "null"}
        if key in group.get("required", []) or null in found.get("anyOf", []):
            continue
        about = {name: found.pop(name) for name in ("default", "description", "title") if name in found}
        group["properties"][key] = {"anyOf": [*found.pop("anyOf", []), *([found] if found else []), null], **about}


def _admit_short_forms(schema: dict[str, Any]) -> None:
    # Plain values that are accepted in place of a group: an id, a number, "gratis" (see bimtek.py).
    short = {
        "organisers": {"type": "string"},
        "instructors": {"type": "string"},
        "fee": {"const": "gratis"},
        "participants": {"type": ["integer", "string"]},
        "based_on": {"type": "string"},
    }
    for key, form in short.items():
        found = schema["properties"].get(key)
        if found is None:
            continue
        if "items" in found:
            found["items"] = {"anyOf": [form, found["items"]]}
        else:
            found["anyOf"] = [form, *found["anyOf"]]


def _admit_short_forms_in_measures(schema: dict[str, Any]) -> None:
    groups = schema.get("$defs", {})
    for name in groups.keys() & {"Observation", "DisputedClaim"}:
        properties = groups[name]["properties"]
        description = properties["source"].pop("description")
        properties["source"] = {"anyOf": [{"type": "string"}, properties["source"]], "description": description}
        if "growth" in properties:
            properties["growth"]["anyOf"].insert(0, {"type": ["number", "string"]})


def main(arguments: list[str]) -> int:
    """Write every schema into the folder ``arguments[0]``."""
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    for kind in KINDS:
        (folder / f"{kind}.json").write_text(schema_text(kind), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))


