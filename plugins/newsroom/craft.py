"""Warnings about the craft of one entry: what a careful colleague would say before it is published."""

import re
from collections.abc import Container, Iterator
from itertools import islice

from plugins.content_model.article import Article
from plugins.content_model.bimtek import Bimtek
from plugins.content_model.body_scan import BodyLink
from plugins.content_model.model import FieldPath
from plugins.newsroom.acronyms import find_acronyms
from plugins.newsroom.findings import Finding
from plugins.newsroom.private_numbers import find_mobile_numbers, texts_outside_registration
from plugins.newsroom.prose import prose_of, without_quotations
from plugins.newsroom.time_words import find_time_words, remedy

LONGEST_TITLE = 70  # characters: what a search engine shows of it
LONGEST_LEAD = 300  # characters

_WORD = re.compile(r"\w+")
_UNKNOWN = "belum dikenal; tulis kepanjangannya, atau catat di content/kamus.txt, topik, atau short_name lembaga"


def find_craft(article: Article, front: dict, known: Container[str]) -> Iterator[Finding]:
    """What may be mended in ``article``; ``front`` is its front matter as text, ``known`` its known acronyms.

    Called on partial documents too, in which a value that could not be read is None.
    """
    yield from _title_and_lead(article)
    yield from _seats(article)
    yield from _pictures(article)
    yield from _plain_links(article)
    # In capitals every word looks like an acronym: that is told once.
    title = "" if _is_shouted(article.title or "") else article.title or ""
    texts = [(("title",), title), (("summary",), article.summary or "")]
    if isinstance(article, Bimtek) and article.outcome:
        texts.append((("outcome",), article.outcome))
    body = article.body or ""
    # Cheap questions first: most bodies hold neither, and blanking costs more than both.
    looked_at = any(find_time_words(body)) or any(word not in known for _, word in find_acronyms(body))
    prose = prose_of(body) if looked_at else ""
    if article.lang != "en":
        yield from _time_words(article, texts, prose)
    yield from _acronyms(texts, prose, known)
    yield from _numbers(front, body)


def craft_of_link(link: BodyLink) -> str:
    """What may be mended in a link of a body, or nothing."""
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


def _time_words(article: Article, texts, prose: str) -> Iterator[Finding]:
    day = article.date.date() if article.date else None
    for at, text in (*texts, (None, prose)):
        for offset, words in find_time_words(without_quotations(text)) if text else ():
            message = f"'{words}' keliru begitu harinya lewat; {remedy(words, day)}"
            yield Finding("kata-waktu", offset if at is None else at, words, message)


def _acronyms(texts, prose: str, known: Container[str]) -> Iterator[Finding]:
    seen: set[str] = set()
    for at, text in (*texts, (None, prose)):
        for offset, word in find_acronyms(text):
            if word not in known and word not in seen:
                seen.add(word)
                yield Finding("singkatan", offset if at is None else at, word, f"singkatan '{word}' {_UNKNOWN}")


def _numbers(front: dict, body: str) -> Iterator[Finding]:
    message = "nomor telepon genggam di luar 'registration'; hapus, atau pindahkan ke registration.contacts"
    for at, text in texts_outside_registration(front):
        for _, number in find_mobile_numbers(text):
            yield Finding("nomor-pribadi", at, number, message)
    for offset, number in find_mobile_numbers(body):
        yield Finding("nomor-pribadi", offset, number, message)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
