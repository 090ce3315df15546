"""Whether an entry's own photograph says more than its card, where a page is shared."""

from plugins.content_model.picture_files import PictureFile
from plugins.renditions.choice import Rendition, renditions_of
from plugins.social_cards.card import SIZE

# Networks cut to about twice as wide as high: between these little is lost.
_LEAST, _MOST = 1.3, 2.2


def photo_to_share(picture: PictureFile) -> Rendition | None:
    """The file of ``picture`` that a network is shown; None where the card serves better.

    A photograph is a JPEG, lying, and at least as wide as a card. Drawings, tables and scans are PNG mostly, and
    letters in them too small to read; some networks show no WebP.
    """
    if picture.kind != "JPEG" or not _LEAST <= picture.width / picture.height <= _MOST:
        return None
    return next((one for one in renditions_of(picture)["JPEG"] if one.width >= SIZE[0]), None)
