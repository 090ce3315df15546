"""Check the files that entries name: that they are there, and are what they say."""

from collections.abc import Collection, Iterator
from pathlib import Path

from plugins.content_model.article import Article
from plugins.content_model.folders import Files
from plugins.content_model.nearest import did_you_mean
from plugins.content_model.picture_files import find_picture_fault
from plugins.content_model.pictures import ATTACHMENTS, PICTURES, find_fault
from plugins.content_model.problems import Problem
from plugins.content_model.reading import Reading
from plugins.content_model.svg import LARGEST_SVG


def check_media(root: Path, reading: Reading, files: Files, trusted: Collection[str] = ()) -> Iterator[Problem]:
    """A problem for each picture or attachment of front matter that is missing or not what it says.

    The entries ``trusted`` need no look.
    """
    for article in (one for one in reading.but(trusted) if isinstance(one, Article)):
        for at, photo in article.pictures():
            yield from _check_file(root, reading, files, article, (*at, "file"), photo.file, "gambar", PICTURES)
        for number, attachment in enumerate(article.attachments or ()):
            at = ("attachments", number, "file")
            yield from _check_file(root, reading, files, article, at, attachment.file, "lampiran", ATTACHMENTS)


def fault_of(root: Path, path: str, kinds: dict[str, bytes]) -> str:
    """Why the file ``path`` may not be published, or nothing."""
    file = root / path
    try:
        with file.open("rb") as opened:
            data = opened.read(LARGEST_SVG + 1 if path.casefold().endswith(".svg") else 64)
        fault = find_fault(path, data, file.stat().st_size, kinds)
        if not fault and file.suffix.casefold() in PICTURES.keys() - {".svg"}:
            fault = find_picture_fault(file)
        return fault
    except OSError:
        return "berkas tidak bisa dibuka; periksa izinnya"


def _check_file(root, reading, files, article, at, path, folder, kinds) -> Iterator[Problem]:
    if not path.startswith(f"{folder}/"):
        message = f"letakkan berkas di folder {folder}/, lalu tulis seperti {folder}/{article.year}/nama-berkas"
        yield reading.problem(article, at, message)
    elif path not in files.others:
        near = did_you_mean(path, [other for other in files.others if other.startswith(f"{folder}/")])
        yield reading.problem(article, at, f"berkas '{path}' tidak ada{near or '; periksa namanya'}")
    elif fault := fault_of(root, path, kinds):
        yield reading.problem(article, at, f"{path}: {fault}")
