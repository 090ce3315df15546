"""The real portal on a local server."""

from collections.abc import Iterator

import pytest

from tests.browsing import serve
from tests.site.building import ROOT, build


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Iterator[str]:
    """The address of the real portal, published below /portal as a production build."""
    folder = tmp_path_factory.mktemp("situs")
    build(ROOT / "content", folder / "portal", "--publish", SITEURL="https://kabar.example/portal")
    with serve(folder) as address:
        yield f"{address}/portal"
