"""Placeholders: what a template writes where only the editor knows the value. They may not be published.

Templates take their values from here, so that a value is recognised even where its ``GANTI:`` comment was removed.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime

from kabar.content.models.article import Article
from kabar.content.models.bimtek import Bimtek
from kabar.content.models.model import FieldPath

PLACEHOLDER = "GANTI:"  # begins a comment above a value, or a paragraph of the body

TITLE = "Judul tulisan"
SUMMARY = "Tulis teras di sini, siapa melakukan apa, di mana, dan untuk apa."
ORGANISER = "Nama penyelenggara"
BODY = "tulis isinya di sini. Paragraf dipisah baris kosong."
FILE_NAME = "ganti-nama-berkas-ini"

# In the files of a new portal (starter/): a blank to fill in, a page to check, a file that is only an example.
_BLANK = re.compile(r"\[(ISI|PERIKSA|CONTOH):\s*([^\[\]]+)\]")
_REMEDIES = {
    "ISI": "'{}' belum diisi; ganti [ISI: …] dengan isinya",
    "PERIKSA": "belum diperiksa: {}; sesudahnya hapus [PERIKSA: …]",
    "CONTOH": "masih contoh; tulis ulang berkas ini lalu hapus [CONTOH: …], atau hapus berkasnya",
}

_PLACEHOLDER_LINE = re.compile(rf"^[ \t]*(?:# *)?{PLACEHOLDER}", re.MULTILINE)
MESSAGE = "masih contoh dari templat; ganti isi di bawah tanda ini, lalu hapus barisnya"
# Matches whatever the line breaks.
_BODY_PATTERN = re.compile(r"\s+".join(map(re.escape, BODY.split())), re.IGNORECASE)
_LEFT_OVER = "masih nilai contoh dari templat; tulis yang sebenarnya"
_LEFT_OVER_TIME = "masih waktu contoh dari templat; tulis waktu yang sebenarnya"
_LEFT_OVER_BODY = "masih kalimat contoh dari templat; tulis isinya, lalu hapus kalimat ini"
_LEFT_OVER_NAME = (
    f"nama berkas '{FILE_NAME}' dari templat akan menjadi alamat halaman; ganti dengan beberapa kata judulnya"
)


def publication_date(year: int) -> datetime:
    """The placeholder for the publication time of an article of ``year``: a minute that no editor chooses."""
    return datetime(year, 1, 1, 3, 33)


def training_times(year: int) -> tuple[datetime, datetime]:
    """The placeholders for start and end of a training: the last two minutes of ``year``."""
    return datetime(year, 12, 31, 23, 58), datetime(year, 12, 31, 23, 59)


def find_placeholders(text: str) -> Iterator[tuple[int, int]]:
    """Yield line and column, from 1, of each ``GANTI:`` in the file ``text``."""
    if PLACEHOLDER not in text:
        return
    for match in _PLACEHOLDER_LINE.finditer(text):
        start = match.end() - len(PLACEHOLDER)
        line = text.count("\n", 0, start) + 1
        yield line, start - text.rfind("\n", 0, start)


def find_blanks(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield line and column, from 1, and the message of each ``[ISI: …]``, ``[PERIKSA: …]`` and
    ``[CONTOH: …]`` in the file ``text``."""
    for match in _BLANK.finditer(text):
        line, start = text.count("\n", 0, match.start()) + 1, text.rfind("\n", 0, match.start())
        yield line, match.start() - start, _REMEDIES[match[1]].format(" ".join(match[2].split()))


def placeholder_fields(article: Article) -> Mapping[FieldPath, str]:
    """The fields of ``article``, which may be partial, that are still placeholders, each with its message.

    The path ``()`` is the name of its file.
    """
    found: dict[FieldPath, str] = {}
    if article.id == FILE_NAME:
        found[()] = _LEFT_OVER_NAME
    for key, text in (("title", TITLE), ("summary", SUMMARY)):
        if _is(getattr(article, key), text):
            found[(key,)] = _LEFT_OVER
    if article.date and _is_minute(article.date, publication_date(article.date.year)):
        found[("date",)] = _LEFT_OVER_TIME
    if isinstance(article, Bimtek):
        for key, place in (("start", 0), ("end", 1)):
            moment = getattr(article, key)
            if moment and _is_minute(moment, training_times(moment.year)[place]):
                found[(key,)] = _LEFT_OVER_TIME
        for number, organiser in enumerate(article.organisers or ()):
            if _is(organiser.name, ORGANISER):
                found[("organisers", number)] = _LEFT_OVER
    return found


def find_body_placeholder(body: str) -> tuple[int, str] | None:
    """The offset of the template's sentence in ``body``, with its message; None where it is not there."""
    match = _BODY_PATTERN.search(body)
    return (match.start(), _LEFT_OVER_BODY) if match else None


def _is(value: str | None, placeholder: str) -> bool:
    return value is not None and value.casefold().rstrip(".") == placeholder.casefold().rstrip(".")


def _is_minute(moment: date | datetime, placeholder: datetime) -> bool:
    return isinstance(moment, datetime) and moment.replace(tzinfo=None) == placeholder


