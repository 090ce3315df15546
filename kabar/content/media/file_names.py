"""Names of files: the right one for a file whose name cannot be an address, and the file that a wrong name means."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from rapidfuzz.distance import OSA
from unidecode import unidecode

from kabar.content.parsing.problems import Problem
from kabar.text.folding import fold_address

# Windows refuses these as file names, whatever their ending.
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
_MOST_SLIPS = 2  # of the keyboard, in one name


def slug_of(stem: str) -> str:
    """``stem`` in small letters, digits and hyphens; empty where nothing of it can be written so."""
    return re.sub(r"[^a-z0-9]+", "-", unidecode(stem).casefold()).strip("-")


def stem_of(name: str) -> str:
    """The name of a text without its endings, however many programs have put there."""
    while (ending := PurePosixPath(name).suffix.casefold()) in (*_MARKDOWN, ".yaml", ".yml") and ending:
        name = name[: -len(ending)]
    return name.removesuffix(PurePosixPath(name).suffix) if PurePosixPath(name).suffix.casefold() in _TEXTS else name


def safe_path(path: str) -> str:
    """``path`` of a picture or attachment with letters, digits, dots, hyphens and underscores alone."""
    return "/".join(map(_safe, path.split("/")))


def _safe(part: str) -> str:
    stem, dot, ending = part.rstrip(". ").rpartition(".")
    if not dot:
        stem, ending = ending, ""
    plain = re.sub(r"-*([._])-*", r"\1", re.sub(r"[^A-Za-z0-9._-]+", "-", unidecode(stem))).strip("-._") or "berkas"
    return f"{plain}{dot}{re.sub(r'[^A-Za-z0-9]', '', unidecode(ending))}"


def answer_to_name(folder: str, rest: str, ending: str) -> str:
    """What to do with the file ``rest`` (its path below ``folder``), which does not end with ``ending``."""
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


def file_meant(path: str, files: Iterable[str], misnamed: Mapping[str, str], folder: str) -> str:
    """The file that ``path`` means where there is none of this name; empty where another may be meant.

    ``files`` are those there are, ``misnamed`` those whose names are to be changed, with their new ones. A name that
    differs in one digit is that of another picture.
    """
    if path in misnamed:
        return misnamed[path]
    known = {one: one for one in files if one.startswith(folder)} | misnamed
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
    """A problem for each of ``files`` and ``folders`` whose path differs from another's in case or composition alone.

    Paths are relative to the content folder; ``folders`` are those that hold files, those above them are added.
    """
    paths = {str(parent) for folder in folders for parent in (PurePosixPath(folder), *PurePosixPath(folder).parents)}
    paths.update(files)
    # Small letters of ASCII fold to themselves; most paths hold no others, and cost next to nothing.
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


