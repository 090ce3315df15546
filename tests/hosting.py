"""Serve an output as a host does that reads its ``_headers``, and tell what was asked for."""

import functools
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import SimpleHTTPRequestHandler
from pathlib import Path

from tests.browsing import Server


@dataclass
class Host:
    """``address`` of the server; ``asked``: the path of each request with its purpose ("prefetch" or empty)."""

    address: str = ""
    asked: list[tuple[str, str]] = field(default_factory=list)
    _news: threading.Condition = field(default_factory=threading.Condition)

    def take(self, path: str, purpose: str) -> None:
        with self._news:
            self.asked.append((path, purpose))
            self._news.notify_all()

    def wait_for(self, path: str) -> None:
        """Wait until ``path`` is asked for, half a minute at most."""
        with self._news:
            assert self._news.wait_for(lambda: path in [one for one, _ in self.asked], timeout=30), self.asked


@contextmanager
def host(folder: Path) -> Iterator[Host]:
    """``folder`` served meanwhile."""
    told = Host()
    rules = read_rules((folder / "_headers").read_text("utf-8"))
    handler = functools.partial(_Handler, rules, told, directory=str(folder))
    server = Server(("127.0.0.1", 0), handler)
    told.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield told
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def read_rules(text: str) -> list[tuple[str, dict[str, str]]]:
    """The addresses of a ``_headers`` file, each with its headers."""
    blocks = (block.splitlines() for block in text.strip().split("\n\n"))
    return [(path, dict(line.strip().split(": ", 1) for line in lines)) for path, *lines in blocks]


def headers_of(rules: list[tuple[str, dict[str, str]]], address: str) -> dict[str, str]:
    """What the ``rules`` say of ``address``; values of several are joined, as hosts do."""
    path = address.partition("?")[0]
    found: dict[str, str] = {}
    for rule, headers in rules:
        if path == rule or (rule.endswith("*") and path.startswith(rule[:-1])):
            for name, value in headers.items():
                found[name] = f"{found[name]}, {value}" if name in found else value
    return found


class _Handler(SimpleHTTPRequestHandler):
    def __init__(self, rules, told: Host, *arguments, **more):
        self._rules = rules
        self._told = told
        super().__init__(*arguments, **more)

    def do_GET(self):
        self._told.take(self.path, self.headers.get("Sec-Purpose", ""))
        super().do_GET()

    def guess_type(self, path):
        return self._headers().get("Content-Type") or super().guess_type(path)

    def end_headers(self):
        for name, value in self._headers().items():
            if name != "Content-Type":
                self.send_header(name, value)
        super().end_headers()

    def _headers(self) -> dict[str, str]:
        return headers_of(self._rules, self.path)

    def log_message(self, format, *args):
        pass
