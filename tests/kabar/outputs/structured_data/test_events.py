"""A training as EducationEvent."""

import pytest

from kabar.outputs.structured_data.article_data import article_graph
from tests.kabar.outputs.structured_data.loading import HOST, load
from tests.portals import BIMTEK

PATH = "bimtek/2019/karangan.md"
PLACE = "place:\n  name: Balai Uji\n  province: Kalimantan Barat\n"


def event_of(tmp_path, text: str) -> dict:
    library = load(tmp_path, {PATH: text})
    news, event = article_graph(library.articles[PATH], library, HOST)
    assert news["about"][0] == {"@id": event["@id"]}
    return event


def test_a_training_of_whole_days_is_told_by_dates_and_place(tmp_path):
    event = event_of(tmp_path, BIMTEK)

    assert event["@type"] == "EducationEvent"
    assert (event["startDate"], event["endDate"]) == ("2019-05-13", "2019-05-18")
    assert event["eventAttendanceMode"] == "https://schema.org/OfflineEventAttendanceMode"
    assert event["location"] == [
        {
            "@type": "Place",
            "name": "Balai Uji",
            "address": {"@type": "PostalAddress", "addressRegion": "Kalimantan Barat", "addressCountry": "ID"},
        }
    ]
    assert event["organizer"][0]["url"] == "https://uji.example/portal/lembaga/redaksi/"


def test_hours_carry_the_offset_of_the_trainings_own_zone(tmp_path):
    text = BIMTEK.replace("2019-05-13", "2019-05-13 08:30").replace("Kalimantan Barat", "Papua")

    event = event_of(tmp_path, text)

    assert (event["startDate"], event["endDate"]) == ("2019-05-13T08:30:00+09:00", "2019-05-18")


@pytest.mark.parametrize(
    ("keys", "status", "previous"),
    [
        ("event_status: pasti", "EventScheduled", None),
        ("event_status: dibatalkan\nevent_status_reason: Uji", "EventCancelled", None),
        ("event_status: ditunda\nevent_status_reason: Uji", "EventPostponed", None),
        ("previous_starts: [2019-05-06]", "EventRescheduled", ["2019-05-06"]),
        ("event_status: tentatif", None, None),
    ],
)
def test_its_status_is_one_of_schema_orgs_words_or_none(tmp_path, keys, status, previous):
    event = event_of(tmp_path, BIMTEK.replace("organisers:", f"{keys}\norganisers:"))

    assert event.get("eventStatus") == (f"https://schema.org/{status}" if status else None)
    assert event.get("previousStartDate") == previous


def test_an_online_training_is_held_at_its_form_or_at_its_page(tmp_path):
    online = BIMTEK.replace(PLACE, "mode: daring\n")
    with_form = online.replace("organisers:", "registration: {url: https://formulir.example/1}\norganisers:")

    bare, formed = event_of(tmp_path / "a", online), event_of(tmp_path / "b", with_form)

    assert bare["location"] == [
        {"@type": "VirtualLocation", "url": "https://uji.example/portal/bimtek/2019/karangan/"}
    ]
    assert formed["location"] == [{"@type": "VirtualLocation", "url": "https://formulir.example/1"}]
    assert bare["eventAttendanceMode"].endswith("OnlineEventAttendanceMode")


def test_a_hybrid_training_has_a_place_and_an_address(tmp_path):
    event = event_of(tmp_path, BIMTEK.replace("place:", "mode: hibrida\nplace:"))

    assert [location["@type"] for location in event["location"]] == ["Place", "VirtualLocation"]


def test_a_withdrawn_training_is_no_event(tmp_path):
    reason = "corrections: [{date: 2019-05-20, kind: pencabutan, text: Uji.}]"
    library = load(tmp_path, {PATH: BIMTEK.replace("organisers:", f"status: withdrawn\n{reason}\norganisers:")})

    graph = article_graph(library.articles[PATH], library, HOST)

    assert [thing["@type"] for thing in graph] == ["NewsArticle"]


@pytest.mark.parametrize(
    ("keys", "offer"),
    [
        ("quota: 5", None),
        ("fee: gratis", {"price": "0", "priceCurrency": "IDR"}),
        (
            "fee: {amount: 250000, currency: IDR}\nregistration: {opens: 2019-05-02, closes: 2019-05-10, via: "
            "formulir, url: https://formulir.example/}",
            {
                "price": "250000",
                "priceCurrency": "IDR",
                "url": "https://formulir.example/",
                "validFrom": "2019-05-02T00:00:00+07:00",
                "validThrough": "2019-05-10T23:59:00+07:00",
                "availability": "https://schema.org/InStock",
            },
        ),
        ("fee: gratis\nregistration: {via: dinas, full: true}",
            {"price": "0", "availability": "https://schema.org/SoldOut"}),
        ("fee: gratis\naccess: tertutup", None),
        ("registration: {via: dinas, full: true}", {"availability": "https://schema.org/SoldOut"}),
        ("access: undangan\nregistration: {via: dinas}", {"availability": "https://schema.org/Reserved"}),
        ("access: undangan\nfee: gratis", {"price": "0", "availability": "https://schema.org/Reserved"}),
        ("registration: {opens: 2019-05-02}", {"validFrom": "2019-05-02T00:00:00+07:00"}),
        ("fee: gratis\nregistration: {via: dinas}\nevent_status: dibatalkan\nevent_status_reason: Uji.", None),
        ("fee: gratis\nregistration: {via: dinas}\nevent_status: ditunda\nevent_status_reason: Uji.", None),
    ],
)  # fmt: skip
def test_what_it_costs_is_an_offer_where_it_is_stated(tmp_path, keys, offer):
    found = event_of(tmp_path, BIMTEK.replace("organisers:", f"{keys}\norganisers:")).get("offers")

    assert (found is None) == (offer is None)
    assert offer is None or offer.items() <= found.items()
    assert offer is None or found["url"].startswith("https://")


@pytest.mark.parametrize("keys", ["registration: {opens: 2019-05-02}", "fee: gratis"])
def test_an_offer_is_not_in_stock_where_nothing_says_how_to_register(tmp_path, keys):
    offer = event_of(tmp_path, BIMTEK.replace("organisers:", f"{keys}\norganisers:"))["offers"]

    assert "availability" not in offer


def test_its_seats_are_its_greatest_number_of_attendees(tmp_path):
    event = event_of(
        tmp_path, BIMTEK.replace("organisers:", "quota: 30\ninstructors: [{name: Orang karangan}]\norganisers:")
    )

    assert event["maximumAttendeeCapacity"] == 30
    assert event["performer"] == [{"@type": "Person", "name": "Orang karangan"}]
