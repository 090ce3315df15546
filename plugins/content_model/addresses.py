"""Enter every address in the address book; tell what claims one twice."""

from collections.abc import Iterator

from plugins.content_model.address_book import PORTAL, AddressBook
from plugins.content_model.article import Article
from plugins.content_model.bimtek import Bimtek, as_day
from plugins.content_model.export import Export
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
WAYS = ("provinsi", "lembaga", "topik", "cara", "bulan")
VOCABULARY = ("topik/topik.jsonld", "topik/topik.json")  # all topics, for machines


def enter_addresses(reading: Reading, vocabulary: Vocabulary) -> tuple[AddressBook, dict[str, str], list[Problem]]:
    """The address book, redirects as {old address: content path}, and clashes.

    Addresses are without outer slashes. A redirect of ``alamat.yaml`` leads to an address and
    is not among them.
    """
    book, redirects, problems = AddressBook(), {}, []
    for address in _own_addresses(reading):
        book.claim(address, PORTAL)
    for document in reading.documents.values():
        if document.id == PAGING:
            problems.append(Problem(document.path, 1, 1, "", f"nama '{PAGING}' dipakai portal ini; pilih nama lain"))
        elif first := book.claim(document.page_address, document.path):
            problems.append(_clash(reading, document, (), document.page_address, first))
    for document, at, address in _old_addresses(reading):
        first = PORTAL if _is_portals_own(address) else book.claim(address, document.path)
        if first or address in redirects or address == document.page_address:
            problems.append(_clash(reading, document, at, address, first or redirects.get(address, document.path)))
        else:
            redirects[address] = document.path
    for number, old in enumerate(reading.old_addresses.addresses or ()):
        if first := book.claim(old.address, reading.old_addresses.path):
            problems.append(_clash(reading, reading.old_addresses, ("addresses", number), old.address, first))
    for address, topic in _names_of_topics(vocabulary):
        if not book.claim(address, topic.path) and address != topic.page_address:
            redirects.setdefault(address, topic.path)
    return book, redirects, problems


def list_addresses(articles: list[Article], documents: list[Document]) -> frozenset[str]:
    """The addresses of lists and feeds that stand beside what is shown, without outer slashes."""
    found = {"", "terkini", "redaksi", "topik", "lembaga", "orang", "angka", "atom.xml", "rss.xml", "feed.json"}
    found |= {"koreksi", "koreksi/atom.xml"}
    found |= set(VOCABULARY)
    found |= set(SECTIONS) | {f"{section}/atom.xml" for section in SECTIONS}
    found |= {f"{article.section}/{article.year}" for article in articles}
    found |= {f"{document.page_address}/atom.xml" for document in documents if isinstance(document, Topic)}
    events = [f"{article.page_address}/acara.ics" for article in articles if _in_calendars(article)]
    found |= {"bimtek/agenda.ics", "bimtek/agenda.json", "bimtek/agenda.schema.json", *events} if events else set()
    figures = [document for document in documents if isinstance(document, Figure)]
    found |= {"angka/datapackage.json"} if figures else set()
    exports = (one for one in articles if isinstance(one, Export) and not one.withdrawn)
    partners = {code for one in exports for code in one.partners or ()}
    partners |= {one.partner for figure in figures for one in figure.observations or () if one.partner}
    found |= {f"ekspor/negara/{code.lower()}" for code in partners}
    for figure in figures:
        found |= set(_data_of(figure))
    for bimtek in filter(_in_calendars, articles):
        found |= set(_ways_to(bimtek))
    return frozenset(found)


def _ways_to(bimtek: Bimtek) -> Iterator[str]:
    if bimtek.start:
        yield from _record_of(bimtek)
        yield f"bimtek/bulan/{as_day(bimtek.start).isoformat()[:7]}"
    yield f"bimtek/cara/{bimtek.mode}"
    for organiser in bimtek.organisers or ():
        if organiser.id:
            yield f"bimtek/lembaga/{organiser.id}"
            yield f"lembaga/{organiser.id}/agenda.ics"
    if bimtek.place and bimtek.place.province and bimtek.mode != "daring":
        yield f"bimtek/provinsi/{bimtek.place.province.lower()}"
        yield f"bimtek/provinsi/{bimtek.place.province.lower()}/agenda.ics"


def _in_calendars(article: Article) -> bool:
    return isinstance(article, Bimtek) and not article.withdrawn


def _data_of(figure: Figure) -> tuple[str, str]:
    return f"{figure.page_address}/data.csv", f"{figure.page_address}/data.json"


def _record_of(bimtek: Bimtek) -> tuple[str, str]:
    year = as_day(bimtek.start).year
    return f"bimtek/{year}", f"bimtek/{year}/rekap.csv"


def _own_addresses(reading: Reading) -> Iterator[str]:
    yield from VOCABULARY
    for article in reading.of(Article):
        yield f"{article.section}/{article.year}"
        if isinstance(article, Bimtek):
            yield f"{article.page_address}/acara.ics"
            yield from _record_of(article) if article.start else ()
    yield "koreksi/atom.xml"
    yield from ("bimtek/agenda.ics", "bimtek/agenda.json", "bimtek/agenda.schema.json")
    for section in SECTIONS:
        yield f"{section}/atom.xml"
    for topic in reading.of(Topic):
        yield f"{topic.page_address}/atom.xml"
        yield f"{topic.page_address}/agenda.ics"
    for organisation in reading.of(Organisation):
        yield f"{organisation.page_address}/agenda.ics"
    yield "angka/datapackage.json"
    for figure in reading.of(Figure):
        yield from _data_of(figure)


def _old_addresses(reading: Reading) -> Iterator[tuple[Document, tuple, str]]:
    for document in reading.documents.values():
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


def _is_portals_own(address: str) -> bool:
    """Whether ``address`` lies where the portal writes files of its own: lists, theme, pictures."""
    parts = address.casefold().split("/")
    if len(parts) > 1 and ((parts[0] == "bimtek" and parts[1] in WAYS) or parts[:2] == ["ekspor", "negara"]):
        return True
    return PAGING in parts or parts[0] in ("theme", "gambar", "lampiran", "kartu") or parts[-1] == "index.html"
