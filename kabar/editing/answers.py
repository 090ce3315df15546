"""Answers of an editor about a new article, as YAML."""

from collections.abc import Mapping
from typing import Any

from kabar.sections.questions import Answers
from kabar.sections.registry import SECTIONS

_LISTS = ("registration.contacts",)  # groups that stand as the only item of a list


def as_yaml(section: str, answers: Answers) -> dict[str, str]:
    """``answers`` as YAML by key; what is empty is left out."""
    questions = SECTIONS[section].questions
    return nested_yaml({one.field: one.write(answer) for one in questions if (answer := answers.get(one.variable))})


def nested_yaml(given: Mapping[str, str]) -> dict[str, str]:
    """The YAML of each key, from the YAML of fields such as ``registration.via``."""
    values: dict[str, Any] = {}
    for field, written in given.items():
        *groups, key = field.split(".")
        into = values
        for group in groups:
            into = into.setdefault(group, {})
        into[key] = written
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
