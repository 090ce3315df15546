"""Open drawn pages in Chromium, from a server on this machine."""

import functools
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

# The first needs two thirds of the time of the others.
_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

_ON_MACOS = "/Applications/Chromium.app/Contents/MacOS/Chromium"


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """The address at which ``folder`` is served meanwhile."""
    server = Server(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def bring_latest_news(page: Page) -> None:
    """Let the latest news come into ``page``, where it has a place for them: a little below what is seen."""
    for place in page.locator("[data-k-latest]").all():
        place.evaluate("(it) => scrollBy(0, it.getBoundingClientRect().top - innerHeight - 50)")
        place.locator("h3").first.wait_for(state="attached")


def chromium_path() -> str:
    """The program of the system's Chromium."""
    path = next(filter(None, (*map(shutil.which, _NAMES), _ON_MACOS if Path(_ON_MACOS).exists() else None)), None)
    assert path, "no Chromium found: run tests/install_tools.sh"
    return path


@contextmanager
def chromium() -> Iterator[Browser]:
    """The system's Chromium, without a screen."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium_path(), args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield browser
        browser.close()


class Server(ThreadingHTTPServer):
    """A server that lets a browser wait for all that a page asks for."""

    # A page asks for a dozen files at once; beyond five that wait, the system lets them try again seconds later.
    request_queue_size = 128


class _Quiet(SimpleHTTPRequestHandler):
    """Answers as static hosts do: what is not there with the portal's own page 404."""

    def send_error(self, code, message=None, explain=None):
        page = next(filter(Path.is_file, self._pages_not_found()), None) if code == HTTPStatus.NOT_FOUND else None
        if not page:
            return super().send_error(code, message, explain)
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(page.read_bytes())

    def _pages_not_found(self) -> Iterator[Path]:
        for folder in Path(self.translate_path(self.path)).parents:
            yield folder / "404.html"
            if folder == Path(self.directory):
                return

    def log_message(self, format, *args):
        pass
