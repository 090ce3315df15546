"""Splitting a file and reading its YAML for the structure only."""

import pytest

from kabar.content.parsing.front_matter import body_of, split


def file(*lines: str) -> bytes:
    return "\n".join(lines).encode()


def messages_of(data: bytes) -> list[str]:
    return [problem.as_line() for problem in split("a.md", data)[1]]


def test_scalars_stay_text_and_keys_keep_their_place():
    result, problems = split("a.md", file("---", "start: 10:30", "sure: NO", "code: 0712", "---", "Isi"))

    assert problems == []
    assert result.structure.value == {"start": "10:30", "sure": "NO", "code": "0712"}
    assert result.structure.place(("sure",)) == (3, 7)
    assert (result.body, result.body_line) == ("Isi", 6)


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf---\ntitle: A\n---\nIsi",
        b"---\r\ntitle: A\r\n---\r\nIsi",
        b"\n\n---\ntitle: A\n---\nIsi",
        b"---\ntitle: A\n---   \nIsi",
    ],
)
def test_bom_crlf_blank_lines_and_trailing_spaces_are_accepted(data):
    result, problems = split("a.md", data)

    assert problems == []
    assert result.structure.value == {"title": "A"}
    assert result.body == body_of(data) == "Isi"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "content/a.md:1:1: keterangan di awal berkas belum ada"),
        (b"title: A\n", "content/a.md:1:1: keterangan di awal berkas belum ada"),
        (file("---", "title: A"), "content/a.md:1:1: keterangan di awal berkas belum ditutup"),
        (file("---", "title: A", "\tb: c", "---"), "content/a.md:3:1: ada karakter tab"),
        (
            file("---", "title: Kriya #1 dunia", "---"),
            "content/a.md:2:8: title: teks sesudah ' #' akan hilang; apit nilai dengan tanda kutip,"
            ' tulis: title: "Kriya #1 dunia"',
        ),
        (
            file("---", "a: b", "title: Bimtek: kayu", "---"),
            "content/a.md:3:8: title: nilai ini perlu diapit tanda kutip, tulis: title: \"Bimtek: kayu\"",
        ),
        (
            file("---", "title: @ikm", "---"),
            'content/a.md:2:8: title: nilai ini perlu diapit tanda kutip, tulis: title: "@ikm"',
        ),
        (
            file("---", "title: A", "title: B", "---"),
            "content/a.md:3:1: title: kunci 'title' ditulis dua kali (lihat baris 2)",
        ),
        (file("---", "a: &Batik dan tenun", "---"), "content/a.md:2:4: a: nilai yang diawali '&' perlu diapit"),
        (file("---", "a: [*x]", "---"), "content/a.md:2:5: "),
        (file("---", "a: !!python/name:os.system x", "---"), "content/a.md:2:4: a: tanda 'tag:yaml.org"),
        (file("---", "a: 'b", "---"), "content/a.md:2:4: tanda kutip dibuka tetapi tidak ditutup"),
        (file("---", "a: [b", "---"), "content/a.md:"),
        (file("---", "a:", "  - b", " - c", "---"), "content/a.md:"),
        (file("---", "a: " + "[" * 5000, "---"), "content/a.md:2:1: daftar bersarang terlalu dalam"),
        (b"---\ntitle: \xff\n---\n", "content/a.md:2:8: berkas tidak tersimpan sebagai UTF-8"),
        (b"---\ntitle: a\x00b\n---\n", "content/a.md:2:9: ada karakter kendali U+0000"),
        (b"---\ntitle: a\n---\n" + b"x" * 1_000_001, "content/a.md:1:1: berkas 1,0 MB terlalu besar"),
    ],
)
def test_what_cannot_be_read_is_reported_with_place_and_remedy(data, expected):
    lines = messages_of(data)

    assert len(lines) == 1
    assert lines[0].startswith(expected)


def test_aliases_that_explode_are_refused_at_once():
    bomb = ["a0: &a0 [x, x]"] + [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 30)]

    lines = messages_of(file("---", *bomb, "---"))

    assert any("nilai yang diawali '&' perlu diapit tanda kutip" in line for line in lines)


def test_a_value_that_begins_with_a_hash_is_not_lost_and_a_remark_is_one():
    lost = messages_of(file("---", "caption: #IKM", "---", "Isi"))
    remark = messages_of(file("---", "caption: # tulis keterangan", "---", "Isi"))

    assert 'caption: "#IKM"' in lost[0] and "akan hilang" in lost[0]
    assert remark == []
