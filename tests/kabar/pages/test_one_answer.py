"""Whatever the state of a training and whoever may join it: all outputs give one answer about it."""

from itertools import product

import pytest

from kabar.agenda.event_summary import event_summary
from kabar.agenda.life import life_of
from kabar.agenda.message import essentials_of, message_of
from kabar.outputs.calendars.calendar_events import deadline_event_of, event_of
from kabar.outputs.feeds.feed_entries import entry_of
from kabar.outputs.social_cards.card import card_of as social_card_of
from kabar.outputs.structured_data.article_data import article_graph
from kabar.pages.composition import compose
from kabar.topics.tree import build_tree
from tests.kabar.outputs.structured_data.loading import HOST, load
from tests.portals import BIMTEK

STATES = {
    "certain": "",
    "moved": "previous_starts: [2019-05-06]\n",
    "tentative": "event_status: tentatif\n",
    "postponed": "event_status: ditunda\nevent_status_reason: Aula terendam.\n",
    "cancelled": "event_status: dibatalkan\nevent_status_reason: Aula terendam.\n",
}
ACCESS = ("terbuka", "undangan", "tertutup")
FORM, PHONE, CLOSES, OPENS = "https://formulir.example/1", "0812-3456-7890", "10 Mei 2019 pukul 23.59 WIB", "2 Mei 2019"
HOW = (
    f"opens: 2019-05-02, closes: 2019-05-10, via: formulir, url: '{FORM}', contacts: [{{name: Sari, whatsapp:"
    f" {PHONE}}}]"
)
REGISTRATIONS = {
    "none": "",
    "dates-alone": "registration: {opens: 2019-05-02, closes: 2019-05-10}\n",
    "ways": f"registration: {{{HOW}}}\n",
    "full": f"registration: {{{HOW}, full: true}}\n",
}
CASES = tuple(product(STATES, ACCESS, REGISTRATIONS))
NOTICES = {
    "certain": "", "moved": "Jadwal diubah", "tentative": "Tentatif", "postponed": "Ditunda", "cancelled": "Dibatalkan",
}  # fmt: skip
EVENT_STATUS = {
    "certain": "EventScheduled", "moved": "EventRescheduled", "tentative": None,
    "postponed": "EventPostponed", "cancelled": "EventCancelled",
}  # fmt: skip
WORDS = {
    "full": "Kuota penuh", "invited": "Lewat undangan", "appointed": "Khusus peserta yang ditunjuk",
    "unannounced": "Cara mendaftar belum diumumkan",
}  # fmt: skip
AVAILABILITY = {"full": "SoldOut", "invited": "Reserved", "open": "InStock"}


def admission_of(state: str, access: str, registration: str) -> str:
    if state in ("postponed", "cancelled"):
        return "off"
    if access == "tertutup":
        return "appointed"
    if registration == "full":
        return "full"
    if access == "undangan":
        return "invited"
    return "open" if registration == "ways" else "unannounced"


def path_of(case: tuple[str, str, str]) -> str:
    return f"bimtek/2019/{'-'.join(case)}.md"


class Answers:
    """What each output says of one training, as text and in parts."""

    def __init__(self, path: str, library, tree, pages):
        bimtek = library.articles[path]
        self.summary = event_summary(bimtek, library)
        self.page = pages[bimtek.page_url]
        self.feed = entry_of(bimtek, (), library, HOST, len)
        self.event = event_of(bimtek, library, tree, HOST, "uji")
        self.deadline_event = deadline_event_of(bimtek, library, HOST, "uji")
        self.json_ld = article_graph(bimtek, library, HOST)[1]
        self.shared = social_card_of(bimtek, library)
        self.message = message_of(essentials_of(bimtek, library, HOST))
        self.card = next(card for card in pages["/topik/ikm/"].listing.cards if card.url == bimtek.page_url)
        self.stages = life_of(bimtek)
        self.texts = {"feed": self.feed.content, "calendar": str(self.event["DESCRIPTION"]), "message": self.message}


@pytest.fixture(scope="module")
def told(tmp_path_factory) -> dict:
    files = {}
    for state, access, registration in CASES:
        keys = (
            f"{STATES[state]}access: {access}\nfee: {{amount: 250000, currency: IDR}}\nquota:"
            f" 30\n{REGISTRATIONS[registration]}"
        )
        text = BIMTEK.replace("organisers:", f"{keys}organisers:").replace(
            "name: Balai Uji\n", "name: Balai Uji\n  address: Jalan Uji 1\n"
        )
        files[path_of((state, access, registration))] = text.replace(
            "Bimtek karangan", f"Ukir {state} {access} {registration}"
        )
    library = load(tmp_path_factory.mktemp("jawaban"), files)
    pages = {planned.url: planned.page for planned in compose(library, {}, {}, HOST, has_cards=True).pages}
    listed = [pages["/topik/ikm/"], *(page for url, page in pages.items() if url.startswith("/topik/ikm/hal/"))]
    cards = tuple(card for page in listed for group in (page.listing, page.newest) if group for card in group.cards)
    pages["/topik/ikm/"] = type("All", (), {"listing": type("Cards", (), {"cards": cards})})
    tree = build_tree(library.vocabulary.topics)
    return {case: Answers(path_of(case), library, tree, pages) for case in CASES}


@pytest.fixture(params=CASES, ids="-".join)
def case(request, told):
    return *request.param, told[request.param]


def test_every_output_gives_the_same_answer(case):
    state, access, registration, one = case
    summary, admission = one.summary, admission_of(state, access, registration)
    is_off, notice = admission == "off", NOTICES[state]
    has_ways = registration == "ways" and admission in ("open", "invited")
    has_dates = registration in ("ways", "dates-alone") and admission in ("open", "invited", "unannounced")
    event, offer = one.page.event, one.json_ld.get("offers")

    # State: one word everywhere; what is off says so in every title.
    assert (summary.admission, summary.notice) == (admission, notice)
    assert one.json_ld.get("eventStatus", "").rpartition("/")[2] == (EVENT_STATUS[state] or "")
    expected = "CANCELLED" if is_off else "TENTATIVE" if state == "tentative" else "CONFIRMED"
    assert str(one.event["STATUS"]) == expected
    assert one.shared.is_off is one.card.is_off is event.when.struck is is_off
    assert one.card.badge == one.page.badge == (notice if is_off else "")
    heading = f"{notice}: {summary.title}" if is_off else summary.title
    assert one.feed.title == str(one.event["SUMMARY"]) == one.page.head.shared_title == heading
    assert (notice in one.shared.badges) == bool(notice)
    assert one.shared.title in one.shared.text and (not is_off or f"{notice}: {summary.title}" in one.shared.text)
    if is_off:
        assert one.message.startswith(f"*{notice.upper()}") and one.feed.summary.startswith(notice)
        assert str(one.event["DESCRIPTION"]).startswith(notice)
    if state == "tentative":
        assert all("belum pasti" in text for text in one.texts.values()) and "belum pasti" in one.feed.summary
    if state == "moved":
        assert "semula mulai 6 Mei 2019" in one.feed.content and "semula mulai" in str(one.event["DESCRIPTION"])

    # Access.
    word = WORDS.get(admission, "")
    if word:
        assert word in one.feed.content and word in one.texts["calendar"]
        assert word in one.shared.text
        assert admission == "invited" or word in one.message
    if admission == "invited":
        assert "Melalui undangan" in one.message
    availability = offer.get("availability", "").rpartition("/")[2] if offer else None
    assert availability == (None if admission in ("off", "appointed") else AVAILABILITY.get(admission, ""))
    assert all(stage.state in ("ditunda", "dibatalkan") for stage in one.stages) == is_off
    named = {stage.state for stage in one.stages}
    assert any(stage.joinable for stage in one.stages) == (admission == "open")
    if state != "tentative":
        assert ("lewat-undangan" in named) == (admission == "invited")
        assert ("kuota-penuh" in named) == (admission == "full")
        assert ("pendaftaran-dibuka" in named) == (admission == "open")

    # When and where.
    assert (
        event.when.text == summary.period
        and one.card.when == one.page.training.when == summary.days == "13–18 Mei 2019"
    )
    assert one.shared.date == (f"Semula {summary.days}" if is_off else summary.days)
    assert all(summary.period in text for text in (one.feed.content, one.message))
    assert one.event.decoded("DTSTART").isoformat() == one.json_ld["startDate"] == "2019-05-13"
    assert event.place == one.card.place == one.page.training.place == summary.place == "Balai Uji, Kalimantan Barat"
    assert summary.place in one.feed.content and summary.town in one.shared.facts
    assert str(one.event["LOCATION"]) == summary.venue == "Balai Uji, Jalan Uji 1, Kalimantan Barat"
    assert summary.venue in one.message and one.json_ld["location"][0]["name"] == "Balai Uji"

    # Cost.
    assert event.cost == summary.cost == "Rp250.000" and one.card.terms.startswith("Rp250.000 · 30 orang")
    assert all(summary.cost in text for name, text in one.texts.items() if name != "message" or not is_off)
    assert offer is None or (offer["price"], offer["priceCurrency"]) == ("250000", "IDR")

    # Deadline and opening.
    for text in (*one.texts.values(), "\n".join(one.shared.facts)):
        assert (CLOSES in text) == (OPENS in text) == has_dates
    for shown in (event, one.card):
        assert (shown.deadline and shown.deadline.text) == (CLOSES if has_dates else None)
        assert (shown.opens and shown.opens.text) == (OPENS if has_dates else None)
    assert offer is None or ("validThrough" in offer) == ("validFrom" in offer) == has_dates
    if one.deadline_event:
        struck = admission in ("off", "full")
        assert str(one.deadline_event["STATUS"]) == ("CANCELLED" if struck else "CONFIRMED")
        assert bool(one.deadline_event.walk("VALARM")) is not struck

    # The way in.
    is_joinable = has_ways and admission == "open"
    assert bool(event.entry) == is_joinable and (not event.entry or event.entry.url == FORM)
    assert all((FORM in text) == is_joinable for text in (*one.texts.values(), str(one.json_ld)))
    has_contact = registration in ("ways", "full") and admission not in ("off", "appointed")
    assert all(("+62 812 3456 7890" in " ".join(text.split())) == has_contact for text in one.texts.values())
    assert bool(event.contacts) == has_contact
