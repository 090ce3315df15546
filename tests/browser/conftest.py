"""Portals on a local server, and what each kind of page tells who visits it."""

from collections.abc import Iterator

import pytest

from tests.browser import made_up
from tests.browser.visits import Visit, visit_all
from tests.browsing import serve
from tests.hosting import host
from tests.once import made_once
from tests.portals import write_content
from tests.site.building import build


@pytest.fixture(scope="session")
def site(published) -> Iterator[str]:
    """The address of the real portal, published below /portal as a production build."""
    with serve(published.parent) as address:
        yield f"{address}/portal"


@pytest.fixture(scope="session")
def small_site(tmp_path_factory) -> Iterator[str]:
    """The address of the made-up portal, as it is published in the middle of a training's registration."""

    def make(folder):
        build(write_content(folder / "isi", made_up.CONTENT), folder / "hasil", "--publish", BUILD_DATE=made_up.NOW)

    with serve(made_once(tmp_path_factory, "karangan", make) / "hasil") as address:
        yield address


@pytest.fixture(scope="session")
def visits(browser, portal) -> dict[str, Visit]:
    """Each kind of page of the real portal, visited once for all who ask, on a host that reads ``_headers``."""
    with host(portal) as server:
        return visit_all(browser, server.address)
