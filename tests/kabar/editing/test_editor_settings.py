"""What VS Code is told: schemas for files of YAML, and how to read what ``make check`` prints."""

import json
import os
import re
from pathlib import Path

import jsonschema
import pytest
import yaml

from kabar.content.reading.folders import FLAT
from kabar.editing.check.__main__ import main
from kabar.editing.editor_snippets import FILE, snippets_text
from kabar.sections.registry import SECTIONS
from tests.demonstration import IS_HERE
from tests.portals import NEWS, SMALL, write_content

ROOT = Path(__file__).resolve().parents[3]
SETTINGS = json.loads((ROOT / ".vscode/settings.json").read_text("utf-8"))
(TASK,) = json.loads((ROOT / ".vscode/tasks.json").read_text("utf-8"))["tasks"]


@pytest.mark.parametrize(("schema", "files"), SETTINGS["yaml.schemas"].items())
def test_each_schema_is_there_and_its_files_keep_it(schema, files):
    validator = jsonschema.Draft202012Validator(json.loads((ROOT / schema).read_text("utf-8")))
    paths = list(ROOT.glob(files))

    assert paths or not IS_HERE
    for path in paths:
        # Dates are text there: YAML 1.2 knows none.
        value = json.loads(json.dumps(yaml.safe_load(path.read_text("utf-8")), default=str))
        assert list(validator.iter_errors(value)) == []


def test_every_problem_is_read_by_one_pattern_and_no_other_line_is(tmp_path, capsys):
    wrong = NEWS.replace("[ikm]", "[ikmm]").replace("title: Berita", "titel: Berita")
    draft = NEWS.replace("tags: [ikm]", "status: draft\ntags: [rotan]")
    topic = "---\nlabel: Rotan\ndefinition: Topik karangan.\n---\n[ISI: nama]\n"
    root = write_content(tmp_path, SMALL | {"berita/2019/dua.md": wrong})
    main([str(root)], {"BUILD_DATE": "2020-01-01"})
    noted = SMALL | {"berita/2019/dua.md": draft, "topik/rotan.md": topic}
    main([str(write_content(root, noted))], {"BUILD_DATE": "2020-01-01"})
    lines = capsys.readouterr().out.splitlines()

    kinds = [
        [matcher["severity"] for matcher in TASK["problemMatcher"] if re.search(matcher["pattern"]["regexp"], line)]
        for line in lines
    ]

    assert [kind for kind in kinds if kind] == [["error"], ["warning"], ["info"], ["warning"]]
    assert [bool(kind) for kind in kinds] == [not line.startswith(" ") for line in lines]


def test_the_snippets_are_those_expected_by_the_models():
    path = ROOT / FILE
    if os.environ.get("UPDATE_EXPECTED"):
        path.write_text(snippets_text(), "utf-8")

    assert path.read_text("utf-8") == snippets_text()


@pytest.mark.parametrize("kind", (*SECTIONS, "topik", "lembaga", "orang", "halaman"))
def test_each_key_is_offered_with_what_it_means(kind):
    offered = json.loads(snippets_text())

    for name, field in ({name: section.model for name, section in SECTIONS.items()} | FLAT)[kind].model_fields.items():
        if not field.alias:
            assert offered[name]["prefix"] == name
            # Of keys that articles have too, theirs is told.
            assert field.description in offered[name]["description"] or kind in FLAT
            assert (
                kind not in FLAT
                or kind in offered[name]["description"]
                or name in SECTIONS["berita"].model.model_fields
            )
