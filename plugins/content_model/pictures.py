"""Tell whether a file is what its name says, from its first bytes; refuse pictures that act."""

import re

from plugins.content_model.file_formats import ENDINGS, REMEDIES, format_of
from plugins.content_model.picture_files import ending_of
from plugins.content_model.svg import find_active_part

_JPEG = rb"\xff\xd8\xff"
_HEIC = rb"....ftyp(?:hei[cxms]|mif1(?!.*avi[fs]))"
PICTURES = {
    ".jpg": _JPEG,
    ".jpeg": _JPEG,
    ".png": rb"\x89PNG\r\n\x1a\n",
    ".webp": rb"RIFF....WEBP",
    ".heic": _HEIC,
    ".heif": _HEIC,
    ".svg": rb"(?:\xef\xbb\xbf)?\s*<",
}
ATTACHMENTS = {
    ".pdf": rb"%PDF-",
    ".docx": rb"PK\x03\x04",
    ".xlsx": rb"PK\x03\x04",
    ".pptx": rb"PK\x03\x04",
}
LARGEST = 20_000_000  # bytes: a camera's largest picture


def find_fault(path: str, data: bytes, size: int, kinds: dict[str, bytes]) -> str:
    """Why a file may not be published under ``path``, in Indonesian, or nothing.

    ``data`` is how it begins: the whole of an SVG, 64 bytes of any other; ``size`` in bytes.
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
