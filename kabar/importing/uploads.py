"""Finds the pictures and attachments of an archive in a local copy, and gives each its path in ``content/``."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from filecmp import cmp
from hashlib import sha256
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from kabar.content.media.attachments import findings_in, texts_of
from kabar.content.media.file_formats import ATTACHMENTS, ENDINGS, PICTURES, find_fault, format_of
from kabar.content.media.file_names import safe_path
from kabar.content.media.picture_files import ending_of, is_of_pixels, read_drawing
from kabar.content.media.svg import LARGEST_SVG
from kabar.content.media.xml_events import Unreadable
from kabar.content.parsing.problems import BadValue
from kabar.content.reading.folders import kind_of
from kabar.text.folding import fold_address
from kabar.text.personal_data import find_personal_data

_UPLOADED = re.compile(
    r"(?:^|/)wp-content/(?:uploads|blogs\.dir/\d+/files)/(?P<rest>.+)|(?:^|/)files/(?P<files>\d{4}/\d\d/.+)"
)
_RESIZED = re.compile(r"-(?:\d{2,5}x\d{2,5}|scaled|rotated|e\d{10,13})(?=\.[A-Za-z]+$)")
_PARTS_LEFT_OUT = {"content", "static", "assets", "uploads", "wp-content"}
_FORMER = re.compile(r"\.(?:jpe|jfif|jpeg)$")


@dataclass(frozen=True)
class PlacedFile:
    """A file of the archive: its path in ``content/``, or in ``fault`` why it may not stand there (Indonesian)."""

    source: Path
    path: str
    fault: str = ""


@dataclass
class Uploads:
    """The files below ``roots``, the folders that may contain what an archive refers to.

    ``root`` is the content folder, ``taken`` the paths of its files by folded path.
    """

    roots: tuple[Path, ...]
    root: Path
    taken: Mapping[str, str] = field(default_factory=dict)
    _placed: dict[Path, PlacedFile] = field(default_factory=dict)

    def find(self, address: str, beside: str = "") -> Path | None:
        """The file that the path ``address`` of a URL means; ``beside`` is the folder of the post, below the roots.

        A resized picture means its original, where that is there.
        """
        path = unquote(address.partition("?")[0].partition("#")[0])
        uploaded = _UPLOADED.search(path)
        names = [uploaded["rest"] or uploaded["files"]] if uploaded else [path.lstrip("/")]
        if beside and not path.startswith("/"):
            names.insert(0, f"{beside}/{path}")
        for name in names:
            for form in dict.fromkeys((_RESIZED.sub("", name), name)):
                for root in self.roots:
                    if (file := _inside(root, form)) is not None:
                        return file
        return None

    def is_upload(self, address: str) -> bool:
        """Whether the path ``address`` of a URL is one of uploaded files."""
        return _UPLOADED.search(address) is not None

    def place(self, file: Path) -> PlacedFile:
        """The place of ``file`` in ``content/``; the same in every run, also where two names differ only in signs."""
        if file not in self._placed:
            self._placed[file] = self._find_place(file)
        return self._placed[file]

    def _find_place(self, file: Path) -> PlacedFile:
        try:
            size = file.stat().st_size
            with file.open("rb") as opened:
                data = opened.read(LARGEST_SVG + 1 if file.suffix.casefold() == ".svg" else 64)
        except OSError:
            return PlacedFile(file, "", "berkas tidak bisa dibuka; periksa izinnya")
        path = self._path_of(file, data)
        kinds = PICTURES if path.startswith("gambar/") else ATTACHMENTS
        fault = find_fault(path, data, size, kinds) or _fault_inside(file, path)
        return PlacedFile(file, path, fault)

    def _path_of(self, file: Path, data: bytes) -> str:
        root = next(root for root in self.roots if file.is_relative_to(root))
        parts = list(file.relative_to(root).parts)
        while len(parts) > 1 and parts[0] in _PARTS_LEFT_OUT:
            del parts[0]
        inside = safe_path("/".join(parts)).lower()
        stem, ending = inside.removesuffix(PurePosixPath(inside).suffix), PurePosixPath(inside).suffix
        ending = ENDINGS.get(format_of(data), ".jpg" if _FORMER.fullmatch(ending) else ending)
        folder = "lampiran" if ending in ATTACHMENTS else "gambar"
        is_plain = "/".join(parts).lower() == inside
        # A name that had to be changed may become that of another file: the digest of the old one keeps them apart.
        digest = sha256("/".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:8]
        path = f"{folder}/{stem}{'' if is_plain else f'-{digest}'}{ending}"
        if kind_of(path)[1]:
            path = f"{folder}/berkas-{digest}{ending}"
        there = self.taken.get(fold_address(path))
        if there and not (there == path and cmp(self.root / there, file, shallow=False)):
            path = f"{folder}/{stem}-{digest}{ending}" if is_plain else f"{folder}/{stem}-{digest}-2{ending}"
        return path


def _inside(root: Path, name: str) -> Path | None:
    """The regular file ``name`` below ``root``; None where there is none, or where the name leads out of it."""
    if "\0" in name or len(name) > 1_000 or ".." in PurePosixPath(name).parts:
        return None
    file = root / name.lstrip("/")
    try:
        is_there = file.is_file() and file.resolve().is_relative_to(root.resolve())
    except OSError:
        return None
    return file if is_there else None


def _fault_inside(file: Path, path: str) -> str:
    if path.startswith("gambar/"):
        return _fault_of_picture(file, path)
    try:
        for part, text in texts_of(file):
            for _, message in find_personal_data(text):
                return f"{part}: {message.partition(';')[0]}; hapus dari berkasnya, lalu impor lagi"
        for one in findings_in(file):
            return f"memuat {one.what}; {one.remedy}"
    except Unreadable as fault:
        return f"tidak bisa diperiksa: {fault}; {fault.remedy}"
    return ""


def _fault_of_picture(file: Path, path: str) -> str:
    # Imported here: loading Pillow takes longer than reading a small archive.
    from kabar.content.media.picture_pixels import check_pixels

    try:
        if is_of_pixels(path):
            check_pixels(path, file.read_bytes())
        elif ending_of(path) == ".svg":
            read_drawing(file.parent, file.name)
    except (BadValue, OSError) as bad:
        return str(bad)
    return ""


def folders_of_files(folder: Path) -> tuple[Path, ...]:
    """The folders below ``folder`` in which Hugo, Jekyll and Pelican look for pictures, the nearest first."""
    names = ("static", "content", "assets", "source")
    return (*(one for name in names if (one := folder / name).is_dir()), folder)


def taken_paths(paths: Iterable[str]) -> dict[str, str]:
    """``paths`` by folded path."""
    return {fold_address(path): path for path in paths}
