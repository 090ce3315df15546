"""Checks that pass over what was sound find what checks of everything find."""

import sqlite3
from contextlib import closing
from datetime import date

import pytest

from kabar.content.library import load_library
from kabar.content.reading.reading_store import ReadingStore
from kabar.content.validation import privacy_checks
from kabar.index.database import Damaged, Database
from tests.office_files import docx
from tests.pdf_files import signed_pdf
from tests.pictures import photo, saved
from tests.portals import BIMTEK, NEWS, SMALL, write_content

LINKING = NEWS.replace("Isi berita", "[a]({filename}/bimtek/2019/karangan.md) [b](/bimtek/bulan/2019-05/) Isi berita")
FILES = SMALL | {
    "bimtek/2019/karangan.md": BIMTEK,
    "berita/2019/menaut.md": LINKING,
    "berita/2019/lama.md": NEWS.replace("title:", "aliases: [berita/2018/lama]\ntitle:", 1),
}
NEW = "berita/2019/tulisan-baru.md"

FIGURE = """\
title: Ekspor karangan
measure: Nilai ekspor
summary: Ukuran karangan untuk pengujian.
unit: USD
geography: ID
tags: [ikm]
observations:
  - period: "2018"
    value: 1
    kind: aktual
    partner: MY
    source: {id: lembar-2019}
"""
SOURCE = "publisher: Penerbit Uji\ntitle: Lembar karangan\ndate: 2019-01-02\n"
PERSON = "---\nname: Ani Uji\n---\n"
PAGE = "---\ntitle: Tentang uji\naliases: [tentang-lama]\nsummary: Halaman karangan untuk pengujian.\n---\nIsi.\n"
RELYING = NEWS.replace(
    "tags: [ikm]", "tags: [ikm]\nauthors: [ani]\nphoto: {file: gambar/a.png, alt: Gambar uji, credit: Uji}"
)
RELYING = RELYING.replace(
    "Isi berita",
    "{{angka:ekspor:2018:MY:sumber:2019-01-02}} [a](/tentang/) [b](/ekspor/negara/my/) [c](/tentang-lama/)",
)
FILES |= {
    "angka/ekspor.yaml": FIGURE,
    "sumber/lembar-2019.yaml": SOURCE,
    "orang/ani.md": PERSON,
    "halaman/tentang.md": PAGE,
    "gambar/a.png": saved(photo(800, 600), "PNG"),
    "berita/2020/bersandar.md": RELYING.replace("2019-05-26", "2020-01-01", 1),
    "lampiran/ralat.docx": docx(),
    "berita/2020/diralat.md": (
        NEWS.replace("2019-05-26", "2020-01-01", 1).replace(
            "tags:",
            "corrections: [{date: 2020-02-01 09:00, kind: ralat, text: Betul., link: /lampiran/ralat.docx}]\ntags:",
        )
    ),
    "berita/2020/lewat.md": (
        NEWS.replace("2019-05-26", "2020-01-01", 1).replace("Isi berita", "[lama](/berita/2018/lama/) Isi berita")
    ),
    "berita/2020/terjemahan.md": (
        NEWS.replace("tags:", "lang: en\ntranslation_of: berita/2019/menaut.md\ntags:").replace(
            "2019-05-26", "2020-01-01", 1
        )
    ),
    "bimtek/2020/bernama.md": BIMTEK.replace("[redaksi]", "[{name: Dinas Karangan}]").replace("2019-", "2020-"),
}

CHANGES = {
    "a page that claims an entry's address": {"halaman/tentang.md": PAGE.replace("lama]", "lama, berita/2019/menaut]")},
    "a page that claims a year's address": {"halaman/tentang.md": PAGE.replace("lama]", "lama, berita/2019]")},
    "what a correction leads to gone": {"lampiran/ralat.docx": None},
    "a draft at an old address": {
        "berita/2018/lama.md": NEWS.replace("2019", "2018").replace("title:", "status: draft\ntitle:", 1)
    },
    "a person who is called otherwise": {"orang/ani.md": PERSON.replace("Ani Uji", "Ani Karangan")},
    "a person gone": {"orang/ani.md": None},
    "a person to be shown later": {"orang/ani.md": PERSON.replace("name:", "status: draft\nname:", 1)},
    "a person more": {"orang/budi.md": "---\nname: Budi Uji\n---\n"},
    "a measure without the year that is written": {"angka/ekspor.yaml": FIGURE.replace('"2018"', '"2017"')},
    "a measure without its partner": {"angka/ekspor.yaml": FIGURE.replace("    partner: MY\n", "")},
    "a measure gone": {"angka/ekspor.yaml": None},
    "a measure to be shown later": {"angka/ekspor.yaml": f"{FIGURE}status: draft\n"},
    "a source more": {"sumber/lembar-2020.yaml": SOURCE.replace("2019", "2020")},
    "a source of another date": {"sumber/lembar-2019.yaml": SOURCE.replace("2019", "2018")},
    "a page gone": {"halaman/tentang.md": None},
    "an old address of a page gone": {"halaman/tentang.md": PAGE.replace("[tentang-lama]", "[tentang-tua]")},
    "a page of another text": {"halaman/tentang.md": PAGE.replace("Isi.", "Isi lain.")},
    "an organisation that a training names": {"lembaga/dinas.md": "---\nname: Dinas Karangan\n---\n"},
    "an organisation of the short name that a training names": {
        "lembaga/dinas.md": "---\nname: Dinas\nshort_name: Dinas Karangan\n---\n"
    },
    "an organiser of another name": {"lembaga/redaksi.md": SMALL["lembaga/redaksi.md"].replace("Redaksi", "Ruang")},
    "another picture": {"gambar/a.png": saved(photo(400, 300), "PNG")},
    "a broken picture": {"gambar/a.png": b"\x89PNG\r\n\x1a\nrusak"},
    "a picture gone": {"gambar/a.png": None},
    "a picture more": {"gambar/b.png": saved(photo(400, 300), "PNG")},
    "a translated entry gone": {"berita/2019/menaut.md": None},
    "a translated entry in the other language": {"berita/2019/menaut.md": LINKING.replace("tags:", "lang: en\ntags:")},
    "a topic of another name": {"topik/ikm.md": SMALL["topik/ikm.md"].replace("Industri kecil", "Usaha kecil")},
    "a topic that takes the name of another": {
        "topik/lain.md": SMALL["topik/ikm.md"].replace("label: IKM", "label: Lain").replace("[Industri kecil", "[Usaha")
    },
    "another portal": {"portal.yaml": SMALL["portal.yaml"].replace("Portal Uji", "Portal Lain")},
    "an old address of the portal": {"alamat.yaml": "- {address: lama/a, moved_to: berita/2019/menaut}\n"},
    "a sound entry more": {NEW: NEWS},
    "an entry with a dead link": {NEW: NEWS.replace("Isi berita", "[x]({filename}/berita/2019/tiada.md) Isi berita")},
    "an entry with an unknown topic": {NEW: NEWS.replace("tags: [ikm]", "tags: [tiada]")},
    "an entry in the place of an old address": {"berita/2018/lama.md": NEWS.replace("2019", "2018")},
    "an old address that is an entry's": {NEW: NEWS.replace("title:", "aliases: [berita/2019/menaut]\ntitle:", 1)},
    "a target gone": {"bimtek/2019/karangan.md": None},
    "a target withheld": {"bimtek/2019/karangan.md": BIMTEK.replace("title:", "status: draft\ntitle:", 1)},
    "a target that moved to another month": {"bimtek/2019/karangan.md": BIMTEK.replace("2019-05", "2019-06")},
    "a topic gone": {"topik/ikm.md": None},
    "an organisation gone": {"lembaga/redaksi.md": None},
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_is_judged_as_if_all_was_read_anew(tmp_path, change):
    root, store = write_content(tmp_path / "isi", FILES), ReadingStore(Database(tmp_path / "naskah"))
    assert load_library(root, date(2020, 7, 1), store=store).library
    for path, text in change.items():
        if text is None:
            (root / path).unlink()
        else:
            write_content(root, {path: text})

    found = load_library(root, date(2020, 7, 1), store=store)
    anew = load_library(root, date(2020, 7, 1))

    assert found.problems == anew.problems
    assert found.library == anew.library


def test_nothing_stays_of_what_a_build_read_that_failed(tmp_path, monkeypatch):
    monkeypatch.setattr("kabar.content.reading.reading_store._AT_ONCE", 1)
    root, file = write_content(tmp_path / "isi", FILES), tmp_path / "naskah"
    assert load_library(root, date(2020, 7, 1), store=ReadingStore(Database(file))).library
    secret = {NEW: NEWS.replace("Isi berita", "Isi rahasia"), "berita/2019/salah.md": NEWS.replace("[ikm]", "[tiada]")}
    write_content(root, secret)
    assert load_library(root, date(2020, 7, 1), store=ReadingStore(Database(file))).library is None
    for path in secret:
        (root / path).unlink()

    for _ in range(2):
        assert load_library(root, date(2020, 7, 1), store=ReadingStore(Database(file))).library

    assert b"Isi rahasia" not in file.read_bytes()


def test_files_of_drafts_are_not_named(tmp_path):
    draft = NEWS.replace("title:", "status: draft\ntitle:", 1).replace("Isi", "![x]({static}/gambar/rahasia.png) Isi")
    files = FILES | {NEW: draft, "gambar/rahasia.png": saved(photo(40, 30), "PNG")}
    root, file = write_content(tmp_path / "isi", files), tmp_path / "naskah"

    for _ in range(2):
        assert load_library(root, date(2020, 7, 1), store=ReadingStore(Database(file))).library

    assert b"rahasia" not in file.read_bytes()


ALL = {path for path in FILES if path.startswith(("berita/", "bimtek/"))}
LEANING = "berita/2020/bersandar.md"


@pytest.mark.parametrize(
    ("change", "doubted"),
    [
        ({}, set()),
        (CHANGES["a person more"], set()),
        (CHANGES["a source more"], set()),
        (CHANGES["a picture more"], set()),
        (CHANGES["a sound entry more"], set()),
        (CHANGES["a person who is called otherwise"], {LEANING}),
        (CHANGES["another picture"], {LEANING}),
        (CHANGES["a measure without the year that is written"], {LEANING}),
        (CHANGES["a translated entry in the other language"], {"berita/2019/menaut.md", "berita/2020/terjemahan.md"}),
        (CHANGES["a target gone"], {"berita/2019/menaut.md", "bimtek/2019/karangan.md"}),
        (CHANGES["an organisation that a training names"], {"bimtek/2020/bernama.md"}),
        (CHANGES["a topic of another name"], ALL),
    ],
)
def test_only_what_relies_on_a_change_is_looked_at_again(tmp_path, change, doubted):
    root, store = write_content(tmp_path / "isi", FILES), ReadingStore(Database(tmp_path / "naskah"))
    load_library(root, date(2020, 7, 1), store=store)
    for path, text in change.items():
        (root / path).unlink() if text is None else write_content(root, {path: text})

    trust = load_library(root, date(2020, 7, 1), store=store).crossing.trust

    assert ALL - trust.entries == doubted


def test_an_attachment_is_looked_at_again_only_where_there_was_something_to_say(tmp_path, monkeypatch):
    signed = {"lampiran/ttd.pdf": signed_pdf(Author="Karangan"), "lampiran/biasa.docx": docx()}
    root, store = write_content(tmp_path / "isi", FILES | signed), ReadingStore(Database(tmp_path / "naskah"))
    looked_at = []
    look = privacy_checks.texts_of
    monkeypatch.setattr(privacy_checks, "texts_of", lambda path: looked_at.append(path.name) or look(path))

    reported = [load_library(root, date(2020, 7, 1), store=store).problems for _ in range(3)]

    assert [one.path for one in reported[0]] == ["lampiran/ttd.pdf"] and reported == [reported[0]] * 3
    assert looked_at == ["biasa.docx", "ralat.docx", "ttd.pdf", "ttd.pdf", "ttd.pdf"]
    # Neither a topic nor another file says anything of it.
    write_content(root, {"topik/ikm.md": SMALL["topik/ikm.md"] + "\nLagi.\n", "lampiran/lain.docx": docx("<w:p/>")})
    assert load_library(root, date(2020, 7, 1), store=store).problems == reported[0]
    assert looked_at[5:] == ["lain.docx", "ttd.pdf"]
    write_content(root, {"lampiran/biasa.docx": docx()[:500]})
    assert len(load_library(root, date(2020, 7, 1), store=store).problems) == 2


def test_a_warning_is_reported_again_and_again(tmp_path):
    topic = SMALL["topik/ikm.md"].replace("label:", "misspellings: [ikmm]\nlabel:", 1)
    files = FILES | {"topik/ikm.md": topic, NEW: NEWS.replace("tags: [ikm]", "tags: [ikmm]")}
    root, store = write_content(tmp_path / "isi", files), ReadingStore(Database(tmp_path / "naskah"))

    reported = [load_library(root, date(2020, 7, 1), store=store).problems for _ in range(3)]

    assert reported[0] and reported == [reported[0]] * 3


def test_an_entry_is_loaded_on_access(tmp_path):
    root, store = write_content(tmp_path / "isi", FILES), ReadingStore(Database(tmp_path / "naskah"))
    first = load_library(root, date(2020, 7, 1), store=store).library.articles["berita/2019/menaut.md"]

    again = load_library(root, date(2020, 7, 1), store=store).library.articles["berita/2019/menaut.md"]

    assert "title" not in vars(again) and again.section == "berita"
    assert again.title == first.title and "title" in vars(again)
    assert again == first and repr(again) == repr(first) and again.model_dump() == first.model_dump()
    assert hash(again) == hash(first)
    with pytest.raises(AttributeError):
        _ = again.judul


def test_a_folder_in_which_something_changed_is_the_only_one_that_is_looked_into(tmp_path):
    root, store = write_content(tmp_path / "isi", FILES), ReadingStore(Database(tmp_path / "naskah"))
    load_library(root, date(2020, 7, 1), store=store)
    write_content(root, {"berita/2020/baru.md": NEWS.replace("2019", "2020")})

    found = load_library(root, date(2020, 8, 1), store=store)

    assert found.crossing.reading.kept.same == {"berita/2019", "bimtek/2019", "bimtek/2020"}
    assert found.library == load_library(root, date(2020, 8, 1)).library


def test_a_folder_with_a_draft_is_never_the_same(tmp_path):
    files = FILES | {NEW: NEWS.replace("title:", "status: draft\ntitle:", 1)}
    root, store = write_content(tmp_path / "isi", files), ReadingStore(Database(tmp_path / "naskah"))

    for preview in (False, True, False):
        found = load_library(root, date(2020, 7, 1), preview, store)
        assert (NEW in found.library.articles, NEW in found.library.withheld) == (preview, True)
        assert found.library == load_library(root, date(2020, 7, 1), preview).library
    assert found.crossing.reading.kept.same == {"berita/2020", "bimtek/2019", "bimtek/2020"}


DAMAGES = {
    "a status": "UPDATE folder SET status = x'00' WHERE name = 'berita/2019'",
    "a number of files": "UPDATE folder SET files = 7 WHERE name = 'berita/2019'",
    "a file": "DELETE FROM source WHERE path LIKE 'berita/2019/%'",
    "a digest": "UPDATE source SET digest = x'00' WHERE path LIKE 'berita/2019/%'",
    "a summary": "UPDATE document SET summary = '{}'",
    "a document": "DELETE FROM document",
    "an article": "DELETE FROM article WHERE folder = 'berita/2019'",
    "a date": "UPDATE article SET date = date + 1 WHERE folder = 'berita/2019'",
    "a list": "DELETE FROM list WHERE name LIKE 'list:%'",
    "a name": "UPDATE list SET name = name || '-' WHERE name LIKE 'uses:%'",
    "a member": "DELETE FROM member WHERE path LIKE 'berita/2019/%'",
    "what a list says": "UPDATE member SET value = '[]' WHERE value != ''",
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_what_is_damaged_is_read_again(tmp_path, damage):
    root, store = write_content(tmp_path / "isi", FILES), ReadingStore(Database(tmp_path / "naskah"))
    load_library(root, date(2020, 7, 1), store=store)
    store.database.close()
    with closing(sqlite3.connect(tmp_path / "naskah")) as spoilt, spoilt:
        spoilt.execute(damage)
    write_content(root, {"berita/2020/baru.md": NEWS.replace("2019", "2020")})

    for _ in range(3):
        loaded = load_library(root, date(2020, 8, 1), store=ReadingStore(Database(tmp_path / "naskah")))
        try:
            assert loaded.library == (right := load_library(root, date(2020, 8, 1)).library)
            assert lists_in(loaded.library) == lists_in(right)
            break
        except Damaged:
            continue  # found when it was asked for: it is not there any more
    else:
        pytest.fail("damaged three times")


def test_lists_that_were_kept_are_those_of_articles_that_are_read(tmp_path):
    root, file = write_content(tmp_path / "isi", FILES), tmp_path / "naskah"
    changes = (
        {},
        {NEW: NEWS},
        {NEW: NEWS.replace("tags: [ikm]", "tags: [ukir]")},
        {NEW: None},
        {"bimtek/2019/karangan.md": None, "berita/2019/menaut.md": None},
    )
    for change in changes:
        write_content(root, {path: text for path, text in change.items() if text})
        for path in (path for path, text in change.items() if text is None):
            (root / path).unlink()
        kept = load_library(root, date(2020, 7, 1), store=ReadingStore(Database(file)))
        if kept.library:
            assert lists_in(kept.library) == lists_in(load_library(root, date(2020, 7, 1)).library)


def lists_in(library) -> dict:
    """All lists of ``library`` with their members, and what they say."""
    index, kinds = library.index, (
        "topic",
        "tag",
        "profile",
        "holder",
        "partner",
        "figure",
        "source",
        "programme",
        "begins",
        "way",
    )
    lists = {(kind, id): index.entries([(kind, id)]).paths for kind in kinds for id in index.ids(kind)}
    lists |= {
        kind: index.entries([(kind, "")]).paths
        for kind in ("all", "shown", "withdrawn", "training", "corrected", "translation")
    }
    return lists | {
        name: getattr(index, name)
        for name in ("fingerprints", "changes", "ahead", "highlights", "ties", "attached", "over", "counts")
    }


def test_an_entry_that_goes_after_its_folder_was_lost_is_missed(tmp_path):
    root, store = write_content(tmp_path / "isi", FILES), ReadingStore(Database(tmp_path / "naskah"))
    load_library(root, date(2020, 7, 1), store=store)
    store.database.close()
    with closing(sqlite3.connect(tmp_path / "naskah")) as spoilt, spoilt:
        spoilt.execute("UPDATE folder SET status = x'00' WHERE name = 'bimtek/2019'")
    (root / "bimtek/2019/karangan.md").unlink()

    found = load_library(root, date(2020, 7, 1), store=ReadingStore(Database(tmp_path / "naskah")))

    assert found.problems == load_library(root, date(2020, 7, 1)).problems != ()
