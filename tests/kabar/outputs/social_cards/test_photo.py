"""A photograph is shared in place of the card where networks show it well."""

import pytest

from kabar.content.media.picture_files import PictureFile
from kabar.outputs.social_cards.card import photo_to_share


@pytest.mark.parametrize(
    ("width", "height", "kind", "shown"),
    [
        (4000, 3000, "JPEG", 1280),
        (1920, 1080, "JPEG", 1280),
        (1200, 800, "JPEG", 1200),
        (1250, 800, "JPEG", 1250),
        (1199, 800, "JPEG", None),
        (3000, 4000, "JPEG", None),
        (2000, 2000, "JPEG", None),
        (4000, 1000, "JPEG", None),
        (4000, 3000, "PNG", None),
        (4000, 3000, "WEBP", None),
    ],
)
def test_a_lying_photograph_as_wide_as_a_card_is_shared(width, height, kind, shown):
    photo = photo_to_share(PictureFile("gambar/x.jpg", width, height, kind, "0"))

    assert (photo.width if photo else None) == shown
    assert photo is None or photo.kind == "JPEG"


def test_a_telephones_photograph_is_shared_as_what_every_network_shows():
    assert photo_to_share(PictureFile("gambar/x.heic", 4000, 3000, "JPEG", "0")).name == "gambar/x.heic@1280.jpg"
