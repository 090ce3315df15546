"""Pagefind is asked page by page, and what it cannot do is told."""

import gzip
import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from plugins.press import pagefind_service
from plugins.press.failure import BuildFailed
from plugins.press.pagefind_service import index_of

NAMES = ("c/index.html", "a/index.html", "berita/b/index.html")


def pages(folder: Path, names: Iterable[str] = NAMES) -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"<html lang=id><title>Karangan</title><main data-pagefind-body>{name}</main>")
    return folder


def fragments(files: dict[str, bytes]) -> list[dict]:
    packed = (data for name, data in files.items() if name.endswith(".pf_fragment"))
    return [json.loads(gzip.decompress(data).removeprefix(b"pagefind_dcd")) for data in packed]


def test_only_the_pages_that_are_named_are_indexed_by_their_addresses(tmp_path):
    folder = pages(tmp_path, (*NAMES, "berita/index.html", "berita/b/c/index.html"))

    files = index_of(folder, NAMES)

    assert {one["url"] for one in fragments(files)} == {"/a/", "/berita/b/", "/c/"}
    assert {"pagefind.js", "pagefind-entry.json", "wasm.id.pagefind"} <= files.keys()
    assert {path.name for path in folder.iterdir()} == {"a", "berita", "c"}


def test_the_folder_may_have_any_name(tmp_path):
    folder = pages(tmp_path / "folder [*] {a,b} é")

    assert len(fragments(index_of(folder, NAMES))) == len(NAMES)


def test_a_page_that_is_not_there_is_named(tmp_path):
    with pytest.raises(BuildFailed, match="tidak/ada"):
        index_of(pages(tmp_path), [*NAMES, "tidak/ada/index.html"])


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("exit 0", "berhenti sebelum selesai"),
        ("echo 'thread main panicked' >&2; exit 101", "thread main panicked"),
        ("head -c 1 > /dev/null; kill -9 $$", "berhenti sebelum selesai"),
        ("printf 'bukan base64,'; cat > /dev/null", ""),
        # {"payload": {"type": "Error", "message": "rusak"}}
        ("printf eyJwYXlsb2FkIjogeyJ0eXBlIjogIkVycm9yIiwgIm1lc3NhZ2UiOiAicnVzYWsifX0=,; cat > /dev/null", "rusak"),
        # {"payload": {"type": "NewIndex"}}, to each question
        ("while dd bs=4096 count=1 of=/dev/null 2>/dev/null; do printf eyJwYXlsb2FkIjogeyJ0eXBlIjogIk5ld0luZGV4In19,; done", "files"),
    ],
)
def test_a_program_that_fails_stops_the_build_with_what_it_said(tmp_path, monkeypatch, script, reason):
    program = tmp_path / "pagefind"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setattr(pagefind_service, "get_executable", lambda: program)

    with pytest.raises(BuildFailed, match=f"indeks pencarian tidak dapat dibuat.*{reason}"):
        index_of(pages(tmp_path / "hasil"), NAMES)
