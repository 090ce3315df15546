"""Errors for personal data, in the text of files and of attachments."""

from collections.abc import Collection, Iterator
from pathlib import Path

from plugins.content_model.article import Article
from plugins.content_model.attachment_texts import OFFICE, PDF, Unreadable, texts_of
from plugins.content_model.folders import Files
from plugins.content_model.personal_data import find_personal_data
from plugins.content_model.problems import ERROR, WARNING, Problem
from plugins.content_model.reading import Reading


def check_attachments(
    root: Path, reading: Reading, files: Files, trusted: Collection[str] = ()
) -> Iterator[Problem]:
    """A problem for each attachment that tells who somebody is, where an entry names it, else at the file.

    Every file of ``lampiran/`` is looked at, but for those ``trusted``: in a public repository it can be read before
    it is shown.
    """
    paths = [path for path in sorted(files.others) if path.startswith("lampiran/") and path not in trusted]
    named = _named(reading) if paths else {}
    for path in paths:
        if Path(path).suffix.casefold() not in PDF + OFFICE:
            continue
        for message, severity in _faults(root / path):
            if place := named.get(path):
                article, at = place
                yield reading.problem(article, at, f"{path}: {message}", severity=severity)
            else:
                yield Problem(path, 1, 1, "", message, severity)


def _faults(path: Path) -> Iterator[tuple[str, str]]:
    try:
        for part, text in texts_of(path):
            # The first of a part stands for all: a list of participants has hundreds.
            found = list(find_personal_data(text))
            if found:
                more = f" dan {len(found) - 1} lagi" if len(found) > 1 else ""
                what, _, remedy = found[0][1].partition("; ")
                yield f"{part}: {what}{more}; {remedy} dan ganti lampirannya", ERROR
    except Unreadable as fault:
        yield f"tidak bisa diperiksa: {fault}; pastikan sendiri tidak memuat NIK, NIP, atau nomor rekening", WARNING


def _named(reading: Reading) -> dict[str, tuple[Article, tuple]]:
    named: dict[str, tuple[Article, tuple]] = {}
    for article in reading.of(Article):
        for number, attachment in enumerate(article.attachments or ()):
            named.setdefault(attachment.file, (article, ("attachments", number, "file")))
    return named
