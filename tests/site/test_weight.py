"""The real content's pages are as light as the made-up ones, and ask nobody else for anything."""

import re
from pathlib import Path

import pytest

from tests.site.building import files_of
from tests.site.pages import read_page
from tests.weight import too_heavy, too_many_scripts

pytestmark = pytest.mark.build

# What a browser fetches by itself; a link of another kind waits to be followed.
FETCHED = {"stylesheet", "icon", "apple-touch-icon", "manifest", "preload", "modulepreload", "prefetch", "preconnect"}
LOADERS = ("script", "img", "source", "iframe", "embed", "object", "audio", "video", "track", "input")


def test_every_page_fits_into_the_first_packets_with_its_styles(portal):
    files = files_of(portal)
    sheets = {f"/{name}": data for name, data in files.items() if name.endswith(".css")}

    assert too_heavy({name: data for name, data in files.items() if name.endswith(".html")}, sheets) == []


def test_every_training_fits_into_the_first_packets_with_its_scripts_too(portal):
    pages = {page.relative_to(portal).as_posix(): page for page in portal.glob("bimtek/*/*/index.html")}
    trainings = {name: page for name, page in pages.items() if "data-k-stages" in page.read_text("utf-8")}
    sheets = {f"/{path.relative_to(portal).as_posix()}": path.read_bytes() for path in portal.rglob("*.css")}
    scripts = {name: scripts_of(page, portal) for name, page in trainings.items()}

    assert len(trainings) > 20
    assert too_heavy({name: page.read_bytes() for name, page in trainings.items()}, sheets, scripts) == []


def scripts_of(page: Path, output: Path) -> dict[str, bytes]:
    """The scripts that ``page`` loads, and what these import in turn, by name."""
    loaded: dict[str, bytes] = {}
    waiting = [output / one.get("src").lstrip("/") for one in read_page(page).iter("script") if one.get("src")]
    while waiting:
        script = waiting.pop()
        if script.name not in loaded:
            loaded[script.name] = script.read_bytes()
            waiting += [
                script.parent / path
                for path in re.findall(r'(?:from|import)\s*"([^"]+)"', loaded[script.name].decode())
            ]
    return loaded


def test_the_scripts_of_every_page_but_the_search_are_light(portal):
    pages = {page.relative_to(portal).as_posix(): scripts_of(page, portal) for page in portal.rglob("*.html")}
    searching = pages.pop("cari/index.html")

    assert too_many_scripts(pages) == []
    assert max(map(len, pages.values())) > 3 and len(searching) > 3


def test_no_page_loads_anything_from_elsewhere(portal):
    wrong = []
    for path in portal.rglob("*.html"):
        asked = []
        for element in read_page(path).iter():
            if element.tag == "link" and FETCHED & set(element.get("rel", "").split()):
                asked.append(element.get("href"))
            elif element.tag in LOADERS:
                asked += [element.get(name) for name in ("src", "data", "poster") if element.get(name)]
                asked += [one.split()[0] for one in element.get("srcset", "").split(",") if one.strip()]
        wrong += [
            (path.relative_to(portal).as_posix(), one)
            for one in asked
            if not one.startswith("/") or one.startswith("//")
        ]

    assert wrong == []
