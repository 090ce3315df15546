"""An office that imports."""

import pytest

from tests.kabar.importing.importing import Office, set_up


@pytest.fixture
def office(tmp_path, monkeypatch, capsys) -> Office:
    """An office with an almost empty portal in the current folder."""
    monkeypatch.chdir(tmp_path)
    return set_up(tmp_path, capsys)
