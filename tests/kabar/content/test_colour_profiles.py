"""Profiles that are written from numbers say what profiles of the same name say."""

import io
import struct

import pytest
from PIL import Image, ImageCms

from kabar.content.media.picture_colours import (
    ADOBE_RGB,
    SRGB,
    SRGB_CURVE,
    profile_of_codes,
    profile_of_numbers,
)
from kabar.content.parsing.problems import BadValue


def colorants(profile: bytes) -> list[tuple[float, ...]]:
    opened = ImageCms.ImageCmsProfile(io.BytesIO(profile)).profile
    return [getattr(opened, f"{name}_colorant")[0] for name in ("red", "green", "blue")]


# As they stand in Apple's Display P3.icc and Adobe's AdobeRGB1998.icc.
DISPLAY_P3 = [(0.51512, 0.2412, -0.00105), (0.29198, 0.69225, 0.04189), (0.1571, 0.06657, 0.78407)]
ADOBE = [(0.60974, 0.31111, 0.01947), (0.20528, 0.62567, 0.06087), (0.14919, 0.06322, 0.74457)]


@pytest.mark.parametrize(
    ("profile", "known"), [(profile_of_codes(12, 13), DISPLAY_P3), (profile_of_numbers(*ADOBE_RGB), ADOBE)]
)
def test_a_profile_has_the_colorants_that_are_published_of_it(profile, known):
    assert [value for point in colorants(profile) for value in point] == pytest.approx(
        [value for point in known for value in point], abs=3e-4
    )


def test_srgb_needs_no_profile():
    assert profile_of_codes(1, 13) is profile_of_codes(2, 2) is profile_of_numbers(SRGB, SRGB_CURVE) is None


def test_a_gamma_bends_greys_and_leaves_them_grey():
    # 128 / 255 in linear light is 188 in sRGB (IEC 61966-2-1).
    profile = ImageCms.ImageCmsProfile(io.BytesIO(profile_of_numbers(SRGB, (1.0,))))
    grey = Image.new("RGB", (1, 1), (128, 128, 128))

    assert ImageCms.profileToProfile(grey, profile, ImageCms.createProfile("sRGB")).getpixel((0, 0)) == (188, 188, 188)


def test_the_size_in_a_profile_is_its_own():
    profile = profile_of_codes(12, 13)

    assert struct.unpack(">I", profile[:4])[0] == len(profile) and profile[36:40] == b"acsp"


@pytest.mark.parametrize(
    ("primaries", "transfer", "message"),
    [(9, 16, "gambar HDR"), (9, 18, "gambar HDR"), (99, 13, "kode 99/13"), (1, 17, "kode 1/17")],
)
def test_codes_that_cannot_be_shown_are_refused(primaries, transfer, message):
    with pytest.raises(BadValue, match=message):
        profile_of_codes(primaries, transfer)


@pytest.mark.parametrize(("points", "curve"), [(((0, 0),) * 4, (2.2,)), (((0.3, 0.3),) * 4, (2.2,)), (SRGB, (1e9,))])
def test_numbers_that_mean_no_colour_are_refused(points, curve):
    with pytest.raises(BadValue, match="tidak masuk akal"):
        profile_of_numbers(points, curve)
