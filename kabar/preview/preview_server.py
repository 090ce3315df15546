"""Web server of `make serve`: serves the files of a preview to this computer only."""

import json
import socket
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path, PurePosixPath
from urllib.parse import quote, unquote, urlsplit

from kabar.editing.forge_links import MISSING
from kabar.failure import BuildFailed
from kabar.preview.preview_files import find, type_of
from kabar.preview.preview_notes import STYLE_ADDRESS, Notes, Waiting, with_notes
from kabar.preview.preview_pages import (
    EDITOR_ADDRESS,
    WAITING_ADDRESS,
    WRITING_ADDRESS,
    drafts_page,
    editor_missing_page,
    missing_page,
    problems_page,
    waiting_page,
    with_script,
    writing_page,
)
from kabar.publish.guard import PREVIEW_SCRIPT

EVENTS_ADDRESS = "/__pratinjau/kejadian"
STATE_ADDRESS = "/__pratinjau/keadaan.json"
_SCRIPT = Path(__file__).with_name("muat-ulang.js")
_STYLE = Path(__file__).with_name("catatan.css")

_HEARTBEAT = 10.0  # seconds between messages, by which a closed page is noticed
_SWAP = 2.0  # seconds to wait for a swap of the folder


class PreviewState:
    """What the server shows. ``version`` changes with each build and each restart.

    ``links`` returns the current links that open a new file, ``editor`` the files of the editor by path; it may raise
    BuildFailed.
    """

    def __init__(
        self,
        folder: Path,
        links: Callable[[], Mapping[str, str]] = dict,
        editor: Callable[[], Mapping[str, bytes]] = dict,
    ):
        self.folder = folder
        self.links = links
        self.editor = editor
        self.warnings: tuple[str, ...] = ()
        self.problems: tuple[str, ...] | None = None  # None: no build has ended yet
        self.notes: Notes = {}
        self.waiting: Sequence[Waiting] = ()
        self._news = threading.Condition()
        self._count = 0
        self._start = time.time_ns()

    @property
    def version(self) -> str:
        return f"{self._start}-{self._count}"

    def show(
        self,
        problems: tuple[str, ...],
        notes: Notes | None = None,
        waiting: Sequence[Waiting] = (),
        warnings: tuple[str, ...] = (),
    ) -> None:
        """Called after each build: shows its pages with their ``notes``, or ``problems`` if there are any."""
        with self._news:
            self.problems, self.warnings = problems, warnings
            if not problems:
                self.notes, self.waiting = notes or {}, waiting
            self._count += 1
            self._news.notify_all()

    def as_json(self) -> bytes:
        """What the checker says now, for the editor: errors, warnings and the version that they belong to."""
        with self._news:
            found = {"versi": self.version, "selesai": self.problems is not None, "masalah": self.problems or ()}
            return json.dumps(found | {"peringatan": self.warnings}, ensure_ascii=False).encode()

    def wait_for_news(self, known: str, seconds: float) -> str:
        """Waits until the version is not ``known``, at most ``seconds``; returns the version."""
        with self._news:
            self._news.wait_for(lambda: self.version != known, timeout=seconds)
            return self.version


class PreviewServer(ThreadingHTTPServer):
    """Raises BuildFailed when ``port`` is in use or not allowed."""

    daemon_threads = True
    # A page requests a dozen files at once; with the default backlog of five, some are retried seconds later.
    request_queue_size = 128

    def __init__(self, port: int, state: PreviewState):
        self.state = state
        try:
            super().__init__(("127.0.0.1", port), _Handler)
        except OSError as error:
            raise BuildFailed(
                f"PORT {port} tidak dapat dipakai ({error.strerror});"
                f" pakai yang lain: make serve PORT={port % 65535 + 1}"
            ) from None

    def server_bind(self) -> None:
        # HTTPServer's own method looks up the host name in the network.
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_name, self.server_port = self.socket.getsockname()

    def handle_error(self, request: object, client_address: object) -> None:
        """Ignores errors, such as a browser that closes the connection."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: PreviewServer

    def do_GET(self) -> None:
        # Refuse other host names (DNS rebinding): a foreign page could read drafts.
        if urlsplit("//" + self.headers.get("Host", "")).hostname not in ("127.0.0.1", "localhost"):
            return self._send(HTTPStatus.FORBIDDEN, "text/plain; charset=utf-8", b"Hanya untuk komputer ini.\n")
        path = urlsplit(self.path).path
        if path == EVENTS_ADDRESS:
            return self._send_events()
        if path == PREVIEW_SCRIPT:
            return self._send(HTTPStatus.OK, "text/javascript; charset=utf-8", _SCRIPT.read_bytes())
        if path == STYLE_ADDRESS:
            return self._send(HTTPStatus.OK, "text/css; charset=utf-8", _STYLE.read_bytes())
        if path == WAITING_ADDRESS:
            return self._send_page(HTTPStatus.OK, drafts_page(self.server.state.waiting))
        if path == WRITING_ADDRESS:
            return self._send_page(HTTPStatus.OK, writing_page(self.server.state.links(), MISSING))
        if path == STATE_ADDRESS:
            return self._send(HTTPStatus.OK, "application/json", self.server.state.as_json())
        if path == EDITOR_ADDRESS.rstrip("/"):
            return self._redirect(EDITOR_ADDRESS)
        if path.startswith(EDITOR_ADDRESS):
            return self._send_editor(unquote(path).removeprefix(EDITOR_ADDRESS) or "index.html")
        return self._send_file(path)

    def do_HEAD(self) -> None:
        self.do_GET()

    def _send_editor(self, name: str) -> None:
        try:
            data = self.server.state.editor().get(name)
        except BuildFailed as error:
            return self._send_page(HTTPStatus.SERVICE_UNAVAILABLE, editor_missing_page(error.lines))
        if data is None:
            return self._send(HTTPStatus.NOT_FOUND, "text/plain; charset=utf-8", b"Tidak ada.\n")
        self._send(HTTPStatus.OK, type_of(PurePosixPath(name)), data)

    def _send_file(self, path: str) -> None:
        state = self.server.state
        found = find(state.folder, unquote(path), _SWAP if state.problems == () else 0)
        if found and found.is_folder:
            self._redirect(path + "/")
        elif found and not found.is_page:
            self._send(HTTPStatus.OK, found.kind, found.data)
        elif state.problems is None:
            self._send_page(HTTPStatus.SERVICE_UNAVAILABLE, waiting_page())
        elif state.problems:
            self._send_page(HTTPStatus.INTERNAL_SERVER_ERROR, problems_page(state.problems))
        elif found:
            self._send_page(HTTPStatus.OK, with_notes(found.data, state.notes.get(unquote(path), ())))
        else:
            page = find(state.folder, "404.html", 0)
            self._send_page(HTTPStatus.NOT_FOUND, page.data if page else missing_page())

    def _send_page(self, status: HTTPStatus, html: bytes) -> None:
        self._send(status, "text/html; charset=utf-8", with_script(html, self.server.state.version))

    def _redirect(self, path: str) -> None:
        # One leading slash only: two would be another host.
        target = "/" + quote(unquote(path).lstrip("/"))
        query = urlsplit(self.path).query
        self.send_response(HTTPStatus.MOVED_PERMANENTLY)
        self.send_header("Location", f"{target}?{query}" if query else target)
        self.send_header("Content-Length", "0")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()

    def _send(self, status: HTTPStatus, kind: str, data: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def _send_events(self) -> None:
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command == "HEAD":
            return
        known = ""
        while True:
            version = self.server.state.wait_for_news(known, _HEARTBEAT)
            message = ": masih di sini\n\n" if version == known else f"data: {version}\n\n"
            self.wfile.write(message.encode())
            self.wfile.flush()
            known = version

    def log_message(self, format: str, *arguments: object) -> None:
        """Logs nothing: the terminal shows the messages of builds."""


