"""A file gets the name that is asked for, and all that named it names the new one."""

import pytest

from kabar.content.reading.folders import find_files, right_path
from kabar.editing.files.file_changes import Refused
from kabar.editing.tidy import rename_file
from tests.portals import NEWS, SMALL, write_content


@pytest.mark.parametrize(
    ("path", "right"),
    [
        ("gambar/2019/Foto Kegiatan (1).JPG", "gambar/2019/Foto-Kegiatan-1.JPG"),
        ("gambar/Mei 2019/a.jpg", "gambar/Mei-2019/a.jpg"),
        ("berita/2019/Uji Coba.md", "berita/2019/uji-coba.md"),
        ("berita/2019/uji.md.txt", "berita/2019/uji.md"),
        ("berita/2019/uji.docx", ""),
        ("berita/2019/uji.md", ""),
        ("gambar/a.jpg", ""),
        ("gambar/a_-b.jpg", ""),
    ],
)
def test_the_right_name_of_a_file(path, right):
    assert right_path(path) == right


def test_a_renamed_picture_is_named_so_wherever_it_was_named(tmp_path):
    path, right = "gambar/2019/Foto Kegiatan (1).JPG", "gambar/2019/Foto-Kegiatan-1.JPG"
    news = (
        NEWS.replace("tags", f"photo: {{file: {path}, alt: Uji, credit: Uji}}\ntags")
        + f"\n![Uji](<{{static}}/{path}>)\n"
    )
    root = write_content(tmp_path, SMALL | {path: b"foto", "berita/2019/uji.md": news})

    changes = rename_file(path, find_files(root)[0], root)

    assert {name: change.after for name, change in changes.items()} == {
        path: None, right: b"foto", "berita/2019/uji.md": news.replace(path, right).encode(),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("written", "after"),
    [
        ("{static}/gambar/é (1).jpg", "{static}/gambar/e-1.jpg"),
        ("{static}/gambar/%C3%A9%20(1).jpg", "{static}/gambar/e-1.jpg"),
        ("{static}/gambar/e%cc%81%20%281%29.jpg", "{static}/gambar/e-1.jpg"),
        ("Lihat gambar/é (1).jpg.", "Lihat gambar/e-1.jpg."),
        ("/gambar/é (1).jpg.png", "/gambar/é (1).jpg.png"),
        ("https://contoh.id/gambar/é (1).jpg", "https://contoh.id/gambar/é (1).jpg"),
        ("lampiran/gambar/é (1).jpg", "lampiran/gambar/é (1).jpg"),
    ],
)
def test_a_name_is_found_as_it_may_be_written(tmp_path, written, after):
    path = "gambar/é (1).jpg"
    root = write_content(tmp_path, SMALL | {path: b"gambar/\xc3\xa9 (1).jpg", "berita/2019/Uji.md": written})

    changes = rename_file(path, find_files(root)[0], root)

    assert changes["gambar/e-1.jpg"].after == b"gambar/\xc3\xa9 (1).jpg"
    assert ("berita/2019/Uji.md" in changes) == (written != after)
    if written != after:
        assert changes["berita/2019/Uji.md"].after == after.encode()


def test_the_logo_of_the_portal_is_renamed_there_too(tmp_path):
    files = SMALL | {
        "gambar/logo baru.svg": b"<svg/>",
        "portal.yaml": SMALL["portal.yaml"] + "logo: gambar/logo baru.svg\n",
    }
    root = write_content(tmp_path, files)

    changes = rename_file("gambar/logo baru.svg", find_files(root)[0], root)

    assert changes["portal.yaml"].after.endswith(b"logo: gambar/logo-baru.svg\n")


def test_a_text_that_names_itself_names_its_new_name(tmp_path):
    root = write_content(tmp_path, SMALL | {"berita/2019/Uji.md": "[a]({filename}/berita/2019/Uji.md)"})

    changes = rename_file("berita/2019/Uji.md", find_files(root)[0], root)

    assert {path: change.after for path, change in changes.items()} == {
        "berita/2019/Uji.md": None, "berita/2019/uji.md": b"[a]({filename}/berita/2019/uji.md)",
    }  # fmt: skip


def test_a_file_is_never_renamed_over_another(tmp_path):
    root = write_content(tmp_path, SMALL | {"gambar/a b.jpg": b"satu", "gambar/a-b.jpg": b"dua"})

    with pytest.raises(Refused, match="sudah ada"):
        rename_file("gambar/a b.jpg", find_files(root)[0], root)
