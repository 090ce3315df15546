"""The agenda, the ways to find trainings, and the records of years."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from kabar.content.library import load_library
from kabar.content.models.host import read_host
from kabar.pages.composition import compose
from tests.kabar.agenda.trainings import many
from tests.kabar.pages.test_composition import pages, values
from tests.portals import BIMTEK, MINIMAL, NEWS, SMALL, write_content

OPEN = "registration: {opens: 2019-05-02, closes: 2019-05-10, via: dinas}\norganisers"
JAKARTA = ZoneInfo("Asia/Jakarta")
AGENDA = "/bimtek/"


def bimtek(title: str, **replaced: str) -> str:
    text = BIMTEK.replace("Bimtek karangan", title)
    for old, new in replaced.items():
        text = text.replace(old, new)
    return text


def parts(page) -> dict[str, list[str]]:
    return {part.id: [card.title for card in part.cards] for part in page.parts}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=JAKARTA)


@pytest.mark.parametrize(
    ("now", "part"),
    [
        ("2019-05-01T12:00", "akan-datang"),
        ("2019-05-02T00:00", "bisa-diikuti"),
        ("2019-05-11T00:00", "akan-datang"),
        ("2019-05-13T00:00", "berlangsung"),
        ("2019-05-19T00:00", "lalu"),
    ],
)
def test_a_training_goes_through_the_parts_of_the_agenda(tmp_path, now, part):
    told = pages(
        tmp_path,
        {
            "bimtek/2019/karangan.md": BIMTEK.replace("organisers", OPEN),
            "berita/2019/karangan.md": NEWS.replace("2019-05-26 01:35", "2019-04-26"),
        },
        at(now),
    )

    found = {id: titles for id, titles in parts(told[AGENDA]).items() if titles}
    assert found == {part: ["Bimtek karangan"]}
    (card,) = next(held.cards for held in told[AGENDA].parts if held.cards)
    assert card.training.part == part


def test_what_can_be_joined_stands_by_deadline_and_what_is_past_by_its_end(tmp_path):
    files = {
        "bimtek/2019/a.md": bimtek("A", organisers=OPEN.replace("05-10", "05-12")),
        "bimtek/2019/b.md": bimtek("B", organisers=OPEN),
        "bimtek/2019/c.md": bimtek("C", **{"2019-05-13": "2019-05-01", "2019-05-18": "2019-05-02"}),
        "bimtek/2019/d.md": bimtek("D", **{"2019-05-13": "2019-05-02", "2019-05-18": "2019-05-03"}),
    }
    news = {"berita/2019/karangan.md": NEWS.replace("2019-05-26 01:35", "2019-04-26")}

    told = parts(pages(tmp_path, files | news, at("2019-05-05T12:00"))[AGENDA])

    assert told["bisa-diikuti"] == ["B", "A"]
    assert told["lalu"] == ["D", "C"]


def test_a_training_is_found_by_province_organiser_topic_with_broader_ones_mode_and_month(tmp_path):
    topic = "---\nlabel: Ukir\ndefinition: Karangan tentang ukir.\nbroader: ikm\n---\n"
    told = pages(tmp_path, {"topik/ukir.md": topic, "bimtek/2019/karangan.md": BIMTEK.replace("[ikm]", "[ukir]")})

    ways = {
        "/bimtek/provinsi/id-kb/", "/bimtek/lembaga/redaksi/", "/bimtek/topik/ukir/", "/bimtek/topik/ikm/",
        "/bimtek/cara/luring/", "/bimtek/bulan/2019-05/",
    }  # fmt: skip
    assert {url for url in told if url.count("/") == 4 and url.startswith(AGENDA) and url[8:9].isalpha()} == ways
    assert {link.url for group in told[AGENDA].filters for _, link in group.choices} == ways
    assert [card.title for card in told["/bimtek/topik/ikm/"].past.cards] == ["Bimtek karangan"]


def test_no_way_leads_to_nothing_and_an_online_training_is_in_no_province(tmp_path):
    online = BIMTEK.replace("place:\n  name: Balai Uji\n  province: Kalimantan Barat\n", "mode: daring\n")
    told = pages(tmp_path, {"bimtek/2019/karangan.md": online})

    assert not [url for url in told if url.startswith("/bimtek/provinsi/")]
    for url, page in told.items():
        if url.startswith("/bimtek/cara/"):
            assert page.past.cards


def test_a_record_holds_the_trainings_that_begin_in_its_year_and_names_the_others(tmp_path):
    later = bimtek("Tahun depan", **{"2019-05-13": "2020-01-13", "2019-05-18": "2020-01-18"})
    told = pages(tmp_path, {"bimtek/2019/depan.md": later})

    assert [row.training.title for row in told["/bimtek/2020/"].rows] == ["Tahun depan"]
    assert [row.training.title for row in told["/bimtek/2019/"].rows] == ["Bimtek karangan"]
    assert [card.title for card in told["/bimtek/2019/"].announced] == ["Tahun depan"]
    assert told["/bimtek/2019/depan/"].breadcrumb[2].url == "/bimtek/2020/"


def test_totals_say_how_much_of_them_was_recorded(tmp_path):
    record = "quota: 30\nparticipants: {total: %s}\nmodified: 2019-05-20\norganisers"
    files = {
        "bimtek/2019/a.md": bimtek("A", organisers=record % "28, women: 12"),
        "bimtek/2019/b.md": bimtek("B", organisers=record % "25"),
        "bimtek/2019/c.md": bimtek(
            "C", organisers="event_status: dibatalkan\nevent_status_reason: Karangan.\norganisers"
        ),
    }
    told = pages(tmp_path, files)
    facts = {fact.label: fact.values[0] for fact in told["/lembaga/redaksi/"].totals}

    assert facts == {
        "Bimtek": "4, 1 di antaranya ditunda atau dibatalkan",
        "Kursi yang diumumkan": "60 (dicatat pada 2 dari 3 bimtek)",
        "Peserta": "53 (dicatat pada 2 dari 3 bimtek)",
        "Peserta perempuan": "12 (dicatat pada 1 dari 2 bimtek)",
    }
    assert {fact.label: fact.values[0] for fact in told["/bimtek/2019/"].totals} == facts
    (year,) = told["/lembaga/redaksi/"].trainings
    assert (year.year.url, year.trainings) == ("/bimtek/2019/", "4")


def test_a_training_and_what_is_written_about_it_lead_to_each_other(tmp_path):
    files = {"berita/2019/karangan.md": NEWS + "\n[Bimteknya]({filename}/bimtek/2019/karangan.md#isi)\n"}
    told = pages(tmp_path, files)

    assert [card.url for card in told["/bimtek/2019/karangan/"].backlinks] == ["/berita/2019/karangan/"]
    assert [card.url for card in told["/berita/2019/karangan/"].trainings] == ["/bimtek/2019/karangan/"]


def test_the_trainings_of_one_programme_lead_to_each_other_newest_first(tmp_path):
    files = {
        f"bimtek/2019/{name}.md": bimtek(
            name, **{"2019-05-13": f"2019-05-{day}", "organisers": "programme: p\norganisers"}
        )
        for name, day in (("satu", "11"), ("dua", "12"), ("tiga", "13"))
    }
    told = pages(tmp_path, files)

    assert [card.title for card in told["/bimtek/2019/dua/"].series] == ["tiga", "satu"]
    assert told["/bimtek/2019/karangan/"].series == ()


def test_a_date_that_holds_no_more_is_struck_out_and_says_why(tmp_path):
    put_off = "event_status: ditunda\nevent_status_reason: Menunggu ruang karangan.\norganisers"
    files = {
        "bimtek/2019/tunda.md": bimtek("Tunda", organisers=put_off),
        "bimtek/2019/pindah.md": bimtek("Pindah", organisers="previous_starts: [2019-05-06]\norganisers"),
    }
    told = pages(tmp_path, files)
    off = told["/bimtek/2019/tunda/"]
    moved = {fact.label: fact.values for fact in told["/bimtek/2019/pindah/"].facts}

    assert off.event.when.struck and off.event.reason == "Menunggu ruang karangan."
    assert "Kalender" not in values(off)
    assert (moved["Jadwal semula"][0].text, moved["Jadwal semula"][0].struck) == ("6 Mei 2019", True)
    assert not told["/bimtek/2019/pindah/"].event.when.struck


@pytest.mark.parametrize(
    ("keys", "label", "words"),
    [
        ("access: undangan", "Undangan", ["Melalui undangan; hubungi dinas perindustrian kabupaten/kota Anda"]),
        (
            "access: undangan\nregistration: {through: [redaksi]}",
            "Undangan",
            ["Melalui undangan; hubungi", "Redaksi Uji"],
        ),
        ("access: tertutup", "Peserta", ["Khusus peserta yang ditunjuk"]),
        ("quota: 5", "Pendaftaran", ["Cara mendaftar belum diumumkan"]),
    ],
)
def test_who_may_come_and_how_is_said(tmp_path, keys, label, words):
    news = {"berita/2019/karangan.md": NEWS.replace("2019-05-26 01:35", "2019-04-26")}
    told = pages(
        tmp_path, news | {"bimtek/2019/a.md": bimtek("A", organisers=f"{keys}\norganisers")}, at("2019-05-05T12:00")
    )

    assert values(told["/bimtek/2019/a/"])[label] == words


@pytest.mark.parametrize(
    ("start", "end", "dates"),
    [
        ("2019-05-13", "2019-05-18", "20190513%2F20190519"),
        ("2019-05-13 08:30", "2019-05-13 16:00", "20190513T013000Z%2F20190513T090000Z"),
    ],
)
def test_a_plain_link_adds_a_training_to_google_calendar(tmp_path, start, end, dates):
    text = bimtek("A & B", **{"2019-05-13": start, "2019-05-18": end})
    files = {"bimtek/2019/a.md": text, "berita/2019/karangan.md": NEWS.replace("2019-05-26 01:35", "2019-04-26")}
    facts = {
        fact.label: fact.values for fact in pages(tmp_path, files, at("2019-05-02T08:00"))["/bimtek/2019/a/"].facts
    }

    assert f"dates={dates}&" in facts["Kalender"][1].url
    assert "text=A+%26+B&" in facts["Kalender"][1].url
    assert facts["Alamat"][-1].url.endswith("query=Balai+Uji%2C+Kalimantan+Barat")


def test_pages_of_three_hundred_trainings_are_as_many_as_is_said(tmp_path):
    loaded = load_library(write_content(tmp_path, MINIMAL | many(300)), date(2020, 6, 1))
    composed = compose(loaded.library, {}, {}, read_host("https://uji.example"))
    urls = [planned.url for planned in composed.pages]
    ways = [url for url in urls if url.startswith(AGENDA) and url[8:9].isalpha() and "/hal/" not in url]
    closed = [url for url in urls if url.startswith(AGENDA) and "/hal/" in url]
    held = {
        key
        for planned in composed.pages
        if planned.url == AGENDA
        for group in planned.page.filters
        for key in group.choices
    }

    assert len(ways) == len(held) <= 38 + 20 + 1 + 1 + 120
    assert len(closed) <= 5 * 300 / 20
    assert len([url for url in urls if url in {f"/bimtek/{year}/" for year in range(2015, 2026)}]) == 11
    empty = [
        planned.url
        for planned in composed.pages
        if planned.template == "agenda" and not planned.page.past and not any(part.cards for part in planned.page.parts)
    ]
    assert empty == []


def test_an_empty_portal_has_an_agenda_that_says_so(tmp_path):
    files = {name: text for name, text in SMALL.items() if not name.startswith("bimtek/")}
    loaded = load_library(write_content(tmp_path, files), date(2020, 1, 1))
    (agenda,) = [
        p.page for p in compose(loaded.library, {}, {}, read_host("https://uji.example")).pages if p.url == AGENDA
    ]

    assert agenda.parts[0].empty.startswith("Saat ini belum ada bimtek")
    assert (agenda.filters, agenda.years, agenda.follow) == ((), (), ())


def test_a_training_that_is_over_is_a_record_without_ways_into_a_calendar(tmp_path):
    page = pages(tmp_path, {"bimtek/2019/a.md": bimtek("A", organisers="letter: {number: 1/K}\norganisers")})[
        "/bimtek/2019/a/"
    ]

    assert "Kalender" not in values(page)
    assert values(page)["Surat"] == ["1/K"]
    assert page.genuineness is None


REGISTRATION = (
    "registration: {opens: 2019-05-02, closes: 2019-05-10, via: whatsapp,"
    " contacts: [{name: Panitia, whatsapp: 0812-3456-7890}]}\norganisers"
)


def test_trainings_by_invitation_stand_after_the_open_ones_and_are_found_by_a_facet_of_their_own(tmp_path):
    files = {
        "bimtek/2019/karangan.md": bimtek("Terbuka", organisers=OPEN),
        "bimtek/2019/undangan.md": bimtek("Undangan", organisers=f"access: undangan\n{OPEN}"),
        "berita/2019/karangan.md": NEWS.replace("2019-05-26 01:35", "2019-04-26"),
    }
    told = pages(tmp_path, files, at("2019-05-05T12:00"))
    agenda = told[AGENDA]

    assert parts(agenda)["bisa-diikuti"] == ["Terbuka"]
    assert parts(agenda)["lewat-undangan"] == ["Undangan"]
    assert [part.id for part in agenda.parts][:2] == ["bisa-diikuti", "lewat-undangan"]
    (facet,) = [group for group in agenda.filters if group.way == "akses"]
    assert [(id, link.label, link.url) for id, link in facet.choices] == [
        ("undangan", "Lewat undangan", "/bimtek/akses/undangan/")
    ]
    assert parts(told["/bimtek/akses/undangan/"]) == {
        "bisa-diikuti": [], "lewat-undangan": ["Undangan"], "berlangsung": [], "akan-datang": [],
    }  # fmt: skip
    assert told["/bimtek/akses/undangan/"].heading == "Bimtek lewat undangan"


@pytest.mark.parametrize("status", ["dibatalkan", "ditunda"])
def test_nothing_on_the_page_of_a_training_that_is_off_urges_to_register(tmp_path, status):
    off = f"event_status: {status}\nevent_status_reason: Ruang karangan terendam.\n{REGISTRATION}"
    told = pages(tmp_path, {"bimtek/2019/karangan.md": bimtek("Ukir", organisers=off)}, at("2019-05-05T12:00"))
    page = told["/bimtek/2019/karangan/"]
    word = status.capitalize()

    assert (page.badge, page.heading) == (word, "Ukir")
    assert page.head.title.startswith(f"{word}: Ukir") and page.head.shared_title == f"{word}: Ukir"
    assert (page.event.entry, page.event.ways, page.event.contacts, page.event.deadline) == (None, (), (), None)
    assert not [label for label in values(page) if "aftar" in label or label == "Narahubung"]
    assert (
        "offers" not in page.head.json_ld[1]
        and f"Event{'Cancelled' if status == 'dibatalkan' else 'Postponed'}" in page.head.json_ld[1]
    )
    assert all(f"{word}%3A+Ukir" in link.url for link in page.share if link.label == "WhatsApp")
    (card,) = [card for part in told[AGENDA].parts for card in part.cards]
    assert (card.badge, card.is_off, card.deadline, card.opens) == (word, True, None, None)


def test_a_page_names_one_way_in_and_a_card_the_terms(tmp_path):
    keys = f"fee: gratis\nquota: 30\n{REGISTRATION}"
    told = pages(tmp_path, {"bimtek/2019/karangan.md": bimtek("Ukir", organisers=keys)}, date(2019, 5, 1))
    page = told["/bimtek/2019/karangan/"]
    (card,) = [card for part in told[AGENDA].parts for card in part.cards]

    assert (page.event.entry.label, page.event.entry.url) == ("Daftar lewat WhatsApp", "https://wa.me/6281234567890")
    assert page.event.when.text == "Senin–Sabtu, 13–18 Mei 2019"
    assert page.event.deadline.text == "10 Mei 2019 pukul 23.59 WIB"
    assert card.terms == "Gratis · 30 orang · Redaksi Uji"
    assert (card.opens.text, card.training.now.state) == ("2 Mei 2019", "pendaftaran-belum-dibuka")


def test_the_agenda_and_each_province_topic_and_organiser_offer_their_calendar(tmp_path):
    told = pages(tmp_path, {})

    assert [calendar.url for calendar in told[AGENDA].calendars] == [
        "/bimtek/agenda.ics",
        "/bimtek/batas-pendaftaran.ics",
    ]
    assert told[AGENDA].calendars[0].subscribe == "webcal://uji.example/portal/bimtek/agenda.ics"
    for url in ("/bimtek/provinsi/id-kb/", "/topik/ikm/"):
        assert [calendar.url for calendar in told[url].calendars] == [f"{url}agenda.ics"]
    assert told["/bimtek/cara/luring/"].calendars == ()
