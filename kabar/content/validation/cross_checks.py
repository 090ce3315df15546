"""Run all checks across files, and collect what they find out."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from kabar.content.models.article import Article
from kabar.content.models.figure import Figure, FigureSource, Observation
from kabar.content.models.model import Document, FieldPath
from kabar.content.models.source import Source
from kabar.content.models.topic import Topic
from kabar.content.models.vocabulary import Vocabulary, build_vocabulary
from kabar.content.parsing.codes import fault_of_unit
from kabar.content.parsing.moments import first_possible_day
from kabar.content.parsing.periods import first_day
from kabar.content.parsing.problems import Problem
from kabar.content.reading.article_lists import BESIDE
from kabar.content.reading.folders import Files
from kabar.content.reading.links import Destinations, Pages
from kabar.content.reading.reading import Reading
from kabar.content.reading.summary import addresses_beside
from kabar.content.reading.uses import Names
from kabar.content.validation.addresses import check_extras, enter_addresses, list_addresses, lists_switched_off
from kabar.content.validation.body_checks import check_body
from kabar.content.validation.media_checks import check_extra_pictures, check_media
from kabar.content.validation.picture_checks import PictureMemory
from kabar.content.validation.portal_checks import check_portal
from kabar.content.validation.privacy_checks import check_attachments
from kabar.content.validation.references import Ids, check_names, check_references
from kabar.content.validation.revalidation import Trust
from kabar.content.validation.withheld_checks import WithheldUses
from kabar.content.validation.withholding import NOTHING, Withholding, find_withholding, withheld_by_own_files


def name_sources(reading: Reading) -> None:
    """Copy into the measures of ``reading`` the fields of the sources that they name by id.

    A missing source gets no publisher and no date; ``references`` reports it.
    """
    sources = {one.id: one for one in reading.of(Source)}
    for figure in list(reading.of(Figure)):
        reading.documents[figure.path] = figure.with_sources(sources)


NO_TRUST = Trust()


@dataclass(frozen=True)
class Crossing:
    """The content after the checks across files.

    ``redirects`` map old addresses to content paths; ``trust`` is what was not checked again. ``destinations`` are the
    possible link targets of documents that are shown, ``all_destinations`` those of withheld documents, which may link
    to lists that do not exist yet.
    """

    reading: Reading
    files: Files
    vocabulary: Vocabulary
    redirects: Mapping[str, str]
    destinations: Destinations
    all_destinations: Destinations
    problems: tuple[Problem, ...]
    trust: Trust = NO_TRUST
    withholding: Withholding = NOTHING


def check_across(
    root: Path,
    reading: Reading,
    files: Files,
    now: datetime | None,
    trust: Trust = NO_TRUST,
    pictures: PictureMemory | None = None,
) -> Crossing:
    """Check all references, addresses, files and links; ``now`` decides what is withheld, None checks no withholding.

    What is in ``trust`` is not checked again. Without ``pictures`` no picture is decoded.
    """
    name_sources(reading)
    own = withheld_by_own_files(reading, now) if now is not None else {}
    vocabulary, faults = build_vocabulary([topic for topic in reading.of(Topic) if topic.label], own)
    problems = [reading.problem(topic, (field,), message) for topic, field, message in faults]
    trusted = trust.entries
    ids = Ids(reading, files)
    problems += check_names(reading, ids, vocabulary, own)
    problems += check_extra_pictures(root, files, pictures)
    problems += check_attachments(root, reading, files, trust.attachments, own)
    book, redirects, clashes = enter_addresses(reading, vocabulary, trusted, withheld=own)
    problems += clashes
    pages = _pages(reading, files)
    names = Names(files.lasting, vocabulary, pages, redirects)
    withheld = find_withholding(reading, names, now, own) if now is not None else NOTHING
    old = {address for address in book.addresses() if not pages.path_of(f"/{address}/")}
    lists = list_addresses(_beside(reading, trust, withheld), _shown(reading, files, withheld))
    addresses = (lists - lists_switched_off(reading.portal) if reading.portal else lists) | old
    destinations = Destinations(
        pages=pages,
        addresses=addresses,
        files=frozenset(path for path in files.others if "/" in path and not path.startswith("ekstra/")),
        misnamed=files.misnamed,
    )
    # Withheld documents may link to lists that do not exist yet.
    everywhere = replace(destinations, addresses=addresses | _lists_to_come(reading, withheld))
    problems += check_extras(files, book, everywhere)

    def destinations_of(path: str) -> Destinations:
        return everywhere if path in withheld else destinations

    uses = WithheldUses(reading, destinations_of, redirects, names, withheld, now) if now is not None else None
    figures = {figure.id: figure for figure in reading.of(Figure)}
    # One pass over the documents, so that lazy ones can be evicted.
    for document in reading.untrusted(trusted):
        path, scan = document.path, reading.scans.get(document.path)
        problems += check_references(reading, document, ids, vocabulary)
        if isinstance(document, Article):
            problems += check_media(root, reading, document, files, pictures)
        if scan:
            problems += check_body(root, path, scan, destinations_of(path), figures, pictures)
        problems += uses.in_document(document, scan) if uses else ()
    problems += check_portal(root, reading, files, destinations, pictures)
    problems += _check_units(reading)
    problems += _check_successors(reading)
    problems += _check_moves(reading, destinations)
    if uses and now is not None:
        problems += uses.in_portal()
        problems += _check_future_figures(reading, now)
    return Crossing(
        reading, files, vocabulary, redirects, destinations, everywhere, tuple(problems), trust, withheld
    )


def _pages(reading: Reading, files: Files) -> Pages:
    others = {path: page_url_of(reading, path) for path in files.lasting}
    return Pages(others, files.documents.keys() - files.lasting.keys())


def _shown(reading: Reading, files: Files, withheld: Withholding) -> Iterator[Document]:
    """Yield the documents that are no articles, as they are shown."""
    for path in files.lasting:
        document = reading.documents.get(path)
        if document and path not in withheld:
            yield withheld.shown_part(document)


def _lists_to_come(reading: Reading, withheld: Withholding) -> frozenset[str]:
    hidden = [reading.documents[path] for path in (*withheld.own, *withheld.implied, *withheld.observations)]
    articles = [one for one in hidden if isinstance(one, Article)]
    return list_addresses([tuple(addresses_beside(one)) for one in articles], hidden) if hidden else frozenset()


def _beside(reading: Reading, trust: Trust, withheld: Withholding) -> Iterator[tuple[str, ...]]:
    # Nothing is trusted where stored articles may be withheld now.
    same: set[str] = set()
    if reading.kept and trust.entries and reading.kept.articles:
        same = reading.kept.articles
        yield tuple(reading.kept.ids(BESIDE))
    for path in reading.documents.keys() - same:
        if path in withheld.own:
            continue
        if summary := reading.summary(path):
            yield summary.beside
        elif isinstance(document := reading.documents[path], Article) and document.date:
            yield tuple(addresses_beside(document))

def page_url_of(reading: Reading, path: str) -> str:
    """The address of the page of ``path``, also of a file that could not be read."""
    if document := reading.documents.get(path):
        return document.page_url
    bare = path.rpartition(".")[0]
    return f"/{bare.removeprefix('halaman/')}/"


def _check_moves(reading: Reading, destinations: Destinations) -> Iterator[Problem]:
    moves = {old.address: old.moved_to for old in reading.old_addresses.addresses or () if old.moved_to}
    for number, old in enumerate(reading.old_addresses.addresses or ()):
        if not old.moved_to:
            continue
        at = ("addresses", number, "moved_to")
        if _is_cyclic(old.address, moves):
            yield reading.problem(reading.old_addresses, at, "alihan ini berputar tanpa akhir; betulkan tujuannya")
            continue
        if f"/{old.moved_to}/" not in destinations.page_addresses and old.moved_to not in destinations.addresses:
            message = f"halaman /{old.moved_to}/ tidak ada; betulkan alamatnya"
            yield reading.problem(reading.old_addresses, at, message)


def _check_units(reading: Reading) -> Iterator[Problem]:
    more = (reading.portal.units or ()) if reading.portal else ()
    for figure in reading.of(Figure):
        if figure.unit and (message := fault_of_unit(figure.unit, more)):
            yield reading.problem(figure, ("unit",), message)


def _check_successors(reading: Reading) -> Iterator[Problem]:
    for figure in reading.of(Figure):
        for place in figure.not_superseded():
            one = figure.observations[place]
            message = (
                f"tidak ada angka lain untuk {one.period} dari sumber bertanggal {one.superseded_by};"
                " betulkan tanggalnya atau tambahkan angka itu"
            )
            yield reading.problem(figure, ("observations", place, "superseded_by"), message)


def _check_future_figures(reading: Reading, now: datetime) -> Iterator[Problem]:
    local = now.astimezone(reading.portal.zone) if reading.portal else now
    for figure in reading.of(Figure):
        for number, one in enumerate(figure.observations or ()):
            if (day := _first_day((figure, one), local)) is None:
                continue
            if one.kind == "aktual" and one.period and first_day(one.period) > day:
                message = f"masa {one.period} belum tiba, jadi angkanya belum aktual; tulis kind: target atau perkiraan"
                yield reading.problem(figure, ("observations", number, "period"), message)
            yield from _check_future_source(reading, figure, one.source, ("observations", number, "source"), day)
        if (day := _first_day((figure,), local)) is None:
            continue
        for number, dispute in enumerate(figure.disputes or ()):
            for place, claim in enumerate(dispute.claims):
                at = ("disputes", number, "claims", place, "source")
                yield from _check_future_source(reading, figure, claim.source, at, day)


def _check_future_source(
    reading: Reading, figure: Figure, source: FigureSource, at: FieldPath, day: date
) -> Iterator[Problem]:
    if source.date and first_possible_day(source.date) > day:
        message = f"sumber bertanggal {source.date} belum terbit; betulkan tanggalnya"
        yield reading.problem(figure, at + (() if source.id else ("date",)), message)


def _first_day(parts: Iterable[Figure | Observation], now: datetime) -> date | None:
    """The first day on which all ``parts`` are shown, not before that of ``now``; None for a draft."""
    if any(one.status == "draft" for one in parts):
        return None
    return max(now, *(one.embargo or now for one in parts)).astimezone(now.tzinfo).date()


def _is_cyclic(address: str, moves: Mapping[str, str]) -> bool:
    seen: set[str] = set()
    while address in moves and address not in seen:
        seen.add(address)
        address = moves[address]
    return address in seen


