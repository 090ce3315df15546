"""On a terminal a build shows what it is at, and takes it away again; elsewhere nobody is told."""

import os
import pty
import re
import select
import signal
import subprocess
import sys
import time

import pytest

from tests.kabar.build.project import files_of

pytestmark = pytest.mark.build

MANY = {"index.html": ""} | {f"halaman-{number}/index.html": "" for number in range(200)}
DAY = {"BUILD_DATE": "2020-01-01"}
_ESCAPE = re.compile(r"\x1b\[([0-9;?]*)([A-Za-z])")


class Terminal:
    """A build whose output and errors go to one terminal."""

    def __init__(self, project, *arguments: str, **variables: str):
        ours, theirs = pty.openpty()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "kabar.build", *arguments],
            cwd=project.folder, env=project.environment(TERM="xterm", COLUMNS="100", **variables),
            stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs, start_new_session=True,
        )  # fmt: skip
        os.close(theirs)
        self._ours = ours
        self.told = ""

    def read(self, until: str = "") -> int | None:
        """Read until ``until`` was told, else until the end, and give the exit code then."""
        end = time.monotonic() + 20
        while time.monotonic() < end:
            if until and until in self.told:
                return None
            if select.select([self._ours], [], [], 0.2)[0]:
                try:
                    data = os.read(self._ours, 65536)
                except OSError:  # how Linux tells that nobody holds the other end
                    data = b""
                if not data:
                    os.close(self._ours)
                    return self.process.wait(10)
                self.told += data.decode()
        raise AssertionError(f"took too long: {self.told!r}")


def screen(told: str) -> list[str]:
    """What stands on a terminal after it was told ``told``: as much of one as is needed here."""
    lines, row, column, at = [""], 0, 0, 0
    while at < len(told):
        escape = _ESCAPE.match(told, at)
        if escape:
            number, kind = escape.groups()
            if kind == "A":
                row = max(0, row - int(number or 1))
            elif kind == "K":
                assert number == "2"
                lines[row] = ""
            else:
                assert kind in "mlh", escape
            at = escape.end()
            continue
        letter = told[at]
        at += 1
        if letter == "\r":
            column = 0
        elif letter == "\n":
            row, column = row + 1, 0
            lines += [""] * (row + 1 - len(lines))
        else:
            lines[row] = lines[row][:column].ljust(column) + letter + lines[row][column + 1 :]
            column += 1
    assert told.rfind("\x1b[?25l") <= told.rfind("\x1b[?25h"), "the cursor is hidden"
    return [line.rstrip() for line in lines if line.strip()]


@pytest.mark.parametrize("jobs", [pytest.param("1", marks=pytest.mark.long), "2"])
def test_a_terminal_sees_each_phase_and_in_the_end_only_the_summary(project, jobs):
    project.draw(MANY)
    terminal = Terminal(project, JOBS=jobs, TANPA_CARI="1", **DAY)

    code = terminal.read()

    assert code == 0
    phases = ("Membaca isi", "Merencanakan", "Menggambar", "Memeriksa tautan", "Mencari yang bocor", "Menukar")
    places = [terminal.told.find(f"{phase} …") for phase in phases]
    assert -1 not in places and places == sorted(places)
    done, files, cost = screen(terminal.told)
    assert re.fullmatch(r"201 halaman di output dalam \d+,\d detik \(203 berkas digambar\)", done)
    assert re.fullmatch(r"  isi: 2 berkas dibaca, 0 dari simpanan; hasil: 204 berkas ditulis, 0 dihapus", files)
    assert re.fullmatch(
        r"  detik: membaca isi \d+,\d, merencanakan \d+,\d, menggambar \d+,\d, memeriksa tautan \d+,\d,"
        r" mencari yang bocor \d+,\d, menukar \d+,\d; memori puncak: \d{2,3} MB(, proses anak \d{2,3} MB)?",
        cost,
    )  # fmt: skip


def test_drawing_is_counted_while_workers_draw(project):
    project.draw(MANY)
    project.write("wait", "")
    terminal = Terminal(project, JOBS="2", TANPA_CARI="1")

    terminal.read(until="Menggambar 3/203")
    (project.folder / "wait").unlink()

    assert terminal.read() == 0


def test_a_build_that_fails_leaves_its_errors_alone_on_the_terminal(project):
    project.draw({"index.html": "<a href=/tidak/ada/>x</a>"})
    terminal = Terminal(project, TANPA_CARI="1")

    assert terminal.read() == 1
    assert "Memeriksa tautan …" in terminal.told
    assert screen(terminal.told) == ["index.html: '/tidak/ada/' tidak menuju ke halaman atau berkas mana pun"]


@pytest.mark.parametrize("jobs", [pytest.param("1", marks=pytest.mark.long), "2"])
def test_an_interrupted_build_leaves_a_clean_terminal(project, jobs):
    project.draw(MANY)
    project.write("wait", "")
    terminal = Terminal(project, JOBS=jobs, TANPA_CARI="1")
    terminal.read(until="Menggambar …")

    os.killpg(terminal.process.pid, signal.SIGINT)

    assert terminal.read() == 130
    assert screen(terminal.told) == ["Dihentikan."]


def test_whoever_kills_a_build_finds_the_cursor(project):
    project.write("wait", "")
    terminal = Terminal(project, TANPA_CARI="1")
    terminal.read(until="Menggambar …")

    os.killpg(terminal.process.pid, signal.SIGKILL)

    assert terminal.read() == -signal.SIGKILL
    assert screen(terminal.told)


def test_where_nobody_watches_nothing_is_shown_and_the_output_is_the_same(project, tmp_path):
    Terminal(project, OUTPUT=str(tmp_path / "dilihat"), **DAY).read()

    result = project.build(OUTPUT=str(tmp_path / "tak-dilihat"), **DAY)

    assert (result.returncode, result.stderr, result.stdout.count("\n")) == (0, "", 1)
    assert files_of(tmp_path / "dilihat") == files_of(tmp_path / "tak-dilihat")


def test_details_are_told_to_those_who_ask(project):
    result = project.build(RINCI="1")

    assert (result.returncode, result.stderr) == (0, "")
    assert [line[:7] for line in result.stdout.splitlines()] == ["2 halam", "  isi: ", "  detik"]
