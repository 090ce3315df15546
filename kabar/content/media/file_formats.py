"""Detection of file formats by their first bytes, with remedies for formats that are not accepted."""

import re
import struct

from kabar.content.media.picture_files import ending_of
from kabar.content.media.svg import find_active_part

_FIRST_BYTES = (
    ("JPEG", rb"\xff\xd8\xff"),
    ("PNG", rb"\x89PNG\r\n\x1a\n"),
    ("WEBP", rb"RIFF....WEBP"),
    ("GIF", rb"GIF8[79]a"),
    ("TIFF", rb"II[*+]\0|MM\0[*+]"),
    ("PSD", rb"8BPS\0"),
    ("JPEG XL", rb"\xff\x0a|\0\0\0\x0cJXL "),
    ("JPEG 2000", rb"\xff\x4f\xff\x51|\0\0\0\x0cjP  "),
    ("PDF", rb"%PDF-"),
    ("SVG", rb"(?:\xef\xbb\xbf)?\s*<(?:svg|\?xml)"),
    ("BMP", rb"BM.{4}\0\0\0\0"),
)
# Brands of ISO base media files (ISO/IEC 14496-12, 4.3): HEIF is 23008-12, annex B; AVIF is AOM's, 6.
_MOVING_HEIC_BRANDS = {b"msf1", b"hevc", b"hevx", b"hevm", b"hevs"}
_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"mif1"}
_AVIF = {b"avif", b"avis"}

# Extension by accepted format.
ENDINGS = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp", "HEIC": ".heic", "SVG": ".svg"}

_PAINT = "buka dengan Paint, lalu pilih File > Simpan sebagai > Gambar {}"
_GIMP = "buka dengan GIMP, lalu pilih File > Export As sebagai {}"
_FILM = "hentikan filmnya di adegan yang dicari, lalu ambil tangkapan layarnya"
REMEDIES = {
    "GIF": _PAINT.format("PNG"),
    "BMP": _PAINT.format("PNG"),
    "TIFF": f"{_PAINT.format('PNG')} (foto mentah kamera: ekspor sebagai JPG dari aplikasinya)",
    "AVIF": f"{_PAINT.format('JPEG')}; bila Paint tidak bisa membukanya, {_GIMP.format('JPG')}",
    "JPEG XL": _GIMP.format("JPG"),
    "JPEG 2000": _GIMP.format("JPG"),
    "PSD": _GIMP.format("PNG"),
    "HEIC bergerak": "di ponsel, pilih satu fotonya lalu bagikan sebagai JPG",
    "film": _FILM,
    "PDF": "taruh di lampiran/ dan sebut di 'attachments', atau ambil tangkapan layarnya",
}


def format_of(data: bytes) -> str:
    """The format of a file that starts with ``data`` (64 bytes are enough): a key of ENDINGS or REMEDIES, or ""."""
    if data[4:8] == b"ftyp" and len(data) >= 16:
        return _format_of_brands(data)
    return next((name for name, pattern in _FIRST_BYTES if re.match(pattern, data, re.DOTALL)), "")


def _format_of_brands(data: bytes) -> str:
    (length,) = struct.unpack(">I", data[:4])
    major, others = data[8:12], data[16 : min(length, 64)]
    brands = {major, *(others[at : at + 4] for at in range(0, len(others), 4))}
    if brands & _AVIF:
        return "AVIF"
    if major in _HEIC_BRANDS:
        return "HEIC"
    return "HEIC bergerak" if brands & _MOVING_HEIC_BRANDS else "film"


def carries_camera_data(data: bytes) -> bool:
    """Whether the picture ``data`` contains EXIF metadata, or a GPS position in XMP."""
    kind = format_of(data)
    if b"exif:GPS" in data or kind == "TIFF":
        return True
    if kind == "PNG":
        # Older programs write EXIF in a text chunk.
        return b"eXIf" in _names_of_png_chunks(data) or b"Raw profile type exif" in data
    if kind == "WEBP":
        return b"EXIF" in _names_of_riff_chunks(data)
    return kind in ("JPEG", "HEIC", "AVIF") and b"Exif" in data


def _names_of_png_chunks(data: bytes) -> set[bytes]:
    # PNG (Third Edition), 5.3: length, name, data, checksum.
    names, at = set(), 8
    while at + 8 <= len(data):
        length, name = struct.unpack(">I4s", data[at : at + 8])
        names.add(name)
        at += length + 12
    return names


def _names_of_riff_chunks(data: bytes) -> set[bytes]:
    # WebP container (RFC 9649), 2.3: name, length, data, padded to an even number.
    names, at = set(), 12
    while at + 8 <= len(data):
        name, length = struct.unpack("<4sI", data[at : at + 8])
        names.add(name)
        at += 8 + length + length % 2
    return names


_JPEG = rb"\xff\xd8\xff"
_HEIC_BYTES = rb"....ftyp(?:hei[cxms]|mif1(?!.*avi[fs]))"
PICTURES = {
    ".jpg": _JPEG,
    ".jpeg": _JPEG,
    ".png": rb"\x89PNG\r\n\x1a\n",
    ".webp": rb"RIFF....WEBP",
    ".heic": _HEIC_BYTES,
    ".heif": _HEIC_BYTES,
    ".svg": rb"(?:\xef\xbb\xbf)?\s*<",
}
ATTACHMENTS = {
    ".pdf": rb"%PDF-",
    ".docx": rb"PK\x03\x04",
    ".xlsx": rb"PK\x03\x04",
    ".pptx": rb"PK\x03\x04",
}
LARGEST = 20_000_000  # bytes; the largest pictures of cameras


def find_fault(path: str, data: bytes, size: int, kinds: dict[str, bytes]) -> str:
    """Why a file may not be published under ``path``, in Indonesian, or "".

    ``data`` is the whole of an SVG, or the first 64 bytes of another file; ``size`` is in bytes.
    """
    ending = ending_of(path)
    found = format_of(data) if kinds is not ATTACHMENTS else ""
    remedy = _remedy(ending, found)
    if ending not in kinds:
        return f"jenis berkas '{ending}' tidak dipakai; {remedy or 'yang dipakai: ' + ', '.join(sorted(kinds))}"
    if size > LARGEST:
        return "berkas lebih besar dari 20 MB; kecilkan dulu"
    if not re.match(kinds[ending], data, re.DOTALL):
        what = f"isi berkas bukan {ending[1:].upper()}"
        return f"{what}, melainkan {found}; {remedy}" if remedy else f"{what}; simpan ulang dari aplikasi aslinya"
    return find_active_part(data) if ending == ".svg" else ""


def _remedy(ending: str, found: str) -> str:
    if right := ENDINGS.get(found):
        return f"ganti akhiran nama berkasnya dari {ending} menjadi {right}, lalu betulkan juga namanya di sini"
    return REMEDIES.get(found, "")


