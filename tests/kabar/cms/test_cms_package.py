"""The packages of the editor are those of the lock, or there are none."""

import json
import tarfile
from io import BytesIO

import pytest

from kabar.cms import cms_package
from kabar.cms.cms_files import with_our_addresses
from kabar.cms.cms_package import LOCK, ROOT, Package, fetch, folder_of, lacks, locked, read_files
from kabar.failure import BuildFailed


@pytest.fixture
def npm(tmp_path, monkeypatch):
    """Put a program in npm's place, which runs the shell commands ``script``."""

    def install(script: str) -> None:
        program = tmp_path / "bin" / "npm"
        program.parent.mkdir()
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")

    return install


def test_the_lock_names_digests_and_no_address():
    lock = LOCK.read_text("utf-8")

    assert locked().keys() == {"@sveltia/cms", "js-yaml"}
    assert all(one.integrity.startswith("sha512-") for one in locked().values())
    assert "http" not in lock
    assert "resolved" not in json.loads(lock)["packages"]["node_modules/js-yaml"]


def test_nothing_is_fetched_where_all_is_there(npm):
    fetch()
    npm("exit 1")

    fetch()

    assert lacks(folder_of(ROOT)) == []


def test_another_tarball_than_the_locked_one_is_refused_and_not_kept(tmp_path, npm):
    npm("for last; do :; done; echo palsu > $last/sveltia-cms-0.221.1.tgz")

    with pytest.raises(BuildFailed, match="bukan yang dikunci"):
        fetch(tmp_path)

    assert [path.name for path in folder_of(tmp_path).rglob("*")] == []


def test_without_a_network_one_is_told_what_to_do(tmp_path, npm):
    npm("echo 'npm error network tidak ada' >&2; exit 1")

    with pytest.raises(BuildFailed, match="network tidak ada; periksa jaringan, lalu ulangi: make penyunting-siap"):
        fetch(tmp_path)


def test_a_damaged_tarball_is_not_read_and_is_fetched_again(tmp_path):
    folder = folder_of(tmp_path)
    folder.mkdir(parents=True)
    for one in locked().values():
        (folder / one.file_name).write_bytes(b"rusak")

    assert lacks(folder) == list(locked().values())
    with pytest.raises(BuildFailed, match="belum ada atau rusak; unduh dengan: make penyunting-siap"):
        read_files("js-yaml", ["LICENSE"], tmp_path)


def test_only_the_wanted_files_are_read(tmp_path, monkeypatch):
    buffer = BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
        for name in ("package/a.js", "package/../luar.js"):
            entry = tarfile.TarInfo(name)
            entry.size = 2
            archive.addfile(entry, BytesIO(b"ab"))
    package = Package("karangan", "1.0.0", "")
    monkeypatch.setattr(Package, "is_intact", lambda _self, tarball: tarball == buffer.getvalue())
    monkeypatch.setattr(cms_package, "locked", lambda: {"karangan": package})
    folder_of(tmp_path).mkdir(parents=True)
    (folder_of(tmp_path) / "karangan-1.0.0.tgz").write_bytes(buffer.getvalue())

    assert read_files("karangan", ["a.js", "luar.js"], tmp_path) == {"a.js": b"ab"}


def test_a_bundle_with_other_addresses_is_refused():
    with pytest.raises(BuildFailed, match="sesuaikan _REPLACED"):
        with_our_addresses("fetch(`https://unpkg.com/satu`)")
