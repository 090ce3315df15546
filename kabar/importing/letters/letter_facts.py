"""Finds number, dates, place and deadlines of a training in the paragraphs of a letter, each with its sentence."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kabar.content.parsing.moments import WrittenDate, read_written_date
from kabar.importing.to_markdown import MAIL
from kabar.text.folding import fold_label

OTHER = "lain"  # dates, addresses and numbers that are about something else: shown, not used

_MONTH = (
    r"(?:januari|februari|pebruari|maret|april|mei|juni|juli|agustus|september|oktober|november|nopember|desember"
    r"|jan|feb|mar|apr|jun|jul|agu|agt|ags|sept?|okt|nov|des)\b(?:\.(?=\s*\d))?"
)
_WEEKDAY = r"(?:(?:senin|selasa|rabu|kamis|jum'?at|sabtu|minggu),?\s*)"
_UNTIL = r"\s*(?:-|–|s\.?/?d\.?|sampai(?:\s+dengan)?|hingga)\s*"
_PLAIN_DATE = (
    rf"{_WEEKDAY}?(?:{_UNTIL}{_WEEKDAY})?(?:tanggal\s+)?\d{{1,2}}(?:\s+{_MONTH})?(?:\s+\d{{4}})?{_UNTIL}{_WEEKDAY}?"
    rf"\d{{1,2}}\s+{_MONTH}(?:\s+\d{{4}})?"
    rf"|{_WEEKDAY}?(?:tanggal\s+)?\d{{1,2}}\s+{_MONTH}(?:\s+\d{{4}})?"
    r"|(?<![\d/.-])\d{1,2}[/-]\d{1,2}[/-]\d{4}(?![\d/-])"
)
_CLOCK = r"\d{1,2}[.:]\d{2}"
_ZONE = r"(?:\s*WI(?:B|TA|T)\b)?"
_DATE = re.compile(_PLAIN_DATE, re.IGNORECASE)
_MOMENT = re.compile(rf"(?:{_PLAIN_DATE})(?:,?\s*(?:pukul|pkl\.?|jam)\s*{_CLOCK}{_ZONE})?", re.IGNORECASE)
_HOURS = re.compile(
    rf"\b(?:pukul|pkl\.?)\s*(?P<text>{_CLOCK}{_ZONE}(?:{_UNTIL}(?:{_CLOCK}|selesai))?{_ZONE})", re.IGNORECASE
)
_PHONE = re.compile(r"(?:\+62|\b0)8\d[\d -]{7,12}\d")
_URL = re.compile(r"(?:https?://|\b(?:bit\.ly|s\.id|forms\.gle|tinyurl\.com)/)[^\s<>\"()]+[^\s<>\"().,;]")
# Abbreviations and initials end no sentence.
_ABBREVIATIONS = (
    "Jl", "Jln", "No", "Gd", "Lt", "Kab", "Kec", "Prov", "Sdr", "Sdri", "Bpk", "Yth", "Dr", "Drs", "Ir", "Hj", "St",
    "tgl", r"s\.d", "[A-Z]",
)  # fmt: skip
_NOT_SHORT = "".join(rf"(?<!\b{one}\.)" for one in _ABBREVIATIONS)
_SENTENCE = re.compile(rf"{_NOT_SHORT}(?<=[.;!?])\s+(?=[A-Z])")
_LABEL = re.compile(
    r"(?:\d{1,2}[.)]\s*|[a-z][.)]\s*|[-•]\s*)?(?P<label>[A-Za-z][A-Za-z /.,]{1,40}?)\s*:\s*(?P<text>\S.*)"
)
_LABELS = tuple(
    (field, re.compile(pattern))
    for field, pattern in (
        ("letter.number", r"nomor( surat)?|no( surat)?"),
        ("letter.date", r"(tanggal|tgl) surat|pada tanggal"),
        ("title", r"nama kegiatan|kegiatan|judul( kegiatan)?"),
        ("subject", r"hal|perihal|tentang"),
        ("registration.opens", r"pendaftaran( dibuka)?|pembukaan pendaftaran|(masa|waktu|periode) pendaftaran"),
        ("registration.closes", r"batas( akhir)?( waktu)? pendaftaran|pendaftaran (paling lambat|ditutup)"),
        ("start", r"hari|(hari )?(dan )?(tanggal|tgl)( pelaksanaan| kegiatan)?|waktu pelaksanaan|pelaksanaan"),
        ("hours", r"waktu|pukul|jam"),
        ("place.name", r"tempat|lokasi"),
        ("place.address", r"alamat( tempat)?"),
        ("organisers", r"penyelenggara"),
        ("registration.url", r"(tautan|link|formulir|laman)( pendaftaran)?"),
        ("registration.contacts.name", r"narahubung|kontak|contact person|cp|pic"),
    )
)
_MOMENTS = ("start", "registration.opens", "registration.closes", "letter.date")
_TAKES_PLACE = re.compile(r"dilaksanakan|diselenggarakan|diadakan|berlangsung", re.IGNORECASE)
_LATEST = re.compile(r"paling lambat|selambat-?lambatnya|batas akhir|ditutup", re.IGNORECASE)
_REGISTERS = re.compile(r"daftar|registrasi|formulir", re.IGNORECASE)
_OPENS = re.compile(r"(?:pendaftaran|registrasi) (?:mulai )?dibuka", re.IGNORECASE)
_CONTACT = re.compile(
    r"narahubung|kontak|contact|hubungi|konfirmasi|informasi|panitia|whats ?app|\bWA\b|\bCP\b|daftar", re.IGNORECASE
)
_LOCATED = re.compile(r"bertempat di\s+(?P<text>[^;]+?)(?=\s+pada\b|[.;]\s|[.;]?$)", re.IGNORECASE)
_MODE = re.compile(r"secara (?P<text>daring|luring|hibrida|hybrid|online|offline)\b", re.IGNORECASE)
_OFFICE = re.compile(
    r"\b(?:Kementerian|Direktorat|Dinas|Balai|Pusat|Badan|UPTD?|Kantor|Politeknik|Universitas|Koperasi|Asosiasi|Yayasan"
    r"|Bank|Sekretariat|Bidang|Lembaga|Dewan|Pemerintah)\b"
)
_ORGANISES = re.compile(
    r"(?:^|,\s*|\b(?:bahwa|maka)\s+)(?P<text>[A-Z][^,;:]{3,150}?)\s+(?:akan\s+)?"
    r"(?:menyelenggarakan|melaksanakan|mengadakan)\b"
)
_NAMED = re.compile(
    r"(?:menyelenggarakan|melaksanakan|mengadakan)\s+(?:kegiatan\s+)?"
    r"(?P<text>(?:Bimbingan Teknis|Bimtek|Pelatihan|Diklat|Lokakarya|Workshop)\b[^.,;:()]*?)"
    r"(?=\s+(?:pada|yang|secara|bertempat|dengan)\b|[.,;:()]|$)",
    re.IGNORECASE,
)
_SEATS = re.compile(
    r"(?:kuota|sebanyak|dibatasi|maksimal)\D{0,25}(?P<text>\d{1,4})(?:\s*\([^)]*\))?\s*(?:orang|peserta)",
    re.IGNORECASE,
)
_FREE = re.compile(r"tidak dipungut biaya|tanpa biaya|bebas biaya|\bgratis\b", re.IGNORECASE)
_ABOUT = re.compile(
    r"(?:undangan|pengumuman|pemberitahuan|penawaran|permohonan)"
    r"(?: (?:mengikuti|(?:sebagai |calon )?peserta))?(?: kegiatan)?(?:\s+|$)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class LetterFact:
    """The ``text`` for the ``field`` of a bimtek (or ``OTHER``), found in ``sentence`` of ``paragraph`` (from 1)."""

    field: str
    text: str
    paragraph: int
    sentence: str


def find_facts(paragraphs: Sequence[str]) -> dict[str, list[LetterFact]]:
    """The facts by field; ``paragraphs`` may have several lines.

    Several of a field differ in meaning: which one is right is for a person to say. The title is the activity's name,
    else the subject of the letter, else what the letter says is organised.
    """
    found: dict[str, list[LetterFact]] = {}
    for number, paragraph in enumerate(paragraphs, 1):
        registers, contacts = bool(_REGISTERS.search(paragraph)), bool(_CONTACT.search(paragraph))
        for sentence in (part for line in paragraph.split("\n") for part in _SENTENCE.split(line)):
            for field, text in _facts_in(sentence, registers, contacts):
                # The date of a letter stands below its number.
                numbered = found.get("letter.number", [])
                if field == "start" and re.match(r"(?:tanggal|tgl)\s*:", sentence, re.IGNORECASE) and numbered:
                    field = "letter.date" if number - numbered[0].paragraph <= 3 else field
                same = {_meaning(field, one.text) for one in found.get(field, ())}
                if _meaning(field, text) not in same:
                    found.setdefault(field, []).append(LetterFact(field, text, number, sentence))
    subjects, named = found.pop("subject", []), found.pop("named", [])
    if titles := found.get("title") or subjects or named:
        found["title"] = titles
    return found


def _facts_in(sentence: str, registers: bool, contacts: bool) -> Iterator[tuple[str, str]]:
    """The facts in ``sentence``; ``registers`` and ``contacts`` say what its paragraph is about."""
    match = _LABEL.fullmatch(sentence)
    label = fold_label(re.sub(r"[/.,]", " ", match["label"])) if match else ""
    field = next((field for field, pattern in _LABELS if pattern.fullmatch(label)), "")
    if match and field:
        yield from _labelled(field, match["text"].rstrip(" .;,"))
    else:
        yield from _in_phrases(sentence)
    if seats := _SEATS.search(sentence):
        yield "quota", seats["text"]
    if _FREE.search(sentence):
        yield "fee", "gratis"
    if mode := _MODE.search(sentence):
        yield "mode", mode["text"]
    is_form = registers or field == "registration.url"
    yield from (("registration.url" if is_form else OTHER, url) for url in _URL.findall(sentence))
    yield from (("registration.contacts.whatsapp" if contacts else OTHER, one) for one in _PHONE.findall(sentence))
    yield from (("registration.contacts.email" if contacts else OTHER, one.group()) for one in MAIL.finditer(sentence))


def _labelled(field: str, text: str) -> Iterator[tuple[str, str]]:
    """The facts in the ``text`` behind a label of ``field``."""
    if field == "hours" and _DATE.search(text):
        field = "start"
    if field in _MOMENTS:
        yield from _dated(field, text)
        if field == "start" and (hours := _HOURS.search(text)):
            yield "hours", hours["text"]
    elif field in ("title", "subject"):
        if bare := _ABOUT.sub("", text, count=1) if _ABOUT.match(text) else text:
            yield field, bare
    elif field == "registration.contacts.name":
        if re.search(r"[A-Za-z]", name := MAIL.sub(" ", _PHONE.sub(" ", text))):
            yield field, " ".join(re.sub(r"[():/,]+|\s-\s", " ", name).split())
    elif field != "registration.url":
        yield field, text


def _in_phrases(sentence: str) -> Iterator[tuple[str, str]]:
    """The facts in a ``sentence`` without a label."""
    dates = [one.group() for one in _DATE.finditer(sentence)]
    # "Denpasar, 4 Mei 2026", or "Pada tanggal 4 Mei 2026" above a signature
    alone = rf"(?:[A-Z][\w .]{{2,30}},|Pada)\s*{re.escape(dates[0])}" if len(dates) == 1 else ""
    if _LATEST.search(sentence):
        yield from _dated("registration.closes" if _REGISTERS.search(sentence) else OTHER, sentence)
    elif _OPENS.search(sentence):
        yield from _dated("registration.opens", sentence)
    elif _TAKES_PLACE.search(sentence):
        yield from _dated("start", sentence)
        if hours := _HOURS.search(sentence):
            yield "hours", hours["text"]
    elif alone and re.fullmatch(alone, sentence.rstrip(" .")):
        yield "letter.date", dates[0]
    else:
        yield from ((OTHER, date) for date in dates)
    if place := _LOCATED.search(sentence):
        yield "place.name", place["text"].strip(" ,")
    if (office := _ORGANISES.search(sentence)) and _OFFICE.search(office["text"]):
        yield "organisers", re.sub(r"\s+bekerja ?sama dengan\s+", "; ", office["text"])
    if named := _NAMED.search(sentence):
        yield "named", named["text"]


def _dated(field: str, text: str) -> Iterator[tuple[str, str]]:
    """The dates in ``text``. A period of registration has two: it opens and closes."""
    for one in (_DATE if field == "start" else _MOMENT).finditer(text):
        written = read_written_date(one.group()) if field == "registration.opens" else None
        if isinstance(written, WrittenDate) and written.last and written.last != written.first:
            yield "registration.closes", _shown(written.last)
            yield field, _shown(written.first)
        else:
            yield field, one.group()


def _shown(moment: object) -> str:
    return str(moment)[:16]  # without seconds


def _meaning(field: str, text: str) -> object:
    """What is compared: dates in two forms are one."""
    if field in _MOMENTS:
        written = read_written_date(text)
        if isinstance(written, WrittenDate):
            return written.first, written.last
    return fold_label(text)
