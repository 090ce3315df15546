"""A folder in which nothing changed is not read again; one in which anything did is."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kabar.editing.check import __main__ as command_check
from tests.portals import NEWS, SMALL, write_content

NOON = "2019-06-01T12:00Z"
WARNED = SMALL | {
    "berita/2019/dua.md": NEWS.replace("[ikm]", "[ikmm]"),
    "berita/2019/nanti.md": NEWS.replace("2019-05-26 01:35", "2019-07-01"),
}


@pytest.fixture
def reads(monkeypatch, tmp_path) -> list:
    """What was read, a name each time."""
    monkeypatch.chdir(tmp_path)
    seen, load = [], command_check.load_library
    monkeypatch.setattr(command_check, "load_library", lambda *args, **more: seen.append(args) or load(*args, **more))
    return seen


def check(root: Path, capsys, now: str = NOON) -> str:
    command_check.main([str(root)], {"BUILD_DATE": now})
    told = capsys.readouterr()
    return told.out + told.err


def test_a_second_run_tells_the_same_without_reading(tmp_path, capsys, reads):
    root = write_content(tmp_path / "isi", WARNED)

    first = check(root, capsys)

    assert "1 peringatan" in first and check(root, capsys) == first
    assert len(reads) == 1


@pytest.mark.parametrize("change", ["edit", "edit and set back", "add", "remove", "rename"])
def test_a_change_is_read(tmp_path, capsys, reads, change):
    root = write_content(tmp_path / "isi", WARNED)
    check(root, capsys)
    path = root / "berita/2019/dua.md"
    status = path.stat()

    match change:
        case "edit":
            path.write_text(NEWS)
        case "edit and set back":
            path.write_bytes(path.read_bytes().replace(b"ikmm", b"ikmk"))
            os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
        case "add":
            (root / "kamus.txt").write_text("x")
        case "remove":
            path.unlink()
        case "rename":
            path.rename(path.with_name("tiga.md"))
    check(root, capsys)

    assert len(reads) == 2


@pytest.mark.parametrize(
    ("now", "times"),
    [(NOON, 1), ("2019-06-30T16:59Z", 1), ("2019-06-30T17:00Z", 2), ("2019-06-01T11:59Z", 2), ("2019-06-01", 2)],
)
def test_what_was_found_holds_until_the_next_moment_that_the_content_names(tmp_path, capsys, reads, now, times):
    root = write_content(tmp_path / "isi", WARNED)
    check(root, capsys)

    check(root, capsys, now)

    assert len(reads) == times


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"mark": 1, "since": "x"}'])
def test_a_broken_memory_is_forgotten(tmp_path, capsys, reads, text):
    root = write_content(tmp_path / "isi", WARNED)
    first = check(root, capsys)
    (memory,) = Path(".cache/periksa").iterdir()
    memory.write_text(text)

    assert check(root, capsys) == first
    assert len(reads) == 2


def test_a_damaged_memory_is_forgotten(tmp_path, capsys, reads):
    root = write_content(tmp_path / "isi", WARNED)
    first = check(root, capsys)
    (memory,) = Path(".cache/periksa").iterdir()
    data = memory.read_bytes()
    # The moment until which it holds, and what was found.
    for before, after in ((b"2019", b"2999"), (b"salah", b"benar")):
        assert before in data
        memory.write_bytes(data.replace(before, after))

        assert check(root, capsys) == first
    assert len(reads) == 3


def test_without_a_given_day_the_clock_counts(tmp_path, capsys, reads):
    root = write_content(tmp_path / "isi", WARNED | {"berita/2019/nanti.md": NEWS})
    command_check.main([str(root)], {})
    command_check.main([str(root)], {"BUILD_DATE": (datetime.now(UTC) + timedelta(days=9)).isoformat()[:16] + "Z"})

    assert len(reads) == 1


def test_what_was_found_holds_until_a_number_or_a_person_is_shown(tmp_path, capsys, reads):
    ledger = (
        "title: Nilai karangan\nsummary: Angka karangan untuk uji.\ntags: [ikm]\nmeasure: nilai\nunit:"
        " USD\nobservations:\n  - {period: 2017, value: 2, source: {publisher: P, date: 2019-06-03}}\n"
    )
    person = "---\nname: Ani Karangan\nembargo: 2019-06-02 08:00\n---\n"
    root = write_content(tmp_path / "isi", SMALL | {"angka/nilai.yaml": ledger, "orang/ani.md": person})

    first = check(root, capsys)
    assert "1 galat" in first and check(root, capsys, "2019-06-02T00:59Z") == first
    assert len(reads) == 1
    check(root, capsys, "2019-06-02T01:00Z")
    assert len(reads) == 2
    # The source of the number is published at midnight.
    assert "1 galat" in check(root, capsys, "2019-06-02T16:59Z")
    assert "tidak ada masalah" in check(root, capsys, "2019-06-02T17:00Z")
