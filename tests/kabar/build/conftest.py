from pathlib import Path
from random import Random

import pytest

from tests.kabar.build.edits import DAYS, Portal
from tests.kabar.build.project import Project
from tests.kabar.build.sites import Site
from tests.once import made_once


@pytest.fixture
def project(tmp_path):
    return Project(tmp_path / "proyek")


@pytest.fixture(scope="session")
def templates(tmp_path_factory) -> Path:
    """Templates of the portal, compiled."""
    return made_once(tmp_path_factory, "templat", _compile) / "situs/.cache/templat"


def _compile(folder: Path) -> None:
    site = Site(folder / "situs")
    site.write(Portal(Random(1).choice).files())
    assert site.build(BUILD_DATE=DAYS[1], TANPA_CARI="1").returncode == 0
