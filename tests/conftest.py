"""What is made once, since it is slow: portals that several tests read, and a browser for each worker."""

from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser

from tests.browsing import chromium
from tests.demonstration import demonstration_content, ignore_local_theme
from tests.once import made_once
from tests.screens import Screens
from tests.site.building import build

# The same examples every time, and no test that a busy machine can fail.
settings.register_profile("short", deadline=None, derandomize=True, max_examples=40)
settings.register_profile("long", deadline=None, derandomize=True, max_examples=150)


def pytest_configure(config: pytest.Config) -> None:
    """Prepare each process of a run: the look as it comes, fewer examples where the long forms are left out."""
    settings.load_profile("short" if config.option.markexpr == "not long" else "long")
    ignore_local_theme()


@pytest.fixture(scope="session")
def portal(tmp_path_factory) -> Path:
    """The output of the demonstration content, as ``make html`` builds it."""
    content = demonstration_content()
    return made_once(tmp_path_factory, "portal", lambda folder: build(content, folder / "hasil")) / "hasil"


@pytest.fixture(scope="session")
def published(tmp_path_factory) -> Path:
    """The same as ``make publish SITEURL=https://kabar.example/portal`` builds it."""
    publish = partial(build, demonstration_content(), SITEURL="https://kabar.example/portal")
    return made_once(tmp_path_factory, "terbit", lambda folder: publish(folder / "portal", "--publish")) / "portal"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium, which tests/install_tools.sh installs."""
    with chromium() as started:
        yield started


@pytest.fixture(scope="session")
def screens(browser) -> Screens:
    """Pages that tests lend from one another."""
    return Screens(browser)


@pytest.fixture
def lend(screens):
    """Lend pages until the test ends, each with the settings of its context, and ``now`` for its clock."""
    with ExitStack() as lent:
        yield lambda **settings: lent.enter_context(screens.page(**settings))
