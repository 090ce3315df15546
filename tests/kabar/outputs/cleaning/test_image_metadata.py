"""Out of a JPEG or PNG goes what was written beside the picture; how it is drawn stays, byte by byte."""

import io

import pytest
from PIL import Image, ImageCms, ImageOps, PngImagePlugin

from kabar.outputs.cleaning.image_metadata import without_metadata
from tests.kabar.outputs.renditions.test_renditions import photo

PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def jpeg(orientation: int = 1, **more) -> bytes:
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = orientation, "Kamera Karangan"
    exif.get_ifd(0x8825)[1] = "S"
    out = io.BytesIO()
    photo(60, 40).save(out, "JPEG", exif=exif, comment=b"rahasia", icc_profile=PROFILE, xmp=b"<x>rahasia</x>", **more)
    return out.getvalue()


@pytest.mark.parametrize("more", [{}, {"progressive": True}, {"restart_marker_rows": 1}])
@pytest.mark.parametrize("orientation", [1, 6])
def test_a_jpeg_keeps_its_pixels_its_profile_and_the_way_it_is_turned(orientation, more):
    given = jpeg(orientation, **more)

    cleaned = without_metadata(given + b"film rahasia")

    assert b"Kamera" not in cleaned and b"rahasia" not in cleaned
    before, after = Image.open(io.BytesIO(given)), Image.open(io.BytesIO(cleaned))
    assert after.tobytes() == before.tobytes() and after.info["icc_profile"] == PROFILE
    assert dict(after.getexif()) == ({0x0112: 6} if orientation == 6 else {})
    assert ImageOps.exif_transpose(after).size == ImageOps.exif_transpose(before).size
    assert without_metadata(cleaned) == cleaned


def test_a_png_keeps_all_but_its_texts():
    told = PngImagePlugin.PngInfo()
    told.add_text("Author", "Budi Karangan")
    told.add_itxt("Comment", "rahasia", zip=True)
    out = io.BytesIO()
    photo(30, 20).save(out, "PNG", pnginfo=told, exif=Image.Exif(), icc_profile=PROFILE)

    cleaned = without_metadata(out.getvalue() + b"rahasia")

    after = Image.open(io.BytesIO(cleaned))
    assert after.tobytes() == photo(30, 20).tobytes() and after.info.keys() == {"icc_profile"}
    assert b"Karangan" not in cleaned and b"rahasia" not in cleaned


def test_what_is_plain_broken_or_something_else_stays_as_it_is():
    out = io.BytesIO()
    photo(30, 20).save(out, "JPEG")
    whole = jpeg()

    for data in (
        out.getvalue(),
        b"",
        b"GIF89a",
        b"\xff\xd8\xff",
        b"\x89PNG\r\n\x1a\n\0\0",
        *(whole[:length] for length in range(4, 700, 7)),
    ):
        assert without_metadata(data) == data
