"""Which folders may be replaced whole."""

from pathlib import Path

import pytest

from kabar.build.output.ownership import MARKER, MARKER_TEXT, refuse_foreign_output
from kabar.failure import BuildFailed


@pytest.fixture
def root(tmp_path, monkeypatch):
    for name in ("content", "theme/static", "kabar", "plugins", ".git", "home"):
        (tmp_path / "proyek" / name).mkdir(parents=True)
    monkeypatch.setenv("HOME", str(tmp_path / "proyek" / "home"))
    return tmp_path / "proyek"


def refuse(output: Path, root: Path):
    refuse_foreign_output(output, root, root / "content")


def test_a_new_an_empty_and_our_own_folder_may_be_replaced(root):
    (root / "kosong").mkdir()
    (root / "output").mkdir()
    (root / "output" / MARKER).write_bytes(MARKER_TEXT)
    (root / "output" / "index.html").write_text("")

    for name in ("baru", "kosong", "output", ".cache/pratinjau"):
        refuse(root / name, root)


@pytest.mark.parametrize(
    "name",
    ["/", ".", "..", "content", "content/hasil", "theme", "theme/static", "kabar", "plugins", ".git", ".git/x", "home"],
)
def test_a_folder_that_holds_or_is_a_source_is_refused(root, name):
    with pytest.raises(BuildFailed, match="OUTPUT"):
        refuse((root / name).resolve(), root)


def test_the_content_folder_is_refused_wherever_it_is(root, tmp_path):
    content = tmp_path / "lain" / "isi"
    content.mkdir(parents=True)

    for output in (content, content.parent, content / "hasil"):
        with pytest.raises(BuildFailed):
            refuse_foreign_output(output, root, content)


def test_somebody_elses_files_are_refused(root):
    (root / "milik").mkdir()
    (root / "milik" / "a.txt").write_text("a")
    (root / "jekyll").mkdir()
    (root / "jekyll" / MARKER).write_bytes(b"")
    (root / "berkas").write_text("a")

    for name in ("milik", "jekyll", "berkas"):
        with pytest.raises(BuildFailed):
            refuse(root / name, root)


def test_a_checkout_of_git_is_refused_even_with_our_marker(root):
    (root / "situs" / ".git").mkdir(parents=True)
    (root / "situs" / MARKER).write_bytes(MARKER_TEXT)

    with pytest.raises(BuildFailed):
        refuse(root / "situs", root)


def test_a_mount_point_is_refused_with_what_to_write_instead(root, monkeypatch):
    (root / "kait").mkdir()
    monkeypatch.setattr("os.path.ismount", lambda path: Path(path).name == "kait")

    with pytest.raises(BuildFailed) as refused:
        refuse(root / "kait", root)

    assert refused.value.lines[0].endswith(f"pilih folder di dalamnya: OUTPUT={root / 'kait'}/situs")
    refuse(root / "kait/situs", root)
