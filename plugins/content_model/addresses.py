"""Enter every address in the address book; tell what claims one twice."""

from collections.abc import Collection, Container, Iterable, Iterator, Sequence

from plugins.content_model.address_book import FILLED, PORTAL, AddressBook
from plugins.content_model.article import Article
from plugins.content_model.beside import OF_ALL_TRAININGS, record_addresses
from plugins.content_model.bimtek import Bimtek
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
    documents = [one for one in _to_be_entered(reading, trusted) if one.path not in hidden]
    for address in _own_addresses(documents):
        book.claim(address, PORTAL)
    _enter([one for one in documents if one.path not in withheld], reading, book, redirects, problems)
    for number, old in enumerate(reading.old_addresses.addresses or ()):
        if first := book.claim(old.address, reading.old_addresses.path):
            problems.append(_clash(reading, reading.old_addresses, ("addresses", number), old.address, first))
    _enter([one for one in documents if one.path in withheld], reading, book, redirects, problems)
    for address, topic in _names_of_topics(vocabulary):
        if not book.claim(address, topic.path) and address != topic.page_address:
            redirects.setdefault(address, topic.path)
    return book, redirects, problems


def _enter(
    documents: Sequence[Document],
    reading: Reading,
    book: AddressBook,
    redirects: dict[str, str],
    problems: list[Problem],
) -> None:
    for document in documents:
        if document.id == PAGING:
            problems.append(Problem(document.path, 1, 1, "", f"nama '{PAGING}' dipakai portal ini; pilih nama lain"))
        elif first := book.claim(document.page_address, document.path):
            problems.append(_clash(reading, document, (), document.page_address, first))
    for document, at, address in _old_addresses(documents):
        first = PORTAL if is_portals_own(address) else book.claim(address, document.path)
        if first or address in redirects or address == document.page_address:
            problems.append(_clash(reading, document, at, address, first or redirects.get(address, document.path)))
        else:
            redirects[address] = document.path


def _to_be_entered(reading: Reading, trusted: Collection[str]) -> list[Document]:
    doubted = list(reading.but(trusted))
    if not trusted or any(one.aliases for one in doubted if isinstance(one, Article)):
        return list(reading.documents.values())
    same = [reading.kept.folders[name].index for name in reading.kept.same]
    aliased = {path for index in same for path in index.aliased}
    aliased.update(path for path, one in reading.kept.others.items() if one.gist and one.gist.aliases)
    wanted = aliased.intersection(trusted).union(one.path for one in doubted)
    return [reading.documents[path] for path in sorted(wanted)]


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


def _own_addresses(documents: Iterable[Document]) -> Iterator[str]:
    yield from VOCABULARY
    yield "koreksi/atom.xml"
    yield from OF_ALL_TRAININGS
    for section in SECTIONS:
        yield f"{section}/atom.xml"
    yield from _OF_ALL_FIGURES
    for document in documents:
        if isinstance(document, Article):
            yield f"{document.section}/{document.year}"
        if isinstance(document, Bimtek):
            yield f"{document.page_address}/acara.ics"
            yield from record_addresses(document) if document.start else ()
        if isinstance(document, Topic):
            yield f"{document.page_address}/atom.xml"
        if isinstance(document, Topic | Organisation):
            yield f"{document.page_address}/agenda.ics"
        if isinstance(document, Figure):
            yield from _data_of(document)


def _old_addresses(documents: Iterable[Document]) -> Iterator[tuple[Document, tuple, str]]:
    for document in documents:
        for number, address in enumerate(getattr(document, "aliases", ()) or ()):
            yield document, ("aliases", number), address


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
