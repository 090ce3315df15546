"""Enter every address in the address book; tell what claims one twice."""

from collections.abc import Collection, Container, Iterable, Iterator, Sequence
from typing import NamedTuple

from plugins.content_model.address_book import FILLED, PORTAL, AddressBook
from plugins.content_model.article import Article
from plugins.content_model.article_lists import ALIASED, list_key
from plugins.content_model.beside import OF_ALL_TRAININGS, record_addresses
from plugins.content_model.bimtek import Bimtek, as_day
from plugins.content_model.figure import Figure
from plugins.content_model.folders import SECTIONS, kind_of
from plugins.content_model.folding import fold_label
from plugins.content_model.model import Document
from plugins.content_model.organisation import Organisation
from plugins.content_model.problems import Problem
from plugins.content_model.reading import Reading
from plugins.content_model.topic import Topic
from plugins.content_model.vocabulary import Vocabulary

PAGING = "hal"
# What is below these is made by the portal: trainings by province, organisation, topic, mode and month.
WAYS = ("provinsi", "lembaga", "topik", "akses", "cara", "bulan")
_OF_ALL_FIGURES = ("angka/datapackage.json", "angka/pertentangan", "angka/pertentangan/atom.xml")
VOCABULARY = ("topik/topik.jsonld", "topik/topik.json")  # all topics, for machines
_ALWAYS_OURS = (
    *VOCABULARY, "koreksi/atom.xml", *OF_ALL_TRAININGS, *(f"{section}/atom.xml" for section in SECTIONS),
    *_OF_ALL_FIGURES,
)  # fmt: skip


def enter_addresses(
    reading: Reading,
    vocabulary: Vocabulary,
    trusted: Collection[str] = (),
    hidden: Container[str] = (),
    withheld: Container[str] = (),
) -> tuple[AddressBook, dict[str, str], list[Problem]]:
    """The address book, redirects as {old address: content path}, and clashes.

    Entries that are ``trusted`` and have no old addresses are not in the book: none of theirs can clash anew, unless
    with an old address that another entry claims now.

    Documents that are ``hidden`` are left out; of two claims that of a ``withheld`` one is the clash. Addresses are
    without outer slashes. A redirect of ``alamat.yaml`` leads to an address and is not among them.
    """
    book, redirects, problems = AddressBook(), {}, []
    claims = [_claim_of(path, reading) for path in _to_be_entered(reading, trusted) if path not in hidden]
    for address in (*_ALWAYS_OURS, *(address for claim in claims for address in claim.beside)):
        book.claim(address, PORTAL)
    _enter([one for one in claims if one.path not in withheld], reading, book, redirects, problems)
    for number, old in enumerate(reading.old_addresses.addresses or ()):
        if first := book.claim(old.address, reading.old_addresses.path):
            problems.append(_clash(reading, reading.old_addresses, ("addresses", number), old.address, first))
    _enter([one for one in claims if one.path in withheld], reading, book, redirects, problems)
    for address, topic in _names_of_topics(vocabulary):
        if not book.claim(address, topic.path) and address != topic.page_address:
            redirects.setdefault(address, topic.path)
    return book, redirects, problems


class _Claim(NamedTuple):
    """The addresses of the document at ``path``: its page's, old ones, and those of files that stand beside it."""

    path: str
    page_address: str
    aliases: Sequence[str]
    beside: Sequence[str]


def _enter(
    claims: Sequence[_Claim],
    reading: Reading,
    book: AddressBook,
    redirects: dict[str, str],
    problems: list[Problem],
) -> None:
    def clash(path: str, at: tuple, address: str, first: str) -> None:
        problems.append(_clash(reading, reading.documents[path], at, address, first))

    for path, page_address, _, _ in claims:
        if path.rpartition("/")[2].rpartition(".")[0] == PAGING:
            problems.append(Problem(path, 1, 1, "", f"nama '{PAGING}' dipakai portal ini; pilih nama lain"))
        elif first := book.claim(page_address, path):
            clash(path, (), page_address, first)
    for path, page_address, aliases, _ in claims:
        for number, address in enumerate(aliases):
            first = PORTAL if is_portals_own(address) else book.claim(address, path)
            if first or address in redirects or address == page_address:
                clash(path, ("aliases", number), address, first or redirects.get(address, path))
            else:
                redirects[address] = path


def _to_be_entered(reading: Reading, trusted: Collection[str]) -> Iterable[str]:
    doubted = reading.documents.keys() - trusted
    if not trusted or any(_claim_of(path, reading).aliases for path in doubted - set(reading.lasting)):
        return reading.documents
    aliased = reading.kept.members([list_key(ALIASED, "")])
    return sorted(aliased.intersection(trusted) | doubted)


def _claim_of(path: str, reading: Reading) -> _Claim:
    if gist := reading.gist(path):
        # An entry without mistakes need not be looked at.
        return _Claim(path, path.rpartition(".")[0], gist.aliases, tuple(_beside_entry(path, gist.begin_year)))
    document = reading.documents[path]
    year = as_day(document.start).year if isinstance(document, Bimtek) and document.start else 0
    of_entry = _beside_entry(path, year) if isinstance(document, Article) else ()
    aliases = getattr(document, "aliases", ()) or ()
    return _Claim(path, document.page_address, aliases, (*of_entry, *_beside_document(document)))


def _beside_entry(path: str, begin_year: int) -> Iterator[str]:
    yield path.rpartition("/")[0]
    if path.startswith("bimtek/"):
        yield f"{path.rpartition('.')[0]}/acara.ics"
        yield from record_addresses(begin_year) if begin_year else ()


def _beside_document(document: Document) -> Iterator[str]:
    if isinstance(document, Topic):
        yield f"{document.page_address}/atom.xml"
    if isinstance(document, Topic | Organisation):
        yield f"{document.page_address}/agenda.ics"
    if isinstance(document, Figure):
        yield from _data_of(document)


def list_addresses(besides: Iterable[tuple[str, ...]], documents: Iterable[Document]) -> frozenset[str]:
    """The addresses of lists and feeds that stand beside what is shown, without outer slashes.

    ``besides`` are what ``addresses_beside`` tells of each shown entry; of ``documents`` topics and figures count.
    """
    found = {"", "terkini", "redaksi", "topik", "lembaga", "orang", "angka", "sumber", "atom.xml", "rss.xml"}
    found |= {"feed.json"}
    found |= {"koreksi", "koreksi/atom.xml"}
    found |= set(VOCABULARY)
    found |= set(SECTIONS) | {f"{section}/atom.xml" for section in SECTIONS}
    # Most entries stand in lists that others stand in too.
    found.update(*set(besides))
    for document in documents:
        if isinstance(document, Topic):
            found.add(f"{document.page_address}/atom.xml")
        elif isinstance(document, Figure):
            found.update(_OF_ALL_FIGURES)
            found.update(_data_of(document))
            found.update(f"ekspor/negara/{one.partner.lower()}" for one in document.observations or () if one.partner)
    return frozenset(found)


def _data_of(figure: Figure) -> tuple[str, str]:
    return f"{figure.page_address}/data.csv", f"{figure.page_address}/data.json"


def _names_of_topics(vocabulary: Vocabulary) -> Iterator[tuple[str, Topic]]:
    # Only names that a topic's file could have: folded names differ, so these addresses do.
    for topic in vocabulary.topics.values():
        for name in (topic.label, topic.label_en, *(topic.synonyms or ())):
            folded = fold_label(name or "")
            slug = folded.replace(" ", "-")
            usable = slug != PAGING and not kind_of(f"topik/{slug}.md")[1]
            if usable and vocabulary.names.get(folded) == topic.id:
                yield f"topik/{slug}", topic


def _clash(reading: Reading, document: Document, at: tuple, address: str, first: str) -> Problem:
    remedy = "ganti nama berkas ini" if not at else "hapus atau ganti alamat ini"
    return reading.problem(document, at, f"alamat /{address}/ sudah dipakai {first}; {remedy}")


def is_portals_own(address: str) -> bool:
    """Whether ``address`` lies where the portal writes files of its own: lists, theme, pictures."""
    parts = address.casefold().split("/")
    if len(parts) > 1 and ((parts[0] == "bimtek" and parts[1] in WAYS) or parts[:2] == ["ekspor", "negara"]):
        return True
    return PAGING in parts or parts[0] in FILLED or parts[-1] == "index.html"
