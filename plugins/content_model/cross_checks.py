"""Put together what can only be checked, and known, across files."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from plugins.content_model.addresses import enter_addresses, list_addresses
from plugins.content_model.article import Article
from plugins.content_model.beside import addresses_beside
from plugins.content_model.bodies import check_bodies, links_to
from plugins.content_model.extras import check_extras
from plugins.content_model.figure import Figure, period_begins
from plugins.content_model.file_reading import BODY
from plugins.content_model.folder_index import paths_of
from plugins.content_model.folders import Files
from plugins.content_model.gist import microseconds
from plugins.content_model.links import Destinations, Pages, resolve
from plugins.content_model.media import check_extra_pictures, check_media
from plugins.content_model.model import Document
from plugins.content_model.picture_memory import PictureMemory
from plugins.content_model.portal import PORTAL_FILE
from plugins.content_model.privacy_checks import check_attachments
from plugins.content_model.problems import BadValue, Problem
from plugins.content_model.reading import Reading
from plugins.content_model.references import check_references
from plugins.content_model.topic import Topic
from plugins.content_model.trust import Trust, is_withheld
from plugins.content_model.vocabulary import Vocabulary, build_vocabulary

NO_TRUST = Trust()


@dataclass(frozen=True)
class Crossing:
    """What the files say together. ``redirects`` maps old addresses to content paths; ``trust`` is what was not looked
    at again."""

    reading: Reading
    files: Files
    vocabulary: Vocabulary
    redirects: Mapping[str, str]
    destinations: Destinations
    problems: tuple[Problem, ...]
    trust: Trust = NO_TRUST


def check_across(
    root: Path,
    reading: Reading,
    files: Files,
    now: datetime | None,
    trust: Trust = NO_TRUST,
    pictures: PictureMemory | None = None,
) -> Crossing:
    """Check all references, addresses, files and links; ``now`` tells what is withheld.

    What is in ``trust`` was checked before and need not be looked at. Without ``pictures`` none is unpacked.
    """
    vocabulary, faults = build_vocabulary([topic for topic in reading.of(Topic) if topic.label])
    problems = [reading.problem(topic, (field,), message) for topic, field, message in faults]
    trusted = trust.entries
    problems += check_references(reading, files, vocabulary, trusted)
    problems += check_media(root, reading, files, trusted, pictures)
    problems += check_extra_pictures(root, files)
    problems += check_attachments(root, reading, files, trust.attachments)
    book, redirects, clashes = enter_addresses(reading, vocabulary, trusted)
    problems += clashes
    pages = _pages(reading, files)
    old = {address for address in book.addresses() if not pages.path_of(f"/{address}/")}
    destinations = Destinations(
        pages=pages,
        addresses=list_addresses(_beside(reading, now, trust), _but_entries(reading, files)) | old,
        files=frozenset(path for path in files.others if "/" in path and not path.startswith("ekstra/")),
    )
    problems += check_extras(files, book, destinations)
    problems += check_bodies(root, reading, destinations, trusted, pictures)
    problems += _check_menu(reading, destinations)
    problems += _check_moves(reading, destinations)
    if now is not None:
        problems += _check_withheld(reading, destinations, redirects, now, trusted)
        problems += _check_future_figures(reading, now)
    return Crossing(reading, files, vocabulary, redirects, destinations, tuple(problems), trust)


def _pages(reading: Reading, files: Files) -> Pages:
    others = {path: page_url_of(reading, path) for path in files.lasting}
    return Pages(others, files.documents.keys() - files.lasting.keys())


def _but_entries(reading: Reading, files: Files) -> Iterator[Document]:
    return (reading.documents[path] for path in files.lasting if path in reading.documents)


def _beside(reading: Reading, now: datetime | None, trust: Trust) -> Iterator[Iterable[str]]:
    moment = microseconds(now) if now else None
    same = [reading.kept.folders[name].index for name in reading.kept.same] if reading.kept and trust.entries else []
    yield from (index.beside for index in same)
    for path in reading.documents.keys() - paths_of(same):
        if (one := reading.known.get(path)) and (gist := one.gist):
            if moment is None or not is_withheld(gist, moment):
                yield gist.beside
        elif isinstance(document := reading.documents[path], Article) and document.date and not (
            now and document.is_withheld(now)
        ):
            yield addresses_beside(document)


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


def _check_withheld(
    reading: Reading,
    destinations: Destinations,
    redirects: Mapping[str, str],
    now: datetime,
    trusted: frozenset[str],
):
    articles = {one.path: one for one in reading.but(trusted) if isinstance(one, Article) and one.date}
    withheld = {path for path, article in articles.items() if article.is_withheld(now)}
    remedy = "hapus tautannya atau terbitkan keduanya"
    at_address = {destinations.pages[path]: path for path in withheld}
    at_address |= {f"/{old}/": path for old, path in redirects.items() if path in withheld}
    for path, line, column, hidden in links_to(at_address, reading, destinations, trusted):
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
