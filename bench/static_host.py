"""Serve a folder as good static hosts do: compressed, kept alive, with the headers that ``_headers`` names."""

import functools
import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from kabar.outputs.host_headers import NAME
from tests.hosting import headers_of, read_rules

_PACKED = (".html", ".css", ".js", ".json", ".svg", ".xml", ".webmanifest", ".csv", ".ics", ".txt")


@contextmanager
def host(folder: Path) -> Iterator[str]:
    """The address at which ``folder`` is served meanwhile."""
    rules = read_rules((folder / NAME).read_text("utf-8"))
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Host, rules, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Host(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, rules: list[tuple[str, dict[str, str]]], *arguments, **more):
        self._rules = rules
        super().__init__(*arguments, **more)

    def do_GET(self):
        path = Path(self.translate_path(self.path))
        if path.is_dir():
            path /= "index.html"
        if not path.is_file():
            return self.send_error(404)
        data = path.read_bytes()
        headers = {"Cache-Control": "public, max-age=600"} | headers_of(self._rules, self.path)
        kind = headers.pop("Content-Type", "") or self.guess_type(str(path))
        self.send_response(200)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if path.suffix in _PACKED else kind)
        if path.suffix in _PACKED:
            data = gzip.compress(data)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format, *arguments):
        pass
