"""``make impor WXR=``: from a made-up export to files that pass ``make check``, all or nothing."""

import os
import re
from pathlib import Path

import pytest
import yaml

from kabar.importing import staging
from tests.kabar.importing.archives import BODY, attachment, item, write_export
from tests.pdf_files import new_pdf, saved
from tests.pictures import photo
from tests.pictures import saved as saved_picture


def export(office, *items: str) -> str:
    return str(write_export(office.folder / "ekspor.xml", items))


def front(text: str) -> dict:
    """The front matter of ``text`` as another YAML reader sees it."""
    return yaml.safe_load(text.split("---\n")[1])


def test_a_dry_run_writes_rules_plan_and_notes_and_no_content(office):
    before = {path: data for path, data in office.files().items() if path.startswith("content/")}
    out = office.imports(
        WXR=export(office, item(1, "Perajin belajar"), item(2, "Tentang kami", type="page", slug="tentang"))
    )

    assert {path: data for path, data in office.files().items() if path.startswith("content/")} == before
    assert sorted(path.name for path in (office.folder / "impor/ekspor").iterdir()) == [
        "aturan.yaml",
        "masalah.csv",
        "topik.csv",
    ]
    assert "2 tulisan (berita 1, halaman 1); 0 belum terbit" in out
    assert "content/berita/2019/tulisan-1.md: Perajin belajar" in out
    assert "TERAPKAN=1" in out


def test_a_post_becomes_a_file_that_another_yaml_reader_reads_the_same(office):
    post = item(
        1,
        "2019",
        '<b>Isi</b> <a href="https://balai.example/2019/05/tulisan-2/">kedua</a>.\n\nBaris kedua yang panjang.',
        tags=["Tenun", "tenun "],
        categories=["Kabar Balai"],
        excerpt="Ringkasan [Jakarta] dari situs lama, cukup panjang. [gallery]",
        modified="2019-06-01 09:00:00",
    )
    office.imports(WXR=export(office, post, item(2, "Yang kedua", categories=["2020"])), TERAPKAN="1")

    text = office.read("berita/2019/tulisan-1.md")
    values = front(text)
    assert values["title"] == "2019"
    assert values["summary"] == "Ringkasan [Jakarta] dari situs lama, cukup panjang."
    assert str(values["date"]) == "2019-05-26 08:30" and str(values["modified"]) == "2019-06-01 09:00"
    assert values["authors"] == ["sari-karangan"] and values["tags"] == ["kabar-balai"]
    assert values["aliases"] == ["/2019/05/tulisan-1/"]
    assert values["based_on"][0]["publisher"] == "Balai Karangan"
    assert values["based_on"][0]["url"] == "https://balai.example/2019/05/tulisan-1/"
    assert "**Isi** [kedua]({filename}/berita/2019/tulisan-2.md)." in text
    assert front(office.read("orang/sari-karangan.md")) == {"name": "Sari Karangan"}
    assert office.checks()[0] == 0


def test_running_again_adds_what_is_new_and_touches_nothing_else(office):
    office.imports(WXR=export(office, item(1, "Pertama"), item(2, "Kedua")), TERAPKAN="1")
    edited = office.content / "berita/2019/tulisan-1.md"
    edited.write_text(edited.read_text("utf-8").replace("Pertama", "Disunting"), "utf-8")
    (office.content / "berita/2019/tulisan-2.md").unlink()
    before = office.files()

    same = office.imports(WXR=export(office, item(1, "Pertama"), item(2, "Kedua")), TERAPKAN="1")
    assert office.files() == before
    assert "tidak disentuh: 2 (1 disunting, 1 dihapus atau berganti nama)" in same

    office.imports(WXR=export(office, item(1, "Pertama"), item(2, "Kedua"), item(3, "Ketiga")), TERAPKAN="1")
    after = office.files()
    assert {path for path in after if path not in before} == {"content/berita/2019/tulisan-3.md"}
    assert all(after[path] == data for path, data in before.items() if path.startswith("content/"))


def test_the_editors_rules_and_plan_for_topics_count(office):
    archive = export(
        office,
        item(1, "Kopi ke luar negeri", categories=["Pasar"], tags=["kopi"]),
        item(2, "Bimtek menjahit", categories=["Kabar"], tags=["kopi"]),
        item(3, "Rapat", categories=["Internal"]),
        item(4, "Profil", type="profil"),
        item(5, "Lain", categories=["Kabbar"], tags=["=1+1"]),
    )
    office.imports(WXR=archive)
    folder = office.folder / "impor/ekspor"
    (folder / "aturan.yaml").write_text(
        "rules:\n  - category: pasar\n    section: ekspor\n  - title: [bimtek]\n    section: bimtek\n"
        "  - category: [Internal]\n    section: abaikan\n  - type: profil\n    section: halaman\n"
        "authors:\n  Sari Karangan: redaksi\n"
    )
    (folder / "topik.csv").write_text(
        "nama;tindakan;topik;arti\nPasar;baru;Pasar ekspor;Pembeli di luar negeri.\n"
        "kopi;sinonim;ikm;\nKabar;dibuang;;\nKabbar;ada;IKM;\n'=1+1;dibuang;;\n",
        "windows-1252",
    )
    out = office.imports(WXR=archive, TERAPKAN="1")

    assert front(office.read("ekspor/2019/tulisan-1.md"))["tags"] == ["pasar-ekspor", "ikm"]
    assert front(office.read("topik/pasar-ekspor.md")) == {
        "label": "Pasar ekspor",
        "synonyms": ["Pasar"],
        "aliases": ["/category/pasar/"],
        "definition": "Pembeli di luar negeri.",
    }
    assert front(office.read("berita/2019/tulisan-2.md"))["tags"] == ["ikm"]  # a training without dates stays news
    assert front(office.read("berita/2019/tulisan-2.md"))["authors"] == ["redaksi"]
    assert (office.content / "halaman/tulisan-4.md").is_file()
    assert front(office.read("berita/2019/tulisan-5.md"))["tags"] == ["ikm"]
    assert "Tidak dipindahkan, menurut aturan (abaikan): 1" in out
    assert [one["jenis"] for one in office.notes("ekspor")] == ["bimtek tanpa jadwal"]
    assert office.checks()[0] == 0


@pytest.mark.parametrize(
    ("rules", "message"),
    [
        (
            "rules:\n  - kategori: [A]\n    section: berita\n",
            "impor/ekspor/aturan.yaml:2:15: kunci 'kategori' tidak dikenal",
        ),
        ("rules:\n  - category: [A]\n    section: brita\n", "bagian 'brita' tidak ada; maksud Anda 'berita'?"),
        ("rules:\n  - section: berita\n", "aturan tanpa syarat"),
        ("default berita\n", "impor/ekspor/aturan.yaml:1:1:"),
        ("authors:\n  Sari Karangan: tidak-ada\n", "'tidak-ada' tidak ada di orang/ atau lembaga/"),
    ],
)
def test_a_wrong_rule_is_refused_with_its_line(office, rules, message):
    archive = export(office, item(1, "Satu"))
    office.imports(WXR=archive)
    (office.folder / "impor/ekspor/aturan.yaml").write_text(rules)
    before = office.files()

    code, out, err = office.tries(WXR=archive, TERAPKAN="1")

    assert (code, out) == (1, "")
    assert message in err
    assert office.files() == before


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("nama,tindakan,topik\nKabar Balai,hapus,\n", "topik.csv:2: tindakan 'hapus' tidak dikenal"),
        (
            "nama,tindakan,topik\nKabar Balai,sinonim,\n",
            "topik.csv:2: 'Kabar Balai' sinonim, tetapi kolom topik kosong",
        ),
        ("nama,tindakan,topik\nKabar Balai,sinonim,ikn\n", "topik 'ikn' tidak ada; maksud Anda 'ikm'?"),
        ("a,b\n1,2\n", "topik.csv:1: kolom nama, tindakan, topik tidak ada"),
    ],
)
def test_a_wrong_row_of_the_plan_is_refused_with_its_line(office, table, message):
    archive = export(office, item(1, "Satu"))
    office.imports(WXR=archive)
    (office.folder / "impor/ekspor/topik.csv").write_text(table)

    code, _, err = office.tries(WXR=archive, TERAPKAN="1")

    assert code == 1
    assert message in err


def test_drafts_private_locked_and_future_posts_are_not_shown(office):
    archive = export(
        office,
        item(1, "Draf", status="draft", link="https://balai.example/?p=1"),
        item(2, "Pribadi", status="private"),
        item(3, "Bersandi", password="x"),
        item(4, "Nanti", status="future", date="2027-01-05 08:00:00"),
        item(5, "Sampah", status="trash"),
        item(6, "Revisi", type="revision"),
        item(7, "Halaman nanti", type="page", slug="nanti", date="2027-01-05 08:00:00"),
        item(8, "Aneh", status="arsip"),
        item(
            9, "Terbit", '<a href="/2019/05/tulisan-2/">rahasia</a> dan isi yang cukup panjang untuk teras.', comments=2
        ),
    )
    out = office.imports(WXR=archive, TERAPKAN="1")

    for number in (1, 2, 3, 8):
        assert front(office.read(f"berita/2019/tulisan-{number}.md"))["status"] == "draft"
    assert "status" not in front(office.read("berita/2027/tulisan-4.md"))
    assert str(front(office.read("halaman/nanti.md"))["embargo"]) == "2027-01-05 08:00"
    assert "rahasia dan isi" in office.read("berita/2019/tulisan-9.md")
    assert "Komentar: 2, tidak dipindahkan" in out
    assert "di tempat sampah: 1" in out and "jenis 'revision': 1" in out
    assert office.checks()[0] == 0


def test_pictures_and_attachments_come_from_the_local_copy_only_where_used(office):
    uploads = office.folder / "wp-content/uploads/2019/05"
    uploads.mkdir(parents=True)
    (uploads / "Foto Kegiatan (1).JPG").write_bytes(saved_picture(photo(40, 30), "JPEG"))
    (uploads / "Foto-Kegiatan-1.jpg").write_bytes(saved_picture(photo(30, 30), "JPEG"))
    (uploads / "kain-300x200.jpg").write_bytes(saved_picture(photo(30, 20), "JPEG"))
    (uploads / "kain.jpg").write_bytes(saved_picture(photo(60, 40), "PNG"))
    (uploads / "rusak.jpg").write_bytes(saved_picture(photo(60, 40), "JPEG")[:300])
    (uploads / "jadwal.pdf").write_bytes(saved(new_pdf("Jadwal")))
    (uploads / "peserta.pdf").write_bytes(saved(new_pdf("NIK 3404011501900001")))
    (uploads / "tak-dipakai.jpg").write_bytes(saved_picture(photo(20, 20), "JPEG"))
    url = "https://balai.example/wp-content/uploads/2019/05"
    body = (
        f'<img src="{url}/Foto%20Kegiatan%20(1).JPG" alt="Satu"><img src="{url}/Foto-Kegiatan-1.jpg" alt="Dua">'
        f'<a href="{url}/kain.jpg"><img src="{url}/kain-300x200.jpg" alt="Kain"></a> '
        f'<a href="{url}/jadwal.pdf">Jadwal</a>'
        f' <a href="{url}/peserta.pdf">Peserta</a> <img src="{url}/rusak.jpg" alt="Rusak">'
        f'<img src="{url}/hilang.jpg" alt="Hilang">'
        '<img src="data:image/png;base64,AAAA" alt="Data"><img src="https://lain.example/a.jpg" alt="Lain">'
        f'<img src="{url}/../../../rahasia.jpg" alt="Keluar"> Isi tulisan yang cukup panjang.'
    )
    archive = export(
        office,
        item(1, "Foto", body, meta={"_thumbnail_id": "9"}),
        attachment(9, f"{url}/kain.jpg", "Kain tenun", "Kain dari desa"),
    )
    office.imports(WXR=archive, UNGGAHAN="wp-content/uploads", TERAPKAN="1")

    text = office.read("berita/2019/tulisan-1.md")
    pictures = sorted(
        path.relative_to(office.content).as_posix() for path in (office.content / "gambar").rglob("*") if path.is_file()
    )
    assert [Path(one).name.partition("-")[0] for one in pictures] == ["foto", "foto", "kain.png"]
    assert "[![" not in text and "![Kain]({static}/gambar/2019/05/kain.png)" in text
    assert "[Jadwal]({static}/lampiran/2019/05/jadwal.pdf)" in text
    assert "[Gambar: Lain](https://lain.example/a.jpg)" in text
    for name in ("Rusak", "Hilang", "Data", "Keluar"):
        assert f"_(Gambar tidak ikut dipindahkan: {name}.)_" in text
    assert front(text)["photo"] == {
        "file": "gambar/2019/05/kain.png",
        "alt": "Kain tenun",
        "caption": "Kain dari desa",
        "credit": "Arsip Balai Karangan",
    }
    assert not (office.content / "lampiran/2019/05/peserta.pdf").exists()
    assert any(one["jenis"] == "lampiran" and "NIK" in one["keterangan"] for one in office.notes("ekspor"))
    assert office.checks()[0] == 0


def test_personal_numbers_are_masked_and_listed(office):
    body = (
        "Peserta ber-NIK 3404011501900001 hadir. Hubungi 0812-3456-7890 atau sari@balai.example. "
        "Rekening 1234567890 BRI."
    )
    office.imports(WXR=export(office, item(1, "Data", body)), TERAPKAN="1")

    text = office.read("berita/2019/tulisan-1.md")
    assert "3404011501900001" not in text and "34…01" in text
    assert "1234567890" not in text
    messages = [one["keterangan"] for one in office.notes("ekspor") if one["jenis"] == "data pribadi"]
    assert len(messages) >= 4
    assert office.checks()[0] == 0


def test_what_cannot_be_read_is_reported_with_its_place_and_nothing_is_lost(office):
    long_title = "Judul yang sangat panjang " * 20
    posts = [
        item(1, "", "Kalimat pertama tanpa judul. Kalimat kedua."),
        item(2, "", "", slug=""),
        item(3, "Tanpa tanggal", date="0000-00-00 00:00:00"),
        item(4, long_title),
        item(5, '"Dikutip seluruhnya"'),
        item(
            6,
            "Tanda",
            body="<script>alert(1)</script><a href='javascript:x()'>klik</a> <a href='data:text/html,x'>data</a> isi",
        ),
        item(7, "Alamat", link="https://balai.example/?p=7"),
        item(8, "Alamat aneh", link="https://balai.example/index.php/2019/x/"),
        item(9, "Bagian", link="https://balai.example/berita/"),
        item(10, "Kembar", guid="https://balai.example/?p=1"),
        *(item(100 + number, "Judul sama", slug="") for number in range(60)),
        item(200, "Lipat", slug="judul-sama"),
        item(201, "Lipat", slug="Judul--Sama"),
    ]
    office.imports(WXR=export(office, *posts), TERAPKAN="1")

    written = sorted((office.content / "berita").rglob("*.md"))
    assert len(written) == len(posts)
    assert front(office.read("berita/2019/tulisan-1.md"))["title"] == "Kalimat pertama tanpa judul. Kalimat kedua."
    assert long_title.strip() in office.read("berita/2019/tulisan-4.md")
    assert front(office.read("berita/2019/tulisan-5.md"))["title"] == "Dikutip seluruhnya"
    assert "javascript" not in office.read("berita/2019/tulisan-6.md") and "klik data isi" in office.read(
        "berita/2019/tulisan-6.md"
    )
    kinds = {one["jenis"] for one in office.notes("ekspor")}
    assert {"judul", "tanpa isi", "tanggal", "tautan", "bagian yang dibuang", "alamat lama"} <= kinds
    assert all(one["tempat"].startswith("ekspor.xml:") and one["guid"] for one in office.notes("ekspor"))
    assert office.checks()[0] == 0


_FEED = "<rss><channel><title>&b;</title></channel></rss>"
BOMB = f'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>{_FEED}'
OUTSIDE = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY b SYSTEM "file:///etc/passwd">]>{_FEED}'


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (BOMB, "ekspor.xml:1: XML dengan tipe dokumen"),
        (OUTSIDE, "ekspor.xml:1: XML dengan tipe dokumen"),
        ("<rss><channel><item>", "ekspor.xml:1:21: XML terpotong"),
        ("<rss><channel><title>&nbsp;</title></channel></rss>", "ada kode seperti &nbsp;"),
        ("<rss><a></b></rss>", "ekspor.xml:1:11: XML rusak"),
        ("", "ekspor.xml:1:1: XML terpotong"),
        ("<html></html>", "bukan ekspor WordPress"),
        ("<rss><channel><title>x</title></channel></rss>", "tulis: make impor UMPAN="),
        ('<?xml version="1.0" encoding="klingon"?><rss/>', "pengodean 'klingon' tidak dikenal"),
        ("<a>" * 300, "bersarang lebih dari 200 tingkat"),
    ],
)
def test_hostile_and_broken_exports_are_refused_before_anything_is_written(office, data, message):
    (office.folder / "ekspor.xml").write_text(data)
    before = office.files()

    code, out, err = office.tries(WXR="ekspor.xml", TERAPKAN="1")

    assert (code, out) == (1, "")
    assert message in err
    assert office.files() == before


def test_windows_bytes_and_control_characters_in_utf8_are_repaired_and_reported(office):
    file = write_export(
        office.folder / "ekspor.xml",
        [item(1, "Kutip HURUF", "Isi BEBAS tulisan yang cukup panjang."), item(2, "Bersih")],
    )
    file.write_bytes(file.read_bytes().replace(b"HURUF", b"\x93ganda\x94").replace(b"BEBAS", b"be\x08bas"))
    office.imports(WXR="ekspor.xml", TERAPKAN="1")

    text = office.read("berita/2019/tulisan-1.md")
    assert front(text)["title"] == "Kutip “ganda”" and "bebas" in text
    assert [(one["jenis"], one["guid"]) for one in office.notes("ekspor")] == [
        ("huruf rusak", "https://balai.example/?p=1")
    ] * 2


def test_a_failure_in_the_middle_leaves_nothing_behind(office, monkeypatch):
    archive = export(office, *(item(number, f"Tulisan {number}") for number in range(1, 6)))
    office.imports(WXR=archive)
    before = office.files()
    links = []

    def failing(source, target):
        links.append(target)
        if len(links) == 4:
            raise OSError(28, "No space left on device", str(target))
        Path(target).hardlink_to(source)

    def copying(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(staging.os, "link", failing)
    monkeypatch.setattr(staging.shutil, "copyfileobj", copying)
    code, _, err = office.tries(WXR=archive, TERAPKAN="1")

    assert code == 1 and "Tidak ada yang ditulis: Disk penuh" in err
    assert office.files() == before


def test_a_run_that_was_killed_is_taken_back_by_the_next(office, monkeypatch):
    archive = export(office, item(1, "Satu"), item(2, "Dua"))
    office.imports(WXR=archive)
    before = office.files()
    child = os.fork()
    if not child:
        monkeypatch.setattr("kabar.importing.staging.write_file", lambda *_: os._exit(9))
        office.tries(WXR=archive, TERAPKAN="1")
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    assert office.files() != before

    out = office.imports(WXR=archive)

    assert "berkasnya ditarik kembali" in out
    assert office.files() == before


@pytest.mark.parametrize(
    ("environ", "message"),
    [
        ({}, "Arsipnya belum disebut"),
        ({"WXR": "a.xml", "UMPAN": "b.xml"}, "Beberapa arsip sekaligus"),
        ({"WXR": "tidak-ada.xml"}, "WXR: 'tidak-ada.xml' tidak ada"),
        ({"WXR": "content"}, "untuk folder Markdown tulis: make impor FOLDER=content"),
        ({"FOLDER": "content/topik", "TERAPKAN": "ya"}, "TERAPKAN='ya' tidak dikenal"),
        ({"FOLDER": "content/topik", "UNGGAHAN": "x"}, "UNGGAHAN: folder 'x' tidak ada"),
        ({"FOLDER": "content/topik", "CONTENT": "x"}, "CONTENT: folder 'x' tidak ada"),
    ],
)
def test_a_wrong_request_is_answered_with_the_right_one(office, environ, message):
    code, out, err = office.tries(**environ)

    assert (code, out) == (1, "")
    assert message in err


def test_the_order_of_the_export_changes_no_file(office):
    posts = [item(number, "Judul sama", BODY, slug="") for number in range(1, 9)]
    office.imports(WXR=export(office, *posts), TERAPKAN="1")
    first = {path: data for path, data in office.files().items() if path.startswith("content/")}
    for path in (office.content / "berita").rglob("*.md"):
        path.unlink()
    (office.folder / "impor/ekspor/catatan.json").unlink()

    office.imports(WXR=export(office, *reversed(posts)), TERAPKAN="1", JOBS="2")

    assert {path: data for path, data in office.files().items() if path.startswith("content/")} == first


def test_a_post_beyond_the_limit_is_refused_with_its_line(office, monkeypatch):
    monkeypatch.setattr("kabar.importing.archives.xml_stream.LARGEST_ENTRY", 100_000)
    archive = export(office, item(1, "Kecil"), item(2, "Besar", "kata " * 30_000))
    before = office.files()

    code, _, err = office.tries(WXR=archive, TERAPKAN="1")

    assert code == 1
    assert re.search(r"ekspor\.xml:\d+: satu tulisan lebih besar dari", err)
    assert office.files() == before
