"""Plain scalars: what other readers of YAML would change is written in quotes, and refused without them."""

from datetime import UTC, date, datetime
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
import yaml
from hypothesis import assume, example, given
from hypothesis import strategies as st
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from kabar.content.models.article import Export, News
from kabar.content.models.bimtek import Bimtek
from kabar.content.parsing.front_matter import split
from kabar.content.parsing.problems import errors_in
from kabar.content.parsing.yaml_structure import plain_or_quoted, quoted, read_structure, within_brackets
from kabar.content.parsing.yaml_types import keeps_number, plain_type
from kabar.content.reading.typed import type_document
from kabar.editing.files.front_matter_edit import append_value, set_value
from kabar.editing.files.front_text import read_front_text

CONTEXT = {"zone": ZoneInfo("Asia/Jakarta")}
NEWS = {
    "title": "Judul",
    "date": "2025-05-01",
    "summary": "Teras yang cukup panjang untuk pengujian.",
    "tags": "[ikm]",
}
TRAINING = NEWS | {"start": "2025-05-20", "end": "2025-05-22", "mode": "daring", "organisers": "[bbkb]"}

# Pieces of numbers, dates, truth values and nothing in YAML 1.1 and 1.2, and of what only looks like them.
PIECES = (
    *"0123456789_.:+-eExXobTZ ~=<", "12", "0123", "1e3", "0x1F", "0o17", "0b1", "12:30", "2026-11-30", "08:30:00",
    "+07:00", "null", "Null", "true", "True", "yes", "no", "NO", "on", "Off", "y", "n", ".inf", ".NaN", "Batik",
)  # fmt: skip
SCALARS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=4).map("".join)
TEXTS = st.one_of(SCALARS, st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=8))


def typed_readings(text: str) -> list[object]:
    """``text``, the value of a mapping, as PyYAML (YAML 1.1) and ruamel (YAML 1.1 and 1.2) read it."""
    read: list[object] = [yaml.safe_load(f"key: {text}")["key"]]
    for version in ("1.1", "1.2"):
        loader = YAML(typ="safe", pure=True)
        loader.version = version
        read.append(loader.load(StringIO(f"key: {text}"))["key"])
    return read


def is_plain_scalar(text: str) -> bool:
    try:
        node = yaml.compose(f"key: {text}", Loader=yaml.BaseLoader)
    except yaml.YAMLError:
        return False
    value = node.value[0][1]
    return isinstance(value, yaml.ScalarNode) and not value.style and value.value == text


def read(model, path, values):
    text = "---\n" + "".join(f"{key}: {value}\n" for key, value in values.items()) + "---\nIsi.\n"
    parts, problems = split(path, text.encode())
    assert problems == []
    return type_document(model, path, parts.structure, parts.body, 1, CONTEXT)


@given(TEXTS)
@example("0123")
@example("081234567890")
@example("1_000")
@example("190:20:30")
@example("=")
@example("2026-11-30 08:30:00 +7")
def test_a_plain_scalar_that_counts_as_text_is_text_for_other_readers(text):
    assume(is_plain_scalar(text) and plain_type(text) == "text")

    try:
        assert typed_readings(text) == [text] * 3
    except (ValueError, YAMLError):
        pytest.fail(f"{text!r} is no text for another reader")


@given(TEXTS, st.sampled_from([plain_or_quoted, within_brackets, quoted]))
def test_what_our_commands_write_is_the_same_text_for_every_reader(text, write):
    text = " ".join(text.split())
    assume(text)

    written = write(text)

    assert read_structure("a.yaml", f"key: {written}", 1)[0].value == {"key": text}
    assert typed_readings(written) == [text] * 3


@given(st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True) | st.sampled_from(["2024", "no", "1e3", "null", "y"]))
def test_an_edited_front_matter_keeps_ids_as_text_for_every_reader(id):
    front = read_front_text("topik/a.md", "---\nlabel: A\nrelated: [b]\n---\n")

    front = append_value(append_value(set_value(front, "broader", id), "aliases", id), "related", id)

    assert yaml.safe_load(front.text[front.start : front.end]) == {
        "label": "A", "related": ["b", id], "broader": id, "aliases": [id],
    }  # fmt: skip


@given(SCALARS)
@example("2024")
@example("no")
def test_a_plain_title_is_refused_exactly_where_another_reader_changes_it(text):
    assume(is_plain_scalar(text) and text.casefold() not in ("~", "null"))

    problems = errors_in(read(News, "berita/2025/a.md", NEWS | {"title": text})[1])

    assert [problem.message for problem in problems if "program lain" in problem.message] == [
        problem.message for problem in problems if problem.message.endswith(f"; tulis: title: {quoted(text)}")
    ]
    assert bool(problems) == (plain_type(text) != "text")
    assert read(News, "berita/2025/a.md", NEWS | {"title": quoted(text)})[1] == []


@given(st.from_regex(r"-?[0-9]{1,18}(\.[0-9]{1,12})?", fullmatch=True))
def test_a_plain_number_that_is_accepted_is_the_same_number_for_every_reader(text):
    assume(keeps_number(text))

    assert all(float(text) == float(value) for value in typed_readings(text))


@pytest.mark.parametrize(
    ("model", "path", "key", "value"),
    [
        (Bimtek, "bimtek/2025/a.md", "participants", "30\nmodified: 2025-06-01"),
        (Bimtek, "bimtek/2025/a.md", "registration", "{full: true, closes: 2025-05-10}"),
        (Bimtek, "bimtek/2025/a.md", "registration", "{full: yes, opens: 2025-05-10 08:30}"),
        (Bimtek, "bimtek/2025/a.md", "fee", "{amount: 250000, currency: IDR}"),
        (Bimtek, "bimtek/2025/a.md", "previous_starts", "[2025-04-01, 2025-04-02 08:30]"),
        (Bimtek, "bimtek/2025/a.md", "based_on", "[{publisher: P, date: 2019}, {publisher: P, date: 2019-05-26}]"),
        (News, "berita/2025/a.md", "modified", "2025-05-02T08:30:00+07:00"),
        (News, "berita/2025/a.md", "highlight_until", "2025-06-01"),
    ],
)
def test_dates_numbers_and_truth_values_need_no_quotes_where_they_are_expected(model, path, key, value):
    base = TRAINING if model is Bimtek else NEWS

    assert read(model, path, base | {key: value})[1] == []


@pytest.mark.parametrize(
    ("model", "key", "value", "right"),
    [
        (Bimtek, "letter", "{number: 0123}", 'number: "0123"'),
        (Bimtek, "registration", "{contacts: [{whatsapp: 081234567890}]}", 'whatsapp: "081234567890"'),
        (Bimtek, "participants", "030\nmodified: 2025-06-01", "participants: 30"),
        (Bimtek, "quota", "012", "quota: 12"),
        (Export, "partners", "[NO]", '"NO"'),
        (Export, "partners", "[Norwegia]", '"NO"'),
        (News, "modified", "2025-05-02 08:30:00", 'modified: "2025-05-02 08:30:00"'),
        (News, "tags", "[2024]", '"2024"'),
        (News, "tags", "2024", 'tags: ["2024"]'),
    ],
)
def test_what_another_reader_would_change_is_refused_with_the_line_to_copy(model, key, value, right):
    section = {Bimtek: "bimtek", Export: "ekspor", News: "berita"}[model]
    base = TRAINING if model is Bimtek else NEWS

    _, problems = read(model, f"{section}/2025/a.md", base | {key: value})

    assert [problem.message.partition("; tulis: ")[2] for problem in problems] == [right]


@pytest.mark.parametrize("nothing", ["null", "~", "Null", "", '""', "''"])
@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("fee", "%s"),
        ("fee", "{amount: %s, currency: %s}"),
        ("photo", "{file: %s, alt: %s, caption: %s, credit: %s}"),
        ("registration", "{url: %s, contacts: [], closes: %s, full: %s}"),
        ("letter", "{number: %s}"),
        ("mode", "%s"),
        ("status", "%s"),
        ("lang", "%s"),
        ("gallery", "%s"),
        ("gallery", "[]"),
        ("corrections", "[]"),
        ("certificate", "{name: %s, kind: %s}"),
        ("quota", "%s"),
    ],
)
def test_nothing_in_an_optional_place_means_absent(key, value, nothing):
    base = TRAINING | {"mode": "daring"}
    written = base | {key: value.replace("%s", nothing)}
    if key == "mode":
        base = {name: given for name, given in base.items() if name != "mode"} | {
            "place": "{name: Balai, province: Bali}"
        }
        written = base | {key: value.replace("%s", nothing)}

    assert read(Bimtek, "bimtek/2025/a.md", written) == read(Bimtek, "bimtek/2025/a.md", base)


@pytest.mark.parametrize("nothing", ["null", "~", '""'])
def test_nothing_in_a_required_place_is_missing(nothing):
    lines = {"title": nothing, "photo": f"{{file: a, alt: {nothing}}}"}

    _, problems = read(Bimtek, "bimtek/2025/a.md", TRAINING | lines)

    assert [(problem.field, problem.message.partition(";")[0]) for problem in problems] == [
        ("title", "wajib diisi"), ("photo.alt", "wajib diisi"), ("photo.credit", "wajib diisi"),
    ]  # fmt: skip


@pytest.mark.parametrize("nothing", ["null", '""', '" "'])
def test_an_empty_item_of_a_list_is_a_problem(nothing):
    contact = f"{{contacts: [{{name: Sari}}, {{name: {nothing}, email: {nothing}}}]}}" if nothing != '" "' else "{}"
    lines = {"documents": f"[KTP, {nothing}]", "registration": contact}

    _, problems = read(Bimtek, "bimtek/2025/a.md", TRAINING | lines)

    fields = ["documents"] if contact == "{}" else ["documents", "registration.contacts"]
    assert [(problem.field, problem.message) for problem in problems] == [
        (field, "kosong; isi, atau hapus") for field in fields
    ]


def test_an_unquoted_date_is_written_back_as_it_was_by_typed_writers():
    text = "date: 2025-05-01\nstart: 2025-05-20 08:30\nyear: 2019\n"

    assert yaml.safe_load(text) == {"date": date(2025, 5, 1), "start": "2025-05-20 08:30", "year": 2019}
    assert yaml.safe_dump(yaml.safe_load(text)).replace("'", "") == text
    assert yaml.safe_load("date: 2025-05-02T08:30:00+07:00")["date"] == datetime(2025, 5, 2, 1, 30, tzinfo=UTC)
