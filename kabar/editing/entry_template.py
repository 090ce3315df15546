"""Template of a new article: the required keys of the model of its kind, and those that are given."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from pydantic.fields import FieldInfo

from kabar.content.models.model import models_within
from kabar.content.models.placeholders import BODY, ORGANISER, PLACEHOLDER, SUMMARY, training_times
from kabar.content.reading.typed import literal_choices
from kabar.sections.registry import SECTIONS


def example_values(kind: str, today: date, topics: Sequence[str]) -> Mapping[str, str]:
    """The required keys of ``kind`` with YAML that is valid in a draft; ``topics`` are ids of existing topics.

    All but the topic and ``mode`` are placeholders (``placeholders``), which are errors in published articles. The mode
    of a training is ``daring``, since a place cannot be invented.
    """
    own = [topic for topic in topics if topic == kind] or sorted(topics)[:1] or [kind]
    values = {
        "summary": SUMMARY,
        "tags": f"[{own[0]}]",
    }
    fields = SECTIONS[kind].model.model_fields
    values |= {name: str(field.examples[0]) for name, field in fields.items() if field.is_required() and field.examples}
    if "start" in fields:
        start, end = training_times(today.year)
        values |= {
            "start": f"{start:%Y-%m-%d %H:%M}",
            "end": f"{end:%Y-%m-%d %H:%M}",
            "mode": "daring",
            "organisers": f"[{{name: {ORGANISER}}}]",
        }
    return values


_OWN_PLACE = ("title", "date", "status")  # written first and last, independent of the model's order
NO_COMMENTS: Mapping[str, str] = {}
MORE_KEYS = "# Kunci lain dan artinya: docs/panduan-redaksi.md#menulis-tiap-jenis"


def compose_entry(
    kind: str,
    given: Mapping[str, str],
    today: date,
    topics: list[str],
    placeholders: Collection[str] = (),
    comments: Mapping[str, str] = NO_COMMENTS,
    body: str = "",
) -> str:
    """The text of a new draft of ``kind``; ``given`` maps keys to their YAML, ``title`` among them.

    A required key that is not given gets a valid value, below a comment that begins with ``PLACEHOLDER``; so do given
    keys in ``placeholders``. ``comments`` stand above their keys, ``body`` below the placeholder of the body. Optional
    keys are explained in the guide, since other editors drop comments.
    """
    examples = {**example_values(kind, today, topics), "date": today.isoformat(), **given}
    if "place" in given and "mode" not in given:
        examples["mode"] = "luring"
    is_given = {*given, "date", *(("mode",) if "place" in given else ())} - set(placeholders)
    fields = SECTIONS[kind].model.model_fields
    lines = ["---", MORE_KEYS]
    for name in ("title", "date", *(name for name in fields if name in examples and name not in _OWN_PLACE)):
        if name not in is_given:
            lines.append(f"# {PLACEHOLDER} {_description(fields[name])}")
        if name in comments:
            lines.append(f"# {comments[name]}")
        lines.append(_line(name, examples[name]))
    end = ["", body] if body else []
    return "\n".join([*lines, "status: draft", "---", "", f"{PLACEHOLDER} {BODY}", *end, ""])


def _line(name: str, value: str) -> str:
    return f"{name}:{value if value.startswith(chr(10)) else f' {value}'}"


def _description(field: FieldInfo) -> str:
    choices = literal_choices(field.annotation) if not models_within(field.annotation) else ()
    return f"{field.description or ''}{f': {chr(44).join(choices)}'.replace(',', ', ') if choices else ''}"
