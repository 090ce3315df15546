"""What is made once a process, since it is slow: portals that several tests read, and a browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser

from tests.browsing import chromium
from tests.site.building import ROOT, build

# The same examples every time, and no test that a busy machine can fail.
settings.register_profile("house", deadline=None, derandomize=True)
settings.load_profile("house")


@pytest.fixture(scope="session")
def portal(tmp_path_factory) -> Path:
    """The output of the real content, as ``make html`` builds it."""
    return build(ROOT / "content", tmp_path_factory.mktemp("portal") / "hasil")


@pytest.fixture(scope="session")
def published(tmp_path_factory) -> Path:
    """The same as ``make publish SITEURL=https://kabar.example/portal`` builds it."""
    output = tmp_path_factory.mktemp("terbit") / "hasil"
    return build(ROOT / "content", output, "--publish", SITEURL="https://kabar.example/portal")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium, which tests/install_tools.sh installs."""
    with chromium() as started:
        yield started
