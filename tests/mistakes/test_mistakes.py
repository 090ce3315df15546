"""Every mistake of an editor has a message whose remedy works when it is copied.

A case is written in one of the YAML files here (see ``cases``); ``UPDATE_EXPECTED=1`` renews their messages, to be read
like code. What a message says is done by ``remedies``; then nothing may be wrong any more.
"""

import os
from pathlib import Path

import pytest
import yaml

from tests.mistakes.cases import areas, cases, problems_of, read_case
from tests.mistakes.guide import renew_guide
from tests.mistakes.remedies import apply_all
from tests.portals import write_content
from tests.site.building import ROOT

CASES = list(cases())
GUIDE = ROOT / "docs" / "panduan-redaksi.md"


def test_every_case_has_its_expected_messages(tmp_path):
    if "UPDATE_EXPECTED" in os.environ:
        for path in areas():
            _renew(path, tmp_path)
        CASES[:] = cases()

    assert [str(case) for case in CASES if not case.messages] == []


@pytest.mark.parametrize("number", range(len(CASES)), ids=lambda number: str(CASES[number]))
def test_a_mistake_has_its_messages_and_is_gone_once_they_are_followed(number, tmp_path):
    case = CASES[number]

    messages = problems_of(write_content(tmp_path / "salah", dict(case.files)))

    assert messages == case.messages
    assert all(line.isprintable() and len(line) < 600 for line in messages)
    mended = _by_hand(apply_all(messages, case.files), case.by_hand)
    assert problems_of(write_content(tmp_path / "betul", mended)) == []


def test_the_guide_contains_the_expected_messages():
    text = GUIDE.read_text("utf-8")
    if "UPDATE_EXPECTED" in os.environ:
        text = renew_guide(text, CASES)
        GUIDE.write_text(text, "utf-8")

    assert text == renew_guide(text, CASES)


def test_no_two_cases_of_an_area_have_one_name():
    names = [str(case) for case in CASES]

    assert len(set(names)) == len(names)


def _renew(area: Path, folder: Path) -> None:
    text = area.read_text("utf-8")
    written = yaml.safe_load(text)
    for number, case in enumerate(written):
        files = dict(read_case(area.stem, case).files)
        case["messages"] = problems_of(write_content(folder / area.stem / str(number), files))
    head = "".join(line for line in text.splitlines(keepends=True) if line.startswith("#"))
    renewed = yaml.dump(written, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000)
    area.write_text(head + renewed.replace("\n- name:", "\n\n- name:"), "utf-8")


def _by_hand(files: dict, replacements: dict) -> dict:
    for old, new in replacements.items():
        if new is None:
            files = {path: content for path, content in files.items() if path != old}
            continue
        holders = [path for path, content in files.items() if isinstance(content, str) and old in content]
        assert holders, f"'{old}' is not there to be replaced by hand"
        files = files | {path: files[path].replace(old, new) for path in holders}
    return files


class _Dumper(yaml.SafeDumper):
    """Writes texts of several lines as blocks."""


def _represent(dumper: yaml.SafeDumper, text: str):
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _represent)
