"""Pagefind is asked page by page, and what it cannot do is told."""

import gzip
import json

import pytest

from kabar.build.search import pagefind as pagefind_service
from kabar.build.search.pagefind import index_of
from kabar.failure import BuildFailed

NAMES = ("c/index.html", "a/index.html", "berita/b/index.html")
PAGES = [(name, f"<html><main data-pagefind-body>{name}</main></html>") for name in NAMES]


def fragments(files: dict[str, bytes]) -> list[dict]:
    packed = (data for name, data in files.items() if name.endswith(".pf_fragment"))
    return [json.loads(gzip.decompress(data).removeprefix(b"pagefind_dcd")) for data in packed]


def test_pages_are_indexed_by_their_addresses(tmp_path, monkeypatch):
    # Settings of somebody else's that stand where the build runs are not ours.
    (tmp_path / "pagefind.yml").write_text("[")
    monkeypatch.chdir(tmp_path)

    files = index_of(PAGES)

    assert {one["url"] for one in fragments(files)} == {"/a/", "/berita/b/", "/c/"}
    assert {"pagefind.js", "pagefind-entry.json", "wasm.id.pagefind"} <= files.keys()
    assert [path.name for path in tmp_path.iterdir()] == ["pagefind.yml"]


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
        (
            (
                "while dd bs=4096 count=1 of=/dev/null 2>/dev/null; do printf"
                " eyJwYXlsb2FkIjogeyJ0eXBlIjogIk5ld0luZGV4In19,; done"
            ),
            "files",
        ),
    ],
)
def test_a_program_that_fails_stops_the_build_with_what_it_said(tmp_path, monkeypatch, script, reason):
    program = tmp_path / "pagefind"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setattr(pagefind_service, "get_executable", lambda: program)

    with pytest.raises(BuildFailed, match=f"indeks pencarian tidak dapat dibuat.*{reason}"):
        index_of(PAGES)
