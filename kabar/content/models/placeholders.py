"""Stand-ins: what a template writes where only the editor knows the value. Nothing that is published may hold one.

Templates take their values from here, so that each is known again, also where its mark was removed.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime

from kabar.content.models.article import Article
from kabar.content.models.bimtek import Bimtek
from kabar.content.models.model import FieldPath

MARK = "GANTI:"  # begins a comment above a value, or a paragraph of the body

TITLE = "Judul tulisan"
SUMMARY = "Tulis teras di sini, siapa melakukan apa, di mana, dan untuk apa."
ORGANISER = "Nama penyelenggara"
BODY = "tulis isinya di sini. Paragraf dipisah baris kosong."
FILE_NAME = "ganti-nama-berkas-ini"

_MARKED = re.compile(rf"^[ \t]*(?:# *)?{MARK}", re.MULTILINE)
MESSAGE = "masih contoh dari templat; ganti isi di bawah tanda ini, lalu hapus barisnya"
# Wherever its lines were broken.
_BODY_PATTERN = re.compile(r"\s+".join(map(re.escape, BODY.split())), re.IGNORECASE)
_LEFT_OVER = "masih nilai contoh dari templat; tulis yang sebenarnya"
_LEFT_OVER_TIME = "masih waktu contoh dari templat; tulis waktu yang sebenarnya"
_LEFT_OVER_BODY = "masih kalimat contoh dari templat; tulis isinya, lalu hapus kalimat ini"
_LEFT_OVER_NAME = (
    f"nama berkas '{FILE_NAME}' dari templat akan menjadi alamat halaman; ganti dengan beberapa kata judulnya"
)


def publication_date(year: int) -> datetime:
    """The stand-in for the moment at which an entry of ``year`` is published: one that no editor chooses."""
    return datetime(year, 1, 1, 3, 33)


def training_times(year: int) -> tuple[datetime, datetime]:
    """The stand-ins for start and end of a training: in the last two minutes of ``year`` none begins."""
    return datetime(year, 12, 31, 23, 58), datetime(year, 12, 31, 23, 59)


def find_stand_ins(text: str) -> Iterator[tuple[int, int]]:
    """Line and column, from 1, of each mark that still stands in the file ``text``."""
    if MARK not in text:
        return
    for match in _MARKED.finditer(text):
        start = match.end() - len(MARK)
        line = text.count("\n", 0, start) + 1
        yield line, start - text.rfind("\n", 0, start)


def stand_ins_of(article: Article) -> Mapping[FieldPath, str]:
    """The fields of ``article``, which may be partial, that still hold a stand-in, each with the message that says so;
    ``()`` is the name of its file."""
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


def find_stand_in_of_body(body: str) -> tuple[int, str] | None:
    """The offset of the sentence of the template that still stands in ``body``, with the message that says so."""
    match = _BODY_PATTERN.search(body)
    return (match.start(), _LEFT_OVER_BODY) if match else None


def _is(value: str | None, stand_in: str) -> bool:
    return value is not None and value.casefold().rstrip(".") == stand_in.casefold().rstrip(".")


def _is_minute(moment: date | datetime, stand_in: datetime) -> bool:
    return isinstance(moment, datetime) and moment.replace(tzinfo=None) == stand_in


