"""File names: corrected names for those not allowed in an address, and suggestions for references to missing files."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from rapidfuzz.distance import OSA
from unidecode import unidecode

from kabar.content.parsing.problems import Problem
from kabar.text.folding import fold_address

# Reserved names on Windows, with any extension.
WINDOWS_NAMES = {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10))}
SAFE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")

_PICTURES = (
    ".jpg", ".jpeg", ".jfif", ".png", ".webp", ".heic", ".heif", ".svg", ".gif", ".bmp", ".tif", ".tiff", ".avif",
)  # fmt: skip
_DOWNLOADS = (".pdf", ".docx", ".xlsx", ".pptx")
_TEXTS = {
    ".docx": "Word", ".doc": "Word", ".rtf": "Word", ".odt": "LibreOffice", ".gdoc": "Google Docs", ".pages": "Pages",
    ".xlsx": "Excel", ".xls": "Excel", ".pptx": "PowerPoint", ".ppt": "PowerPoint", ".pdf": "PDF",
    ".html": "halaman web", ".htm": "halaman web",
}  # fmt: skip
_MARKDOWN = (".txt", ".text", ".md", ".markdown", ".mdown", ".mkd", "")
_MOST_SLIPS = 2  # typing errors (edit distance) in a name


def slug_of(stem: str) -> str:
    """``stem`` in ASCII small letters, digits and hyphens; "" if none of it can be transliterated."""
    return re.sub(r"[^a-z0-9]+", "-", unidecode(stem).casefold()).strip("-")


def stem_of(name: str) -> str:
    """The name of a text file without all its extensions."""
    while (ending := PurePosixPath(name).suffix.casefold()) in (*_MARKDOWN, ".yaml", ".yml") and ending:
        name = name[: -len(ending)]
    return name.removesuffix(PurePosixPath(name).suffix) if PurePosixPath(name).suffix.casefold() in _TEXTS else name


def safe_path(path: str) -> str:
    """``path`` of a picture or attachment, reduced to letters, digits, dots, hyphens and underscores."""
    return "/".join(map(_safe, path.split("/")))


def _safe(part: str) -> str:
    stem, dot, ending = part.rstrip(". ").rpartition(".")
    if not dot:
        stem, ending = ending, ""
    plain = re.sub(r"-*([._])-*", r"\1", re.sub(r"[^A-Za-z0-9._-]+", "-", unidecode(stem))).strip("-._") or "berkas"
    return f"{plain}{dot}{re.sub(r'[^A-Za-z0-9]', '', unidecode(ending))}"


def remedy_for_name(folder: str, rest: str, ending: str) -> str:
    """The remedy, in Indonesian, for the file ``rest`` (below ``folder``), whose extension is not ``ending``."""
    name = PurePosixPath(rest).name
    kind = PurePosixPath(name).suffix.casefold()
    slug = slug_of(stem_of(name)) or "nama-berkas"
    year = rest.rpartition("/")[0]
    there = f"{year}/" if year.isdigit() else ""
    if kind in _PICTURES:
        return f"gambar disimpan di gambar/; pindahkan ke {safe_path(f'gambar/{there}{name}')}"
    if kind in _TEXTS:
        how = f"salin teksnya ke berkas baru {folder}/{there}{slug}{ending}, lalu hapus berkas ini"
        if kind in _DOWNLOADS:
            how += f"; bila untuk diunduh, pindahkan ke {safe_path(f'lampiran/{there}{name}')}"
        return f"isi berkas {_TEXTS[kind]} tidak dibaca; {how}"
    if kind in (*_MARKDOWN, ".yml", ".yaml"):
        return f"berkas di {folder}/ harus berakhiran {ending}; ganti namanya menjadi {slug}{ending}"
    return f"berkas di {folder}/ harus berakhiran {ending}, bukan '{kind[:20]}'; pindahkan, atau hapus berkas ini"


def intended_file(path: str, files: Iterable[str], misnamed: Mapping[str, str], folder: str) -> str:
    """The file in ``folder`` that the missing ``path`` probably means; "" if that is not clear.

    ``files`` are the existing files, ``misnamed`` those to be renamed, with their new names. Names that differ in a
    digit are those of different files.
    """
    if path in misnamed:
        return misnamed[path]
    known = {**{one: one for one in files if one.startswith(folder)}, **misnamed}
    wanted, wanted_name = _bare(path), _bare(PurePosixPath(path).name)
    same = _only(right for one, right in known.items() if _bare(one) == wanted)
    named = same or _only(right for one, right in known.items() if _bare(PurePosixPath(one).name) == wanted_name)
    return named or _only(right for one, right in known.items() if _is_slip(path, one))


def _only(found: Iterable[str]) -> str:
    all_found: Collection[str] = set(found)
    return next(iter(all_found)) if len(all_found) == 1 else ""


def _bare(text: str) -> str:
    return re.sub(r"[^a-z0-9.]", "", unidecode(text).casefold())


def _is_slip(one: str, other: str) -> bool:
    if re.sub(r"\D", "", one) != re.sub(r"\D", "", other):
        return False
    return OSA.distance(one.casefold(), other.casefold(), score_cutoff=_MOST_SLIPS) <= _MOST_SLIPS


def find_same_names(files: Collection[str], folders: Iterable[str]) -> Iterator[Problem]:
    """Report ``files`` and ``folders`` whose paths differ only in case or Unicode composition.

    Paths are relative to the content folder; ``folders`` are those with files, their parents are added.
    """
    paths = {str(parent) for folder in folders for parent in (PurePosixPath(folder), *PurePosixPath(folder).parents)}
    paths.update(files)
    # Fast path: most paths have ASCII small letters only, which fold to themselves.
    odd = [path for path in paths if path != path.lower() or not path.isascii()]
    spellings: dict[str, set[str]] = defaultdict(set)
    for path in odd:
        folded = fold_address(path)
        spellings[folded] |= {path, *({folded} & paths)}
    for found in spellings.values():
        first, *others = sorted(found)
        for path in others:
            yield Problem(
                path, 1, 1, "",
                f"namanya sama dengan '{first}' bila huruf besar dan kecil tidak dibedakan, sehingga di macOS dan"
                " Windows salah satunya hilang; ganti salah satu nama",
            )  # fmt: skip


