"""Warnings about the craft of writing: what is warned of, where, and what is left in peace."""

import re
from datetime import date

import pytest

from kabar.content.library import load_library
from kabar.editing.check.__main__ import main
from kabar.editing.check.craft import find_time_words
from kabar.editing.check.source_lines import SourceLines
from kabar.editing.check.warnings import find_near_copies, find_warnings
from tests.portals import BIMTEK, MINIMAL, NEWS, PORTAL, REDAKSI, write_content

PATH = "berita/2019/karangan.md"
LONG = "Perajin karangan " * 30


def warnings(root, files, words=()) -> list:
    root = write_content(root, MINIMAL | files)
    return find_warnings(load_library(root, date(2020, 1, 1)).crossing, words, SourceLines(root))


def news(body: str = "Isi berita karangan.", *lines: str, **keys: str) -> str:
    text = NEWS.replace("Isi berita karangan.", body)
    for key, value in keys.items():
        text = re.sub(rf"^{key}: .*$", lambda match, key=key, value=value: f"{key}: {value}", text, flags=re.MULTILINE)
    return text.replace("tags: [ikm]", "\n".join(["tags: [ikm]", *lines]))


PHOTO = ("photo:", "  file: gambar/x.svg", "  alt: Papan kayu berukir.", "  credit: Karangan")
CASES = [
    (news(title="Karangan " * 8), 2, 8, "judul-panjang", "judul 71 karakter"),
    (news(summary=LONG.strip()[:310]), 4, 10, "teras-panjang", "teras 310 karakter"),
    (
        news(summary="Isi berita karangan tentang kayu.", body="Isi *berita* karangan,\ntentang kayu. Lagi."),
        4,
        10,
        "teras-sama",
        "tulis teras",
    ),
    (news("x", *PHOTO), 7, 9, "foto-tanpa-keterangan", "tulis caption"),
    (news("x", *PHOTO, "  caption: Papan kayu berukir"), 8, 8, "alt-sama", "apa yang terlihat"),
    (news("Satu.\n\nAcara itu kemarin usai."), 9, 11, "kata-waktu", "tulis Sabtu (25/5/2019)"),
    (news("Acara hari\nini usai."), 7, 7, "kata-waktu", "tulis Minggu (26/5/2019)"),
    (news("Dua pekan lalu."), 7, 5, "kata-waktu", "tulis tanggalnya, seperti Sabtu (25/5/2019)"),
    (news("Target tahun ini."), 7, 8, "kata-waktu", "tulis 2019"),
    (news("Mulai pekan depan."), 7, 7, "kata-waktu", "tulis tanggalnya"),
    (news(summary=">-\n  Teras karangan yang panjang\n  diumumkan kemarin di kota."), 6, 13, "kata-waktu", "25/5/2019"),
    (news("Oleh **XYZ** saja."), 7, 8, "singkatan", "singkatan 'XYZ'"),
    (news("Lihat [situs](http://uji.example/a)."), 7, 7, "tautan-http", "tulis: https://uji.example/a"),
    (
        news("x", "based_on:", "  - publisher: Karangan", "    url: http://uji.example/"),
        8,
        10,
        "tautan-http",
        "https://uji",
    ),
    (news("Hubungi 0812-3456-7890."), 7, 9, "nomor-pribadi", "registration.contacts"),
    (news("Hubungi +62 812 3456 7890 ya."), 7, 9, "nomor-pribadi", "registration.contacts"),
]


@pytest.mark.parametrize(
    ("text", "line", "column", "name", "message"), CASES, ids=[f"{c[3]}-{n}" for n, c in enumerate(CASES)]
)
def test_a_warning_stands_at_its_place_with_its_remedy(tmp_path, text, line, column, name, message):
    (problem,) = warnings(tmp_path, {PATH: text, "gambar/x.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>"})

    assert (problem.path, problem.line, problem.column) == (PATH, line, column)
    assert message in problem.message and problem.message.endswith(f"[{name}]")


@pytest.mark.parametrize(
    ("text", "name"), [(case[0], case[3]) for case in CASES], ids=[f"{c[3]}-{n}" for n, c in enumerate(CASES)]
)
def test_a_warning_is_accepted_with_a_reason(tmp_path, text, name):
    accepted = f"accepted:\n  - warning: {name}\n    reason: Karangan.\ntags:"

    assert warnings(tmp_path, {PATH: text.replace("tags:", accepted, 1)}) == []


def test_an_acceptance_of_one_word_leaves_the_others(tmp_path):
    text = news("XYZ dan QRS.", "accepted:", "  - {warning: singkatan, text: XYZ, reason: Karangan.}")

    assert [problem.message[:15] for problem in warnings(tmp_path, {PATH: text})] == ["singkatan 'QRS'"]


@pytest.mark.parametrize(
    "body",
    [
        "Ia berkata, “Kemarin kami datang; tahun ini lagi.”",
        'Ia berkata, "Kemarin\nkami datang."',
        "> Kemarin kami datang.",
        "Mereka belajar, lalu pulang. Hal ini baik. Saat itu lalu lalang.",
        "Keterampilan ini; waktu ini; di depan rumah; seharian ini; sehari lalu-lalang",
        "`kemarin` dan [x](/berita/) <b title='kemarin'>tebal</b>",
        "Nilainya US$1,2 miliar; Kelas II dan XIV; IKM; A; iPhone; B2.",
        "Lihat https://uji.example/XYZ dan {{angka:XYZ:2018}}.",
        "Nomor 021-1234567, tahun 2018 2019, 0821/2019, 808080808080, Rp8.123.456.789.",
    ],
)
def test_what_only_looks_like_it_is_left_in_peace(tmp_path, body):
    assert warnings(tmp_path, {PATH: news(body)}) == []


def test_known_acronyms_are_those_of_topics_organisations_and_the_word_list(tmp_path):
    files = {
        PATH: news("IKM, RUJ, dan XYZ."),
        "lembaga/ruj.md": REDAKSI.replace("Redaksi Uji", "Rumah Uji\nshort_name: RUJ"),
    }

    assert warnings(tmp_path, files, words={"XYZ"}) == []


def test_a_number_to_register_by_is_meant_to_be_called(tmp_path):
    text = BIMTEK.replace("organisers:", "registration:\n  contacts:\n    - whatsapp: 0812-3456-7890\norganisers:")

    assert warnings(tmp_path, {"bimtek/2019/karangan.md": text}) == []


def test_english_entries_are_not_asked_for_indonesian_dates(tmp_path):
    assert warnings(tmp_path, {PATH: news("Besok is a word here.", "lang: en")}) == []


def words(seed: int, number: int = 200) -> str:
    return " ".join(f"{'bkpst'[(at * seed) % 5]}ata{(at * seed * 7919) % 9973}" for at in range(number))


def test_a_near_copy_is_told_at_the_later_one(tmp_path):
    first = news(words(3), date="2019-05-20")
    copy = news(words(3).replace("9 ", "9 sisipan ", 9), date="2019-05-21")

    problems = warnings(tmp_path, {PATH: first, "berita/2019/akhir.md": copy, "berita/2019/lain.md": news(words(11))})

    assert [(problem.path, problem.line) for problem in problems] == [("berita/2019/akhir.md", 7)]
    assert f"isi hampir sama dengan {PATH}" in problems[0].message


def test_texts_that_share_a_paragraph_are_no_copies():
    texts = [("a", words(3)), ("b", f"{words(3, 60)} {words(7)}"), ("c", words(3, 40)), ("d", words(3, 40))]

    assert list(find_near_copies(texts)) == []


def test_letters_whose_small_form_is_longer_move_no_place():
    assert list(find_time_words("İ kemarin")) == [(2, "kemarin")]


def test_a_stranger_among_the_names_of_warnings_is_an_error(tmp_path):
    write_content(tmp_path, MINIMAL | {PATH: news("x", "accepted:", "  - {warning: apa, reason: x}")})

    (problem,) = load_library(tmp_path, date(2020, 1, 1)).problems

    assert problem.field == "accepted.warning" and "pilih salah satu: judul-panjang" in problem.message


SPELLER = """#!/bin/sh
cat > asked
grep -q . asked || exit 0
grep -E '^(salahh|krajinan)$' asked
"""


def test_misspelt_words_are_told_once_where_a_speller_is_installed(tmp_path, monkeypatch, capsys):
    program = write_content(tmp_path / "bin", {"hunspell": SPELLER}) / "hunspell"
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")
    monkeypatch.chdir(tmp_path)
    files = {
        PATH: news("Kata salahh, salahh, Salahh dan `krajinan`.\n\nSebuah krajinan."),
        "kamus.txt": "# x\nkrajinan # y\n",
    }
    root = write_content(tmp_path / "isi", MINIMAL | {"portal.yaml": PORTAL} | files)

    main([str(root)], {"BUILD_DATE": "2020-01-01"})

    out = capsys.readouterr().out
    assert re.findall(r"karangan\.md:(\d+):(\d+): peringatan: isi: (\S+) tidak ada di kamus", out) == [
        ("7", "6", "'salahh'")
    ]


@pytest.mark.parametrize("speller", [None, "#!/bin/sh\necho \"Can't open affix or dictionary files\" >&2; exit 1\n"])
def test_without_a_speller_or_its_dictionary_nothing_is_said_of_spelling(tmp_path, monkeypatch, capsys, speller):
    folder = write_content(tmp_path / "bin", {"hunspell": speller} if speller else {"lain": "x"})
    (folder / ("hunspell" if speller else "lain")).chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))
    root = write_content(tmp_path / "isi", MINIMAL | {PATH: news("Kata salahh.")})

    assert main([str(root)], {"BUILD_DATE": "2020-01-01"}) == 0

    assert capsys.readouterr().out == ""
