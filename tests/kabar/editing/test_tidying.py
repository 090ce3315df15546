"""``make rapikan``: a pasted text is written as it is meant, when that is asked for."""

import pytest

from kabar.editing.tidy import main, tidy
from tests.portals import NEWS, SMALL, write_content

PATH = "berita/2019/karangan.md"
PASTED = (
    "---\ntitle: “Bimtek batik”\ndate:\u00a02019-05-26\nsummary: Te\u200bras yang cukup panjang.\ntags: [“ikm”]\n---\n"
    "Syarat:\n\uf0b7 KTP\n\uf0b7 NIB\n\nHari: Senin\nTempat: *Solo*\n"
)
RIGHT = (
    '---\ntitle: "Bimtek batik"\ndate: 2019-05-26\nsummary: Teras yang cukup panjang.\ntags: ["ikm"]\n---\n'
    "Syarat:\n- KTP\n- NIB\n\nHari: Senin\\\nTempat: **Solo**\n"
)


@pytest.fixture
def root(tmp_path):
    return write_content(tmp_path, SMALL | {PATH: PASTED})


def run(root, name=PATH, **more) -> int:
    return main({"CONTENT": str(root), "BERKAS": name, **more})


def test_until_it_is_applied_the_lines_are_only_shown(root, capsys):
    assert run(root) == 0

    shown = capsys.readouterr().out
    assert "  - Tempat: *Solo*\n" in shown
    assert "  + Tempat: **Solo**\n" in shown
    assert "  - date:⍽2019-05-26\n" in shown
    assert (root / PATH).read_text("utf-8") == PASTED


def test_what_is_applied_needs_no_tidying_any_more(root, capsys):
    assert run(root, TERAPKAN="1") == 0

    assert (root / PATH).read_text("utf-8") == RIGHT
    assert tidy(RIGHT) == RIGHT
    assert run(root, str(root / PATH)) == 0
    assert "tidak ada yang perlu dirapikan" in capsys.readouterr().out


def test_line_ends_of_windows_stay(root):
    (root / PATH).write_bytes(PASTED.replace("\n", "\r\n").encode())

    assert run(root, TERAPKAN="1") == 0

    assert (root / PATH).read_bytes() == RIGHT.replace("\n", "\r\n").encode()


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("", "BERKAS kosong"),
        ("berita/2019/tidak-ada.md", "tidak ada"),
        ("portal.yaml", "bukan tulisan"),
        (__file__, "bukan tulisan"),
        ("berita/2019/uji.docx", "salin teksnya ke berkas baru berita/2019/uji.md"),
        ("berita/2019/.uji.md", "tidak dibaca"),
    ],
)
def test_a_file_that_is_no_content_is_refused(root, name, told, capsys):
    write_content(root, {"berita/2019/uji.docx": b"PK", "berita/2019/.uji.md": "Isi."})

    assert run(root, name, TERAPKAN="1") == 1
    assert told in capsys.readouterr().err


def test_a_file_that_is_no_text_is_refused_and_stays(root, capsys):
    (root / PATH).write_bytes(b"\xff\xfe")

    assert run(root, TERAPKAN="1") == 1
    assert "UTF-8" in capsys.readouterr().err
    assert (root / PATH).read_bytes() == b"\xff\xfe"


@pytest.mark.parametrize(
    "text",
    ['---\ntitle: “Batik” dan “tenun”\n---\nIsi.', "tanpa keterangan", "---\ntitle: x\n---\n```\n• kode\n```\n"],
)
def test_what_is_meant_so_stays(text):
    assert tidy(text) == text


PICTURE = "gambar/2019/Foto Kegiatan (1).JPG"
NAMED_SO = (
    NEWS.replace("tags", f"photo: {{file: {PICTURE}, alt: Uji, credit: Uji}}\ntags")
    + f"\n![Uji](<{{static}}/{PICTURE}>)\n"
)
RENAMED = "gambar/2019/Foto-Kegiatan-1.JPG"


def test_a_picture_gets_its_right_name_in_all_texts(tmp_path, capsys):
    root = write_content(tmp_path, SMALL | {PICTURE: b"\xff\xd8", "berita/2019/uji.md": NAMED_SO})

    assert run(root, PICTURE) == 0

    shown = capsys.readouterr().out
    assert f"{root}/{PICTURE} berganti nama menjadi {root}/{RENAMED}\n" in shown
    assert f"  + ![Uji](<{{static}}/{RENAMED}>)\n" in shown
    assert "2 berkas.\n" in shown
    assert (root / PICTURE).exists()

    assert run(root, str(root / PICTURE), TERAPKAN="1") == 0

    assert not (root / PICTURE).exists()
    assert (root / RENAMED).read_bytes() == b"\xff\xd8"
    assert (root / "berita/2019/uji.md").read_text("utf-8") == NAMED_SO.replace(PICTURE, RENAMED)
    assert run(root, RENAMED) == 0
    assert "tidak ada yang perlu dirapikan" in capsys.readouterr().out


def test_a_text_gets_its_right_name_and_then_is_tidied(tmp_path, capsys):
    root = write_content(tmp_path, SMALL | {"berita/2019/Uji Coba.md.txt": PASTED})

    assert run(root, "berita/2019/Uji Coba.md.txt", TERAPKAN="1") == 0
    assert f"make rapikan BERKAS={root}/berita/2019/uji-coba.md" in capsys.readouterr().out
    assert run(root, "berita/2019/uji-coba.md", TERAPKAN="1") == 0

    assert not (root / "berita/2019/Uji Coba.md.txt").exists()
    assert (root / "berita/2019/uji-coba.md").read_text("utf-8") == RIGHT


def test_a_file_is_not_renamed_over_another(tmp_path, capsys):
    files = {PICTURE: b"satu", RENAMED: b"dua", "berita/2019/uji.md": NAMED_SO}
    root = write_content(tmp_path, SMALL | files)

    assert run(root, PICTURE, TERAPKAN="1") == 1

    assert "sudah ada" in capsys.readouterr().err
    assert {path: (root / path).read_bytes() for path in files} == files | {"berita/2019/uji.md": NAMED_SO.encode()}
