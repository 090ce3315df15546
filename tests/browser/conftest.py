"""Portals on a local server: the real one and a made-up one, each built once."""

from collections.abc import Iterator

import pytest

from tests.browser import made_up
from tests.browsing import serve
from tests.portals import write_content
from tests.site.building import ROOT, build


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Iterator[str]:
    """The address of the real portal, published below /portal as a production build."""
    folder = tmp_path_factory.mktemp("situs")
    build(ROOT / "content", folder / "portal", "--publish", SITEURL="https://kabar.example/portal")
    with serve(folder) as address:
        yield f"{address}/portal"


@pytest.fixture(scope="session")
def small_site(tmp_path_factory) -> Iterator[str]:
    """The address of the made-up portal, as it is published in the middle of a training's registration."""
    folder = tmp_path_factory.mktemp("karangan")
    build(write_content(folder / "isi", made_up.CONTENT), folder / "hasil", "--publish", BUILD_DATE=made_up.NOW)
    with serve(folder / "hasil") as address:
        yield address
