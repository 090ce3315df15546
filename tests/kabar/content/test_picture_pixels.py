"""What a picture shows comes out as it was, whatever its file holds it in; what cannot is refused with a remedy.

Values that are expected are those of the file's own specification, or worked out here from chromaticities and curves.
"""

import io
import struct
from functools import cache

import pillow_heif
import pytest
from PIL import Image, ImageCms, ImageOps

from kabar.content.media.picture_colours import profile_of_codes, profile_of_numbers
from kabar.content.media.picture_pixels import MOST_PIXELS, check_pixels, read_picture, unpack
from kabar.content.parsing.problems import BadValue
from tests.pictures import exif, heic, photo, png_of, saved

GREY, RGB, INDEX, GREY_ALPHA, RGB_ALPHA = 0, 2, 3, 4, 6  # PNG (Third Edition), 11.2.1
ENDINGS = {"JPEG": ".jpg", "MPO": ".jpg", "PNG": ".png", "WEBP": ".webp", "HEIC": ".heic"}


def shown(data: bytes, ending: str = ".png", least: int = 1920) -> Image.Image:
    """What is published of the file ``data``, which the check has nothing to say of."""
    check_pixels(f"gambar/x{ending}", data)
    picture = unpack(f"gambar/x{ending}", data, least)
    assert picture.mode in ("L", "LA", "RGB", "RGBA") and picture.info == {}
    return picture


def pixels(data: bytes, ending: str = ".png", mode: str = "RGBA") -> list[tuple[int, ...] | int]:
    picture = shown(data, ending).convert(mode)
    return [picture.getpixel((x, 0)) for x in range(picture.width)]


def fault(data: bytes, ending: str = ".png") -> str:
    """What the check tells of the file ``data``; drawing it tells the same."""
    with pytest.raises(BadValue) as checked:
        check_pixels(f"gambar/x{ending}", data)
    with pytest.raises(BadValue) as drawn:
        unpack(f"gambar/x{ending}", data, 1920)
    assert str(checked.value) == str(drawn.value)
    return str(checked.value)


def near(found, wanted, by: int = 1) -> bool:
    return all(abs(one - other) <= by for one, other in zip(found, wanted, strict=True))


# Colour worked out by hand, apart from profiles and the library that reads them.


def _linear(value: int) -> float:
    part = value / 255
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _encoded(light: float) -> int:
    light = min(1.0, max(0.0, light))
    return round(255 * (12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055))


def p3_in_srgb(colour: tuple[int, int, int]) -> tuple[int, ...]:
    """A colour of Display P3 in sRGB: the product of both matrices (SMPTE EG 432-1 and IEC 61966-2-1, white D65)."""
    rows = ((1.2249401, -0.2249404, 0.0), (-0.0420569, 1.0420571, 0.0), (-0.0196376, -0.0786361, 1.0982735))
    light = [_linear(value) for value in colour]
    return tuple(_encoded(sum(a * b for a, b in zip(row, light, strict=True))) for row in rows)


def adobe_in_srgb(colour: tuple[int, int, int]) -> tuple[int, ...]:
    """The same of Adobe RGB (1998), whose red and blue are those of sRGB."""
    rows = ((1.3982832, -0.3982831, 0.0), (0.0, 1.0, 0.0), (0.0, -0.0429383, 1.0429383))
    light = [(value / 255) ** (563 / 256) for value in colour]
    return tuple(_encoded(sum(a * b for a, b in zip(row, light, strict=True))) for row in rows)


BRICK = (200, 60, 40)


@cache
def grey_profile(gamma: float) -> bytes:
    """A profile of grey with a ``gamma``: ICC.1:2022, 8.3.4."""
    curve = b"para" + bytes(8) + struct.pack(">i", round(gamma * 65536))
    white = b"XYZ " + bytes(4) + struct.pack(">3i", 63190, 65536, 54061)
    at = 128 + 4 + 24
    body = (
        struct.pack(">I", 2)
        + struct.pack(">4sII4sII", b"wtpt", at, len(white), b"kTRC", at + len(white), len(curve))
        + white
        + curve
    )
    header = struct.pack(
        ">I4xI4s4s4s12x4s28x", 128 + len(body), 0x04400000, b"mntr", b"GRAY", b"XYZ ", b"acsp"
    ) + struct.pack(">3i", 63190, 65536, 54061)
    return header.ljust(128, b"\0") + body


@cache
def cmyk_profile() -> bytes:
    """A profile of CMYK in which ink takes away light: CMY the three lights, K all of them (ICC.1:2022, 10.12)."""
    ends = []
    for number in range(16):
        cyan, magenta, yellow, black = (number >> bit & 1 for bit in (3, 2, 1, 0))
        lab = srgb_in_lab(tuple(0 if ink or black else 255 for ink in (cyan, magenta, yellow)))
        ends.append(lab)
    straight = struct.pack(">2H", 0, 65535)
    table = b"mft2" + bytes(4) + struct.pack(">BBBx9i2H", 4, 3, 2, 65536, 0, 0, 0, 65536, 0, 0, 0, 65536, 2, 2)
    # mft2 counts Lab in steps of ICC version 2: 65280 is 100 (ICC.1:2022, 10.10).
    grid = b"".join(
        struct.pack(">3H", round(lab[0] * 652.8), *(round((one + 128) * 256) for one in lab[1:])) for lab in ends
    )
    table += straight * 4 + grid + straight * 3
    white = b"XYZ " + bytes(4) + struct.pack(">3i", 63190, 65536, 54061)
    at = 128 + 4 + 24
    body = (
        struct.pack(">I", 2)
        + struct.pack(">4sII4sII", b"wtpt", at, len(white), b"A2B0", at + len(white), len(table))
        + white
        + table
    )
    header = struct.pack(
        ">I4xI4s4s4s12x4s28x", 128 + len(body), 0x02400000, b"prtr", b"CMYK", b"Lab ", b"acsp"
    ) + struct.pack(">3i", 63190, 65536, 54061)
    return header.ljust(128, b"\0") + body


def srgb_in_lab(colour: tuple[int, int, int]) -> tuple[float, ...]:
    """CIE Lab under D50 of a colour of sRGB (CIE 15, and the matrix of sRGB adapted by Bradford)."""
    rows = ((0.4360747, 0.3850649, 0.1430804), (0.2225045, 0.7168786, 0.0606169), (0.0139322, 0.0971045, 0.7141733))
    light = [_linear(value) for value in colour]
    parts = (
        sum(a * b for a, b in zip(row, light, strict=True)) / white
        for row, white in zip(rows, (0.9642, 1.0, 0.8249), strict=True)
    )
    x, y, z = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in parts)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


# PNG, by its bit depths and colour types


@pytest.mark.parametrize(
    ("depth", "row", "greys"),
    [
        (1, b"\xa0", [255, 0, 255, 0]),
        (2, b"\x1b", [0, 85, 170, 255]),
        (4, b"\x05\xaf", [0, 85, 170, 255]),
        (8, bytes([0, 85, 170, 255]), [0, 85, 170, 255]),
        (16, struct.pack(">4H", 0, 21845, 43690, 65535), [0, 85, 170, 255]),
    ],
)
def test_grey_of_any_depth_stays_the_grey_that_it_is(depth, row, greys):
    assert pixels(png_of(4, depth, GREY, row), mode="L") == greys


def test_grey_of_sixteen_bits_keeps_all_its_steps():
    row = struct.pack(">256H", *(value * 257 for value in range(256)))

    assert pixels(png_of(256, 16, GREY, row), mode="L") == list(range(256))


@pytest.mark.parametrize(
    ("depth", "row", "key"), [(1, b"\x40", 1), (2, b"\x1b", 1), (4, b"\x05\xaf", 5), (8, bytes([0, 85, 170, 255]), 85)]
)
def test_the_one_transparent_grey_of_any_depth_is_transparent_alone(depth, row, key):
    found = pixels(png_of(4, depth, GREY, row, (b"tRNS", struct.pack(">H", key))))

    assert [alpha for *_, alpha in found] == [255, 0, 255, 255]


def test_the_one_transparent_colour_is_transparent_alone():
    data = png_of(2, 8, RGB, bytes([1, 2, 3, 4, 5, 6]), (b"tRNS", struct.pack(">3H", 4, 5, 6)))

    assert pixels(data) == [(1, 2, 3, 255), (4, 5, 6, 0)]


@pytest.mark.parametrize(
    ("depth", "kind", "row", "wanted"),
    [
        (8, GREY_ALPHA, bytes([5, 175, 255, 16]), [(5, 5, 5, 175), (255, 255, 255, 16)]),
        (16, GREY_ALPHA, struct.pack(">4H", 32896, 65535, 0, 4112), [(128, 128, 128, 255), (0, 0, 0, 16)]),
        (16, RGB, struct.pack(">6H", 32896, 65535, 0, 4112, 8224, 12336), [(128, 255, 0, 255), (16, 32, 48, 255)]),
        (8, RGB_ALPHA, bytes([1, 2, 3, 4, 5, 6, 7, 8]), [(1, 2, 3, 4), (5, 6, 7, 8)]),
        (16, RGB_ALPHA, struct.pack(">8H", *(257 * n for n in range(1, 9))), [(1, 2, 3, 4), (5, 6, 7, 8)]),
    ],
)
def test_colour_and_transparency_of_any_depth_stay(depth, kind, row, wanted):
    assert pixels(png_of(2, depth, kind, row)) == wanted


def test_a_palette_keeps_its_colours_and_their_transparency():
    palette = (b"PLTE", bytes(range(12)))
    for alpha_of_entries, alphas in (
        (None, [255] * 4),
        (b"\0\x80", [0, 128, 255, 255]),
        (b"\xff\0", [255, 0, 255, 255]),
    ):
        chunks = [palette, *([(b"tRNS", alpha_of_entries)] if alpha_of_entries else [])]
        found = pixels(png_of(4, 2, INDEX, b"\x1b", *chunks))
        assert found == [(3 * n, 3 * n + 1, 3 * n + 2, alpha) for n, alpha in enumerate(alphas)]


@pytest.mark.parametrize(
    ("kind", "row", "key"), [(GREY, struct.pack(">2H", 1, 2), struct.pack(">H", 1)), (RGB, bytes(12), bytes(6))]
)
def test_one_transparent_colour_of_sixteen_bits_is_refused(kind, row, key):
    assert "8 bit" in fault(png_of(2, 16, kind, row, (b"tRNS", key)))


# Colours


@pytest.mark.parametrize("colour", [BRICK, (255, 255, 255), (10, 200, 90), (0, 0, 0), (128, 128, 128)])
def test_a_wide_gamut_is_brought_into_srgb_whatever_the_file(colour):
    profile, wanted = profile_of_codes(12, 13), p3_in_srgb(colour)
    picture = Image.new("RGB", (16, 16), colour)
    with_alpha = Image.new("RGBA", (16, 16), (*colour, 90))
    palette = picture.quantize(4)

    for data, ending, by in [
        (saved(picture, "PNG", icc_profile=profile), ".png", 1),
        (saved(palette, "PNG", icc_profile=profile), ".png", 1),
        (saved(picture, "JPEG", icc_profile=profile, quality=100, subsampling=0), ".jpg", 4),
        (saved(picture, "WEBP", icc_profile=profile, lossless=True), ".webp", 1),
        (saved(with_alpha, "WEBP", icc_profile=profile, lossless=True, exact=True), ".webp", 1),
        (saved(with_alpha, "PNG", icc_profile=profile), ".png", 1),
        (heic(picture, icc_profile=profile), ".heic", 4),
    ]:
        found = shown(data, ending)
        assert near(found.convert("RGB").getpixel((3, 3)), wanted, by), (ending, found.mode)
        assert found.mode != "RGBA" or found.getpixel((3, 3))[3] == 90
    transparent = palette.copy()
    transparent.info["transparency"] = bytes([90] * 4)
    (*found, alpha) = pixels(saved(transparent, "PNG", icc_profile=profile, transparency=bytes([90] * 4)))[0]
    assert near(found, wanted) and alpha == 90


def test_codes_in_a_png_count_more_than_its_profile():
    row = bytes([*BRICK, *BRICK])
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = saved(Image.frombytes("RGB", (2, 1), row), "PNG", icc_profile=srgb)
    at = data.index(b"iCCP") - 4
    codes = png_of(2, 8, RGB, row, (b"cICP", bytes([12, 13, 0, 1])))[33:49]

    assert near(pixels(data[:at] + codes + data[at:], mode="RGB")[0], p3_in_srgb(BRICK))
    assert pixels(data, mode="RGB")[0] == BRICK


@pytest.mark.parametrize(
    ("chunks", "wanted"),
    [
        ([(b"cICP", bytes([12, 13, 0, 1]))], p3_in_srgb(BRICK)),
        ([(b"cICP", bytes([1, 13, 0, 1]))], BRICK),
        ([(b"sRGB", b"\0")], BRICK),
        ([(b"gAMA", struct.pack(">I", 45455))], BRICK),
        ([(b"sRGB", b"\0"), (b"gAMA", struct.pack(">I", 100000))], BRICK),
        # 1.0: light as it is, encoded by IEC 61966-2-1.
        ([(b"gAMA", struct.pack(">I", 100000))], tuple(_encoded(value / 255) for value in BRICK)),
        ([(b"gAMA", struct.pack(">I", 55556))], tuple(_encoded((value / 255) ** 1.8) for value in BRICK)),
        ([(b"cHRM", struct.pack(">8I", 31270, 32900, 64000, 33000, 30000, 60000, 15000, 6000))], BRICK),
        ([(b"cHRM", struct.pack(">8I", 31270, 32900, 68000, 32000, 26500, 69000, 15000, 6000))], p3_in_srgb(BRICK)),
        ([(b"gAMA", struct.pack(">I", 45470)), (b"cHRM",
            struct.pack(">8I", 31270, 32900, 64000, 33000, 21000, 71000, 15000, 6000))], adobe_in_srgb(BRICK)),
    ],
)  # fmt: skip
def test_what_a_png_says_of_its_colours_counts(chunks, wanted):
    assert near(pixels(png_of(2, 8, RGB, bytes([*BRICK, 0, 0, 0]), *chunks), mode="RGB")[0], wanted)


def test_a_gamma_counts_for_grey_too():
    gamma = (b"gAMA", struct.pack(">I", 100000))
    for data in (png_of(2, 8, GREY, bytes([128, 0]), gamma), png_of(2, 16, GREY, struct.pack(">2H", 32896, 0), gamma)):
        assert shown(data).mode == "L" and pixels(data, mode="L") == [188, 0]


def test_a_profile_of_grey_bends_grey():
    wanted = _encoded((128 / 255) ** 1.8)
    profile, grey = grey_profile(1.8), Image.new("L", (16, 16), 128)
    with_alpha = grey.copy()
    with_alpha.putalpha(90)

    for data, ending in [
        (saved(grey, "PNG", icc_profile=profile), ".png"),
        (saved(grey, "JPEG", icc_profile=profile, quality=100), ".jpg"),
        (saved(with_alpha, "PNG", icc_profile=profile), ".png"),
    ]:
        found = shown(data, ending).convert("RGBA").getpixel((3, 3))
        assert near(found, (wanted, wanted, wanted, found[3])), ending
    sixteen = saved(Image.new("I;16", (2, 1), 32896), "PNG", icc_profile=profile)
    assert near(pixels(sixteen, mode="L"), [wanted, wanted])
    black = saved(Image.new("1", (2, 1), 1), "PNG", icc_profile=profile)
    assert pixels(black, mode="L") == [255, 255]


def test_grey_with_a_profile_of_colours_is_the_grey_of_those():
    profile = profile_of_numbers(((0.3127, 0.329), (0.64, 0.33), (0.3, 0.6), (0.15, 0.06)), (1.8,))
    data = saved(Image.new("L", (16, 16), 128), "JPEG", icc_profile=profile, quality=100)

    assert shown(data, ".jpg").mode == "L" and near(
        [shown(data, ".jpg").getpixel((3, 3))], [_encoded((128 / 255) ** 1.8)]
    )


@pytest.mark.parametrize(
    ("ink", "wanted"),
    [
        ((0, 0, 0, 0), (255, 255, 255)),
        ((255, 0, 0, 0), (0, 255, 255)),
        ((0, 255, 255, 0), (255, 0, 0)),
        ((0, 0, 0, 255), (0, 0, 0)),
    ],
)
def test_ink_with_a_profile_shows_its_colour(ink, wanted):
    data = saved(Image.new("CMYK", (16, 16), ink), "JPEG", icc_profile=cmyk_profile(), quality=100)

    assert near(shown(data, ".jpg").getpixel((3, 3)), wanted, 3)


def test_ink_that_nothing_explains_is_refused():
    picture = Image.new("CMYK", (16, 16), (255, 0, 0, 0))
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    without_marker = saved(picture, "JPEG", icc_profile=cmyk_profile())
    at = without_marker.index(b"\xff\xee")
    without_marker = (
        without_marker[:at] + without_marker[at + 2 + int.from_bytes(without_marker[at + 2 : at + 4], "big") :]
    )

    for data in (saved(picture, "JPEG"), without_marker):
        assert fault(data, ".jpg").startswith("warna gambar CMYK") and "GIMP" in fault(data, ".jpg")
    assert fault(saved(picture, "JPEG", icc_profile=srgb), ".jpg").startswith("profil warna gambar rusak atau bukan")


@pytest.mark.parametrize("profile", [b"x" * 300, profile_of_codes(12, 13)[:-60], grey_profile(1.8)])
def test_a_profile_that_says_nothing_of_a_picture_is_refused(profile):
    picture = Image.new("RGB", (16, 16), BRICK)
    for data, ending in [
        (saved(picture, "PNG", icc_profile=profile), ".png"),
        (saved(picture, "JPEG", icc_profile=profile), ".jpg"),
        (saved(picture, "WEBP", icc_profile=profile), ".webp"),
    ]:
        message = fault(data, ending)
        assert message.startswith("profil warna gambar rusak atau bukan") and "Paint" in message


@pytest.mark.parametrize(
    ("codes", "message"),
    [
        ((9, 16, 0, 1), "HDR"),
        ((9, 18, 0, 1), "HDR"),
        ((1, 13, 1, 1), "profil"),
        ((1, 13, 0, 0), "profil"),
        ((77, 13, 0, 1), "kode 77/13"),
    ],
)
def test_codes_of_a_png_that_cannot_be_shown_are_refused(codes, message):
    assert message in fault(png_of(1, 8, RGB, bytes(3), (b"cICP", bytes(codes))))


@pytest.mark.parametrize("chunk", [(b"gAMA", bytes(4)), (b"cHRM", bytes(32))])
def test_numbers_of_a_png_that_mean_nothing_are_refused(chunk):
    assert "tidak masuk akal" in fault(png_of(1, 8, RGB, bytes(3), chunk))


def adobe_exif(space: int | None) -> Image.Exif:
    written = exif()
    if space is not None:
        written.get_ifd(0x8769)[0xA001] = space
    written.get_ifd(0x8769)[0xA005] = {1: "R03"}
    return written


@pytest.mark.parametrize(
    ("space", "wanted"), [(0xFFFF, adobe_in_srgb(BRICK)), (None, adobe_in_srgb(BRICK)), (1, BRICK)]
)
def test_a_camera_that_says_adobe_rgb_is_believed(space, wanted):
    data = saved(Image.new("RGB", (16, 16), BRICK), "JPEG", exif=adobe_exif(space), quality=100, subsampling=0)

    assert near(shown(data, ".jpg").getpixel((3, 3)), wanted, 3)


def test_colours_that_nothing_describes_are_those_of_srgb():
    uncalibrated = exif()
    uncalibrated.get_ifd(0x8769)[0xA001] = 0xFFFF
    data = saved(Image.new("RGB", (16, 16), BRICK), "JPEG", exif=uncalibrated, quality=100, subsampling=0)

    assert near(shown(data, ".jpg").getpixel((3, 3)), BRICK, 2)


# Which way up


def coloured_corners() -> Image.Image:
    """Red, green, blue and white from the upper left on, round by the clock; wider than high."""
    picture = Image.new("RGB", (64, 32))
    for place, colour in (
        ((0, 0), (255, 0, 0)),
        ((32, 0), (0, 255, 0)),
        ((32, 16), (0, 0, 255)),
        ((0, 16), (255, 255, 255)),
    ):
        picture.paste(colour, (*place, place[0] + 32, place[1] + 16))
    return picture


def corners(picture: Image.Image) -> list[str]:
    width, height = picture.width - 4, picture.height - 4
    names = {(True, False, False): "r", (False, True, False): "g", (False, False, True): "b", (True, True, True): "w"}
    places = ((4, 4), (width, 4), (width, height), (4, height))
    return [names[tuple(value > 127 for value in picture.convert("RGB").getpixel(place))] for place in places]


# Where row 0 and column 0 lie: EXIF 2.32, 4.6.5, table of Orientation.
UPRIGHT = {1: "rgbw", 2: "grwb", 3: "bwrg", 4: "wbgr", 5: "rwbg", 6: "wrgb", 7: "bgrw", 8: "gbwr"}


@pytest.mark.parametrize("orientation", UPRIGHT)
@pytest.mark.parametrize("kind", ENDINGS)
def test_each_picture_stands_upright_once(kind, orientation):
    taken, written = coloured_corners(), exif(orientation)
    if kind == "HEIC":
        # A telephone says it twice: as HEIF does, and in EXIF for those that only copy that.
        data = heic(taken, exif=written.tobytes())
        assert pillow_heif.open_heif(io.BytesIO(data)).info["exif"]
    elif kind == "MPO":
        data = saved(taken, "MPO", save_all=True, append_images=[Image.new("RGB", (64, 32))], exif=written, quality=95)
    else:
        data = saved(taken, kind, exif=written)

    picture = shown(data, ENDINGS[kind])
    assert "".join(corners(picture)) == UPRIGHT[orientation]
    head = read_picture(f"gambar/x{ENDINGS[kind]}", data)
    assert (head.width, head.height) == picture.size == ((64, 32) if orientation < 5 else (32, 64))


def test_a_png_says_which_way_up_it_is_behind_its_pixels_too():
    data = saved(coloured_corners(), "PNG", exif=exif(6))
    at = data.index(b"eXIf") - 4
    chunk = data[at : at + 12 + int.from_bytes(data[at : at + 4], "big")]
    moved = data.replace(chunk, b"")
    moved = moved[:-12] + chunk + moved[-12:]

    assert "".join(corners(shown(moved))) == UPRIGHT[6]
    assert read_picture("gambar/x.png", moved).width == 32


def test_what_xmp_says_turns_a_picture_where_exif_says_nothing():
    xmp = (
        b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF'
        b' xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description'
        b' xmlns:tiff="http://ns.adobe.com/tiff/1.0/" tiff:Orientation="6"/></rdf:RDF></x:xmpmeta>'
    )
    data = saved(coloured_corners(), "JPEG", xmp=xmp)

    assert "".join(corners(shown(data, ".jpg"))) == UPRIGHT[6]


@pytest.mark.parametrize(
    "broken", [b"Exif\0\0kosong", b"Exif\0\0II*\0\xff\xff\xff\xff", b"Exif\0\0MM\0*\0\0\0\x08\xff\xff"]
)
def test_exif_that_cannot_be_read_turns_nothing(broken):
    data = saved(coloured_corners(), "JPEG", exif=broken)

    assert "".join(corners(shown(data, ".jpg"))) == UPRIGHT[1]


# Files of several pictures, and what else lies in a file


def test_of_an_mpo_the_first_picture_counts_and_nothing_of_the_second():
    first, second = photo(640, 480), Image.new("RGB", (640, 480), (255, 0, 255))
    data = saved(first, "MPO", save_all=True, append_images=[second], quality=95)
    assert Image.open(io.BytesIO(data)).n_frames == 2

    assert shown(data, ".jpg").tobytes() == shown(saved(first, "JPEG", quality=95), ".jpg").tobytes()
    picture = read_picture("gambar/x.jpg", data)
    assert (picture.width, picture.height, picture.kind) == (640, 480, "JPEG")


def test_of_several_heic_pictures_the_primary_one_counts():
    file = pillow_heif.from_pillow(Image.new("RGB", (64, 48), (255, 0, 255)))
    file.add_from_pillow(coloured_corners())
    out = io.BytesIO()
    file.save(out, primary_index=1, quality=90, chroma=444)

    picture = shown(out.getvalue(), ".heic")
    assert picture.size == (64, 32) and "".join(corners(picture)) == UPRIGHT[1]
    assert read_picture("gambar/x.heic", out.getvalue()).height == 32


def test_a_heic_is_not_taken_from_its_thumbnail():
    data = heic(photo(320, 240), thumbnails=[160])
    assert pillow_heif.open_heif(io.BytesIO(data)).info["thumbnails"] == [160]

    assert shown(data, ".heic", least=1).size == (320, 240)


@pytest.mark.parametrize("grey", [16, 120, 240])
def test_a_grey_heic_and_one_of_ten_bits_keep_their_values(grey):
    assert near([shown(heic(Image.new("L", (64, 48), grey)), ".heic").convert("L").getpixel((3, 3))], [grey], 2)
    ten = pillow_heif.from_bytes("RGB;16", (64, 48), struct.pack("<3H", *(value * 257 for value in BRICK)) * 64 * 48)
    out = io.BytesIO()
    ten.save(out, quality=-1, chroma=444)
    assert pillow_heif.open_heif(io.BytesIO(out.getvalue())).info["bit_depth"] == 10
    assert near(shown(out.getvalue(), ".heic").getpixel((3, 3)), BRICK, 2)
    ten = pillow_heif.from_pillow(Image.new("I;16", (64, 48), grey * 257))
    out = io.BytesIO()
    ten.save(out, quality=-1)
    assert near([shown(out.getvalue(), ".heic").convert("L").getpixel((3, 3))], [grey], 2)


def test_codes_of_a_heic_count():
    data = heic(Image.new("RGB", (64, 48), BRICK), color_primaries=12, transfer_characteristics=13)
    assert near(shown(data, ".heic").getpixel((3, 3)), p3_in_srgb(BRICK), 4)

    for transfer in (16, 18):
        assert "HDR" in fault(
            heic(Image.new("RGB", (64, 48), BRICK), color_primaries=9, transfer_characteristics=transfer), ".heic"
        )


def test_a_heic_that_is_partly_transparent_is_refused():
    assert "ekspor sebagai PNG" in fault(heic(Image.new("RGBA", (64, 48), (*BRICK, 90))), ".heic")


@pytest.mark.parametrize(("kind", "ending"), [("PNG", ".png"), ("WEBP", ".webp")])
def test_a_moving_picture_is_refused_and_one_that_only_could_move_is_not(kind, ending):
    first, *more = (photo(20, 20).rotate(90 * n) for n in range(3))

    message = fault(saved(first, kind, save_all=True, append_images=more, duration=100), ending)
    assert message.startswith("gambar bergerak tidak dipakai") and "Paint" in message
    still = shown(saved(first, kind, save_all=True, lossless=True), ending)
    assert still.tobytes() == first.convert(still.mode).tobytes()


def test_modes_of_webp_stay():
    for mode in ("RGB", "RGBA", "L"):
        picture = photo(20, 20, mode)
        found = shown(saved(picture, "WEBP", lossless=True, exact=True), ".webp")
        assert found.convert(mode).tobytes() == picture.tobytes()


# Files that are broken, or claim too much


@cache
def cut(kind: str, missing: int) -> bytes:
    whole = (
        heic(photo(320, 240))
        if kind == "HEIC"
        else saved(photo(320, 240), kind, **({"lossless": True} if kind == "WEBP" else {}))
    )
    return whole[: len(whole) - missing]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIC"])
@pytest.mark.parametrize("missing", [13, 200, 2000])
def test_a_picture_that_is_cut_off_is_refused(kind, missing):
    with pytest.raises(BadValue, match="gambar rusak atau terpotong; simpan ulang dari aplikasi aslinya"):
        check_pixels(f"gambar/x{ENDINGS[kind]}", cut(kind, missing))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIC"])
def test_a_spoilt_picture_is_refused_or_shown(kind):
    whole = heic(photo(96, 64)) if kind == "HEIC" else saved(photo(96, 64), kind)
    for at in range(2, len(whole), max(1, len(whole) // 40)):
        data = whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :]
        try:
            check_pixels(f"gambar/x{ENDINGS[kind]}", data)
        except BadValue as bad:
            assert "; " in str(bad)
        else:
            head = read_picture(f"gambar/x{ENDINGS[kind]}", data)
            assert unpack(f"gambar/x{ENDINGS[kind]}", data, 1920).size == (head.width, head.height)


def test_a_heic_that_is_not_as_large_as_it_says_is_refused():
    data = heic(photo(64, 48))
    at = data.index(b"clap") + 4  # what is to be cut out of it: width and height as fractions (HEIF, 6.5.9)
    wider = data[:at] + struct.pack(">I", 191) + data[at + 4 :]

    assert read_picture("gambar/x.heic", wider).width == 191
    assert fault(wider, ".heic").startswith("gambar rusak")


@pytest.mark.parametrize(("width", "height"), [(20_000, 5_001), (100_000, 100_000)])
def test_a_picture_that_claims_too_many_pixels_is_not_unpacked(width, height):
    data = png_of(1, 8, GREY, b"\0")
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    data = data[:8] + png_of(1, 8, GREY, b"\0", (b"IHDR", header))[33:58] + data[33:]

    assert f"{MOST_PIXELS // 1_000_000} juta piksel" in fault(data)


def test_a_heic_that_claims_too_many_pixels_is_not_unpacked():
    data = heic(Image.new("RGB", (64, 48)))
    at = data.index(b"ispe") + 8
    big = data[:at] + struct.pack(">II", 60_000, 60_000) + data[at + 8 :]

    assert fault(big, ".heic")


def test_a_large_picture_below_the_limit_is_no_bomb(monkeypatch):
    # Pillow warns from 89 million pixels on: with its limit at ours that shows on a small one.
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 20 * 20 - 1)

    assert shown(saved(photo(20, 20), "PNG")).size == (20, 20)


def test_turning_by_hand_is_turning_as_pillow_does():
    for orientation in UPRIGHT:
        data = saved(photo(40, 30), "PNG", exif=exif(orientation))
        turned = ImageOps.exif_transpose(Image.open(io.BytesIO(data)))
        assert shown(data).tobytes() == turned.tobytes()
