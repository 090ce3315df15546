"""Typing front matter: what a mistake is told as, and where."""

from datetime import date
from textwrap import dedent
from zoneinfo import ZoneInfo

import pytest

from kabar.content.models.article import News
from kabar.content.models.bimtek import Bimtek
from kabar.content.models.figure import Figure, ObservationKey
from kabar.content.models.person import Person
from kabar.content.parsing.front_matter import split
from kabar.content.parsing.yaml_structure import read_structure
from kabar.content.reading.typed import type_document

CONTEXT = {"zone": ZoneInfo("Asia/Jakarta")}
NEWS = {
    "title": "Judul",
    "date": "2025-05-01",
    "summary": "Teras yang cukup panjang untuk pengujian.",
    "tags": "[ikm]",
}
BIMTEK = NEWS | {
    "start": "2025-05-20",
    "end": "2025-05-22",
    "place": "{name: Balai, province: Bali}",
    "organisers": "[bbkb]",
}


def read(model, path: str, values: dict[str, str]):
    text = "---\n" + "".join(f"{key}: {value}\n" for key, value in values.items()) + "---\n"
    parts, problems = split(path, text.encode())
    assert problems == []
    return type_document(model, path, parts.structure, parts.body, parts.body_line, CONTEXT)


def messages_of(model, path: str, values: dict[str, str]) -> list[str]:
    return [f"{problem.field}: {problem.message}" for problem in sorted(read(model, path, values)[1])]


def test_a_date_without_offset_is_in_the_portals_zone():
    news, problems = read(News, "berita/2025/a.md", NEWS | {"date": "2025-05-01 01:35"})

    assert problems == []
    assert news.date.isoformat() == "2025-05-01T01:35:00+07:00"


def test_a_date_with_offset_is_converted_to_the_portals_zone():
    news, problems = read(News, "berita/2026/a.md", NEWS | {"date": "2025-12-31T18:00Z"})

    assert problems == []
    assert news.date.isoformat() == "2026-01-01T01:00:00+07:00"


def test_a_training_keeps_local_times_and_takes_its_provinces_zone():
    bimtek, problems = read(Bimtek, "bimtek/2025/a.md", BIMTEK | {"start": "2025-05-20 08:30"})

    assert problems == []
    assert bimtek.starts_at.isoformat() == "2025-05-20T08:30:00+08:00"
    assert bimtek.ends_at.isoformat() == "2025-05-22T23:59:00+08:00"
    assert bimtek.end == date(2025, 5, 22)


def test_short_forms_stand_for_their_groups():
    bimtek, problems = read(Bimtek, "bimtek/2025/a.md", BIMTEK | {"fee": "gratis", "organisers": "[a, {name: B}]"})

    assert problems == []
    assert (bimtek.fee.amount, bimtek.fee.currency) == (0, "IDR")
    assert [(one.id, one.name) for one in bimtek.organisers] == [("a", None), (None, "B")]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"date": "20/05/2025"}, "date: '20/05/2025' bukan bentuk tanggal di sini; tulis: date: 2025-05-20"),
        ({"date": "02/03/2025"}, "date: tanggal '02/03/2025' bisa berarti dua hal (atau 2025-02-03); tulis: date: "
            "2025-03-02"),
        ({"date": "0001-01-01 00:00+14:00"}, "date: tahun 1 di luar 1900 sampai 2999"),
        ({"date": "2025-13-40"}, "date: '2025-13-40' tidak ada di kalender"),
        ({"date": "2024-05-01"}, "date: tahun 2024 tidak sama dengan folder berita/2025/"),
        ({"tags": "ikm"}, "tags: harus berupa daftar: [satu, dua], atau tiap butir di baris baru"),
        ({"tags": "[]"}, "tags: paling sedikit 1 butir"),
        ({"tags": "[a, b, c, d, e, f, g, h, i]"}, "tags: paling banyak 8 butir, sekarang 9"),
        ({"sumary": "x"}, "sumary: kunci 'sumary' tidak dikenal; maksudnya 'summary', yang sudah ada: hapus baris ini"),
        ({"slug": "x"}, "slug: kunci 'slug' tidak dikenal; alamat halaman adalah nama berkasnya"),
        ({"summary": "pendek"}, "summary: terlalu pendek; paling sedikit 20 karakter"),
        ({"title": "x" * 201}, "title: terlalu panjang; paling banyak 200 karakter"),
        ({"title": "[a]"}, "title: di sini hanya satu nilai"),
        ({"title": '"a\u200bb"'}, "title: ada spasi tanpa lebar (U+200B); tulis: title: "),
        ({"title": ""}, "title: wajib diisi; tulis: title: …"),
        ({"status": "drafts"}, "status: pilih salah satu: draft, published atau withdrawn"),
        ({"status": "withdrawn"}, "status: tulisan yang dicabut perlu alasan"),
        ({"corrections": "[{date: 2025-06-01, kind: pencabutan, text: A.}]"},
            "corrections.kind: tulisan yang dicabut tidak boleh tetap tampil; tulis status: withdrawn"),
        ({"corrections": "[{date: 2025-06-01, kind: pemulihan, text: A.}]"},
            "corrections.kind: tidak ada pencabutan sebelum pemulihan ini"),
        ({"corrections": "[{date: 2025-06-01, kind: pencabutan, text: A.}, {date: 2025-06-02, kind: pemulihan, text: "
            "B.}, {date: 2025-06-03, kind: pencabutan, text: C.}]"},
            "corrections.kind: tulisan yang dicabut tidak boleh tetap tampil; tulis status: withdrawn, ganti "
            "jenisnya, atau bila dipulihkan"),
        ({"status": "withdrawn", "corrections": "[{date: 2025-06-01, kind: pencabutan, text: A.}, {date: 2025-06-02, "
            "kind: pemulihan, text: B.}]"}, "status: tulisan ini sudah dipulihkan menurut 'corrections'"),
        ({"modified": "2025-04-01"}, "modified: waktu ubah lebih awal daripada 'date'"),
        ({"authors": "[../edi]"}, "authors: '../edi' bukan id; id hanya huruf kecil, angka, dan tanda hubung; tulis: "
            "edi"),
        ({"authors": "[a]", "editor": "a"}, "editor: 'a' sudah ada di 'authors'"),
        ({"photo": "{file: ../x.jpg, alt: A, credit: B}"}, "photo.file: '../x.jpg' bukan berkas di dalam content/"),
        ({"photo": "{file: gambar/x.jpg, credit: B}"}, "photo.alt: wajib diisi"),
        ({"aliases": "[https://x.id/a]"}, "aliases: 'https://x.id/a' bukan alamat di portal ini"),
        ({"aliases": "[/a/../b]"}, "aliases: alamat '/a/../b' tidak aman"),
    ],
)  # fmt: skip
def test_a_mistake_in_any_entry_is_reported_with_its_remedy(change, expected):
    lines = messages_of(News, "berita/2025/a.md", NEWS | change)

    assert len(lines) == 1
    assert lines[0].startswith(expected)


@pytest.mark.parametrize(
    ("status", "kinds"),
    [
        ("published", ["pencabutan", "pemulihan"]),
        ("withdrawn", ["pencabutan", "pemulihan", "pencabutan"]),
        ("published", ["koreksi", "pencabutan", "pemulihan", "pencabutan", "pemulihan", "ralat"]),
        ("draft", ["pencabutan"]),
    ],
)
@pytest.mark.parametrize("step", [1, -1])
def test_a_withdrawal_is_lifted_by_a_later_restoration_in_any_order(status, kinds, step):
    items = [f"{{date: 2025-06-{day:02}, kind: {kind}, text: A.}}" for day, kind in enumerate(kinds, 1)][::step]

    assert (
        messages_of(News, "berita/2025/a.md", NEWS | {"status": status, "corrections": f"[{', '.join(items)}]"}) == []
    )


def test_a_restoration_at_the_moment_of_the_withdrawal_lifts_nothing():
    items = "[{date: 2025-06-01, kind: pencabutan, text: A.}, {date: 2025-06-01, kind: pemulihan, text: B.}]"

    lines = messages_of(News, "berita/2025/a.md", NEWS | {"corrections": items})

    assert [line.split(";")[0] for line in lines] == [
        "corrections.kind: tulisan yang dicabut tidak boleh tetap tampil",
        "corrections.kind: tidak ada pencabutan sebelum pemulihan ini",
    ]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"end": "2025-05-19"}, "end: selesai lebih awal daripada 'start'"),
        ({"start": "2025-05-20T08:00+07:00"}, "start: waktu setempat ditulis tanpa selisih jam"),
        ({"quota": "0"}, "quota: paling sedikit 1, bukan 0"),
        ({"quota": "30 orang"}, "quota: '30 orang' bukan bilangan bulat; tulis: quota: 30"),
        ({"quota": "5", "quota_by": "[{region: A, seats: 6}]"}, "quota_by: jumlah kursi menurut wilayah (6) melebihi"),
        ({"participants": "30"}, "participants: diisi sesudah bimtek selesai"),
        ({"timezone": "Asia/Jakarta"}, "timezone: zona ini bukan zona Bali; tulis: timezone: Asia/Makassar"),
        ({"timezone": "WITA"}, "timezone: zona ditulis dengan nama IANA; tulis: timezone: Asia/Makassar"),
        ({"place": "{name: A, province: Balii}"}, "place.province: provinsi 'Balii' tidak dikenal; tulis: province: "
            "Bali"),
        ({"place": "{name: A}"}, "place.province: provinsi belum diisi"),
        ({"place": "{name: A, province: Bali, regency: Badung}"},
            "place.regency: 'Badung' ditulis dengan nama resminya; tulis: regency: Kabupaten Badung"),
        ({"fee": "{amount: 1.500.000, currency: IDR}"}, "fee.amount: '1.500.000' bukan jumlah uang; tulis: amount: "
            "1500000"),
        ({"fee": "{amount: 1.500, currency: IDR}"}, "fee.amount: '1.500' bukan jumlah uang; tulis: amount: 1500"),
        ({"fee": "{amount: 5, currency: idr}"}, "fee.currency: kode ditulis dengan huruf besar, bukan 'idr'; tulis: "
            "currency: IDR"),
        ({"event_status": "dibatalkan"}, "event_status: tulis alasannya di 'event_status_reason'"),
        ({"status": "dibatalkan"}, "status: keadaan acara ditulis di kunci lain; tulis: event_status: dibatalkan"),
        ({"registration": "{closes: 2025-06-01}"}, "registration.closes: pendaftaran ditutup sesudah bimtek selesai"),
        ({"registration": "{url: formulir.id/x}"}, "registration.url: 'formulir.id/x' bukan alamat situs; mulai "
            "dengan https://; tulis: url: https://formulir.id/x"),
        ({"certificate": "{name: A, kind: kompetensi}"},
            "certificate.kind: sertifikat kompetensi perlu 'lsp' dan 'scheme'"),
        ({"organisers": "[{url: https://x.id}]"}, "organisers: isi id, atau name"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_training_is_reported_with_its_remedy(change, expected):
    lines = messages_of(Bimtek, "bimtek/2025/a.md", BIMTEK | change)

    assert len(lines) == 1
    assert lines[0].startswith(expected)


def test_all_mistakes_of_a_file_are_reported_at_once():
    lines = messages_of(
        Bimtek, "bimtek/2025/a.md", BIMTEK | {"date": "besok", "quota": "0", "end": "2025-05-19", "x": "y"}
    )

    assert [line.partition(":")[0] for line in lines] == ["date", "end", "quota", "x"]


def test_a_role_names_its_years_with_from_and_to():
    person, problems = read(
        Person, "orang/a.md", {"name": "A", "roles": "[{title: Kepala, from: 2018-01-01, to: 2017-01-01}]"}
    )

    assert [problem.field for problem in problems] == ["roles.to"]
    assert person.roles[0].begins == date(2018, 1, 1)


def figure(observations: str):
    text = dedent("""\
        title: Angka karangan
        summary: Angka karangan yang dipakai untuk pengujian.
        tags: [ekspor]
        measure: nilai karangan
        unit: USD
        observations:
        """) + observations
    structure, problems = read_structure("angka/a.yaml", text, 1)
    assert problems == []
    return type_document(Figure, "angka/a.yaml", structure, "", 1, CONTEXT)


def test_two_values_of_one_key_are_a_conflict_until_explained():
    source = "source: {publisher: P, date: 2019-01-0%d}"
    rivals = f"- {{period: 2018, value: 5, {source % 1}}}\n- {{period: 2018, value: 7, {source % 2}}}\n"
    explained = rivals.replace("value: 5", "value: 5, note: Nota").replace("value: 7", "value: 7, note: Nota")

    assert [o.value for o in figure(rivals)[0].conflicts()[ObservationKey("2018")]] == [5, 7]
    assert figure(explained)[0].conflicts() == {}


def test_a_superseded_value_names_the_source_that_stands():
    source = "source: {publisher: P, date: 2019-01-0%d}"
    old = f"- {{period: 2018, value: 5, superseded_by: 2019-01-0%d, {source % 1}}}\n"
    new = f"- {{period: 2018, value: 7, {source % 2}}}\n"

    document, problems = figure(old % 2 + new)
    assert problems == []
    assert document.conflicts() == {}
    assert [list(figure(text)[0].not_superseded()) for text in (old % 2 + new, old % 3 + new, old % 1)] == [
        [],
        [0],
        [0],
    ]


def test_an_observation_needs_a_source_and_a_period_that_parses():
    _, problems = figure("- {period: 2018-13, value: 1.2 miliar}\n")

    assert [problem.field for problem in problems] == [
        "observations.period",
        "observations.value",
        "observations.source",
    ]
