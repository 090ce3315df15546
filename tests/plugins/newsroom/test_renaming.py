"""A file gets the name that is asked for, and all that named it names the new one."""

import pytest

from plugins.content_model.folders import find_files, right_path
from plugins.newsroom.renaming import rename_file
from plugins.topics.refusal import Refused
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
    ],
)
def test_the_right_name_of_a_file(path, right):
    assert right_path(path) == right


def test_a_renamed_picture_is_named_so_wherever_it_was_named(tmp_path):
    path, right = "gambar/2019/Foto Kegiatan (1).JPG", "gambar/2019/Foto-Kegiatan-1.JPG"
    news = NEWS.replace("tags", f"photo: {{file: {path}, alt: Uji, credit: Uji}}\ntags") + f"\n![Uji](<{{static}}/{path}>)\n"
    root = write_content(tmp_path, SMALL | {path: b"foto", "berita/2019/uji.md": news})

    changes = rename_file(path, find_files(root)[0], root)

    assert {name: change.after for name, change in changes.items()} == {
        path: None, right: b"foto", "berita/2019/uji.md": news.replace(path, right).encode(),
    }  # fmt: skip


def test_a_file_is_never_renamed_over_another(tmp_path):
    root = write_content(tmp_path, SMALL | {"gambar/a b.jpg": b"satu", "gambar/a-b.jpg": b"dua"})

    with pytest.raises(Refused, match="sudah ada"):
        rename_file("gambar/a b.jpg", find_files(root)[0], root)
