"""Cards show their words whole, in our colours, whatever the words are."""

import io
import re

import pytest
from PIL import Image, ImageChops, ImageColor

from kabar.outputs.social_cards import card_drawing as drawing
from kabar.outputs.social_cards.card import SIZE, SocialCard
from kabar.outputs.social_cards.card_drawing import draw_card, is_written
from tests.theme.rendering import THEME

CLOTH = (THEME / "static" / "img" / "og.png").read_bytes()
WORDS = ("Berita", "Terbit 26 September 2019", "Kabar IKM")
TITLES = {
    "short": "Ekspor naik",
    "usual": "Tiga Puluh Warga Binaan di Pontianak Belajar Membuat Kerajinan Kayu",
    "200 characters": ("Bimbingan Teknis Kewirausahaan bagi Perajin Batik dan Tenun " * 4)[:200].strip(),
    "200 wide letters": "W" * 200,
    "one long word": "Keberlangsunganpertanggungjawabankewirausahaan perajin",
    "accents and signs": "Café “Léa” – 50% lebih & ½ harga: A×B → €3…",
    "decomposed accents": "Cafe\u0301 kopi",
}
UNWRITABLE = {
    "hebrew": "שלום",
    "arabic": "خبر",
    "han": "木彫り",
    "emoji": "Ekspor naik 😀",
    "one of many": "Kerajinan ᬓ Bali",
    "joiners": "Kayu\u200dJati",
    "turned around": "Kayu \u202eitaJ",
    "private": "Kayu \ue000",
}


def opened(card: SocialCard) -> Image.Image:
    data = draw_card(card, CLOTH)
    assert len(data) < 300_000
    return Image.open(io.BytesIO(data))


@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
def test_every_word_is_within_its_place(title):
    card = SocialCard(title, *WORDS)
    picture = opened(card)

    assert (picture.format, picture.size) == ("PNG", SIZE)
    assert is_written(card)
    whole = picture.convert("RGB")
    for name, box in {"left": (0, 0, 70, 599), "right": (849, 0, 900, 599), "below": (0, 504, 848, 529)}.items():
        assert len(whole.crop(box).getcolors()) == 1, name
    # A title of one letter leaves this place empty.
    assert len(whole.crop((72, 150, 848, 500)).getcolors()) > 2


@pytest.mark.parametrize("place", range(4))
def test_each_of_the_words_is_drawn(place):
    words = ("Ekspor naik", *WORDS)
    other = tuple("Lain" if at == place else word for at, word in enumerate(words))

    assert opened(SocialCard(*words)).tobytes() != opened(SocialCard(*other)).tobytes()


@pytest.mark.parametrize("title", UNWRITABLE.values(), ids=UNWRITABLE)
def test_where_letters_are_missing_the_card_is_the_portals_own_picture(title):
    card = SocialCard(title, *WORDS)

    assert not is_written(card)
    with Image.open(io.BytesIO(CLOTH)) as cloth:
        difference = ImageChops.difference(opened(card).convert("RGB"), cloth.convert("RGB"))
    assert max(most for _, most in difference.getextrema()) < 40


def test_a_long_name_of_the_portal_is_written_whole():
    name = "Kabar Industri Kecil dan Menengah serta Kerajinan Nusantara dari Sabang sampai Merauke"
    whole = opened(SocialCard("Ekspor naik", *WORDS[:2], name)).convert("RGB")

    assert len(whole.crop((849, 500, 900, 599)).getcolors()) == 1
    assert len(whole.crop((72, 590, 848, 599)).getcolors()) == 1


def test_the_same_words_give_the_same_bytes():
    card = SocialCard(TITLES["usual"], *WORDS)

    assert draw_card(card, CLOTH) == draw_card(card, CLOTH)


def test_the_colours_are_those_of_the_portal():
    light = (THEME / "static" / "css" / "tokens.css").read_text("utf-8").partition("@media")[0]
    tokens = dict(re.findall(r"--colour-([a-z]+): (#[0-9a-f]{6});", light))

    for name in ("cloth", "ink", "quiet", "sogan", "accent"):
        assert getattr(drawing, name.upper()) == tokens[name]


LONG_TOWN = "Kabupaten Kepulauan Siau Tagulandang Biaro"
REGISTRATION = "Pendaftaran dibuka 30 September 2026 pukul 08.00 WIB, sampai 10 Desember 2026 pukul 23.59 WIB"
BADGES = ("Jadwal diubah", "Khusus peserta yang ditunjuk")


@pytest.mark.parametrize("title", ["Ekspor naik", "W" * 200], ids=["short", "long"])
@pytest.mark.parametrize(
    "facts",
    [
        (LONG_TOWN, REGISTRATION),
        ("Kabupaten " + "W" * 400, REGISTRATION),
        (
            (
                "triwulan IV 2025: 12 negara (perkiraan), terbesar Amerika Serikat US$7,63 juta; sumber lain menyebut"
                " US$8 juta"
            ),
            "W" * 200,
        ),
        ("Kabupaten " + "W " * 400,),
    ],
    ids=["training", "endless town", "figure", "one endless fact"],
)
def test_the_longest_facts_and_badges_stay_within_their_places(title, facts):
    card = SocialCard(title, "Bimtek", "Semula 28 Desember 2026–3 Januari 2027", "Kabar IKM", BADGES, facts, True)
    whole = opened(card).convert("RGB")

    # Left and right of the words, between badges and head, above the facts, between them and the portal.
    for box in ((0, 0, 70, 599), (849, 0, 900, 599), (0, 75, 848, 84), (0, 404, 848, 414), (0, 519, 848, 529)):
        assert len(whole.crop(box).getcolors()) == 1, box


def test_a_state_is_shown_by_colour_shape_and_a_struck_date():
    plain = opened(SocialCard("Ukir", "Bimtek", "13–18 Mei 2019", "Kabar IKM")).convert("RGB")
    full = opened(SocialCard("Ukir", "Bimtek", "13–18 Mei 2019", "Kabar IKM", ("Kuota penuh",))).convert("RGB")
    off = opened(SocialCard("Ukir", "Bimtek", "13–18 Mei 2019", "Kabar IKM", ("Dibatalkan",), (), True)).convert("RGB")

    at_badge, on_date = (76, 34), (260, 103)
    cloth, sogan, accent = (ImageColor.getrgb(name) for name in (drawing.CLOTH, drawing.SOGAN, drawing.ACCENT))
    assert [one.getpixel(at_badge) for one in (plain, full, off)] == [cloth, sogan, accent]
    struck = off.crop((220, on_date[1], 360, on_date[1] + 1)).getcolors()
    assert [colour for _, colour in struck] == [accent]
    assert len(full.crop((220, on_date[1], 360, on_date[1] + 1)).getcolors()) > 1


@pytest.mark.parametrize("place", range(3))
def test_each_fact_and_badge_is_drawn(place):
    words = [LONG_TOWN, REGISTRATION, "Kuota penuh"]
    other = ["Lain" if at == place else word for at, word in enumerate(words)]
    cards = [SocialCard("Ukir", *WORDS, (badge,), (town, told)) for town, told, badge in (words, other)]

    assert opened(cards[0]).tobytes() != opened(cards[1]).tobytes()
    assert not is_written(SocialCard("Ukir", *WORDS, ("שלום",), ()))
