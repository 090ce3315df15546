"""Tell whether a file is what its name says, from its first bytes; refuse pictures that act."""

import re

PICTURES = {
    ".jpg": rb"\xff\xd8\xff",
    ".jpeg": rb"\xff\xd8\xff",
    ".png": rb"\x89PNG\r\n\x1a\n",
    ".webp": rb"RIFF....WEBP",
    ".svg": rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<svg[\s>]",
}
ATTACHMENTS = {
    ".pdf": rb"%PDF-",
    ".docx": rb"PK\x03\x04",
    ".xlsx": rb"PK\x03\x04",
    ".pptx": rb"PK\x03\x04",
}
LARGEST = 20_000_000  # bytes: a camera's largest picture

# An SVG runs scripts when it is opened by itself; entities and outside references reach further.
_ACTIVE_SVG = re.compile(
    rb"<!ENTITY|<!DOCTYPE|<\s*(?:\w+:)?(?:script|foreignObject|iframe|embed|object|handler|set|animate)\b"
    rb"|\son\w+\s*=|(?:href|src)\s*=\s*[\"']?\s*(?!#|[\"'])|javascript:|url\(\s*[\"']?(?!#)|@import",
    re.IGNORECASE,
)


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
    if ending == ".svg" and (match := _ACTIVE_SVG.search(data)):
        found = match[0].decode("ascii", "replace").strip()
        return f"SVG memuat '{found}' yang bisa menjalankan sesuatu; simpan sebagai SVG polos"
    return ""
