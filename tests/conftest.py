"""Portals that several tests read: built once a process."""

from pathlib import Path

import pytest

from tests.site.building import ROOT, build


@pytest.fixture(scope="session")
def portal(tmp_path_factory) -> Path:
    """The output of the real content, as ``make html`` builds it."""
    return build(ROOT / "content", tmp_path_factory.mktemp("portal") / "hasil")


@pytest.fixture(scope="session")
def published(tmp_path_factory) -> Path:
    """The same as ``make publish SITEURL=https://kabar.example/portal`` builds it."""
    output = tmp_path_factory.mktemp("terbit") / "hasil"
    return build(ROOT / "content", output, "--publish", SITEURL="https://kabar.example/portal")
