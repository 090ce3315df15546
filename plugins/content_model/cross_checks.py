"""Put together what can only be checked, and known, across files."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from plugins.content_model.addresses import enter_addresses, list_addresses
from plugins.content_model.article import Article
from plugins.content_model.bodies import check_bodies, links_to
from plugins.content_model.figure import Figure, period_begins
from plugins.content_model.file_reading import BODY
from plugins.content_model.folders import Files
from plugins.content_model.links import Destinations, resolve
from plugins.content_model.media import check_media
from plugins.content_model.portal import PORTAL_FILE
from plugins.content_model.privacy_checks import check_attachments
from plugins.content_model.problems import BadValue, Problem
from plugins.content_model.reading import Reading
from plugins.content_model.references import check_references
from plugins.content_model.topic import Topic
from plugins.content_model.vocabulary import Vocabulary, build_vocabulary


@dataclass(frozen=True)
class Crossing:
    """What the files say together. ``redirects`` maps old addresses to content paths."""

    reading: Reading
    files: Files
    vocabulary: Vocabulary
    redirects: Mapping[str, str]
    destinations: Destinations
    problems: tuple[Problem, ...]


def check_across(root: Path, reading: Reading, files: Files, now: datetime | None) -> Crossing:
    """Check all references, addresses, files and links; ``now`` tells what is withheld."""
    vocabulary, faults = build_vocabulary([topic for topic in reading.of(Topic) if topic.label])
    problems = [reading.problem(topic, (field,), message) for topic, field, message in faults]
    problems += check_references(reading, files, vocabulary)
    problems += check_media(root, reading, files)
    problems += check_attachments(root, reading, files)
    book, redirects, clashes = enter_addresses(reading, vocabulary)
    problems += clashes
    documents = list(reading.documents.values())
    articles = [document for document in documents if isinstance(document, Article)]
    shown = [a for a in articles if a.date and not (now and a.is_withheld(now))]
    pages = {path: page_url_of(reading, path) for path in files.documents}
    destinations = Destinations(
        pages=pages,
        addresses=list_addresses(shown, documents) | set(book.addresses()),
        files=frozenset(path for path in files.others if "/" in path and not path.startswith("ekstra/")),
    )
    problems += check_bodies(root, reading, files, destinations)
    problems += _check_menu(reading, destinations)
    problems += _check_moves(reading, destinations)
    if now is not None:
        problems += _check_withheld(reading, destinations, redirects, now)
        problems += _check_future_figures(reading, now)
    return Crossing(reading, files, vocabulary, redirects, destinations, tuple(problems))


def page_url_of(reading: Reading, path: str) -> str:
    """The address of the page of ``path``, also of a file too broken to be read."""
    if document := reading.documents.get(path):
        return document.page_url
    bare = path.rpartition(".")[0]
    return f"/{bare.removeprefix('halaman/')}/"


def _check_menu(reading: Reading, destinations: Destinations):
    for number, item in enumerate(reading.portal.menu or () if reading.portal else ()):
        address = f"/{item.target}/"
        if address not in destinations.page_addresses and item.target not in destinations.addresses:
            message = f"halaman {address} tidak ada; betulkan alamatnya atau hapus dari menu"
            yield reading.problem(reading.portal, ("menu", number, "address"), message)


def _check_moves(reading: Reading, destinations: Destinations):
    moves = {old.address: old.moved_to for old in reading.old_addresses.addresses or () if old.moved_to}
    for number, old in enumerate(reading.old_addresses.addresses or ()):
        if not old.moved_to:
            continue
        at = ("addresses", number, "moved_to")
        if _goes_round(old.address, moves):
            yield reading.problem(reading.old_addresses, at, "alihan ini berputar tanpa akhir; betulkan tujuannya")
            continue
        if f"/{old.moved_to}/" not in destinations.page_addresses and old.moved_to not in destinations.addresses:
            message = f"halaman /{old.moved_to}/ tidak ada; betulkan alamatnya"
            yield reading.problem(reading.old_addresses, at, message)


def _moments_of(article: Article):
    if article.modified:
        yield ("modified",), article.modified
    for number, correction in enumerate(article.corrections or ()):
        yield ("corrections", number, "date"), correction.date


def _check_future_figures(reading: Reading, now: datetime):
    for figure in reading.of(Figure):
        for number, one in enumerate(figure.observations or ()):
            if one.kind == "aktual" and one.period and period_begins(one.period) > now.date():
                message = f"masa {one.period} belum tiba, jadi angkanya belum aktual; tulis kind: target atau perkiraan"
                yield reading.problem(figure, ("observations", number, "period"), message)
            if one.source and one.source.date and one.source.date > now.date():
                message = f"sumber bertanggal {one.source.date} belum terbit; betulkan tanggalnya"
                yield reading.problem(figure, ("observations", number, "source", "date"), message)


def _goes_round(address: str, moves: Mapping[str, str]) -> bool:
    seen = set()
    while address in moves and address not in seen:
        seen.add(address)
        address = moves[address]
    return address in seen


def _check_withheld(reading: Reading, destinations: Destinations, redirects: Mapping[str, str], now: datetime):
    articles = {article.path: article for article in reading.of(Article) if article.date}
    withheld = {path for path, article in articles.items() if article.is_withheld(now)}
    remedy = "hapus tautannya atau terbitkan keduanya"
    at_address = {destinations.pages[path]: path for path in withheld}
    at_address |= {f"/{old}/": path for old, path in redirects.items() if path in withheld}
    for path, line, column, hidden in links_to(at_address, reading, destinations):
        if path not in withheld:
            message = f"{path} terbit, tetapi menunjuk {hidden} yang belum terbit; {remedy}"
            yield Problem(path, line, column, BODY, message)
    for path, article in articles.items():
        for at, moment in _moments_of(article):
            if moment > now and path not in withheld:
                yield reading.problem(article, at, "waktu ini masih di masa depan; betulkan tanggalnya")
        if path not in withheld and article.translation_of in withheld:
            message = f"{path} terbit, tetapi aslinya {article.translation_of} belum terbit; {remedy}"
            yield reading.problem(article, ("translation_of",), message)
        for number, correction in enumerate(article.corrections or ()):
            at = ("corrections", number, "link")
            if not correction.link:
                continue
            try:
                address = resolve(correction.link, destinations, path)
            except BadValue as bad:
                yield reading.problem(article, at, str(bad))
                continue
            if (hidden := at_address.get(address)) and path not in withheld:
                message = f"{path} terbit, tetapi menunjuk {hidden} yang belum terbit; {remedy}"
                yield reading.problem(article, at, message)
    for number, old in enumerate(reading.old_addresses.addresses or ()):
        if hidden := at_address.get(f"/{old.moved_to}/"):
            message = f"alamat lama ini menunjuk {hidden} yang belum terbit; terbitkan dulu atau hapus barisnya"
            yield reading.problem(reading.old_addresses, ("addresses", number, "moved_to"), message)
    if reading.portal:
        for number, item in enumerate(reading.portal.menu or ()):
            if f"/{item.target}/" in at_address:
                message = f"{PORTAL_FILE} menunjuk /{item.target}/ yang belum terbit; {remedy}"
                yield reading.problem(reading.portal, ("menu", number, "address"), message)
