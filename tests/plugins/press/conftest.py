import pytest

from tests.plugins.press.project import Project


@pytest.fixture
def project(tmp_path):
    return Project(tmp_path / "proyek")
