"""Conversion of pictures to sRGB by their ICC profiles, H.273 codes, PNG chunks or EXIF."""

import io
import struct
import warnings
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

from PIL import Image, ImageCms
from PIL.ExifTags import IFD, Base

from kabar.content.parsing.problems import BadValue

V = TypeVar("V")

_COLOUR_SPACE, _SRGB = 0xA001, 1  # EXIF 2.32, 4.6.5
_ADOBE_RGB = "R03"  # DCF 2.0 (2010), 4.5.1: the interoperability index of its optional colour space


def orientation_of(image: Image.Image) -> int:
    """The EXIF orientation of ``image``, 1 to 8 (EXIF 2.32, 4.6.5); 1 if there is none."""
    return _read(image, lambda exif: exif.get(Base.Orientation, 1), 1)


def is_adobe_rgb(image: Image.Image) -> bool:
    """Whether the EXIF of ``image`` declares Adobe RGB (1998)."""

    def says_so(exif: Image.Exif) -> bool:
        index = exif.get_ifd(IFD.Interop).get(Base.InteropIndex)
        return str(index).rstrip("\0") == _ADOBE_RGB and exif.get_ifd(IFD.Exif).get(_COLOUR_SPACE) != _SRGB

    return _read(image, says_so, False)


def _read(image: Image.Image, find: Callable[[Image.Exif], V], otherwise: V) -> V:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return find(image.getexif())
        except Exception:
            # Pillow does not document its exceptions for broken EXIF; browsers ignore such EXIF, too.
            return otherwise


Point = tuple[float, float]
Chromaticities = tuple[Point, Point, Point, Point]
Curve = tuple[float, ...]
_Vector = tuple[float, ...]
_Matrix = tuple[_Vector, ...]

_D65: Point = (0.3127, 0.3290)
# White, red, green, blue by the codes of ITU-T H.273 (07/2024), table 2; 2 is "unspecified".
_BT709: Chromaticities = (_D65, (0.640, 0.330), (0.300, 0.600), (0.150, 0.060))
_BT601_525: Chromaticities = (_D65, (0.630, 0.340), (0.310, 0.595), (0.155, 0.070))
PRIMARIES: dict[int, Chromaticities] = {
    1: _BT709,
    2: _BT709,
    5: (_D65, (0.640, 0.330), (0.290, 0.600), (0.150, 0.060)),
    6: _BT601_525,
    7: _BT601_525,
    9: (_D65, (0.708, 0.292), (0.170, 0.797), (0.131, 0.046)),
    11: ((0.314, 0.351), (0.680, 0.320), (0.265, 0.690), (0.150, 0.060)),
    12: (_D65, (0.680, 0.320), (0.265, 0.690), (0.150, 0.060)),
}
SRGB = PRIMARIES[1]
# Parameters of ICC.1:2022, table 68, function type 3: g, a, b, c, d (IEC 61966-2-1).
SRGB_CURVE: Curve = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
# H.273, table 3. Video curves (1, 6, 14, 15) are treated as sRGB, as photo viewers do.
_CURVES: dict[int, Curve] = {
    **dict.fromkeys((1, 2, 6, 13, 14, 15), SRGB_CURVE), 4: (2.2,), 5: (2.8,), 8: (1.0,),
}  # fmt: skip
_HDR = (16, 18)  # PQ and HLG

# Adobe RGB (1998) Color Image Encoding, version 2005-05, 4.3.1: gamma 2 51/256.
ADOBE_RGB: tuple[Chromaticities, Curve] = (
    (_D65, (0.6400, 0.3300), (0.2100, 0.7100), (0.1500, 0.0600)), (2 + 51 / 256,),
)  # fmt: skip

_LEAST_GAMMA, _MOST_GAMMA = 0.1, 10.0  # beyond the values of all screens and cameras

_D50 = (0.9642, 1.0, 0.8249)  # white point of all profiles: ICC.1:2022, 7.2.16
_BRADFORD = ((0.8951, 0.2664, -0.1614), (-0.7502, 1.7135, 0.0367), (0.0389, -0.0685, 1.0296))  # ICC.1:2022, annex E


def profile_of_codes(primaries: int, transfer: int) -> bytes | None:
    """The ICC profile of the H.273 codes ``primaries`` and ``transfer``; None for sRGB. Raises BadValue."""
    if transfer in _HDR:
        raise BadValue(
            "gambar HDR (rentang terang lebar) tidak dipakai; di ponsel atau kamera pilih foto biasa (SDR),"
            " atau buka di aplikasi foto dan ekspor sebagai JPG"
        )
    if primaries not in PRIMARIES or transfer not in _CURVES:
        raise BadValue(
            f"ruang warna gambar (kode {primaries}/{transfer}) tidak dikenal; buka di aplikasi foto dan ekspor"
            " sebagai JPG dengan warna sRGB"
        )
    return profile_of_numbers(PRIMARIES[primaries], _CURVES[transfer])


def profile_of_numbers(chromaticities: Chromaticities, curve: Curve) -> bytes | None:
    """The ICC profile for white, red, green, blue (CIE xy) and a ``curve``; None for sRGB.

    ``curve`` is a gamma, or the five parameters of a curve with a linear segment. Raises BadValue.
    """
    if chromaticities == SRGB and curve == SRGB_CURVE:
        return None
    try:
        if _LEAST_GAMMA <= curve[0] <= _MOST_GAMMA:
            return _written(_colorants(chromaticities), curve)
    except (ArithmeticError, struct.error):
        pass  # degenerate primaries
    raise BadValue(
        "keterangan warna di berkas gambar (gAMA, cHRM) tidak masuk akal; buka dengan Paint, lalu pilih"
        " File > Simpan sebagai"
    )


def _colorants(chromaticities: Chromaticities) -> _Matrix:
    """XYZ of red, green and blue, adapted to the profile white point D50 (ICC.1:2022, annex E)."""
    white, *primaries = (_xyz(point) for point in chromaticities)
    columns = _transposed(tuple(primaries))
    strengths = _times(_inverse(columns), white)
    seen, wanted = _times(_BRADFORD, white), _times(_BRADFORD, _D50)
    x, y, z = (to / of for to, of in zip(wanted, seen, strict=True))
    scale = ((x, 0.0, 0.0), (0.0, y, 0.0), (0.0, 0.0, z))
    adapt = _product(_inverse(_BRADFORD), _product(scale, _BRADFORD))
    adapted = _product(adapt, tuple(tuple(a * b for a, b in zip(row, strengths, strict=True)) for row in columns))
    return _transposed(adapted)


def _written(colorants: _Matrix, curve: Curve) -> bytes:
    kind = {1: 0, 5: 3}[len(curve)]
    tone = b"para" + struct.pack(">IHH", 0, kind, 0) + _fixed(curve)
    red, green, blue, white = (b"XYZ " + bytes(4) + _fixed(xyz) for xyz in (*colorants, _D50))
    tags = {"rXYZ": red, "gXYZ": green, "bXYZ": blue, "wtpt": white, "rTRC": tone, "gTRC": tone, "bTRC": tone}
    at, table, data = 128 + 4 + 12 * len(tags), b"", b""
    for name, value in tags.items():
        table += struct.pack(">4sII", name.encode(), at + len(data), len(value))
        data += value
    header = struct.pack(">I4xI4s4s4s12x4s", at + len(data), 0x04400000, b"mntr", b"RGB ", b"XYZ ", b"acsp")
    header += bytes(28) + _fixed(_D50)
    return header.ljust(128, b"\0") + struct.pack(">I", len(tags)) + table + data


def _fixed(numbers: _Vector) -> bytes:
    """``numbers`` as s15Fixed16Number (ICC.1:2022, 4.6)."""
    return struct.pack(f">{len(numbers)}i", *(round(number * 65536) for number in numbers))


def _xyz(point: Point) -> _Vector:
    x, y = point
    return x / y, 1.0, (1 - x - y) / y


def _transposed(matrix: _Matrix) -> _Matrix:
    return tuple(zip(*matrix, strict=True))


def _times(matrix: _Matrix, vector: _Vector) -> _Vector:
    return tuple(sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)


def _product(left: _Matrix, right: _Matrix) -> _Matrix:
    return _transposed(tuple(_times(left, column) for column in _transposed(right)))


def _inverse(matrix: _Matrix) -> _Matrix:
    (a, b, c), (d, e, f), (g, h, i) = matrix
    whole = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)
    parts = (
        (e * i - f * h, c * h - b * i, b * f - c * e),
        (f * g - d * i, a * i - c * g, c * d - a * f),
        (d * h - e * g, b * g - a * h, a * e - b * d),
    )
    return tuple(tuple(part / whole for part in row) for row in parts)


_PNG = b"\x89PNG\r\n\x1a\n"
_PLAIN_MODES = ("L", "LA", "RGB", "RGBA")
_SAME = 0.005  # values of a file that are this close to those of sRGB are taken as sRGB

_CMYK = (
    "warna gambar CMYK (untuk percetakan) tanpa profil, jadi warnanya tidak pasti; buka dengan GIMP, pilih"
    " File > Export As sebagai JPG, atau minta berkas RGB dari pembuatnya"
)
_PROFILE = (
    "profil warna gambar rusak atau bukan untuk jenis gambar ini; buka dengan Paint, lalu pilih File > Simpan sebagai"
)
_KEY_OF_16_BITS = (
    "PNG 16 bit dengan satu warna tembus pandang tidak dipakai; buka dengan GIMP, pilih Image > Precision > 8 bit"
    " integer, lalu File > Export As"
)
_MODE = "susunan warna gambar ('{}') tidak dikenal; buka dengan Paint, lalu pilih File > Simpan sebagai > Gambar PNG"


def in_srgb(image: Image.Image, data: bytes) -> Image.Image:
    """Convert ``image``, opened from the file ``data``, to sRGB with 8 bits, in mode L, LA, RGB or RGBA.

    Raises BadValue if its colours are not defined.
    """
    profile = _profile_of(image, data)
    is_keyed = "transparency" in image.info
    if profile is None and not is_keyed and image.mode in _PLAIN_MODES:
        return image
    base, alpha = _split(image, data)
    if base.mode == "CMYK" and (profile is None or "adobe" not in image.info):
        # Without Adobe's marker it is unknown whether 255 means full ink or none.
        raise BadValue(_CMYK)
    if profile is not None:
        base = _converted(base, profile, is_grey=_is_grey_png(data))
    elif base.mode == "1" or (is_keyed and base.mode == "L"):
        base = base.convert("RGB")
    if base.mode not in ("L", "RGB"):
        raise BadValue(_MODE.format(base.mode[:10]))
    if alpha:
        base.putalpha(alpha)
    return base


def _split(image: Image.Image, data: bytes) -> tuple[Image.Image, Image.Image | None]:
    """``image`` without its alpha channel, and the alpha channel."""
    if "transparency" in image.info:
        if image.mode == "P":
            image = image.convert("RGBA")
        else:
            image.info["transparency"] = _key_of(image.info["transparency"], data)
            return image, image.convert("RGBA").getchannel("A")
    if image.mode == "P":
        return image.convert("RGB"), None
    if image.mode in ("LA", "RGBA"):
        return image.convert(image.mode.removesuffix("A")), image.getchannel("A")
    if image.mode.startswith("I;16"):
        # To the nearest of 256 values: 65535 is 255 * 257.
        return image.convert("I").point([(value + 128) // 257 for value in range(65536)], "L"), None
    return image, None


def _key_of(key: object, data: bytes) -> object:
    """The transparent colour of a PNG (grey, or a tuple) scaled to 8 bits; Pillow returns it as in the file."""
    depth = data[24]  # PNG (Third Edition), 11.2.1
    if depth == 16:
        raise BadValue(_KEY_OF_16_BITS)
    return key * (255 // (2**depth - 1)) if depth in (2, 4) and isinstance(key, int) else key


def _is_grey_png(data: bytes) -> bool:
    # Pillow opens grey with alpha and 16 bits as RGBA.
    return data.startswith(_PNG) and data[25] in (0, 4)


def _converted(base: Image.Image, profile: bytes, is_grey: bool) -> Image.Image:
    """Convert ``base`` from the ICC ``profile`` to sRGB, in mode RGB; grey with an RGB profile stays grey."""
    if base.mode == "1" or is_grey:
        base = base.convert("L")
    try:
        given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        space = given.profile.xcolor_space.strip()
        stays_grey = (space, base.mode) == ("RGB", "L")
        if stays_grey:
            base = base.convert("RGB")
        if (space, base.mode) not in (("GRAY", "L"), ("RGB", "RGB"), ("CMYK", "CMYK")):
            raise BadValue(_PROFILE)
        result = ImageCms.profileToProfile(base, given, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        raise BadValue(_PROFILE) from None
    assert result is not None  # it is None for a conversion in place
    return result.convert("L") if stays_grey else result


def _profile_of(image: Image.Image, data: bytes) -> bytes | None:
    """The ICC profile of ``image``; None for sRGB, which is also the default.

    Order of precedence: PNG (Third Edition), 4.3; ICC before codes in HEIF.
    """
    if codes := _codes_in_png(data):
        primaries, transfer, matrix, full_range = codes
        if matrix or not full_range:
            raise BadValue(_PROFILE)
        return profile_of_codes(primaries, transfer)
    if "icc_profile" in image.info:
        # It is None if Pillow could not decompress it.
        return image.info["icc_profile"] or b""
    if nclx := image.info.get("nclx_profile"):
        return profile_of_codes(nclx["color_primaries"], nclx["transfer_characteristics"])
    if "srgb" in image.info:
        return None
    if "gamma" in image.info or "chromaticity" in image.info:
        return profile_of_numbers(*_numbers_of_png(image.info))
    return profile_of_numbers(*ADOBE_RGB) if is_adobe_rgb(image) else None


def _codes_in_png(data: bytes) -> tuple[int, int, int, int] | None:
    """The four numbers of the cICP chunk of a PNG: primaries, transfer, matrix, full range; None without one."""
    for name, value in _chunks_before_pixels(data):
        if name == b"cICP" and len(value) == 4:
            primaries, transfer, matrix, full_range = value
            return primaries, transfer, matrix, full_range
    return None


def _chunks_before_pixels(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The chunks of a PNG before its pixels; none for another format."""
    at = len(_PNG) if data.startswith(_PNG) else len(data)
    while at + 8 <= len(data):
        length, name = struct.unpack(">I4s", data[at : at + 8])
        if name == b"IDAT":
            return
        yield name, data[at + 8 : at + 8 + length]
        at += length + 12


def _numbers_of_png(info: Mapping[str | tuple[int, int], Any]) -> tuple[Chromaticities, Curve]:
    chromaticities, curve = SRGB, SRGB_CURVE
    if "chromaticity" in info:
        x = info["chromaticity"]
        given = ((x[0], x[1]), (x[2], x[3]), (x[4], x[5]), (x[6], x[7]))
        numbers = zip((one for point in given for one in point), (one for point in SRGB for one in point), strict=True)
        if any(abs(one - other) > _SAME for one, other in numbers):
            chromaticities = given
    if (gamma := info.get("gamma")) is not None:
        is_like_srgb = chromaticities == SRGB and abs(gamma - 1 / 2.2) < _SAME
        curve = SRGB_CURVE if is_like_srgb else (1 / gamma if gamma else 0.0,)
    return chromaticities, curve


