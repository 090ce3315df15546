"""VS Code snippets of the front matter keys, so that it completes them in Markdown.

Its YAML extension uses JSON Schemas, but not in Markdown. ``python -m kabar.editing.editor_snippets`` writes the file;
so does ``make expected``.
"""

import json
from pathlib import Path

from pydantic.fields import FieldInfo

from kabar.content.models.model import models_within
from kabar.content.parsing.fields import DIGITS
from kabar.content.reading.folders import FLAT, YAML_FOLDERS
from kabar.content.reading.typed import literal_choices
from kabar.sections.registry import SECTIONS

FILE = ".vscode/kabar-ikm.code-snippets"


def snippets_text() -> str:
    """The text of the file, sorted by key. A key that articles and others have is that of articles."""
    fields = {
        name: (kind, field)
        for kind, section in reversed(SECTIONS.items())
        for name, field in section.model.model_fields.items()
        if not field.alias
    }
    lasting = {kind: model for kind, model in FLAT.items() if kind not in YAML_FOLDERS}
    others: dict[str, list[str]] = {}
    for kind, model in lasting.items():
        for name, field in model.model_fields.items():
            if not field.alias and name not in fields:
                others.setdefault(name, []).append(kind)
    fields |= {name: (", ".join(kinds), lasting[kinds[0]].model_fields[name]) for name, kinds in others.items()}
    shared = set.intersection(*({*section.model.model_fields} for section in SECTIONS.values()))
    snippets = {
        name: {
            "scope": "markdown",
            "prefix": name,
            "body": _body(name, field),
            "description": f"{field.description}{'' if name in shared else f' ({kind})'}",
        }
        for name, (kind, field) in fields.items()
    }
    return json.dumps(snippets, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _body(name: str, field: FieldInfo) -> list[str]:
    choices = literal_choices(field.annotation)
    within = models_within(field.annotation)[:1]
    if not within:
        return [f"{name}: ${{1|{','.join(choices)}|}}" if choices else f"{name}: $1"]
    lead = "  - " if "tuple" in str(field.annotation) else "  "
    needed = [key for key, inner in within[0].model_fields.items() if inner.is_required()] or [
        next(iter(within[0].model_fields))
    ]
    quotes = {key: '"' if DIGITS in within[0].model_fields[key].metadata else "" for key in needed}
    lines = [f"{key}: {quotes[key]}${number}{quotes[key]}" for number, key in enumerate(needed, 1)]
    return [f"{name}:", f"{lead}{lines[0]}", *(f"{' ' * len(lead)}{line}" for line in lines[1:])]


if __name__ == "__main__":
    Path(FILE).write_text(snippets_text(), "utf-8")
