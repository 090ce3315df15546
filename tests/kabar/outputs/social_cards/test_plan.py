"""A card is drawn once, and kept until nothing shows it."""

from datetime import UTC, datetime

import pytest

from kabar.content.library import load_library
from kabar.outputs.renditions.made_files import FileStore
from kabar.outputs.social_cards import card_drawing as drawing_module
from kabar.outputs.social_cards.card_drawing import plan_cards
from tests.portals import NEWS, SMALL, write_content
from tests.theme.rendering import THEME

NOW = datetime(2026, 11, 24, 1, tzinfo=UTC)


@pytest.fixture
def place(tmp_path, monkeypatch):
    return Place(tmp_path, monkeypatch)


class Place:
    """A portal's content, the portal's picture, and a store; ``drawn`` are the titles that were drawn."""

    def __init__(self, folder, monkeypatch):
        self.content = write_content(folder / "isi", SMALL)
        self.cloth = (THEME / "static" / "img" / "og.png").read_bytes()
        self.folder, self.drawn = folder / "kartu", []
        draw = drawing_module.draw_card

        def counted(card, cloth):
            self.drawn.append(card.title)
            return draw(card, cloth)

        monkeypatch.setattr(drawing_module, "draw_card", counted)

    def draw(self) -> dict[str, bytes]:
        self.drawn.clear()
        library = load_library(self.content, NOW).library
        store = FileStore(self.folder)
        return {name: store.bytes_of(file) for name, file, _ in plan_cards(library, self.cloth, store)}

    def kept(self) -> int:
        return len(list(self.folder.iterdir()))


def test_a_card_is_drawn_once(place):
    first = place.draw()
    assert sorted(place.drawn) == ["Berita karangan", "Bimtek karangan"]

    assert place.draw() == first
    assert place.drawn == []


def test_only_a_card_that_says_something_else_is_drawn_anew(place):
    first = place.draw()
    write_content(place.content, {"berita/2019/karangan.md": NEWS.replace("Isi berita", "Isi lain")})
    assert place.draw() == first and place.drawn == []

    write_content(place.content, {"berita/2019/karangan.md": NEWS.replace("Berita karangan", "Judul baru")})
    assert place.draw().keys() == first.keys()
    assert place.drawn == ["Judul baru"] and place.kept() == 2


def test_another_picture_of_the_portal_makes_other_cards(place):
    first = place.draw()
    place.cloth = (THEME / "static" / "img" / "icon-512.png").read_bytes()

    assert all(data != first[name] for name, data in place.draw().items())


def test_what_is_damaged_is_drawn_anew(place):
    first = place.draw()
    for path in place.folder.iterdir():
        path.write_bytes(path.read_bytes()[:-1])

    assert place.draw() == first and len(place.drawn) == 2


def test_the_card_of_an_entry_that_is_withdrawn_goes(place):
    place.draw()
    (place.content / "berita/2019/karangan.md").unlink()

    assert list(place.draw()) == ["kartu/bimtek/2019/karangan.png"]
    assert place.kept() == 1


def test_what_all_cards_share_is_told_in_few_words(place):
    # It is read through for each card of the archive.
    library = load_library(place.content, NOW).library
    (_, _, inputs) = next(plan_cards(library, place.cloth, FileStore(None)))
    _, *shared = inputs()["kartu"]

    assert sum(map(len, shared)) <= 128
