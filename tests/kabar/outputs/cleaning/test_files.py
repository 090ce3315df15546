"""Cleaned files are made once, kept by what they were made from, and no longer than they are needed."""

import hashlib

import pytest

from kabar.outputs.cleaning import cleaned_files as files_module
from kabar.outputs.cleaning.cleaned_files import CleanedFiles, PublishedSizes, clean
from kabar.outputs.renditions.made_files import FileStore
from tests.office_files import docx

PATH = "lampiran/a.docx"


@pytest.fixture
def store(tmp_path, monkeypatch):
    """A store with one file, and a list of what was cleaned."""
    (tmp_path / "lampiran").mkdir()
    (tmp_path / PATH).write_bytes(docx())
    made = []
    monkeypatch.setattr(files_module, "clean", lambda path, data: made.append(path) or clean(path, data))

    def open_() -> CleanedFiles:
        digest = hashlib.sha256((tmp_path / PATH).read_bytes()).hexdigest()
        return CleanedFiles(tmp_path, {PATH: digest}, FileStore(tmp_path / "simpan"))

    return open_, made


def test_nothing_is_cleaned_twice_and_what_is_damaged_is_cleaned_anew(store, tmp_path):
    open_, made = store
    first = open_().bytes_of(PATH)

    assert (open_().bytes_of(PATH), made) == (first, [PATH])
    (kept,) = (tmp_path / "simpan").iterdir()
    for spoilt in (kept.read_bytes()[:-1], b"", b"x" * 100):
        kept.write_bytes(spoilt)
        assert open_().bytes_of(PATH) == first
    assert len(made) == 4


def test_it_is_cleaned_anew_where_the_file_or_our_code_is_another(store, tmp_path, monkeypatch):
    open_, made = store
    before = open_().bytes_of(PATH)
    (tmp_path / PATH).write_bytes(docx("<w:p/>"))

    assert open_().bytes_of(PATH) != before
    monkeypatch.setattr(files_module, "settings", lambda: ("lain",))
    open_().bytes_of(PATH)
    assert len(made) == 3


def test_what_is_no_longer_published_goes(store, tmp_path):
    open_, _ = store
    open_().bytes_of(PATH)
    CleanedFiles(tmp_path, {}, FileStore(tmp_path / "simpan")).prune()

    assert [*(tmp_path / "simpan").iterdir()] == []
    CleanedFiles(tmp_path, {}, FileStore(tmp_path / "tidak-ada")).prune()


def test_a_size_is_that_of_the_cleaned_file(store, tmp_path):
    open_, _ = store
    sizes = PublishedSizes(open_(), [PATH])

    assert dict(sizes) == {PATH: len(open_().bytes_of(PATH))}
    assert sizes[PATH] < (tmp_path / PATH).stat().st_size
    with pytest.raises(KeyError):
        sizes["lampiran/b.docx"]


def test_a_file_that_cannot_be_cleaned_says_which_and_what_to_do(tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4 rusak")

    with pytest.raises(ValueError, match=r"^a\.pdf: PDF rusak.*; simpan ulang"):
        CleanedFiles(tmp_path, {"a.pdf": ""}, FileStore(None)).bytes_of("a.pdf")
