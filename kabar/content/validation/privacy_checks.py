"""Check attachments and extra files for personal data and hidden content."""

from collections.abc import Collection, Container, Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote

from kabar.content.media.attachments import OFFICE, PDF, findings_in, keeps_description, texts_of
from kabar.content.media.svg import find_break
from kabar.content.media.xml_events import Unreadable
from kabar.content.models.article import Article
from kabar.content.models.model import FieldPath
from kabar.content.parsing.problems import ERROR, WARNING, Problem
from kabar.content.reading.folders import Files
from kabar.content.reading.reading import Reading
from kabar.content.validation.addresses import FOLDER as EXTRAS
from kabar.text.personal_data import find_personal_data

FOLDERS = ("lampiran/", "ekstra/")  # the only folders that may contain attachments

_SIGNED = (
    "PDF bertanda tangan elektronik terbit apa adanya, beserta nama pembuat dan keterangan lain di dalamnya; bila itu"
    " tidak untuk umum, minta penandatangan membuatnya lagi tanpa keterangan"
)


def check_attachments(
    root: Path, reading: Reading, files: Files, trusted: Collection[str] = (), withheld: Container[str] = ()
) -> Iterator[Problem]:
    """Yield a problem for each attachment with personal data or hidden content: at the article that names it, else at
    the file.

    Articles that are ``withheld`` do not count where a shown text links to the file, since it is published then.

    Every PDF and office file of ``FOLDERS`` is checked, but for those ``trusted``: in a public repository it can be
    read before it is published. So is every SVG that is published without an article that names it.
    """
    paths = [path for path in sorted(files.others) if _is_checked(path) and path not in trusted]
    named = _named(reading, withheld) if paths else {}
    for path in paths:
        for message, severity in _faults(root / path):
            if place := named.get(path):
                article, at = place
                yield reading.problem(article, at, f"{path}: {message}", severity=severity)
            else:
                yield Problem(path, 1, 1, "", message, severity)


def _is_checked(path: str) -> bool:
    ending = Path(path).suffix.casefold()
    return path.startswith(FOLDERS) and (ending in PDF + OFFICE or (ending == ".svg" and path.startswith(EXTRAS)))


def attachments_in(problems: Iterable[Problem]) -> Iterator[str]:
    """Yield the attachments that ``problems`` are about."""
    for one in problems:
        if one.path.startswith(FOLDERS):
            yield one.path
        elif one.field.startswith("attachments"):
            yield one.message.partition(": ")[0]


def _faults(path: Path) -> Iterator[tuple[str, str]]:
    if path.suffix.casefold() == ".svg":
        if fault := find_break(path.read_bytes()):
            yield fault, ERROR
        return
    try:
        for part, text in texts_of(path):
            # Only the first of a part is reported: a list of participants has hundreds.
            found = list(find_personal_data(text))
            if found:
                more = f" dan {len(found) - 1} lagi" if len(found) > 1 else ""
                what, _, remedy = found[0][1].partition("; ")
                yield f"{part}: {what}{more}; {remedy} dan ganti lampirannya", ERROR
        for one in findings_in(path):
            yield f"memuat {one.what}; {one.remedy}", ERROR
        if keeps_description(path):
            yield _SIGNED, WARNING
    except Unreadable as fault:
        yield f"tidak bisa dibuka, jadi tidak bisa diperiksa: {fault}; {fault.remedy}", ERROR


def _named(reading: Reading, withheld: Container[str]) -> dict[str, tuple[Article, FieldPath]]:
    shown: dict[str, tuple[Article, FieldPath]] = {}
    hidden: dict[str, tuple[Article, FieldPath]] = {}
    for article in reading.of(Article):
        named = hidden if article.path in withheld else shown
        for number, attachment in enumerate(article.attachments or ()):
            named.setdefault(attachment.file, (article, ("attachments", number, "file")))
    if only_hidden := hidden.keys() - shown.keys():
        linked = _linked(reading, withheld)
        shown |= {path: hidden[path] for path in only_hidden if path not in linked}
    return shown


def _linked(reading: Reading, withheld: Container[str]) -> set[str]:
    """The content paths of files that shown texts link to."""
    scans = (scan for path, scan in reading.scans.items() if scan and path not in withheld)
    targets = (unquote(link.target).partition("#")[0].partition("?")[0] for scan in scans for link in scan.links)
    return {target.removeprefix("{static}").strip("/") for target in targets}


