"""Turn the pixels of a picture into sRGB, by what its file says of their colours."""

import io
import struct
from collections.abc import Iterator

from PIL import Image, ImageCms

from plugins.content_model.colour_profiles import (
    ADOBE_RGB,
    SRGB,
    SRGB_CURVE,
    Chromaticities,
    Curve,
    profile_of_codes,
    profile_of_numbers,
)
from plugins.content_model.picture_exif import is_adobe_rgb
from plugins.content_model.problems import BadValue

_PNG = b"\x89PNG\r\n\x1a\n"
_PLAIN_MODES = ("L", "LA", "RGB", "RGBA")
_SAME = 0.005  # numbers of a file that are this near are meant to be those of sRGB

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
    """``image``, opened from the file ``data``, in sRGB with 8 bits: of mode L, LA, RGB or RGBA.

    Raises BadValue where nothing says what its colours are.
    """
    profile = _profile_of(image, data)
    is_keyed = "transparency" in image.info
    if profile is None and not is_keyed and image.mode in _PLAIN_MODES:
        return image
    base, alpha = _split(image, data)
    if base.mode == "CMYK" and (profile is None or "adobe" not in image.info):
        # Without Adobe's marker it is not even known whether 255 is all ink or none.
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
    """``image`` without transparency, and that."""
    if "transparency" in image.info:
        if image.mode == "P":
            image = image.convert("RGBA")
        else:
            key = _key_of(image.info["transparency"], data)
            image.info["transparency"] = key
            return image, image.convert("RGBA").getchannel("A")
    if image.mode == "P":
        return image.convert("RGB"), None
    if image.mode in ("LA", "RGBA"):
        return image.convert(image.mode.removesuffix("A")), image.getchannel("A")
    if image.mode.startswith("I;16"):
        # 65535 is 255 * 257: the nearest of 256 values.
        return image.convert("I").point([(value + 128) // 257 for value in range(65536)], "L"), None
    return image, None


def _key_of(key, data: bytes):
    """The transparent colour of a PNG as a value of 8 bits; Pillow gives it as it stands in the file."""
    depth = data[24]  # PNG (Third Edition), 11.2.1
    if depth == 16:
        raise BadValue(_KEY_OF_16_BITS)
    return key * (255 // (2**depth - 1)) if depth in (2, 4) else key


def _is_grey_png(data: bytes) -> bool:
    # Pillow opens grey with alpha, 16 bits each, as RGBA.
    return data.startswith(_PNG) and data[25] in (0, 4)


def _converted(base: Image.Image, profile: bytes, is_grey: bool) -> Image.Image:
    """``base`` from the colours of the ICC ``profile`` to sRGB: of mode RGB, but grey that has a profile of RGB."""
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
    return result.convert("L") if stays_grey else result


def _profile_of(image: Image.Image, data: bytes) -> bytes | None:
    """The ICC profile of the colours of ``image``; None for sRGB, which what says nothing is taken for.

    Of several the strongest counts: PNG (Third Edition), 4.3; ICC before codes in HEIF.
    """
    if codes := _codes_in_png(data):
        primaries, transfer, matrix, full_range = codes
        if matrix or not full_range:
            raise BadValue(_PROFILE)
        return profile_of_codes(primaries, transfer)
    if "icc_profile" in image.info:
        # What Pillow could not unpack is there as None.
        return image.info["icc_profile"] or b""
    if nclx := image.info.get("nclx_profile"):
        return profile_of_codes(nclx["color_primaries"], nclx["transfer_characteristics"])
    if "srgb" in image.info:
        return None
    if "gamma" in image.info or "chromaticity" in image.info:
        return profile_of_numbers(*_numbers_of_png(image.info))
    return profile_of_numbers(*ADOBE_RGB) if is_adobe_rgb(image) else None


def _codes_in_png(data: bytes) -> tuple[int, int, int, int] | None:
    """The four numbers of a chunk cICP: primaries, transfer, matrix, whether all values are used."""
    for name, value in _chunks_before_pixels(data):
        if name == b"cICP" and len(value) == 4:
            return struct.unpack(">4B", value)
    return None


def _chunks_before_pixels(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The chunks of a PNG up to its pixels; none of another file."""
    at = len(_PNG) if data.startswith(_PNG) else len(data)
    while at + 8 <= len(data):
        length, name = struct.unpack(">I4s", data[at : at + 8])
        if name == b"IDAT":
            return
        yield name, data[at + 8 : at + 8 + length]
        at += length + 12


def _numbers_of_png(info) -> tuple[Chromaticities, Curve]:
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
