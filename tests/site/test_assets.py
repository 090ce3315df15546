"""What pages ask of the theme is there, under names that browsers may keep."""

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kabar.build.verify.html_links import read_html
from tests.site.building import files_of

pytestmark = pytest.mark.build

NAMED = re.compile(r"(?P<name>.+)\.(?P<digest>[0-9a-f]{10})(?P<ending>\.[a-z0-9]+)")
HOST, BASE = "https://kabar.example", "/portal"


def assets_asked_for(output: Path) -> Iterator[tuple[str, str]]:
    """Pages, the manifest and scripts, each with the paths below the output that it asks of the theme."""
    for page in output.rglob("*.html"):
        for target in read_html(page.read_text("utf-8")).targets:
            path = target.removeprefix(HOST)
            if path.startswith(f"{BASE}/theme/"):
                yield page.name, path.removeprefix(f"{BASE}/")
    for icon in json.loads((output / "manifest.webmanifest").read_text("utf-8"))["icons"]:
        yield "manifest", icon["src"].removeprefix(f"{BASE}/")
    for script in (output / "theme").rglob("*.js"):
        for path in re.findall(r"""(?:from|import)\s*\(?\s*["'](\.[^"']+)["']""", script.read_text("utf-8")):
            yield script.name, (script.parent / path).resolve().relative_to(output.resolve()).as_posix()


def test_every_file_of_the_theme_that_anything_asks_for_is_there(published):
    asked = set(assets_asked_for(published))

    assert {path.rpartition(".")[2] for _, path in asked} == {"css", "js", "png", "svg"}
    assert [one for one in asked if not (published / one[1]).is_file()] == []


def test_nothing_of_the_theme_is_asked_for_or_published_without_the_digest_of_its_bytes(published):
    paths = {path for _, path in assets_asked_for(published)}
    paths |= {name for name in files_of(published) if name.startswith("theme/")}

    for path in paths:
        named = NAMED.fullmatch(path)
        assert named, path
        assert hashlib.sha256((published / path).read_bytes()).hexdigest().startswith(named["digest"]), path
