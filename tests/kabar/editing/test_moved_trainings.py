"""``make check`` points out trainings that moved since the last publication without a newer ``modified``."""

import subprocess
from datetime import UTC, datetime

import pytest

from kabar.content.library import load_library
from kabar.editing.check.__main__ import main
from kabar.outputs.publication_record import digest_of_part, record_parts, write_part, write_record
from tests.portals import BIMTEK, PORTAL, SMALL, write_content

NOW = datetime(2019, 6, 1, tzinfo=UTC)
PATH = "bimtek/2019/karangan.md"
MOVED = BIMTEK.replace("start: 2019-05-13", "start: 2019-05-14")


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    root = write_content(tmp_path / "content", SMALL)
    record = write_record(load_library(root, NOW).library)
    write_content(tmp_path / "output", {"terbit.json": record})
    return tmp_path


def check(place, capsys, files, **environ) -> str:
    write_content(place / "content", files)
    assert main(["content"], {"BUILD_DATE": NOW.isoformat(), **environ}) == 0
    return capsys.readouterr().out


def git(place, *arguments: str) -> None:
    names = ("-c", "user.name=Uji", "-c", "user.email=uji@contoh.example")
    subprocess.run(["git", *names, *arguments], cwd=place, check=True, capture_output=True)


def test_a_moved_training_is_pointed_out_at_its_start_and_again_from_memory(place, capsys):
    assert "sejak terbit terakhir" not in check(place, capsys, {})

    for _ in range(2):
        told = check(place, capsys, {PATH: MOVED})
        assert (
            f"content/{PATH}:6:8: peringatan: start: mulai 2019-05-13 menjadi 2019-05-14 sejak terbit terakhir" in told
        )


@pytest.mark.parametrize(
    "files",
    [
        {PATH: MOVED.replace("start:", "modified: 2019-05-02\nstart:")},
        {PATH: MOVED, "portal.yaml": PORTAL.replace("https://uji.example", "https://lain.example")},
        {PATH: BIMTEK.replace("Isi bimtek", "Isi lain")},
    ],
)
def test_a_newer_modified_another_portal_and_another_text_are_no_silent_move(place, capsys, files):
    assert "sejak terbit terakhir" not in check(place, capsys, files)


def in_parts(library) -> dict[str, bytes]:
    parts = {part.name: write_part(library, part) for part in record_parts(library, most=0)}
    return parts | {"terbit.json": write_record(library, {name: digest_of_part(data) for name, data in parts.items()})}


def test_a_record_in_parts_is_compared_in_the_output_and_on_the_deploy_branch(place, capsys):
    record = in_parts(load_library(place / "content", NOW).library)
    write_content(place / "output", record)

    assert "sejak terbit terakhir" in check(place, capsys, {PATH: MOVED})
    (place / "output/terbit-2019.json").unlink()
    assert "sejak terbit terakhir" not in check(place, capsys, {PATH: f"{MOVED}\n"})
    git(place, "init", "-q", "-b", "gh-pages")
    write_content(place, record)
    git(place, "add", *record)
    git(place, "commit", "-q", "-m", "Terbit")
    assert "sejak terbit terakhir" in check(place, capsys, {PATH: f"{MOVED}\n\n"})


def test_a_cancellation_is_a_move(place, capsys):
    off = BIMTEK.replace("start:", "event_status: dibatalkan\nevent_status_reason: Uji.\nstart:")

    assert "keadaan pasti menjadi dibatalkan sejak terbit terakhir" in check(place, capsys, {PATH: off})


def test_the_deploy_branch_as_it_was_last_seen_counts_before_the_output(place, capsys):
    record = (place / "output" / "terbit.json").read_bytes()
    git(place, "init", "-q", "-b", "gh-pages")
    write_content(place, {"terbit.json": record})
    git(place, "add", "terbit.json")
    git(place, "commit", "-q", "-m", "Terbit")
    write_content(place / "content", {PATH: MOVED})
    write_content(place / "output", {"terbit.json": write_record(load_library(place / "content", NOW).library)})

    assert "sejak terbit terakhir" in check(place, capsys, {})
    assert "sejak terbit terakhir" not in check(place, capsys, {}, DEPLOY_BRANCH="lain")


@pytest.mark.parametrize("record", [b"", b"{", b"\xff\xfe"])
def test_a_record_that_cannot_be_read_is_not_compared(place, capsys, record):
    write_content(place / "output", {"terbit.json": record})

    assert "sejak terbit terakhir" not in check(place, capsys, {PATH: MOVED})
