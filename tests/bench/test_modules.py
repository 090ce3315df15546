"""Every module of the measurements can be imported: they follow the library that they measure."""

from importlib import import_module
from pathlib import Path

import pytest

MODULES = sorted(path.stem for path in (Path(__file__).parents[2] / "bench").glob("*.py") if path.stem != "__init__")


@pytest.mark.parametrize("name", MODULES)
def test_a_module_is_imported(name):
    assert import_module(f"bench.{name}").__doc__
