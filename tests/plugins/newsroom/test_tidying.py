"""``make rapikan``: a pasted text is written as it is meant, when that is asked for."""

import pytest

from plugins.newsroom.command_tidy import main
from plugins.newsroom.tidying import tidy
from tests.portals import SMALL, write_content

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
    ],
)
def test_a_file_that_is_no_content_is_refused(root, name, told, capsys):
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
