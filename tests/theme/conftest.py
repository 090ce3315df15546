"""The theme's examples, drawn once for all who look at them."""

import pytest

from tests.browsing import serve
from tests.once import made_once
from tests.theme.rendering import draw_site


@pytest.fixture(scope="session")
def drawn(tmp_path_factory):
    """The folder of all examples as pages."""
    return made_once(tmp_path_factory, "contoh", draw_site)


@pytest.fixture(scope="session")
def site(drawn):
    """Their address."""
    with serve(drawn) as address:
        yield address
