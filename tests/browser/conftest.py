"""A real browser, and the real portal on a local server."""

import functools
import http.server
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.site.building import ROOT, build

NAMES = ("chromium", "chromium-browser", "google-chrome")
MACOS = "/Applications/Chromium.app/Contents/MacOS/Chromium"
# Root in a container has no sandbox; nothing of the outside is asked for.
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    """Serves files, says nothing."""

    def log_message(self, *_):
        pass


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium of the system, which tests/install_tools.sh installs."""
    path = next(filter(None, map(shutil.which, NAMES)), MACOS)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Iterator[str]:
    """The address of the real portal, published below /portal as a production build."""
    folder: Path = tmp_path_factory.mktemp("situs")
    build(ROOT / "content", folder / "portal", "--publish", SITEURL="https://kabar.example/portal")
    handler = functools.partial(QuietHandler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/portal"
        server.shutdown()
