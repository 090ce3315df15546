"""The second made-up portal, published once for all who look at it."""

from pathlib import Path

import pytest

from tests.once import made_once
from tests.own_portal import OWN_PORTAL
from tests.portals import write_content
from tests.site.building import build


@pytest.fixture(scope="session")
def own(tmp_path_factory) -> Path:
    """The output of tests/own_portal.py, as ``make publish PADATKAN=1`` builds it."""

    def make(folder: Path) -> None:
        build(write_content(folder / "isi", OWN_PORTAL), folder / "hasil", "--publish", PADATKAN="1")

    return made_once(tmp_path_factory, "portal-sendiri", make) / "hasil"
