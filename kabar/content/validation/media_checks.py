"""Check the pictures and attachments that articles name: that they exist and match their file type."""

from collections.abc import Iterator
from pathlib import Path

from kabar.content.media.file_formats import ATTACHMENTS, PICTURES, carries_camera_data, find_fault, format_of
from kabar.content.media.file_names import intended_file
from kabar.content.media.picture_files import BROKEN, ending_of, is_of_pixels
from kabar.content.media.svg import LARGEST_SVG
from kabar.content.models.article import Article
from kabar.content.models.model import FieldPath
from kabar.content.parsing.problems import Problem
from kabar.content.reading.folders import Files
from kabar.content.reading.reading import Reading
from kabar.content.reading.reading_store import is_cleaned
from kabar.content.validation.picture_checks import PictureMemory

_EXTRAS = "ekstra/"
_UNPACKED = (".jpg", ".jpeg", ".png", ".webp")
_WITH_CAMERA_DATA = (".jpg", ".jpeg", ".png", ".webp", ".avif", ".heic", ".heif", ".tif", ".tiff")


def check_media(
    root: Path, reading: Reading, article: Article, files: Files, pictures: PictureMemory | None = None
) -> Iterator[Problem]:
    """Yield a problem for each picture or attachment of the front matter that is missing or of another type than its
    name.

    Without ``pictures`` no picture is decoded.
    """
    for at, photo in article.pictures():
        yield from _check_file(root, reading, files, (article, (*at, "file")), photo.file, PICTURES, pictures)
    for number, attachment in enumerate(article.attachments or ()):
        place = (article, ("attachments", number, "file"))
        yield from _check_file(root, reading, files, place, attachment.file, ATTACHMENTS, pictures)


def check_extra_pictures(root: Path, files: Files, pictures: PictureMemory | None = None) -> Iterator[Problem]:
    """Yield a problem for each picture of ``ekstra/`` that is broken, or would be published with camera metadata.

    Without ``pictures`` no picture is decoded.
    """
    for path in sorted(files.others):
        if path.startswith(_EXTRAS) and ending_of(path) in _WITH_CAMERA_DATA:
            try:
                data = (root / path).read_bytes()
            except OSError:
                continue  # reported by ``find_files``
            if pictures and ending_of(path) in _UNPACKED and not pictures.is_whole(data):
                yield Problem(path, 1, 1, "", BROKEN)
                continue
            is_to_be_cleaned = is_cleaned(path) and format_of(data) in ("JPEG", "PNG")
            if carries_camera_data(data) and not is_to_be_cleaned:
                message = (
                    "gambar ini akan terbit dengan catatan kamera di dalamnya (EXIF: waktu, alat, mungkin lokasi);"
                    " pindahkan ke gambar/, atau simpan ulang sebagai JPG atau PNG"
                )
                yield Problem(path, 1, 1, "", message)


def fault_of(root: Path, path: str, kinds: dict[str, bytes], pictures: PictureMemory | None = None) -> str:
    """Why the file ``path`` may not be published; empty if it may."""
    if ending_of(path) in kinds and (fault := _misplaced(path)):
        return fault
    file = root / path
    try:
        with file.open("rb") as opened:
            data = opened.read(LARGEST_SVG + 1 if path.casefold().endswith(".svg") else 64)
        fault = find_fault(path, data, file.stat().st_size, kinds)
        if not fault and pictures and is_of_pixels(path):
            fault = pictures.fault_of(path)
        return fault
    except OSError:
        return "berkas tidak bisa dibuka; periksa izinnya"


def _misplaced(path: str) -> str:
    # Files are processed for publication by folder.
    for folder, kinds in (("gambar/", PICTURES), ("lampiran/", ATTACHMENTS)):
        if ending_of(path) in kinds and not path.startswith(folder):
            return f"letakkan berkas jenis '{ending_of(path)}' di folder {folder}, lalu betulkan tautannya"
    return ""


def _check_file(
    root: Path,
    reading: Reading,
    files: Files,
    place: tuple[Article, FieldPath],
    path: str,
    kinds: dict[str, bytes],
    pictures: PictureMemory | None,
) -> Iterator[Problem]:
    folder = "gambar" if kinds is PICTURES else "lampiran"
    article, _ = place
    if path in files.others and path.startswith(f"{folder}/"):
        if fault := fault_of(root, path, kinds, pictures):
            yield reading.problem(*place, f"{path}: {fault}")
        return
    meant = intended_file(path, files.others, files.misnamed, f"{folder}/")
    if path in files.misnamed:
        message = f"berkas '{path}' perlu nama lain"
    elif meant:
        message = f"berkas '{path}' tidak ada"
    elif not path.startswith(f"{folder}/"):
        message = f"letakkan berkas di folder {folder}/, lalu tulis seperti {folder}/{article.year}/nama-berkas"
    else:
        message = f"berkas '{path}' tidak ada; simpan berkasnya di sana, atau betulkan namanya"
    yield reading.problem(*place, f"{message}; tulis: file: {meant}" if meant else message)


