"""Pages that are kept elsewhere find the files of the theme that they were drawn with, for one theme more."""

from kabar.outputs.assets import with_digest
from kabar.publish.theme_before import LIST, files_to_keep, theme_before


def theme(*texts: str) -> dict[str, bytes]:
    return {with_digest("js/life.js", text.encode()): text.encode() for text in texts}


def listed(files: dict[str, bytes]) -> dict[str, bytes]:
    return {LIST: "\n".join(files).encode()}


def test_the_files_of_the_theme_before_are_kept():
    assert files_to_keep(set(theme("baru")), theme("lama")) == theme("lama")


def test_what_was_kept_goes_when_the_theme_changes_again():
    published = theme("kedua", "pertama") | listed(theme("pertama"))

    assert files_to_keep(set(theme("ketiga")), published) == theme("kedua")


def test_what_was_kept_stays_while_the_theme_is_the_same():
    published = theme("kedua", "pertama") | listed(theme("pertama"))

    assert files_to_keep(set(theme("kedua")), published) == theme("pertama")


def test_a_file_that_is_not_what_its_name_promises_is_not_taken():
    (name,) = theme("lama")
    others = {
        "theme/rahasia.txt": b"x",
        name: b"lain",
        "berita/a.0123456789.html": b"y",
        "theme/../a.0123456789.js": b"",
    }

    assert files_to_keep(set(theme("baru")), others) == {}


def test_the_folder_is_afterwards_what_it_was(tmp_path):
    (name,) = theme("baru")
    (tmp_path / name).parent.mkdir(parents=True)
    (tmp_path / name).write_bytes(b"baru")

    with theme_before(tmp_path, theme("lama")):
        meanwhile = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}

    assert meanwhile == {name, *theme("lama"), LIST}
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [name.rpartition("/")[2]]
