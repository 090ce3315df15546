"""`make antrean-terbit`: what is due, in order, and when to build again."""

import json
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from kabar.build.pipeline import valid_until
from kabar.content.library import load_library
from kabar.editing.queue import main
from tests.portals import NEWS, SMALL, write_content

LATER = NEWS.replace("Berita karangan", "Nanti karangan").replace("2019-05-26 01:35", "2019-06-03 07:00")
SOON = NEWS.replace("Berita karangan", "Segera karangan").replace("2019-05-26 01:35", "2019-06-02 09:30")
DRAFT = LATER.replace("tags:", "status: draft\ntags:").replace("Nanti", "Draf")
QUEUE = SMALL | {"berita/2019/nanti.md": LATER, "berita/2019/segera.md": SOON, "berita/2019/draf.md": DRAFT}


def queue(tmp_path, content=QUEUE, **environ) -> int:
    root = write_content(tmp_path / "isi", content)
    return main({"CONTENT": str(root), "BUILD_DATE": "2019-06-01"} | environ)


def test_the_next_entry_stands_first_and_drafts_wait_for_nothing(tmp_path, capsys):
    assert queue(tmp_path) == 0

    assert capsys.readouterr().out.splitlines() == [
        "Minggu, 2 Juni 2019 09.30 WIB  berita/2019/segera.md  Segera karangan",
        "Senin, 3 Juni 2019 07.00 WIB  berita/2019/nanti.md  Nanti karangan",
        "2 tulisan terjadwal.",
        "Bangun lagi portal pada atau sesudah Minggu, 2 Juni 2019 09.30 WIB.",
    ]


def test_programs_are_told_when_and_by_default_not_what(tmp_path, capsys):
    queue(tmp_path, FORMAT="json")
    told = json.loads(capsys.readouterr().out)
    queue(tmp_path, FORMAT="json", RINCI="1")
    whole = json.loads(capsys.readouterr().out)

    assert told == {"now": "2019-06-01T00:00:00+07:00", "next": "2019-06-02T09:30:00+07:00", "count": 2}
    assert [entry["path"] for entry in whole["entries"]] == ["berita/2019/segera.md", "berita/2019/nanti.md"]


def test_an_entry_that_ceases_to_lead_the_front_page_is_a_change_too(tmp_path, capsys):
    leading = NEWS.replace("tags:", "highlight_until: 2019-06-01\ntags:")
    queue(tmp_path, SMALL | {"berita/2019/karangan.md": leading}, FORMAT="json")

    assert json.loads(capsys.readouterr().out)["next"] == "2019-06-02T00:00:00+07:00"


def test_nothing_due_is_said(tmp_path, capsys):
    assert queue(tmp_path, SMALL) == 0
    assert capsys.readouterr().out == "Tidak ada yang terjadwal.\n"


@pytest.mark.parametrize(
    ("environ", "told"),
    [({"FORMAT": "xml"}, "FORMAT 'xml' tidak dikenal"), ({"BUILD_DATE": "kemarin"}, "BUILD_DATE"),
        ({"CONTENT": "/tidak/ada"}, "folder isi tidak ada")],
)  # fmt: skip
def test_what_is_wrong_is_told(tmp_path, capsys, environ, told):
    assert queue(tmp_path, **environ) == 1
    assert told in capsys.readouterr().err


LASTING = SMALL | {
    "orang/ani.md": "---\nname: Ani Karangan\nembargo: 2019-06-05 08:00\n---\n",
    "orang/budi.md": "---\nname: Budi Karangan\nstatus: draft\n---\n",
    "topik/rotan.md": "---\nlabel: Rotan\ndefinition: Topik karangan.\n---\n",
    "berita/2019/nanti.md": LATER.replace("[ikm]", "[rotan]"),
    "angka/nilai.yaml": (
        "title: Nilai karangan\nsummary: Angka karangan untuk uji.\ntags: [ikm]\nmeasure: nilai\nunit:"
        " USD\nobservations:\n  - {period: 2016, value: 1, source: {publisher: P, date: 2019-01-02}}\n  - {period:"
        " 2017, value: 2, source: {publisher: P, date: 2019-01-02}, embargo: 2019-06-02}\n  - {period: 2018, value: 3,"
        " source: {publisher: P, date: 2019-06-02}, embargo: 2019-06-02}\n  - {period: 2019, value: 4, source:"
        " {publisher: P, date: 2019-01-02}, status: draft}\n"
    ),
}


def test_what_waits_is_told_of_every_kind(tmp_path, capsys):
    assert queue(tmp_path, LASTING) == 0

    assert capsys.readouterr().out.splitlines() == [
        "Minggu, 2 Juni 2019 00.00 WIB  angka/nilai.yaml  Nilai karangan (2 angka)",
        "Senin, 3 Juni 2019 07.00 WIB  berita/2019/nanti.md  Nanti karangan",
        "Senin, 3 Juni 2019 07.00 WIB  topik/rotan.md  Rotan  (bersama berita/2019/nanti.md)",
        "Rabu, 5 Juni 2019 08.00 WIB  orang/ani.md  Ani Karangan",
        "4 tulisan terjadwal.",
        "Bangun lagi portal pada atau sesudah Minggu, 2 Juni 2019 00.00 WIB.",
    ]
    queue(tmp_path, LASTING, FORMAT="json", RINCI="1")
    told = json.loads(capsys.readouterr().out)
    assert told["count"] == 4 and told["entries"][2] == {
        "path": "topik/rotan.md", "title": "Rotan", "date": "2019-06-03T07:00:00+07:00",
        "because": "berita/2019/nanti.md",
    }  # fmt: skip


def test_a_build_holds_until_the_first_of_these_moments(tmp_path):
    root = write_content(tmp_path / "isi", LASTING)

    def until(now: datetime) -> datetime:
        return valid_until(load_library(root, now).library)

    zone = ZoneInfo("Asia/Jakarta")
    assert until(datetime(2019, 6, 1, 9, tzinfo=zone)) == datetime(2019, 6, 2, tzinfo=zone)
    assert until(datetime(2019, 6, 3, 1, tzinfo=zone)) == datetime(2019, 6, 3, 7, tzinfo=zone)
    assert until(datetime(2019, 6, 5, 1, tzinfo=zone)) == datetime(2019, 6, 5, 8, tzinfo=zone)
    # Between two midnights, too.
    noon = LASTING["angka/nilai.yaml"].replace("embargo: 2019-06-02", "embargo: 2019-06-01 12:30")
    write_content(root, {"angka/nilai.yaml": noon.replace("date: 2019-06-02", "date: 2019-06-01")})
    assert until(datetime(2019, 6, 1, 9, tzinfo=zone)) == datetime(2019, 6, 1, 12, 30, tzinfo=zone)
