"""Cards show their words whole, in our colours, whatever the words are."""

import io
import re

import pytest
from PIL import Image, ImageChops

from plugins.social_cards import drawing
from plugins.social_cards.card import SIZE, Card
from plugins.social_cards.drawing import draw_card, is_written
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


def opened(card: Card) -> Image.Image:
    data = draw_card(card, CLOTH)
    assert len(data) < 300_000
    return Image.open(io.BytesIO(data))


@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
def test_every_word_is_within_its_place(title):
    card = Card(title, *WORDS)
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

    assert opened(Card(*words)).tobytes() != opened(Card(*other)).tobytes()


@pytest.mark.parametrize("title", UNWRITABLE.values(), ids=UNWRITABLE)
def test_where_letters_are_missing_the_card_is_the_portals_own_picture(title):
    card = Card(title, *WORDS)

    assert not is_written(card)
    with Image.open(io.BytesIO(CLOTH)) as cloth:
        difference = ImageChops.difference(opened(card).convert("RGB"), cloth.convert("RGB"))
    assert max(most for _, most in difference.getextrema()) < 40


def test_a_long_name_of_the_portal_is_written_whole():
    name = "Kabar Industri Kecil dan Menengah serta Kerajinan Nusantara dari Sabang sampai Merauke"
    whole = opened(Card("Ekspor naik", *WORDS[:2], name)).convert("RGB")

    assert len(whole.crop((849, 500, 900, 599)).getcolors()) == 1
    assert len(whole.crop((72, 590, 848, 599)).getcolors()) == 1


def test_the_same_words_give_the_same_bytes():
    card = Card(TITLES["usual"], *WORDS)

    assert draw_card(card, CLOTH) == draw_card(card, CLOTH)


def test_the_colours_are_those_of_the_portal():
    light = (THEME / "static" / "css" / "tokens.css").read_text("utf-8").partition("@media")[0]
    tokens = dict(re.findall(r"--colour-([a-z]+): (#[0-9a-f]{6});", light))

    for name in ("cloth", "ink", "quiet", "sogan", "accent"):
        assert getattr(drawing, name.upper()) == tokens[name]
