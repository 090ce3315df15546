"""What VS Code is told: schemas for files of YAML, and how to read what ``make check`` prints."""

import json
import re
from pathlib import Path

import jsonschema
import pytest
import yaml

from plugins.newsroom.command_check import main
from tests.portals import NEWS, SMALL, write_content

ROOT = Path(__file__).resolve().parents[3]
SETTINGS = json.loads((ROOT / ".vscode/settings.json").read_text("utf-8"))


class _WithoutDates(yaml.SafeLoader):
    """YAML 1.2 knows no dates."""

    yaml_implicit_resolvers = {
        letter: [(tag, pattern) for tag, pattern in pairs if tag != "tag:yaml.org,2002:timestamp"]
        for letter, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


(TASK,) = json.loads((ROOT / ".vscode/tasks.json").read_text("utf-8"))["tasks"]


@pytest.mark.parametrize(("schema", "files"), SETTINGS["yaml.schemas"].items())
def test_each_schema_is_there_and_its_files_keep_it(schema, files):
    validator = jsonschema.Draft202012Validator(json.loads((ROOT / schema).read_text("utf-8")))
    paths = list(ROOT.glob(files))

    assert paths
    for path in paths:
        # As VS Code's YAML reads it; dates are text there.
        value = yaml.load(path.read_text("utf-8"), _WithoutDates)
        assert list(validator.iter_errors(value)) == []


def test_every_problem_is_read_by_one_pattern_and_no_other_line_is(tmp_path, capsys):
    wrong = NEWS.replace("[ikm]", "[ikmm]").replace("title: Berita", "titel: Berita")
    main([str(write_content(tmp_path, SMALL | {"berita/2019/dua.md": wrong}))], {"BUILD_DATE": "2020-01-01"})
    lines = capsys.readouterr().out.splitlines()

    kinds = [
        [matcher["severity"] for matcher in TASK["problemMatcher"] if re.search(matcher["pattern"]["regexp"], line)]
        for line in lines
    ]

    assert [kind for kind in kinds if kind] == [["error"], ["error"], ["warning"]]
    assert [bool(kind) for kind in kinds] == [not line.startswith(" ") for line in lines]
