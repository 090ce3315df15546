"""Write the ICC profile of a colour space that a file names by numbers: chromaticities, gamma, or codes."""

import struct

from plugins.content_model.problems import BadValue

Point = tuple[float, float]
Chromaticities = tuple[Point, Point, Point, Point]
Curve = tuple[float, ...]
_Vector = tuple[float, ...]
_Matrix = tuple[_Vector, ...]

_D65: Point = (0.3127, 0.3290)
# White, red, green, blue: ITU-T H.273 (07/2024), table 2, by its codes; 2 means "unspecified".
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
# H.273, table 3. Curves of video (1, 6, 14, 15) are shown as sRGB, as viewers of photographs do.
_CURVES: dict[int, Curve] = {
    **dict.fromkeys((1, 2, 6, 13, 14, 15), SRGB_CURVE), 4: (2.2,), 5: (2.8,), 8: (1.0,),
}  # fmt: skip
_HDR = (16, 18)  # PQ and HLG

# Adobe RGB (1998) Color Image Encoding, version 2005-05, 4.3.1: gamma 2 51/256.
ADOBE_RGB: tuple[Chromaticities, Curve] = (
    (_D65, (0.6400, 0.3300), (0.2100, 0.7100), (0.1500, 0.0600)), (2 + 51 / 256,),
)  # fmt: skip

_LEAST_GAMMA, _MOST_GAMMA = 0.1, 10.0  # no screen and no camera has had any beyond

_D50 = (0.9642, 1.0, 0.8249)  # the white of every profile: ICC.1:2022, 7.2.16
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
    """The ICC profile of white, red, green, blue as CIE xy, and a ``curve``; None for sRGB.

    ``curve`` is a gamma alone, or the five parameters of a curve that begins straight. Raises BadValue.
    """
    if chromaticities == SRGB and curve == SRGB_CURVE:
        return None
    try:
        if _LEAST_GAMMA <= curve[0] <= _MOST_GAMMA:
            return _written(_colorants(chromaticities), curve)
    except (ArithmeticError, struct.error):
        pass  # points that span no triangle
    raise BadValue(
        "keterangan warna di berkas gambar (gAMA, cHRM) tidak masuk akal; buka dengan Paint, lalu pilih"
        " File > Simpan sebagai"
    )


def _colorants(chromaticities: Chromaticities) -> _Matrix:
    """XYZ of red, green and blue, adapted to the white of profiles (ICC.1:2022, annex E)."""
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
