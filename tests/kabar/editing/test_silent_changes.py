"""What was published stays answered for: losses, moved dates and edits that nobody told of."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from kabar.content.library import load_library
from kabar.content.reading.summary import paragraphs_of
from kabar.outputs.publication_record import Published, UnreadableRecord, write_record
from kabar.outputs.publication_record import read_record as read_record_with_parts
from kabar.publish.silent_changes import (
    BEHIND,
    find_lost_entries,
    find_moved_trainings,
    find_replaced_corrections,
    find_silent_edits,
    find_undone,
)
from tests.portals import MINIMAL, NEWS, SMALL, write_content

NOW = datetime(2019, 6, 1, tzinfo=UTC)
TRAINING = Published(
    "/bimtek/2019/a/", "2019-05-01T00:00:00+07:00", "2019-05-01T00:00:00+07:00", ("pasti", "2019-05-13", "2019-05-18")
)
STORY = Published("/berita/2019/a/", "2019-05-01T00:00:00+07:00", "2019-05-01T00:00:00+07:00", (), ("a", "b", "c", "d"))
LATER = "2019-05-02T00:00:00+07:00"


def read_record(text):
    return read_record_with_parts(text, {}.get)


def record_of(tmp_path, content):
    return write_record(load_library(write_content(tmp_path / "isi", content), NOW).library)


def by_address(*entries):
    return {entry.address: entry for entry in entries}


def test_a_record_tells_of_what_is_shown_and_nothing_else(tmp_path):
    draft = NEWS.replace("tags: [ikm]", "tags: [ikm]\nstatus: draft")
    future = NEWS.replace("2019-05-26 01:35", "2019-06-26 01:35")
    data = record_of(tmp_path, SMALL | {"berita/2019/draf.md": draft, "berita/2019/nanti.md": future})

    entries = read_record(data.decode()).entries
    assert list(entries) == ["/berita/2019/karangan/", "/bimtek/2019/karangan/", "/lembaga/redaksi/"]
    assert entries["/bimtek/2019/karangan/"].event == ("pasti", "2019-05-13", "2019-05-18")
    assert entries["/berita/2019/karangan/"].first_published == "2019-05-26T01:35:00+07:00"
    assert entries["/berita/2019/karangan/"].paragraphs == paragraphs_of("Isi berita karangan.")


def test_a_portal_without_entries_has_a_record(tmp_path):
    record = read_record(record_of(tmp_path, MINIMAL).decode())

    assert list(record.entries) == ["/lembaga/redaksi/"]
    assert (record.name, record.siteurl) == ("Portal Uji", "https://uji.example")


def test_a_record_knows_what_was_withdrawn_and_each_correction_that_is_shown(tmp_path):
    items = ["2019-05-28 09:00, kind: ralat, text: Rahasia", "2019-05-27, kind: koreksi, text: Rahasia"]
    listed = "".join(f"  - {{date: {item}}}\n" for item in items)
    gone = "  - {date: 2019-05-29, kind: pencabutan, text: Rahasia}\n"
    shown = NEWS.replace("tags:", f"corrections:\n{listed}tags:")
    withdrawn = NEWS.replace("tags:", f"status: withdrawn\ncorrections:\n{listed}{gone}tags:")
    data = record_of(tmp_path, SMALL | {"berita/2019/a.md": shown, "berita/2019/b.md": withdrawn}).decode()

    entries = read_record(data).entries
    first, second, plain = (entries[f"/berita/2019/{name}/"] for name in ("a", "b", "karangan"))
    assert (plain.is_withdrawn, plain.corrections) == (False, ())
    assert not first.is_withdrawn
    assert first.corrections == (("koreksi", "2019-05-27T00:00:00+07:00"), ("ralat", "2019-05-28T09:00:00+07:00"))
    assert second.is_withdrawn
    assert second.corrections == (("pencabutan", "2019-05-29T00:00:00+07:00"),)
    assert "Rahasia" not in data
    assert "status" not in json.loads(data)["entries"][0]


def test_a_record_of_version_1_is_read_and_what_it_lacks_is_unknown():
    old = '{"version":1,"entries":[\n{"address":"/berita/2019/a/","modified":"2019-05-01T00:00:00+07:00"}\n]}\n'

    record = read_record(old)

    assert (record.name, record.siteurl) == ("", "")
    entry = record.entries["/berita/2019/a/"]
    assert (entry.changed, entry.is_withdrawn, entry.corrections) == ("2019-05-01T00:00:00+07:00", None, None)


@pytest.mark.parametrize(
    "text",
    ["", " ", "{", "[]", "null", '{"version": 4, "entries": []}', '{"version": 2, "entries": []}', '{"version": 1}',
     '{"version": 3, "portal": {"name": "A", "SITEURL": "B"}, "entries": []}',
     '{"version": 3, "portal": {"name": "A", "SITEURL": "B"}, "parts": [3], "entries": []}',
     '{"version": 3, "portal": {"name": "A", "SITEURL": "B"}, "parts": [{"file": 3, "sha256": 4}], "entries": []}',
     '{"version": 2, "portal": {"name": 1, "SITEURL": ""}, "entries": []}',
     '{"version": 2, "portal": 3, "entries": []}',
     '{"version": 2, "portal": {"name": "A", "SITEURL": "B"}, "entries": [{"address": "/a/", "corrections": [3]}]}',
     '{"version": 2, "portal": {"name": "A", "SITEURL": "B"}, "entries": [{"address": "/a/", "corrections": [{"kind": '
     '3, "date": 4}]}]}', '{"version": 1, "entries": [3]}',
     '{"version": 1, "entries": [{"address": 3}]}', '{"version": 1, "entries": [{"address": "/a/", "event": {}, '
     '"paragraphs": 3}]}',
     '{"version": 1, "entries": [{"address": "/a/", "event": {"status": 1}}]}', "[" * 100_000],
)  # fmt: skip
def test_what_is_no_record_is_told(text):
    with pytest.raises(UnreadableRecord):
        read_record(text)


def test_paragraphs_do_not_change_by_wrapping():
    assert paragraphs_of("Satu\ndua.\n\n\n  Tiga.\n") == paragraphs_of("Satu dua.\n \nTiga.")
    assert len(paragraphs_of("Satu.\n\nDua.")) == 2


def test_what_disappears_in_silence_is_told_with_both_remedies():
    (told,) = find_lost_entries(by_address(STORY, TRAINING), by_address(TRAINING), ())

    assert told.startswith("berita/2019/a.md: sudah terbit di /berita/2019/a/, sekarang hilang")
    assert BEHIND in told and "pencabutan" in told and "alamat.yaml" in told
    assert told.endswith("make deploy TARIK=/berita/2019/a/")


def test_what_leads_on_is_not_lost():
    assert not find_lost_entries(by_address(STORY), {}, {STORY.address})


@pytest.mark.parametrize(
    ("event", "told"),
    [
        (("pasti", "2019-05-20", "2019-05-25"), "mulai 2019-05-13 menjadi 2019-05-20, selesai 2019-05-18 menjadi"),
        (("dibatalkan", "2019-05-13", "2019-05-18"), "keadaan pasti menjadi dibatalkan"),
    ],
)
def test_a_training_is_not_moved_or_called_off_in_silence(event, told):
    moved = replace(TRAINING, event=event)

    assert told in find_moved_trainings(by_address(TRAINING), by_address(moved), {})[0]
    assert not find_moved_trainings(by_address(TRAINING), by_address(replace(moved, changed=LATER)), {})


def test_a_training_that_moved_its_address_too_is_known_again():
    moved = replace(TRAINING, address="/bimtek/2019/b/", event=("pasti", "2019-06-13", "2019-06-18"))
    leads_to = {TRAINING.address: moved.address}

    assert find_moved_trainings(by_address(TRAINING), by_address(moved), leads_to)


@pytest.mark.parametrize(
    ("paragraphs", "share"),
    [(("a", "b", "c", "x"), "1 dari 4 paragraf berubah sejak terbit terakhir (25%)"),
     (("a", "b"), "2 dari 4"), (("a", "b", "c", "d", "e"), "1 dari 5"), (("b", "a", "c", "d"), "1 dari 4"),
     (("x", "y", "z", "w"), "(100%)")],
)  # fmt: skip
def test_an_edit_without_a_word_is_pointed_out_with_its_share(paragraphs, share):
    edited = replace(STORY, paragraphs=paragraphs)

    assert share in find_silent_edits(by_address(STORY), by_address(edited), {})[0]
    assert not find_silent_edits(by_address(STORY), by_address(replace(edited, changed=LATER)), {})


def test_what_was_withdrawn_is_no_edit():
    assert not find_silent_edits(by_address(STORY), by_address(replace(STORY, paragraphs=())), {})


def at(day: int) -> str:
    return f"2019-06-{day:02}T00:00:00+07:00"


def article(*corrections: tuple[str, int], withdrawn: bool = False, changed: int = 0, address: str = "/berita/2019/a/"):
    shown = [(kind, at(day)) for kind, day in corrections if not withdrawn or kind == "pencabutan"]
    newest = max([1, changed, *(day for _, day in corrections)])
    return Published(address, at(1), at(newest), (), (), tuple(shown), withdrawn)


KEPT = [
    (article(), article()),
    (article(), article(("koreksi", 2))),
    (article(("koreksi", 2)), article(("koreksi", 2), changed=3)),
    (article(("koreksi", 2)), article(("koreksi", 2), ("pencabutan", 3), withdrawn=True)),
    (article(("koreksi", 5)), article(("pencabutan", 3), withdrawn=True)),
    (article(("pencabutan", 2), withdrawn=True), article(("pencabutan", 2), withdrawn=True, changed=4)),
    (article(("pencabutan", 2), withdrawn=True), article(("pencabutan", 2), ("pemulihan", 3))),
    (article(("pencabutan", 2), ("pemulihan", 3)), article(("pencabutan", 2), ("pemulihan", 3), ("pencabutan", 4),
        withdrawn=True)),
    (article(changed=9), article(("ralat", 2))),
    (article(("koreksi", 9)), article(("koreksi", 2), ("ralat", 3))),
    (Published("/berita/2019/a/", at(1), at(5)), article(("koreksi", 2))),
    (Published("/berita/2019/a/", at(1), at(5)), article(("pencabutan", 6), withdrawn=True)),
]  # fmt: skip
UNDONE = [
    (article(("pencabutan", 2), withdrawn=True), article(), "sudah dicabut di terbitan lalu, sekarang tampil lagi"),
    (article(("pencabutan", 2), withdrawn=True), article(("koreksi", 3)), "sudah dicabut"),
    (article(("pencabutan", 2), ("pencabutan", 5), withdrawn=True), article(("pencabutan", 2), ("pemulihan", 3)),
        "sudah dicabut"),
    (article(("pencabutan", 2), ("pemulihan", 3)), article(("pencabutan", 2), withdrawn=True),
        "sudah dipulihkan di terbitan lalu"),
    (article(changed=5), article(changed=4), f"waktu ubahnya mundur dari {at(5)} menjadi {at(4)}"),
    (article(("pencabutan", 2), withdrawn=True, changed=5), article(("pencabutan", 2), withdrawn=True),
        "butir 'corrections' kind: pencabutan yang"),
    (article(("koreksi", 2), ("ralat", 3)), article(("koreksi", 2), changed=9),
        "terbit terakhir dengan 2 koreksi, sekarang 1"),
    (Published("/berita/2019/a/", at(1), at(5)), article(), "waktu ubahnya mundur"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new"), KEPT)
def test_what_goes_on_from_the_last_publication_may_be_published(old, new):
    assert find_undone(by_address(old), by_address(new), {}) == []


@pytest.mark.parametrize(("old", "new", "reason"), UNDONE)
def test_what_a_checkout_that_is_behind_would_undo_is_refused_with_a_remedy(old, new, reason):
    (line,) = find_undone(by_address(old), by_address(new), {})

    assert line.startswith("berita/2019/a.md: ")
    assert reason in line and BEHIND in line and "Bila" in line


def test_a_withdrawal_follows_an_article_to_its_new_address():
    old = article(("pencabutan", 2), withdrawn=True)
    leads_to = {"/berita/2019/a/": "/berita/2019/b/"}

    assert find_undone(by_address(old), by_address(article(address="/berita/2019/b/")), leads_to)


def test_an_address_that_leads_on_to_what_was_published_beside_it_is_not_compared():
    old, other = article(("koreksi", 5)), article(address="/berita/2019/b/")
    page = Published("/tentang/", corrections=(), is_withdrawn=False)

    assert not find_undone(by_address(old, other), by_address(other), {"/berita/2019/a/": "/berita/2019/b/"})
    assert not find_undone(by_address(old), by_address(page), {"/berita/2019/a/": "/tentang/"})


def test_a_correction_that_another_took_the_place_of_is_pointed_out():
    old, new = article(("koreksi", 2)), article(("koreksi", 3))

    (line,) = find_replaced_corrections(by_address(old), by_address(new), {})

    assert line.startswith(f"berita/2019/a.md: peringatan: koreksi bertanggal {at(2)} pernah terbit")
    assert not find_replaced_corrections(by_address(old), by_address(article(("koreksi", 2), ("koreksi", 3))), {})
    assert not find_replaced_corrections(by_address(old), by_address(article(("pencabutan", 3), withdrawn=True)), {})
