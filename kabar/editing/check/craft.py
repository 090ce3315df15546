"""Editorial warnings about one article: acronyms, relative dates, phone numbers, title, summary, pictures, links."""

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import islice

from kabar.content.markdown_source.body_scan import BodyLink
from kabar.content.models.article import Article
from kabar.content.models.bimtek import Bimtek
from kabar.content.models.model import FieldPath
from kabar.editing.check.findings import Finding, prose_of, without_quotations
from kabar.indonesian.dates import DAYS

_ACRONYM = re.compile(r"[A-Z]{2}[A-Z0-9]*(?![\w$])")
_WORD = re.compile(r"\w+")
_ROMAN = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")


def find_acronyms(text: str) -> Iterator[tuple[int, str]]:
    """Each acronym of ``text`` with its offset; without Roman numerals and the "US" of "US$"."""
    for match in _ACRONYM.finditer(text):
        start = match.start()
        alone = not (start and (text[start - 1].isalnum() or text[start - 1] == "_"))
        if alone and not _ROMAN.fullmatch(match[0]):
            yield start, match[0]


def words_in(names: Iterable[str | None]) -> set[str]:
    """The words of ``names`` that could be acronyms."""
    return {word for name in names if name for word in _WORD.findall(name) if word.isupper()}


_MOBILE = re.compile(r"(?<![\w+/=.-])(?:\+?62|0)[ .-]?8\d(?:[ .-]?\d){7,10}(?![\w])")
_PUBLIC = ("registration",)


def find_mobile_numbers(text: str) -> Iterator[tuple[int, str]]:
    """Indonesian mobile numbers (08…, +62 8…) in ``text``."""
    # A quick test first: this is called for every text.
    for match in _MOBILE.finditer(text) if "8" in text else ():
        yield match.start(), match[0]


# The structure of a front matter.
Value = str | Sequence["Value"] | Mapping[str, "Value"]
_Texts = Sequence[tuple[FieldPath, str]]


def texts_outside_registration(value: Value, at: FieldPath = ()) -> Iterator[tuple[FieldPath, str]]:
    """All texts of a front matter with their paths, except those below ``registration``."""
    if isinstance(value, str):
        yield at, value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            if (*at, key) != _PUBLIC:
                yield from texts_outside_registration(inner, (*at, key))
    else:
        for number, inner in enumerate(value):
            yield from texts_outside_registration(inner, (*at, number))


_ALONE = ("kemarin", "besok", "lusa")
# "lalu" alone means "then": it is a time only after a unit of time.
_AFTER_UNIT = ("lalu", "silam", "depan", "ini")
_UNITS = {
    "hari", "malam", "pagi", "siang", "sore", "jam", "minggu", "pekan", "bulan", "triwulan", "semester", "tahun",
    "waktu", *(day.casefold() for day in DAYS),
}  # fmt: skip
_NOT_RELATIVE = {"waktu ini", "waktu depan"}
_REACH = 30  # characters before "lalu" that are searched for its unit

_PARTS_OF_A_DAY = ("hari", "pagi", "siang", "sore", "malam")
_OFFSETS = {"kemarin": -1, "besok": 1, "lusa": 2} | {f"{part} ini": 0 for part in _PARTS_OF_A_DAY}
_YEARS = {"tahun ini": 0, "tahun lalu": -1, "tahun yang lalu": -1, "tahun depan": 1}


def find_time_words(text: str) -> Iterator[tuple[int, str]]:
    """Offsets of relative time words in ``text``, and the words in lower case with single spaces.

    Plain string search is ten times as fast as a regular expression.
    """
    small = _lower(text)
    found = [(at, word) for word in _ALONE for at in _places(small, word)]
    for word in _AFTER_UNIT:
        for at in _places(small, word):
            begin = max(0, at - _REACH)
            before = small[begin:at].split()
            linked = ["yang"] if before[-1:] == ["yang"] else []
            unit = before[-1 - len(linked)] if len(before) > len(linked) else ""
            words = " ".join([unit, *linked, word])
            start = small.rfind(unit, begin, at)
            if unit in _UNITS and words not in _NOT_RELATIVE and not small[start - 1 : start].isalnum():
                found.append((start, words))
    return iter(sorted(found))


def remedy(words: str, day: date | None) -> str:
    """The advice how to write ``words`` in an article of ``day``."""
    if day and words in _OFFSETS:
        day += timedelta(days=_OFFSETS[words])
        return f"tulis {DAYS[day.weekday()]} ({day.day}/{day.month}/{day.year})"
    if day and words in _YEARS:
        return f"tulis {day.year + _YEARS[words]}"
    return "tulis tanggalnya, seperti Sabtu (25/5/2019)"


def _places(text: str, word: str) -> Iterator[int]:
    """The offsets of ``word`` in ``text`` as a whole word."""
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        if not (text[at - 1 : at].isalnum() or text[end : end + 1].isalnum()):
            yield at
        at = text.find(word, end)


def _lower(text: str) -> str:
    small = text.lower()
    # Some letters have lower-case forms of two characters, which would shift all offsets behind them.
    return small if len(small) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


LONGEST_TITLE = 70  # characters that a search engine shows
LONGEST_LEAD = 300  # characters

_UNKNOWN = "belum dikenal; tulis kepanjangannya, atau catat di content/kamus.txt, topik, atau short_name lembaga"


def find_craft(article: Article, front: Mapping[str, Value], known: Container[str]) -> Iterator[Finding]:
    """The findings in ``article``; ``front`` is its front matter as text, ``known`` are known acronyms.

    ``article`` may be partial: invalid values are None.
    """
    yield from _title_and_lead(article)
    yield from _seats(article)
    yield from _pictures(article)
    yield from _plain_links(article)
    # In capitals every word looks like an acronym; ``_title_and_lead`` reports such a title.
    title = "" if _is_shouted(article.title or "") else article.title or ""
    texts: list[tuple[FieldPath, str]] = [(("title",), title), (("summary",), article.summary or "")]
    if isinstance(article, Bimtek) and article.outcome:
        texts.append((("outcome",), article.outcome))
    body = article.body or ""
    # Quick tests first: most bodies have neither, and blanking costs more than both.
    has_candidates = any(find_time_words(body)) or any(word not in known for _, word in find_acronyms(body))
    prose = prose_of(body) if has_candidates else ""
    if article.lang != "en":
        yield from _time_words(article, texts, prose)
    yield from _acronyms(texts, prose, known)
    yield from _numbers(front, body)


def craft_of_link(link: BodyLink) -> str:
    """The message for a link of a body; may be empty."""
    return _plain(link.target)


def _title_and_lead(article: Article) -> Iterator[Finding]:
    title, lead = article.title or "", article.summary or ""
    if len(title) > LONGEST_TITLE:
        message = f"judul {len(title)} karakter; ringkaslah menjadi paling panjang {LONGEST_TITLE}"
        yield Finding("judul-panjang", ("title",), title, message)
    if len(lead) > LONGEST_LEAD:
        message = f"teras {len(lead)} karakter; ringkaslah menjadi paling panjang {LONGEST_LEAD}"
        yield Finding("teras-panjang", ("summary",), lead, message)
    if _is_shouted(title):
        message = "judul berhuruf besar semua; tulis seperti kalimat: huruf besar di awal, pada nama dan singkatan"
        yield Finding("judul-kapital", ("title",), title, message)
    words = _words(lead)
    beginning = [match[0].casefold() for match in islice(_WORD.finditer(article.body or ""), len(words))]
    if words and words == beginning:
        message = "teras sama dengan awal isi; tulis teras dengan kata lain, atau hapus kalimat itu dari isi"
        yield Finding("teras-sama", ("summary",), lead, message)


def _is_shouted(title: str) -> bool:
    return len(_WORD.findall(title)) > 2 and title.isupper()


def _seats(article: Article) -> Iterator[Finding]:
    if isinstance(article, Bimtek) and article.quota and article.participants:
        came = article.participants.total
        if came > article.quota:
            message = f"{came} peserta lebih banyak daripada kuota {article.quota}; betulkan salah satu"
            yield Finding("peserta-kuota", ("participants",), str(came), message)


def _pictures(article: Article) -> Iterator[Finding]:
    for at, photo in article.pictures():
        if not photo.caption:
            message = "gambar tanpa keterangan; tulis caption: apa, di mana, kapan"
            yield Finding("foto-tanpa-keterangan", at, photo.file, message)
        elif photo.alt and _words(photo.alt) == _words(photo.caption):
            message = "alt mengulang caption; di alt, ceritakan apa yang terlihat"
            yield Finding("alt-sama", (*at, "alt"), photo.alt, message)


def _plain_links(article: Article) -> Iterator[Finding]:
    places: list[tuple[FieldPath, str | None]] = [
        (("based_on", number, "url"), source.url) for number, source in enumerate(article.based_on or ())
    ]
    if isinstance(article, Bimtek):
        places.append((("registration", "url"), article.registration.url if article.registration else None))
        places += [(("organisers", number, "url"), one.url) for number, one in enumerate(article.organisers or ())]
    for at, address in places:
        if message := _plain(address or ""):
            yield Finding("tautan-http", at, address or "", message)


def _plain(address: str) -> str:
    if not address.casefold().startswith("http:"):
        return ""
    return f"alamat tanpa enkripsi; bila situsnya melayani, tulis: https{address[4:]}"


def _time_words(article: Article, texts: _Texts, prose: str) -> Iterator[Finding]:
    day = article.date.date() if article.date else None
    for at, text in (*texts, (None, prose)):
        for offset, words in find_time_words(without_quotations(text)) if text else ():
            message = f"'{words}' keliru begitu harinya lewat; {remedy(words, day)}"
            yield Finding("kata-waktu", offset if at is None else at, words, message)


def _acronyms(texts: _Texts, prose: str, known: Container[str]) -> Iterator[Finding]:
    seen: set[str] = set()
    for at, text in (*texts, (None, prose)):
        for offset, word in find_acronyms(text):
            if word not in known and word not in seen:
                seen.add(word)
                yield Finding("singkatan", offset if at is None else at, word, f"singkatan '{word}' {_UNKNOWN}")


def _numbers(front: Mapping[str, Value], body: str) -> Iterator[Finding]:
    message = "nomor telepon genggam di luar 'registration'; hapus, atau pindahkan ke registration.contacts"
    for at, text in texts_outside_registration(front):
        for _, number in find_mobile_numbers(text):
            yield Finding("nomor-pribadi", at, number, message)
    for offset, number in find_mobile_numbers(body):
        yield Finding("nomor-pribadi", offset, number, message)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
