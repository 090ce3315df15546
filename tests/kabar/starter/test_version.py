"""One version: in the code, in the changelog, and in the portal that comes with it."""

import re
from datetime import date

import yaml

from kabar.content.library import load_library
from kabar.version import VERSION, version_key
from tests.demonstration import ROOT, demonstration_content
from tests.portals import PORTAL, SMALL, write_content

NOW = date(2020, 1, 1)


def test_the_changelog_begins_with_this_version_and_goes_back():
    headings = re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)

    numbers = [version_key(heading) for heading in headings]
    assert headings[0] == VERSION
    assert all(numbers) and numbers == sorted(set(numbers), reverse=True)


def test_the_demonstration_portal_is_written_for_this_version():
    portal = yaml.safe_load((demonstration_content() / "portal.yaml").read_text("utf-8"))

    assert portal["generator"] == VERSION


def test_only_three_numbers_are_a_version():
    texts = ("1.10.0", "v1.9.3", "1.0", "1.0.0.0", "01.0.0", "1.0.0-rc1", "1.0.٣", "v", "", "1.0.0\n")

    assert [version_key(text) for text in texts] == [(1, 10, 0), (1, 9, 3)] + [()] * 8


def test_content_for_a_newer_generator_is_refused_with_the_remedy(tmp_path):
    newer, wrong, older = (
        load_library(write_content(tmp_path / value, SMALL | {"portal.yaml": f"{PORTAL}generator: {value}\n"}), NOW)
        .problems
        for value in ("99.0.0", "terbaru", "0.0.1")
    )

    assert [(one.field, "make mutakhirkan" in one.message) for one in newer] == [("generator", True)]
    assert [one.field for one in wrong] == ["generator"]
    assert older == ()
