"""Finds number, dates, place and deadlines of a training in the paragraphs of a letter, each with its sentence."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kabar.content.parsing.moments import WrittenDate, read_written_date
from kabar.importing.to_markdown import MAIL
from kabar.text.folding import fold_label

_MONTH = "januari|februari|pebruari|maret|april|mei|juni|juli|agustus|september|oktober|november|nopember|desember"
_WEEKDAY = r"(?:(?:senin|selasa|rabu|kamis|jum'?at|sabtu|minggu),?\s*)"
_UNTIL = r"\s*(?:-|–|s\.?/?d\.?|sampai(?:\s+dengan)?|hingga)\s*"
_DATE = re.compile(
    rf"{_WEEKDAY}?(?:{_UNTIL}{_WEEKDAY})?\d{{1,2}}(?:\s+(?:{_MONTH}))?(?:\s+\d{{4}})?{_UNTIL}{_WEEKDAY}?"
    rf"\d{{1,2}}\s+(?:{_MONTH})\s+\d{{4}}|{_WEEKDAY}?(?:tanggal\s+)?\d{{1,2}}\s+(?:{_MONTH})\s+\d{{4}}",
    re.IGNORECASE,
)
_PHONE = re.compile(r"(?:\+62|\b0)8\d[\d -]{7,12}\d")
_URL = re.compile(r"(?:https?://|\b(?:bit\.ly|s\.id|forms\.gle|tinyurl\.com)/)[^\s<>\"()]+[^\s<>\"().,;]")
_SENTENCE = re.compile(r"(?<=[.;!?])(?<!s\.d\.)\s+(?=[A-Z])")  # not within "Selasa s.d. Kamis"
_LABEL = re.compile(
    r"(?:\d{1,2}[.)]\s*|[a-z][.)]\s*|[-•]\s*)?(?P<label>[A-Za-z][A-Za-z /.,]{1,40}?)\s*:\s*(?P<text>\S.*)"
)
_LABELS = tuple(
    (field, re.compile(pattern))
    for field, pattern in (
        ("letter.number", r"nomor( surat)?|no( surat)?"),
        ("title", r"hal|perihal|nama kegiatan|kegiatan"),
        ("registration.opens", r"(pendaftaran dibuka|pembukaan pendaftaran)"),
        ("registration.closes", r"batas( akhir)?( waktu)? pendaftaran|pendaftaran (paling lambat|ditutup)"),
        ("start", r"hari|(hari )?(dan )?(tanggal|tgl)( pelaksanaan| kegiatan)?|waktu pelaksanaan|pelaksanaan"),
        ("hours", r"waktu|pukul|jam"),
        ("place.name", r"tempat|lokasi"),
        ("place.address", r"alamat( tempat)?"),
        ("organisers", r"penyelenggara"),
        ("registration.url", r"(tautan|link|formulir|laman)( pendaftaran)?"),
    )
)
_TAKES_PLACE = re.compile(r"dilaksanakan|diselenggarakan|diadakan|berlangsung", re.IGNORECASE)
_LATEST = re.compile(r"paling lambat|selambat-?lambatnya|batas akhir|(?:pendaftaran|registrasi) ditutup", re.IGNORECASE)
_OPENS = re.compile(r"pendaftaran (?:mulai )?dibuka", re.IGNORECASE)
_LOCATED = re.compile(r"bertempat di\s+(?P<text>[^.;]+?)(?=\s+pada\b|[.;]|$)", re.IGNORECASE)
_SEATS = re.compile(
    r"(?:kuota|sebanyak|dibatasi|maksimal)\D{0,25}(?P<text>\d{1,4})(?:\s*\([^)]*\))?\s*(?:orang|peserta)",
    re.IGNORECASE,
)
_FREE = re.compile(r"tidak dipungut biaya|tanpa biaya|bebas biaya|\bgratis\b", re.IGNORECASE)
_HOURS = re.compile(
    r"\b(?:pukul|pkl\.?)\s*(?P<text>\d{1,2}[.:]\d{2}(?:\s*(?:-|–|s\.?/?d\.?)\s*(?:\d{1,2}[.:]\d{2}|selesai))?"
    r"(?:\s*WI(?:B|TA|T)\b)?)",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"(?:undangan|pengumuman|pemberitahuan|penawaran|permohonan)(?: (?:sebagai )?peserta)?(?: kegiatan)?\s+",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class LetterFact:
    """The ``text`` for the ``field`` of a bimtek, found in ``sentence`` of ``paragraph`` (from 1)."""

    field: str
    text: str
    paragraph: int
    sentence: str


def find_facts(paragraphs: Sequence[str]) -> dict[str, list[LetterFact]]:
    """The facts by field. Several of a field differ in meaning: which one is right is for a person to say."""
    found: dict[str, list[LetterFact]] = {}
    for number, paragraph in enumerate(paragraphs, 1):
        for sentence in _SENTENCE.split(paragraph):
            for field, text in _facts_in(sentence):
                same = {_meaning(field, one.text) for one in found.get(field, ())}
                if _meaning(field, text) not in same:
                    found.setdefault(field, []).append(LetterFact(field, text, number, sentence))
    return found


def _facts_in(sentence: str) -> Iterator[tuple[str, str]]:
    match = _LABEL.fullmatch(sentence)
    label = fold_label(re.sub(r"[/.,]", " ", match["label"])) if match else ""
    field = next((field for field, pattern in _LABELS if pattern.fullmatch(label)), "")
    if match and field:
        text = match["text"].rstrip(" .;,")
        if field == "hours" and _DATE.search(text):
            field = "start"
        if field == "title":
            text = _ABOUT.sub("", text, count=1) if _ABOUT.match(text) else text
        dates = _DATE.findall(text) if field in ("start", "registration.opens", "registration.closes") else []
        yield from ((field, date) for date in dates)
        if not dates and field not in ("start", "registration.opens", "registration.closes", "registration.url"):
            yield field, text
        if field == "start" and (hours := _HOURS.search(text)):
            yield "hours", hours["text"]
    dates = [one.group() for one in _DATE.finditer(sentence)]
    if not field:
        if _LATEST.search(sentence):
            yield from (("registration.closes", date) for date in dates)
        elif _OPENS.search(sentence):
            yield from (("registration.opens", date) for date in dates)
        elif _TAKES_PLACE.search(sentence):
            yield from (("start", date) for date in dates)
            if hours := _HOURS.search(sentence):
                yield "hours", hours["text"]
        elif len(dates) == 1 and re.fullmatch(r"[A-Z][\w .]{2,30},\s*" + re.escape(dates[0]), sentence):
            yield "letter.date", dates[0]
        if place := _LOCATED.search(sentence):
            yield "place.name", place["text"].strip(" ,")
    if seats := _SEATS.search(sentence):
        yield "quota", seats["text"]
    if _FREE.search(sentence):
        yield "fee", "gratis"
    yield from (("registration.url", url) for url in _URL.findall(sentence))
    yield from (("registration.contacts.whatsapp", number) for number in _PHONE.findall(sentence))
    yield from (("registration.contacts.email", mail.group()) for mail in MAIL.finditer(sentence))


def _meaning(field: str, text: str) -> object:
    """What is compared: dates in two forms are one."""
    if field in ("start", "registration.opens", "registration.closes", "letter.date"):
        written = read_written_date(text)
        if isinstance(written, WrittenDate):
            return written.first, written.last
    return fold_label(text)
