"""The folders of ``content/`` and their models. The path of a file is the address of its page."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath

from kabar.content.media.file_names import (
    SAFE_NAME,
    WINDOWS_NAMES,
    find_same_names,
    remedy_for_name,
    safe_path,
    slug_of,
    stem_of,
)
from kabar.content.models.figure import Figure
from kabar.content.models.model import Document
from kabar.content.models.organisation import Organisation
from kabar.content.models.person import Person
from kabar.content.models.portal import PORTAL_FILE
from kabar.content.models.source import Source
from kabar.content.models.static_page import StaticPage
from kabar.content.models.topic import Topic
from kabar.content.parsing.fields import ID_PATTERN
from kabar.content.parsing.problems import Problem
from kabar.content.reading.walk import Status, Walk, walk
from kabar.sections.registry import SECTIONS
from kabar.text.suggestions import did_you_mean, nearest_of

FLAT: dict[str, type[Document]] = {
    "topik": Topic, "lembaga": Organisation, "orang": Person, "halaman": StaticPage, "angka": Figure,
    "sumber": Source,
}  # fmt: skip
YAML_FOLDERS = {"angka", "sumber"}
FILE_FOLDERS = ("gambar", "lampiran", "ekstra")
ADDRESS_FILE = "alamat.yaml"
WORDS_FILE = "kamus.txt"  # words that the newsroom accepts; no page
ROOT_FILES = (PORTAL_FILE, ADDRESS_FILE, WORDS_FILE)

LONGEST_NAME = 100  # characters: with the folder names below the limit of file systems
_YEAR = re.compile(rf"({'|'.join(SECTIONS)})/[0-9]{{4}}")
# A name with a hyphen, or longer than the names that Windows reserves, needs no further check.
_ENTRIES = re.compile(rf"(?:{_YEAR.pattern}/[a-z0-9]{{5,}}(?:-[a-z0-9]+)*\.md\n)+")


@dataclass
class Files:
    """The files of a content folder by their readers; relative paths, sorted.

    ``others`` have no model. ``statuses`` are those of all files, ``digests`` those of all folders, as ``walk`` returns
    them. ``misnamed`` are pictures and attachments whose names cannot be addresses, with the paths that they should
    have.
    """

    documents: dict[str, type[Document]] = field(default_factory=dict)
    others: set[str] = field(default_factory=set)
    misnamed: dict[str, str] = field(default_factory=dict)
    statuses: Mapping[str, Status] = field(default_factory=dict)
    digests: Mapping[str, bytes] = field(default_factory=dict)

    @cached_property
    def lasting(self) -> dict[str, type[Document]]:
        """The ``documents`` that are no articles: topics, profiles, figures and pages, few in any archive."""
        entries = frozenset(section.model for section in SECTIONS.values())
        found = ((path, model) for path, model in self.documents.items() if model not in entries)
        return dict(found)


def find_files(root: Path, found: Walk | None = None) -> tuple[Files, list[Problem]]:
    """Every file below ``root`` with its model; a file without a rule is a problem.

    ``found`` is an earlier walk of ``root``.
    """
    found = walk(root) if found is None else found
    files, problems = Files(statuses=found.files, digests=found.digests), list(_irregular(found))
    # Files of ekstra/ are compared by address, with those of pages (``check_extras``).
    problems += (one for one in find_same_names(found.files, found.folders) if not one.path.startswith("ekstra/"))
    documents: dict[str, type[Document]] = {}
    for folder, paths in found.folders.items():
        if (year := _YEAR.fullmatch(folder)) and _all_are_entries(paths):
            documents.update(dict.fromkeys(paths, SECTIONS[year[1]].model))
            continue
        for path in paths:
            model, message = kind_of(path)
            if message:
                problems.append(Problem(path, 1, 1, "", message))
                if path.startswith(tuple(f"{folder}/" for folder in FILE_FOLDERS)):
                    files.misnamed[path] = safe_path(path)
            elif model:
                documents[path] = model
            else:
                files.others.add(path)
    files.documents.update(sorted(documents.items()))
    return files, sorted(problems)


def _all_are_entries(paths: Collection[str]) -> bool:
    # Fast path: most folders contain only well-named articles, which one match verifies.
    return max(map(len, paths)) <= LONGEST_NAME and bool(_ENTRIES.fullmatch("\n".join([*paths, ""])))


def _irregular(found: Walk) -> Iterator[Problem]:
    for path in found.unread:
        yield Problem(path, 1, 1, "", "berkas tidak bisa dibuka; periksa izinnya")
    for path in found.links:
        yield Problem(path, 1, 1, "", "tautan simbolik tidak diikuti; salin berkas aslinya ke sini")
    for path in found.odd:
        yield Problem(path, 1, 1, "", "bukan berkas biasa; hapus dari sini")


def kind_of(path: str) -> tuple[type[Document] | None, str]:
    """The model that reads ``path`` (None for pictures and the like), or a message why no file may be there."""
    parts = PurePosixPath(path).parts
    folder, depth = parts[0], len(parts)
    if depth == 1:
        return None, "" if path in ROOT_FILES else _no_rule(path, ROOT_FILES)
    if folder in FILE_FOLDERS:
        return None, _unsafe_name(path)
    if folder not in SECTIONS and folder not in FLAT:
        return None, _no_rule_for_folder(folder, path)
    ending = ".yaml" if folder in YAML_FOLDERS else ".md"
    name, rest = parts[-1], path.partition("/")[2]
    if not name.endswith(ending):
        return None, remedy_for_name(folder, rest, ending)
    if folder in SECTIONS:
        year = next((part for part in parts[1:-1] if re.fullmatch(r"\d{4}", part)), "")
        if depth != 3 or not year:
            if year:
                return None, f"letakkan di folder tahunnya; pindahkan ke {folder}/{year}/{name}"
            return None, f"letakkan di {folder}/<tahun>/{name}, misalnya {folder}/2026/{name}"
    elif depth != 2:
        return None, f"letakkan langsung di {folder}/; pindahkan ke {folder}/{name}"
    if message := _bad_id(PurePosixPath(name).stem, ending):
        return None, message
    return SECTIONS[folder].model if folder in SECTIONS else FLAT[folder], ""


def right_path(path: str) -> str:
    """The path that the file ``path`` should have; empty where it is right, or where the right path is unclear."""
    if not kind_of(path)[1]:
        return ""
    parts = PurePosixPath(path).parts
    folder, ending = parts[0], ".yaml" if parts[0] in YAML_FOLDERS else ".md"
    if folder in FILE_FOLDERS:
        right = safe_path(path)
    elif len(parts) == (3 if folder in SECTIONS else 2) and (slug := slug_of(stem_of(parts[-1]))):
        right = "/".join([*parts[:-1], f"{slug}{ending}"])
    else:
        return ""
    is_kept = folder in FILE_FOLDERS or PurePosixPath(path).suffix.casefold() in _TEXT_ENDINGS
    return right if right != path and is_kept and not kind_of(right)[1] else ""


_TEXT_ENDINGS = (".md", ".txt", ".markdown", ".yaml", ".yml")


def _bad_id(stem: str, ending: str) -> str:
    if not re.fullmatch(ID_PATTERN, stem):
        right = slug_of(stem_of(stem))
        remedy = f"; ganti namanya menjadi {right}{ending}" if right else "; pilih nama lain"
        return f"nama berkas hanya boleh huruf kecil, angka, dan tanda hubung{remedy}"
    if len(stem) > LONGEST_NAME:
        return f"nama berkas terlalu panjang; paling panjang {LONGEST_NAME} karakter"
    if stem in WINDOWS_NAMES:
        return f"nama '{stem}' tidak bisa disimpan di Windows; pilih nama lain"
    return ""


def _unsafe_name(path: str) -> str:
    for part in PurePosixPath(path).parts:
        if not SAFE_NAME.fullmatch(part) or part.endswith("."):
            right = safe_path(path)
            remedy = f"ganti namanya menjadi {PurePosixPath(right).name}"
            if PurePosixPath(right).parent != PurePosixPath(path).parent:
                remedy = f"pindahkan ke {right}"
            what = "nama berkas dan folder hanya boleh huruf, angka, titik, garis bawah, dan tanda hubung"
            return f"{what}; {remedy}"
        if part.split(".")[0].casefold() in WINDOWS_NAMES:
            return f"nama '{part}' tidak bisa disimpan di Windows; pilih nama lain"
    return ""


# Common other names of folders.
_FOLDERS = {
    "images": "gambar", "image": "gambar", "img": "gambar", "foto": "gambar", "photos": "gambar", "files": "lampiran",
    "dokumen": "lampiran", "attachments": "lampiran", "news": "berita", "pelatihan": "bimtek", "tags": "topik",
    "pages": "halaman", "lembaga-lembaga": "lembaga",
}  # fmt: skip


def _no_rule_for_folder(folder: str, path: str) -> str:
    known = [*SECTIONS, *FLAT, *FILE_FOLDERS]
    small = folder.casefold()
    meant = small if small in known else _FOLDERS.get(small) or nearest_of(small, known)
    if not meant:
        return _no_rule(folder, known, " untuk folder")
    rest = path.partition("/")[2]
    right = safe_path(f"{meant}/{rest}") if meant in FILE_FOLDERS else f"{meant}/{rest}"
    return f"tidak ada aturan untuk folder '{folder[:100]}' di sini; pindahkan ke {right}"


def _no_rule(name: str, known: Collection[str], what: str = "") -> str:
    return f"tidak ada aturan{what} '{name[:100]}' di sini, jadi tidak akan terbit{did_you_mean(name, known)}"


