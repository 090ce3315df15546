"""Tell whether a file is what its name says, from its first bytes; refuse pictures that act."""

import re

from plugins.content_model.svg import find_active_part

PICTURES = {
    ".jpg": rb"\xff\xd8\xff",
    ".jpeg": rb"\xff\xd8\xff",
    ".png": rb"\x89PNG\r\n\x1a\n",
    ".webp": rb"RIFF....WEBP",
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
    ending = "." + path.rpartition(".")[2].casefold() if "." in path else ""
    if ending not in kinds:
        return f"jenis berkas '{ending}' tidak dipakai; yang dipakai: {', '.join(sorted(kinds))}"
    if size > LARGEST:
        return "berkas lebih besar dari 20 MB; kecilkan dulu"
    if not re.match(kinds[ending], data, re.DOTALL):
        return f"isi berkas bukan {ending[1:].upper()}; simpan ulang dari aplikasi aslinya"
    return find_active_part(data) if ending == ".svg" else ""
