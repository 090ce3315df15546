"""Jobs give the same bytes in a process that read nothing, and so on any other executor."""

import multiprocessing
from concurrent.futures import Executor, ProcessPoolExecutor

import pytest

from kabar.build.output.precompression import compress
from kabar.content.media.picture_pixels import read_picture
from kabar.content.models.article import News
from kabar.content.reading.freezing import thaw
from kabar.content.reading.reading import read_sources
from kabar.outputs.cleaning.cleaned_files import clean_all
from kabar.outputs.renditions.rendition_choice import all_renditions
from kabar.outputs.renditions.rendition_drawing import draw_renditions
from kabar.outputs.social_cards.card import SocialCard
from kabar.outputs.social_cards.card_drawing import draw_cards
from tests.office_files import docx
from tests.pictures import photo, saved
from tests.portals import NEWS
from tests.theme.rendering import THEME

PHOTO = saved(photo(400, 300), "JPEG")
PICTURE = read_picture("gambar/a.jpg", PHOTO)
CARD = SocialCard("Tenun Sumba dipamerkan", "Berita", "Terbit 1 Juni 2019", "Kabar IKM")
JOBS = {
    "renditions": (draw_renditions, PHOTO, [(PICTURE, one) for one in all_renditions(PICTURE)]),
    "cards": (draw_cards, (THEME / "static/img/og.png").read_bytes(), [CARD]),
    "cleaned files": (clean_all, docx(), ["lampiran/a.docx"]),
    "compressed copies": (compress, NEWS.encode() * 50, [".br", ".gz"]),
}


@pytest.fixture(scope="module")
def elsewhere():
    # Another interpreter, which inherits nothing.
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as executor:
        yield executor


@pytest.mark.parametrize("job", JOBS.values(), ids=JOBS)
def test_what_is_made_elsewhere_is_the_same(elsewhere: Executor, job):
    make, data, settings = job

    made = elsewhere.submit(make, data, settings).result()

    assert made == make(data, settings) and all(made)


def test_what_is_read_elsewhere_says_the_same(elsewhere: Executor):
    path, status = "berita/2019/karangan.md", (1, 2, 3, 4)
    job = read_sources, [(path, News, NEWS.encode(), status), ("berita/2019/rusak.md", News, b"rusak", None)], "UTC"

    (row,) = elsewhere.submit(*job).result()

    # Frozen, the same values may be other bytes: it counts which of them are one object.
    (here,) = read_sources(*job[1:])
    assert (row.path, row.known, thaw(row.reading)) == (path, here.known, thaw(here.reading))
    assert row.known.status == status
