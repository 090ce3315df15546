"""Answers of an editor about a new article, as YAML."""

from collections.abc import Mapping
from typing import Any

from kabar.sections.questions import Answers
from kabar.sections.registry import SECTIONS

_LISTS = ("registration.contacts",)  # groups that stand as the only item of a list


def as_yaml(section: str, answers: Answers) -> dict[str, str]:
    """``answers`` as YAML by key; what is empty is left out."""
    values: dict[str, Any] = {}
    for question in SECTIONS[section].questions:
        if answer := answers.get(question.variable):
            *groups, key = question.field.split(".")
            into = values
            for group in groups:
                into = into.setdefault(group, {})
            into[key] = question.write(answer)
    return {key: _to_yaml(key, value, 2) for key, value in values.items()}


def _to_yaml(path: str, value: str | Mapping[str, Any], indent: int) -> str:
    if isinstance(value, str):
        return value
    inner = indent + 2 if path in _LISTS else indent
    lines = []
    for key, below in value.items():
        text = _to_yaml(f"{path}.{key}", below, inner + 2)
        lines.append(f"{' ' * inner}{key}:{text if text.startswith(chr(10)) else f' {text}'}")
    if path in _LISTS:
        lines[0] = f"{' ' * indent}- {lines[0].lstrip()}"
    return "".join(f"\n{line}" for line in lines)
