"""How a command ends: its exit code, and one line for what stopped it."""

import errno
import logging
import os
import sqlite3
import subprocess
import sys
import warnings
from pathlib import Path

import pytest

from kabar.command import Stopped, full_disk_line, raise_if_full, run

ROOT = Path(__file__).parents[2]
FULL = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "output/a.html")
LINE = "Disk penuh: 'output/a.html' tidak dapat ditulis; kosongkan ruang di disk itu, lalu ulangi"
UNNAMED = "Disk penuh: tidak ada ruang lagi untuk menulis; kosongkan ruang di disk itu, lalu ulangi"


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(warnings, "showwarning", warnings.showwarning)
    monkeypatch.setattr(logging, "lastResort", logging.lastResort)


def raising(error: BaseException):
    def command():
        raise error

    return command


def stopped_within(error: Exception) -> Stopped:
    """What stands for ``error`` two layers up."""
    try:
        try:
            raise error
        except type(error) as inner:
            raise Stopped("gagal menggambar") from inner
    except Stopped as outer:
        return outer


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (Stopped("satu", "dua\n::tiga"), "satu\ndua\\n::tiga"),
        (PermissionError(errno.EACCES, "Permission denied", "a"),
         "Berkas tidak dapat dibaca atau ditulis: [Errno 13] Permission denied: 'a'"),
        (FULL, LINE),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), UNNAMED),
        (OSError(errno.ENOSPC, "No space left on device", "theme/a", None, "output/a.html"), LINE),
        (stopped_within(FULL), LINE),
        (sqlite3.OperationalError("database or disk is full"), UNNAMED + " (rincian: .cache/galat.txt)"),
        (ValueError("a\n::error::b \x1b[31m"), "ValueError: a ::error::b \\u001b[31m (rincian: .cache/galat.txt)"),
    ],
)  # fmt: skip
def test_what_stops_a_command_is_said_in_a_line_and_its_code_is_one(capsys, error, line):
    assert run(raising(error)) == 1

    assert capsys.readouterr() == ("", line + "\n")


def test_an_article_about_full_disks_is_none(capsys):
    run(raising(Stopped("content/berita/2019/a.md:1:1: 'No space left on device' bukan topik")))

    assert capsys.readouterr().err.startswith("content/berita")


def test_its_own_code_is_given_back_and_a_stop_from_the_keyboard_has_one(capsys):
    assert [run(lambda: None), run(lambda: 3), run(raising(KeyboardInterrupt()))] == [0, 3, 130]
    assert capsys.readouterr().err == "Dihentikan.\n"


def test_what_libraries_remark_is_one_line_that_does_nothing(capsys):
    remarks = logging.getLogger("pustaka")
    remarks.propagate = False  # what pytest itself listens to

    def command():
        remarks.warning("%s", "a\n::error::x\x1b")
        warnings.warn("b\n::error::x\x1b", UserWarning, stacklevel=1)

    with warnings.catch_warnings():
        warnings.simplefilter("always")
        run(command)

    assert capsys.readouterr().err == "a\\n::error::x\\u001b\nUserWarning: b\\n::error::x\\u001b\n"


WRITES = "from kabar.command import run; from kabar.console import write_lines; "


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_an_output_that_takes_nothing_more_is_a_full_disk():
    code = WRITES + "raise SystemExit(run(lambda: write_lines(['a' * 9] * 9999)))"
    with Path("/dev/full").open("w") as full:
        result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True)

    assert (result.returncode, result.stderr) == (1, UNNAMED + "\n")


def test_a_reader_that_has_gone_is_no_news():
    code = WRITES + "raise SystemExit(run(lambda: write_lines(['a' * 9] * 99999)))"
    process = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    process.stdout.close()

    assert process.stderr.read() == b""
    assert process.wait() == 1
    process.stderr.close()


@pytest.mark.parametrize(
    "said",
    [
        "fatal: sha1 file '.git/objects/pack/x' write error: No space left on device",
        "error: unable to write file a\nfatal: write error. Out of diskspace: No space left on device",
        'Error: Os { code: 28, kind: StorageFull, message: "No space left on device" }',
        "could not write index: I/O error (os error 28)",
        "OSError: [Errno 28] No space left on device: '/x/y'",
        "error: unable to create file: Disk quota exceeded",
    ],
)
def test_another_programs_words_for_a_full_disk_are_known(said):
    with pytest.raises(OSError) as raised:
        raise_if_full(said, "git")

    assert "'git'" in full_disk_line(raised.value)


@pytest.mark.parametrize(
    "said",
    ["", "fatal: repository not found (os error 280)",
     "remote: fatal: write error: No space left on device\nerror: remote unpack failed: index-pack abnormal exit"],
)  # fmt: skip
def test_a_full_disk_elsewhere_is_not_ours(said):
    raise_if_full(said, "git")
