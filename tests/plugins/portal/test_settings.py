"""Every setting is read by somebody, differs from Pelican's default, and has its reason."""

import ast
import re
from functools import cache
from pathlib import Path

import pelican
import pytest
from pelican.settings import DEFAULT_CONFIG

import pelicanconf
import publishconf
from tests.pelican_command import ROOT

FILES = {"pelicanconf.py": pelicanconf, "publishconf.py": publishconf}
READMES = ("content_reader", "topic_tags", "portal")


def settings_of(file: str) -> dict[str, int]:
    """The settings that ``file`` itself assigns, with their lines."""
    found = {}
    for node in ast.parse((ROOT / file).read_text("utf-8")).body:
        if isinstance(node, ast.Assign):
            found |= {target.id: node.lineno for target in node.targets if target.id.isupper()}
    return found


@cache
def code() -> str:
    ours = sorted(path for folder in ("kabar", "plugins") for path in (ROOT / folder).rglob("*.py"))
    pelicans = sorted(Path(pelican.__file__).parent.glob("*.py"))
    return "\n".join(path.read_text("utf-8") for path in (*ours, *pelicans))


def is_read(name: str) -> bool:
    # Pelican puts together the names of addresses from kinds, and of templates from names.
    address = re.fullmatch(r"(ARTICLE|CATEGORY|TAG|AUTHOR)(_LANG)?_(URL|SAVE_AS)", name)
    return bool(address) or bool(re.search(rf"""[\["'(]{name}["'\])]""", code()))


@pytest.mark.parametrize("file", FILES)
def test_each_setting_is_read(file):
    names = settings_of(file)

    assert len(names) >= 3
    assert [name for name in names if not is_read(name)] == []


@pytest.mark.parametrize("file", FILES)
def test_each_setting_differs_from_pelicans_default(file):
    same = [
        name for name in settings_of(file)
        if name in DEFAULT_CONFIG and DEFAULT_CONFIG[name] == getattr(FILES[file], name)
    ]  # fmt: skip

    assert same == []


@pytest.mark.parametrize("file", FILES)
def test_each_group_of_settings_says_why(file):
    lines = (ROOT / file).read_text("utf-8").splitlines()

    for name, line in settings_of(file).items():
        group = lines[:line][::-1]
        above = group[: group.index("")] if "" in group else group
        assert any("#" in one for one in above), name


@pytest.mark.parametrize("plugin", READMES)
def test_a_readme_lists_the_settings_and_signals_of_its_plugin(plugin):
    folder = ROOT / "plugins" / plugin
    source = "\n".join(path.read_text("utf-8") for path in folder.glob("*.py"))
    readme = (folder / "README.md").read_text("utf-8")

    signals = set(re.findall(r"signals\.(\w+)\.connect", source))
    told = set(re.findall(r"`(\w+)`", readme.partition("**Signals**")[2].partition("\n\n")[0]))
    listed = set(re.findall(r"^\| `(\w+)` \|", readme, re.MULTILINE))

    assert len(signals) > 2
    assert signals <= told
    assert len(listed) >= 3
    assert [name for name in listed if not re.search(rf"""["']{name}["']""", source)] == []
    assert len(readme.splitlines()) < 65
