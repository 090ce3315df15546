"""A made-up portal of 300 entries with 60 planted mistakes of 30 kinds: each is named at its line, nothing else is."""

import json
import re

from bench.corpus import write_corpus
from kabar.editing.check.__main__ import main
from tests.portals import write_content

NIK, NIP = "3171011203850001", "198503122010011003"

# What is put in place of what, once, the message it must bring; "¶" marks the line that must be named.
Plant = tuple[str, str, str, str]


def key(name: str, value: str) -> tuple[str, str]:
    return rf"^{name}: .*$", f"¶{name}: {value}"


def body(text: str) -> tuple[str, str]:
    """At the end of the first paragraph of the body."""
    return r"\n---\n(.+)\n", rf"\n---\n\1\n\n¶{text}\n"


PLANTS: list[Plant] = [
    ("berita", r"^authors:", "¶titel: Karangan\nauthors:",
        "kunci 'titel' tidak dikenal; maksudnya 'title', yang sudah ada"),
    ("berita", *key("date", "02/03/2010"), "bisa berarti dua hal"),
    ("berita", *key("date", "1999-03-02"), "tahun 1999 tidak sama dengan folder"),
    ("berita", *key("tags", "[topik-1, tak-dikenal]"), "topik 'tak-dikenal' tidak ada"),
    ("berita", *key("summary", "Terlalu pendek."), "terlalu pendek; paling sedikit 20 karakter"),
    ("berita", *key("authors", "[orang-tak-ada]"), "tidak ada di orang/ atau lembaga/"),
    ("berita", r"^(authors: .*)$", "\\1\n¶\\1", "ditulis dua kali"),
    ("berita", r"^authors: ", "¶authors:\t", "ada karakter tab"),
    ("berita", *key("title", "Karangan: judul bertitik dua"), "perlu diapit tanda kutip"),
    ("berita", *key("title", "Karangan nomor # satu"), "teks sesudah ' #' akan hilang"),
    ("berita", *body("Lihat [tulisan]({filename}/berita/2010/tak-ada.md)."), "tak-ada"),
    ("berita", *body("Lihat [tulisan](javascript:alert)."), "akan dibuang"),
    ("berita", *body("Lihat [tulisan]()."), "alamat kosong"),
    ("berita", *body("![Papan]({static}/gambar/tak-ada.svg)"), "tak-ada.svg"),
    ("berita", *body("Nilainya {{angkaa:angka-1:2010}}."), "angkaa"),
    ("ekspor", *body("Nilainya {{angka:angka-1:1901}}."), "tidak punya angka untuk 1901"),
    ("berita", r"^authors:", "¶status: terbit\nauthors:", "pilih salah satu: draft"),
    ("berita", r"^authors:", "photo:\n  ¶file: gambar/tak-ada.svg\n  alt: Papan\n  credit: Karangan\n  caption: "
        "Ukiran\nauthors:", "tak-ada.svg' tidak ada"),
    ("berita", r"^authors:", "¶# GANTI: penulis\nauthors:", "masih contoh dari templat"),
    ("berita", *body(f"Peserta bernomor {NIK} hadir."), "seperti NIK"),
    ("bimtek", r"^quota:", f"¶outcome: Ketua {NIP} hadir.\nmodified: 2026-01-01\nquota:", "seperti NIP"),
    ("berita", *body("Kirim ke rekening bank 1234567890 saja."), "nomor rekening"),
    ("berita", *body("Hubungi 0812-3456-7890 saja."), "[nomor-pribadi]"),
    ("berita", *body("Acara itu kemarin usai."), "[kata-waktu]"),
    ("ekspor", *body("Menurut XYZ, pasar tumbuh."), "[singkatan]"),
    ("berita", *body("Lihat [situs](http://uji.example/)."), "[tautan-http]"),
    ("berita", *key("title", "Karangan " * 9 + "kayu"), "[judul-panjang]"),
    ("berita", r"^(summary: (.*)\n(?:.*\n)*?---\n)", "¶\\1\\2\n\n", "[teras-sama]"),
    ("bimtek", r"^start: .*\n(end: .*)$", "start: 2035-01-01 08:30\n¶\\1", "selesai lebih awal daripada 'start'"),
    ("bimtek", *key("quota", "dua puluh"), "bukan bilangan bulat"),
]  # fmt: skip


def plant(text: str, pattern: str, put: str) -> tuple[str, int]:
    """``text`` with the mistake, and the line of its mark."""
    marked, times = re.subn(pattern, put, text, count=1, flags=re.MULTILINE)
    assert times == 1, pattern
    return marked.replace("¶", ""), marked.count("\n", 0, marked.index("¶")) + 1


def test_every_planted_mistake_is_named_at_its_line_and_nothing_else_is(tmp_path, capsys):
    root = write_corpus(tmp_path, 300, seed=6)
    free = {kind: sorted(root.glob(f"{kind}/*/*.md")) for kind in ("berita", "bimtek", "ekspor")}
    expected: dict[tuple[str, int], str] = {}
    for kind, pattern, put, message in PLANTS * 2:
        path = free[kind].pop(0)
        text, line = plant(path.read_text("utf-8"), pattern, put)
        path.write_text(text, "utf-8")
        expected[path.relative_to(root).as_posix(), line] = message
    assert (len(PLANTS), len(expected)) == (30, 60)

    main([str(root)], {"BUILD_DATE": "2026-11-24", "FORMAT": "json"})

    told = json.loads(capsys.readouterr().out)["problems"]
    found = {(one["file"].removeprefix(f"{root}/"), one["line"]): one["message"] for one in told}
    assert len(told) == len(found)
    assert found.keys() == expected.keys()
    assert [place for place, message in expected.items() if message not in found[place]] == []


def test_a_portal_without_mistakes_is_left_in_peace(tmp_path, capsys):
    assert main([str(write_content(write_corpus(tmp_path, 100, seed=7), {}))], {"BUILD_DATE": "2026-11-24"}) == 0

    assert capsys.readouterr().out == ""
