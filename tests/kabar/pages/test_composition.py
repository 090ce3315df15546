"""What pages show, composed from small portals."""

from datetime import date

from kabar.content.library import load_library
from kabar.content.models.host import read_host
from kabar.pages.composition import compose
from tests.portals import BIMTEK, NEWS, SMALL, write_content

HOST = read_host("https://uji.example/portal")


def pages(tmp_path, files, now=date(2020, 1, 1)):
    loaded = load_library(write_content(tmp_path, SMALL | files), now)
    assert loaded.problems == ()
    composed = compose(loaded.library, {}, {}, HOST)
    return {planned.url: planned.page for planned in composed.pages}


def values(page) -> dict[str, list[str]]:
    return {
        fact.label: [
            value if isinstance(value, str) else getattr(value, "label", None) or value.text for value in fact.values
        ]
        for fact in page.facts
    }


def news(title: str, moment: str, *lines: str) -> str:
    return (
        NEWS.replace("Berita karangan", title)
        .replace("2019-05-26 01:35", moment)
        .replace("tags", "\n".join((*lines, "tags")))
    )


def test_the_newest_story_leads_unless_another_is_highlighted(tmp_path):
    files = {
        "berita/2019/baru.md": news("Baru", "2019-12-01"),
        "berita/2019/utama.md": news("Utama", "2019-11-01", "highlight_until: 2020-01-01"),
    }

    assert pages(tmp_path / "a", files)["/"].lead.title == "Utama"
    assert pages(tmp_path / "a", files, date(2020, 1, 2))["/"].lead.title == "Baru"


def test_the_front_page_tells_trainings_that_can_be_joined_by_deadline(tmp_path):
    registration = "registration: {closes: 2020-03-%s, via: dinas}\ntags"
    moved = BIMTEK.replace("2019-05-13", "2020-03-20").replace("2019-05-18", "2020-03-21")
    files = {
        "bimtek/2019/lambat.md": moved.replace("Bimtek karangan", "Lambat").replace("tags", registration % "10"),
        "bimtek/2019/cepat.md": moved.replace("Bimtek karangan", "Cepat").replace("tags", registration % "05"),
    }

    front = pages(tmp_path, files)["/"]

    assert [card.title for card in front.trainings] == ["Cepat", "Lambat"]
    assert front.trainings[0].deadline.text == "5 Maret 2020 pukul 23.59 WIB"
    assert front.trainings[0].training.now.text == "Pendaftaran dibuka"


def test_an_article_keeps_the_name_that_an_organisation_had_on_its_day(tmp_path):
    renamed = "---\nname: Balai Baru\nformer_names: [{name: Balai Lama, until: 2019-06-30}]\n---\n"
    files = {
        "lembaga/balai.md": renamed,
        "bimtek/2019/karangan.md": BIMTEK.replace("[redaksi]", "[balai]"),
        "bimtek/2019/sesudah.md": (
            BIMTEK.replace("[redaksi]", "[balai]").replace("date: 2019-05-01", "date: 2019-07-01")
        ),
    }

    told = pages(tmp_path, files)

    assert values(told["/bimtek/2019/karangan/"])["Penyelenggara"] == ["Balai Lama"]
    assert values(told["/bimtek/2019/sesudah/"])["Penyelenggara"] == ["Balai Baru"]
    assert told["/lembaga/balai/"].heading == "Balai Baru"


def test_translations_lead_to_each_other(tmp_path):
    english = NEWS.replace("tags", "lang: en\ntranslation_of: berita/2019/karangan.md\ntags").replace("Berita", "News")

    told = pages(tmp_path, {"berita/2019/story.md": english})

    assert [link.url for link in told["/berita/2019/karangan/"].translations] == ["/berita/2019/story/"]
    assert told["/berita/2019/story/"].head.translations == (
        ("en", "https://uji.example/portal/berita/2019/story/"),
        ("id", "https://uji.example/portal/berita/2019/karangan/"),
        ("x-default", "https://uji.example/portal/berita/2019/karangan/"),
    )
    assert told["/berita/2019/story/"].related == ()


def test_old_addresses_lead_on_to_the_end_of_the_chain(tmp_path):
    topic = "---\nlabel: %s\ndefinition: Karangan.\nmerged_into: %s\n---\n"
    files = {
        "topik/a.md": topic % ("Topik A", "b"),
        "topik/b.md": topic % ("Topik B", "ikm"),
        "alamat.yaml": "- {address: /lama/, date: 2019-01-01, moved_to: /topik/a/}\n",
    }

    told = pages(tmp_path, files)

    assert told["/topik/a/"].target.url == told["/topik/b/"].target.url == told["/lama/"].target.url == "/topik/ikm/"
    assert told["/lama/"].head.noindex


def test_a_closed_training_never_speaks_of_registration(tmp_path):
    closed = BIMTEK.replace("tags", "access: tertutup\nregistration: {closes: 2019-05-10, via: dinas}\ntags")

    page = pages(tmp_path, {"bimtek/2019/karangan.md": closed}, date(2019, 5, 5))["/bimtek/2019/karangan/"]
    told = values(page)

    assert (page.event.entry, page.event.ways, page.event.deadline) == (None, (), None)
    assert told["Peserta"] == ["Khusus peserta yang ditunjuk"]
    assert not [label for label in told if "aftar" in label]


def test_a_cost_that_is_not_told_is_said_to_be_so(tmp_path):
    free = BIMTEK.replace("tags", "fee: gratis\ntags")
    paid = BIMTEK.replace("tags", "fee: {amount: 1500000, currency: IDR}\ntags")
    told = pages(tmp_path, {"bimtek/2019/gratis.md": free, "bimtek/2019/bayar.md": paid})

    assert told["/bimtek/2019/karangan/"].event.cost == "Belum dicantumkan"
    assert told["/bimtek/2019/gratis/"].event.cost == "Gratis, tidak dipungut biaya"
    assert told["/bimtek/2019/bayar/"].event.cost == "Rp1.500.000"


def test_a_contact_is_a_link_one_can_touch(tmp_path):
    contact = BIMTEK.replace(
        "tags", "registration: {via: whatsapp, contacts: [{name: Panitia, whatsapp: 0812-3456-7890}]}\ntags"
    )

    page = pages(tmp_path, {"bimtek/2019/karangan.md": contact}, date(2019, 5, 5))["/bimtek/2019/karangan/"]

    [contact] = page.event.contacts
    assert contact.url == "https://wa.me/6281234567890"
    assert contact.label.replace("\N{NO-BREAK SPACE}", " ") == "Panitia, WhatsApp +62 812 3456 7890"


def test_a_page_of_a_long_list_shows_its_number_and_no_total(tmp_path):
    files = {f"berita/2019/n-{n:02}.md": news(f"Berita {n}", f"2019-06-01 {n // 4:02}:{n % 4}0") for n in range(45)}

    told = pages(tmp_path, files)

    assert told["/berita/hal/1/"].heading == "Berita, halaman 1"
    assert len(told["/berita/"].listing.cards) == 26
    assert told["/berita/2019/hal/1/"].breadcrumb[-1].label == "Halaman 1"


def test_explainers_stand_apart_from_the_news_of_their_section_but_not_of_their_year(tmp_path):
    topic = {"topik/penjelasan.md": "---\nlabel: Penjelasan\ndefinition: Karangan.\n---\n"}
    explaining = news("Penjelasan", "2019-12-01").replace("[ikm]", "[penjelasan]")
    files = topic | {f"berita/2019/p-{n:02}.md": explaining.replace("Penjelasan", f"Penjelasan {n}") for n in range(22)}

    told = pages(tmp_path / "a", files | {f"berita/2019/n-{n}.md": news(f"Berita {n}", "2019-06-01") for n in range(3)})
    without_news = pages(tmp_path / "b", files | {"berita/2019/karangan.md": explaining})

    section, year = told["/berita/"], told["/berita/2019/"]
    assert {card.title.partition(" ")[0] for card in section.listing.cards} == {"Berita"} and len(
        section.listing.cards
    ) == 4
    assert [card.title for card in section.explainers.cards] == [f"Penjelasan {n}" for n in range(4)]
    assert section.explainers.more.url == "/topik/penjelasan/"
    assert len(year.listing.cards) == 26 and year.explainers is None
    assert len(without_news["/berita/"].listing.cards) == 23 and without_news["/berita/"].explainers is None


def test_every_page_stands_at_its_address_and_sitemaps_name_what_search_engines_may_see(tmp_path):
    gone = news(
        "Dicabut", "2019-12-01", "status: withdrawn", "corrections: [{date: 2019-12-02, kind: pencabutan, text: Uji}]"
    )
    old = "- {address: /lama/, date: 2019-12-01, reason: Uji}\n"
    files = SMALL | {"berita/2019/dicabut.md": gone, "alamat.yaml": old}
    library = load_library(write_content(tmp_path, files), date(2020, 1, 1)).library

    for planned in compose(library, {}, {}, HOST).pages:
        assert planned.page.address == planned.url
        assert planned.listed == (not planned.page.head.noindex)


def test_a_page_and_its_card_tell_the_day_alone_where_no_hour_was_given(tmp_path):
    told = pages(tmp_path, {"berita/2019/karangan.md": news("Karangan", "2019-12-01", "modified: 2019-12-02")})

    page, card = told["/berita/2019/karangan/"], told["/terkini/"].listing.cards[0]
    assert (page.published.iso, page.published.text) == ("2019-12-01", "Minggu, 1 Desember 2019")
    assert page.modified.text == "Senin, 2 Desember 2019"
    assert (card.published.iso, card.published.text) == ("2019-12-01", "1 Desember 2019")
    assert page.head.published == "2019-12-01T00:00:00+07:00"


def test_a_training_by_invitation_names_whom_to_ask_only_until_it_is_over(tmp_path):
    files = {
        "bimtek/2019/karangan.md": BIMTEK.replace("tags", "access: undangan\ntags"),
        "berita/2019/karangan.md": news("A", "2019-05-01"),
    }
    url = "/bimtek/2019/karangan/"

    assert values(pages(tmp_path, files, date(2019, 5, 2))[url])["Undangan"][0].startswith("Melalui undangan; hubungi")
    assert values(pages(tmp_path, files, date(2019, 5, 19))[url])["Undangan"] == ["Pesertanya diundang"]
