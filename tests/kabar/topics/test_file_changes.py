"""Several files of a content folder change together, or not at all."""

import errno
import os

import pytest

from kabar.editing.files.file_changes import FileChange, Refused, apply_changes
from tests.kabar.topics.content import contents
from tests.portals import write_content

FILES = {"berita/a.md": b"satu", "berita/b.md": b"dua", "topik/lama.md": b"tiga"}
CHANGES = {
    "topik/baru.md": FileChange(None, b"tiga"),
    "berita/a.md": FileChange(b"satu", b"SATU"),
    "berita/b.md": FileChange(b"dua", b"DUA"),
    "topik/lama.md": FileChange(b"tiga", None),
}


def nothing_wrong():
    return ()


def test_files_are_changed_made_and_removed(tmp_path):
    root = write_content(tmp_path, FILES)
    (root / "berita/a.md").chmod(0o640)

    apply_changes(root, CHANGES, nothing_wrong)

    assert contents(root) == {"berita/a.md": b"SATU", "berita/b.md": b"DUA", "topik/baru.md": b"tiga"}
    assert (root / "berita/a.md").stat().st_mode & 0o777 == 0o640


def test_what_is_broken_afterwards_puts_every_file_back(tmp_path):
    root = write_content(tmp_path, FILES)
    seen = []

    def check():
        seen.append(contents(root))
        return ("content/berita/a.md:1:1: rusak",)

    with pytest.raises(Refused, match=r"content/berita/a\.md:1:1: rusak"):
        apply_changes(root, CHANGES, check)

    assert seen[0]["berita/a.md"] == b"SATU"
    assert contents(root) == FILES


@pytest.mark.parametrize("failure", [OSError(28, "penuh", "b.md"), KeyboardInterrupt(), ValueError("salah")])
def test_whatever_fails_puts_every_file_back(tmp_path, failure):
    root = write_content(tmp_path, FILES)

    def check():
        raise failure

    with pytest.raises((Refused, KeyboardInterrupt, ValueError)):
        apply_changes(root, CHANGES, check)

    assert contents(root) == FILES


def test_a_file_changed_meanwhile_is_nobody_elses_to_overwrite(tmp_path):
    root = write_content(tmp_path, FILES | {"berita/b.md": b"lain"})

    with pytest.raises(Refused, match=r"berita/b\.md: berkas berubah"):
        apply_changes(root, CHANGES, nothing_wrong)

    assert contents(root) == FILES | {"berita/b.md": b"lain"}


def test_a_folder_that_cannot_be_written_changes_nothing(tmp_path):
    root = write_content(tmp_path, FILES | {"lembaga": b"sebuah berkas"})

    with pytest.raises(Refused, match="Tidak ada yang diubah"):
        apply_changes(root, CHANGES | {"lembaga/x.md": FileChange(None, b"x")}, nothing_wrong)

    assert contents(root) == FILES | {"lembaga": b"sebuah berkas"}


def test_a_full_disk_is_named_and_changes_nothing(tmp_path, monkeypatch):
    (tmp_path / "a.md").write_text("lama")
    monkeypatch.setattr("kabar.editing.files.file_changes.shutil.copymode", full)

    with pytest.raises(Refused) as refused:
        apply_changes(tmp_path, {"a.md": FileChange(b"lama", b"baru")}, check=lambda: ())

    assert refused.value.lines[0].startswith("Tidak ada yang diubah: Disk penuh: 'a.md' tidak dapat ditulis; kosongkan")
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("a.md", "lama")]


def full(*_paths):
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "a.md")
