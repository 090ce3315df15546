"""Calendars, read back by two parsers that share no code."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ical.calendar_stream import IcsCalendarStream
from icalendar import Calendar

from kabar.outputs.calendars.calendar_events import event_of
from kabar.outputs.training_calendars import plan_calendars
from kabar.pages.parts.keys import Changes
from kabar.pages.parts.page_sets import Planner
from kabar.topics.tree import build_tree
from tests.kabar.outputs.structured_data.loading import HOST, load
from tests.portals import BIMTEK, NEWS

DOMAIN = "uji"
DEADLINES = "bimtek/batas-pendaftaran.ics"
OPEN = (
    "registration: {opens: 2019-05-02, closes: 2019-05-10, via: whatsapp, contacts: [{name: Sari, whatsapp:"
    " 0812-3456-7890}]%s}"
)
EVENT = "bimtek/2019/karangan/acara.ics"


def calendars(root, text=BIMTEK, now=date(2019, 6, 1), **more) -> dict[str, bytes]:
    library = load(root, {"bimtek/2019/karangan.md": text, "berita/2019/kabar.md": NEWS, **more}, now)
    planned = plan_calendars(library, build_tree(library.vocabulary.topics), HOST, DOMAIN)
    return {file.save_as: file.draw() for file in Planner(Changes()).unfold(planned).values()}


def at_noon(day: int) -> datetime:
    return datetime(2019, 5, day, 12, tzinfo=UTC)


def event(data: bytes):
    (found,) = Calendar.from_ical(data).walk("VEVENT")
    (other,) = IcsCalendarStream.calendar_from_ics(data.decode()).events
    assert (other.uid, other.summary) == (found["UID"], found["SUMMARY"])
    return found


def hours(start, end, more=""):
    text = BIMTEK.replace("start: 2019-05-13", f"start: {start}").replace("end: 2019-05-18", f"end: {end}")
    return text.replace("organisers:", f"{more}organisers:")


def test_a_training_stands_in_the_agenda_with_its_topics_organiser_and_province_and_alone(tmp_path):
    found = calendars(tmp_path)

    assert sorted(found) == [
        "bimtek/2019/karangan/acara.ics",
        "bimtek/agenda.ics",
        "bimtek/batas-pendaftaran.ics",
        "bimtek/provinsi/id-kb/agenda.ics",
        "lembaga/redaksi/agenda.ics",
        "topik/ikm/agenda.ics",
    ]
    assert len({event(data)["UID"] for name, data in found.items() if name != DEADLINES}) == 1


def test_whole_days_end_before_the_next_one_begins(tmp_path):
    found = event(calendars(tmp_path)[EVENT])

    assert (found["DTSTART"].dt, found["DTEND"].dt) == (date(2019, 5, 13), date(2019, 5, 19))
    assert found["DTSTART"].params["VALUE"] == "DATE"


@pytest.mark.parametrize(
    ("more", "zone", "offset"),
    [("", "Asia/Jakarta", 7), ("timezone: Asia/Pontianak\n", "Asia/Pontianak", 7)],
)
def test_hours_are_told_in_the_zone_of_the_training_with_its_rules(tmp_path, more, zone, offset):
    data = calendars(tmp_path, hours("2019-05-13 21:00", "2019-05-14 02:00", more))[EVENT]
    found = event(data)

    assert found["DTSTART"].params["TZID"] == zone
    assert found["DTSTART"].dt.astimezone(UTC) == datetime(2019, 5, 13, 21 - offset, tzinfo=UTC)
    assert found["DTEND"].dt - found["DTSTART"].dt == timedelta(hours=5)
    (rules,) = Calendar.from_ical(data).walk("VTIMEZONE")
    assert rules["TZID"] == zone


def test_a_moved_training_replaces_itself(tmp_path):
    before = event(calendars(tmp_path / "a")[EVENT])
    moved = hours("2019-05-20", "2019-05-22").replace(
        "date: 2019-05-01", "date: 2019-05-01\nmodified: 2019-05-03 08:30\nprevious_starts: [2019-05-13]"
    )
    text = moved.replace("end: 2019-05-18", "end: 2019-05-22")
    after = event(calendars(tmp_path / "b", text)[EVENT])

    assert after["UID"] == before["UID"] == f"bimtek/2019/karangan@{DOMAIN}"
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 2 * 24 * 60 + 8 * 60 + 30)
    assert after["LAST-MODIFIED"].dt == after["DTSTAMP"].dt == datetime(2019, 5, 3, 1, 30, tzinfo=UTC)


def test_a_moved_file_keeps_its_event(tmp_path):
    text = BIMTEK.replace("start:", "aliases: [/bimtek/2018/lama/, /bimtek/2018/baru/]\nstart:")

    assert event(calendars(tmp_path, text)[EVENT])["UID"] == f"bimtek/2018/lama@{DOMAIN}"


@pytest.mark.parametrize(
    ("status", "told", "title"),
    [
        ("tentatif", "TENTATIVE", "Bimtek karangan"),
        ("pasti", "CONFIRMED", "Bimtek karangan"),
        ("ditunda", "CANCELLED", "Ditunda: Bimtek karangan"),
        ("dibatalkan", "CANCELLED", "Dibatalkan: Bimtek karangan"),
    ],
)
def test_what_does_not_take_place_is_struck_out(tmp_path, status, told, title):
    text = BIMTEK.replace("start:", f"event_status: {status}\nevent_status_reason: Alasan karangan.\nstart:")
    found = event(calendars(tmp_path, text)[EVENT])

    assert (found["STATUS"], found["SUMMARY"]) == (told, title)
    assert "Alasan karangan." in found["DESCRIPTION"]


REGISTERED = BIMTEK.replace("organisers", f"fee: gratis\nquota: 30\n{OPEN % ''}\norganisers")
OFF = "event_status: dibatalkan\nevent_status_reason: Uji.\n"


def test_an_event_says_deadline_way_in_cost_and_seats(tmp_path):
    lines = event(calendars(tmp_path, REGISTERED)[EVENT])["DESCRIPTION"].replace("\N{NO-BREAK SPACE}", " ").split("\n")

    assert lines == [
        "Teras bimtek karangan yang cukup panjang untuk pengujian.",
        "Biaya: Gratis, tidak dipungut biaya",
        "Kursi: 30 orang",
        "Pendaftaran: Dibuka 2 Mei 2019, sampai 10 Mei 2019 pukul 23.59 WIB",
        "Cara mendaftar: WhatsApp",
        "Narahubung: Sari, WhatsApp +62 812 3456 7890",
        "Penyelenggara: Redaksi Uji",
        "Keterangan terbaru: https://uji.example/portal/bimtek/2019/karangan/",
    ]


def test_what_is_off_takes_nobodys_time_and_invites_to_nothing(tmp_path):
    found = event(calendars(tmp_path, REGISTERED.replace("organisers", f"{OFF}organisers", 1))[EVENT])

    assert (found["TRANSP"], event(calendars(tmp_path / "b", REGISTERED)[EVENT])["TRANSP"]) == ("TRANSPARENT", "OPAQUE")
    assert not [word for word in ("endaftar", "812", "Narahubung") if word in found["DESCRIPTION"]]
    assert found["DESCRIPTION"].startswith("Dibatalkan: Uji. Jadwal semula: 13–18 Mei 2019.")


def test_a_calendar_to_subscribe_to_says_how_long_it_lasts(tmp_path):
    for name, data in calendars(tmp_path).items():
        lasts = Calendar.from_ical(data).get("X-PUBLISHED-TTL")
        assert lasts == (None if name == EVENT else "PT12H"), name


def test_deadlines_stand_in_a_calendar_of_their_own_with_an_alarm_two_days_before(tmp_path):
    found = event(calendars(tmp_path, REGISTERED, at_noon(5))[DEADLINES])

    assert (found["SUMMARY"], found["STATUS"]) == ("Batas daftar: Bimtek karangan", "CONFIRMED")
    assert found["DTSTART"].dt.isoformat() == "2019-05-10T23:59:00+07:00"
    [alarm] = found.walk("VALARM")
    assert (alarm["ACTION"], alarm["TRIGGER"].dt) == ("DISPLAY", timedelta(days=-2))
    assert found["UID"] != event(calendars(tmp_path / "b", REGISTERED)[EVENT])["UID"]


@pytest.mark.parametrize(
    "text", [REGISTERED.replace("organisers", f"{OFF}organisers", 1), REGISTERED.replace("}]}", "}], full: true}")]
)
def test_the_deadline_of_what_is_off_or_full_is_struck_out_and_rings_no_bell(tmp_path, text):
    found = event(calendars(tmp_path, text, at_noon(5))[DEADLINES])

    assert found["STATUS"] == "CANCELLED" and found.walk("VALARM") == []


@pytest.mark.parametrize(
    ("text", "day"),
    [(REGISTERED, 30), (BIMTEK, 5), (REGISTERED.replace("organisers", "access: undangan\norganisers", 1), 5)],
)
def test_a_calendar_of_deadlines_without_any_is_still_one(tmp_path, text, day):
    found = Calendar.from_ical(calendars(tmp_path, text, at_noon(day))[DEADLINES])

    assert found.walk("VEVENT") == [] and len(found.walk("VTIMEZONE")) == 1


def test_what_is_withheld_or_withdrawn_stands_in_no_calendar(tmp_path):
    withdrawn = "status: withdrawn\ncorrections: [{date: 2019-05-02, kind: pencabutan, text: Keliru.}]\nstart:"
    for name, text in {
        "draf": BIMTEK.replace("start:", "status: draft\nstart:"),
        "nanti": BIMTEK.replace("date: 2019-05-01", "date: 2019-12-01"),
        "dicabut": BIMTEK.replace("start:", withdrawn),
    }.items():
        assert calendars(tmp_path / name, text) == {}


def test_a_calendar_made_of_written_parts_is_what_the_library_writes_of_the_whole(tmp_path):
    of_hours = hours("2019-05-13 08:00", "2019-05-18 15:30", "timezone: Asia/Pontianak\n")

    registered = BIMTEK.replace("organisers", f"{OPEN % ''}\norganisers").replace("karangan", "📅 karangan", 1)

    found = calendars(tmp_path, **{"bimtek/2019/berjam.md": of_hours, "bimtek/2019/daftar.md": registered})

    for data in found.values():
        assert Calendar.from_ical(data).to_ical() == data


def test_a_calendar_is_made_of_short_lines_and_whole_letters(tmp_path):
    title = "Bimtek 🧵 ‘kain’; tenun, dan \\ anyaman " + "é" * 90
    data = calendars(tmp_path, BIMTEK.replace("title: Bimtek karangan", f"title: '{title}'"))["bimtek/agenda.ics"]

    lines = data.split(b"\r\n")
    assert max(map(len, lines)) <= 75 and not any(b"\n" in line or b"\r" in line for line in lines)
    assert all(line.decode() is not None for line in lines)
    assert event(data)["SUMMARY"] == title
    assert event(data)["URL"] == "https://uji.example/portal/bimtek/2019/karangan/"


@given(
    title=st.text(st.characters(exclude_categories=["C", "Z"]) | st.sampled_from(' ,;:\\"'), min_size=1, max_size=200)
)
def test_any_title_is_read_back_as_it_was_written(tmp_path_factory, title):
    root = tmp_path_factory.mktemp("isi")
    library = load(root, {"bimtek/2019/karangan.md": BIMTEK})
    tree = build_tree(library.vocabulary.topics)
    (bimtek,) = library.articles.values()
    made = event_of(bimtek.model_copy(update={"title": title}), library, tree, HOST, DOMAIN)

    assert Calendar.from_ical(b"BEGIN:VCALENDAR\r\n" + made.to_ical() + b"END:VCALENDAR\r\n").walk("VEVENT")[0][
        "SUMMARY"
    ] == title
