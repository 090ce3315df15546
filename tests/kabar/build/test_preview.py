"""`make serve` over a small project, from the first build to Ctrl-C."""

import os
import re
import signal
import socket
import time
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path

import pytest

from kabar.failure import BuildFailed
from kabar.preview.__main__ import own_folder, read_port

pytestmark = pytest.mark.build


@pytest.fixture
def port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@pytest.fixture
def serving(project, port):
    """Start the server; it is ended however the test ends."""
    started = []

    def start(**variables):
        started.append(project.start("preview", PORT=str(port), **variables))
        return started[0]

    yield start
    for process in started:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            # A build that it began leads a group of its own, and holds the pipes that are read to their end here.
            for other in _running_in(project.folder):
                with suppress(ProcessLookupError):
                    os.kill(other, signal.SIGKILL)
        process.communicate()


def page(port, path="/"):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()
    except OSError:
        return 0, ""


def until(port, condition, seconds=20):
    """Ask for the front page until it fulfils ``condition``; give back how it looked."""
    end = time.monotonic() + seconds
    while not condition(seen := page(port)):
        assert time.monotonic() < end, f"last seen: {seen}"
        time.sleep(0.05)
    return seen


def test_a_mistake_is_shown_and_mended_while_the_server_lives_on(project, port, serving):
    project.write("theme/templates/halaman.html", "{{ page.judul }}")
    server = serving()

    _, shown = until(port, lambda seen: seen[0] == 500)
    assert "theme/templates/halaman.html:1: UndefinedError" in shown
    project.write("theme/templates/halaman.html", "<h1>{{ page.title }}</h1>")
    _, shown = until(port, lambda seen: seen[0] == 200)
    assert "<h1>index.html</h1>" in shown

    # Code and settings are read as they stand now, and content is checked again.
    project.write("drawing.py", (project.folder / "drawing.py").read_text().replace('"title": name', '"title": "Baru"'))
    until(port, lambda seen: "<h1>Baru</h1>" in seen[1])
    settings = (project.folder / "pelicanconf.py").read_text()
    project.write("pelicanconf.py", settings + "THEME_TEMPLATES_OVERRIDES = ['lain']\n")
    until(port, lambda seen: seen[0] == 200)
    project.write("content/berita/2019/a.md", "tanpa pagar\n")
    _, shown = until(port, lambda seen: seen[0] == 500)
    assert "content/berita/2019/a.md:1:1: " in shown
    assert (project.folder / ".cache" / "pratinjau" / "index.html").is_file()
    assert not project.output.exists()

    os.killpg(server.pid, signal.SIGINT)
    out, err = server.communicate(timeout=10)
    assert server.returncode == 0
    assert out.endswith("Pratinjau dihentikan.\n")
    assert "Traceback" not in err
    assert "theme/templates/halaman.html:1: UndefinedError" in err


@pytest.mark.long
def test_a_change_during_a_build_is_not_lost(project, port, serving):
    project.write("wait", "")
    serving()
    _wait_for(project.folder / ".cache", "press/*/staging/index.html")

    project.draw({"index.html": "Sesudah", "404.html": ""})
    project.write("content/topik/kayu.md", "---\nlabel: Kayu\ndefinition: Kayu karangan.\n---\n")
    (project.folder / "wait").unlink()

    until(port, lambda seen: "Sesudah" in seen[1])


@pytest.mark.long
def test_ctrl_c_ends_a_running_build_too(project, port, serving):
    project.write("wait", "")
    server = serving()
    _wait_for(project.folder / ".cache", "press/*/staging/index.html")

    os.killpg(server.pid, signal.SIGINT)
    server.communicate(timeout=10)

    assert server.returncode == 0
    assert not _running_in(project.folder)


def test_a_taken_port_is_told(project, port):
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        result = project.run("preview", PORT=str(port))

    assert result.returncode == 1
    assert re.match(rf"PORT {port} tidak dapat dipakai \(.+\); pakai yang lain: make serve PORT=\d+\n", result.stderr)


@pytest.mark.parametrize("text", ["0", "65536", "delapan", "-1", "８000", "80.5"])
def test_a_port_that_is_no_port_is_refused(text):
    with pytest.raises(BuildFailed, match="PORT"):
        read_port({"PORT": text})


def test_the_port_is_8000_unless_another_is_given():
    assert (read_port({}), read_port({"PORT": ""}), read_port({"PORT": " 9001 "})) == (8000, 8000, 9001)


def test_two_servers_do_not_build_into_one_folder(tmp_path):
    first, second = own_folder(tmp_path / ".cache", 8000), own_folder(tmp_path / ".cache", 8001)

    assert (first.name, second.name) == ("pratinjau", "pratinjau-8001")


def _wait_for(folder, pattern, seconds=20):
    end = time.monotonic() + seconds
    while not any(folder.glob(pattern)):
        assert time.monotonic() < end, "took too long"
        time.sleep(0.02)


def _running_in(folder: Path) -> list[int]:
    """The processes that run in ``folder``; none where there is no /proc, such as on macOS."""
    found = []
    for process in Path("/proc").glob("[0-9]*/cwd"):
        with suppress(OSError):
            if process.readlink() == folder:
                found.append(int(process.parent.name))
    return found
