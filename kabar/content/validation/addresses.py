"""Register every address of the portal in one address book; report addresses that are claimed twice."""

import re
from collections.abc import Collection, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from kabar.content.models.article import Article
from kabar.content.models.bimtek import Bimtek, as_day
from kabar.content.models.figure import Figure
from kabar.content.models.model import Document, FieldPath
from kabar.content.models.organisation import Organisation
from kabar.content.models.portal import Portal
from kabar.content.models.topic import Topic
from kabar.content.models.vocabulary import Vocabulary
from kabar.content.parsing.problems import Problem
from kabar.content.reading.article_lists import ALIASED, list_key
from kabar.content.reading.folders import Files, kind_of
from kabar.content.reading.links import Destinations
from kabar.content.reading.reading import Reading
from kabar.content.reading.summary import OF_ALL_TRAININGS, record_addresses
from kabar.sections.registry import SECTIONS, folders_switched_off
from kabar.text.folding import fold_address, fold_label

# The portal's own pages and files below the root; no document may take their addresses.
FIXED = (
    "", "hal", "terkini", "redaksi", "topik", "lembaga", "orang", "angka", "sumber", "halaman", *SECTIONS,
    "koreksi", "cari", "404", "404.html", "index.html", "theme", "gambar", "lampiran",
    "atom.xml", "rss.xml", "feed.json", "sitemap.xml", "sitemap-news.xml", "robots.txt", "_redirects", "cname",
    "manifest.webmanifest", ".nojekyll", "terbit.json", "pagefind", "kartu", "ekstra", "cari/kosakata.json",
    "penyunting",
)  # fmt: skip
# Folders that the portal fills with generated file names.
FILLED = ("theme", "gambar", "lampiran", "kartu", "pagefind", "penyunting")
PORTAL = "portal ini sendiri"
# Numbered parts of files in FIXED; which of them exist depends on the size of the portal.
_PARTS = re.compile(r"terbit-[0-9]{4}\.json|sitemap-[a-z0-9-]+\.xml")


@dataclass
class AddressBook:
    """The owner of each address: a content path, or ``PORTAL``."""

    _holders: dict[str, str] = field(default_factory=dict)
    _pages: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for address in FIXED:
            self._holders[fold_address(address)] = PORTAL

    def claim(self, address: str, holder: str) -> str | None:
        """Register ``address`` for ``holder``; returns its present owner, where that is another."""
        key = fold_address(address)
        if is_part(key):
            return PORTAL
        first = self._holders.setdefault(key, holder)
        if first == holder:
            if holder != PORTAL:
                self._pages[address.strip("/")] = holder
            return None
        return first

    def holder(self, address: str) -> str | None:
        """The content path that owns exactly ``address`` (case-sensitive: links are not folded)."""
        return self._pages.get(address.strip("/"))

    def addresses(self) -> tuple[str, ...]:
        """All addresses owned by content, without outer slashes."""
        return tuple(sorted(self._pages))


def is_part(address: str) -> bool:
    """Whether the folded ``address`` is reserved for a part of a portal file, such as ``/terbit-2019.json``."""
    return bool(_PARTS.fullmatch(address))


PAGING = "hal"
# Pages below these are generated: trainings by province, organisation, topic, access, mode and month.
WAYS = ("provinsi", "lembaga", "topik", "akses", "cara", "bulan")
_OF_ALL_FIGURES = ("angka/datapackage.json", "angka/pertentangan", "angka/pertentangan/atom.xml")
VOCABULARY = ("topik/topik.jsonld", "topik/topik.json")  # machine-readable files of all topics
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
    """The address book, the redirects as {old address: content path}, and the clashes.

    Articles that are ``trusted`` and have no old addresses are not in the book: only a new old address of another
    article can clash with them.

    Documents that are ``hidden`` are left out; of two that claim one address the ``withheld`` one is reported.
    Addresses are without outer slashes. Redirects of ``alamat.yaml``, which lead to addresses, are not among them.
    """
    book = AddressBook()
    redirects: dict[str, str] = {}
    problems: list[Problem] = []
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
    """The addresses of the document at ``path``: its page's, old ones, and those of files beside it."""

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
    def clash(path: str, at: FieldPath, address: str, first: str) -> None:
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
    if (
        reading.kept is None
        or not trusted
        or any(_claim_of(path, reading).aliases for path in doubted - set(reading.lasting))
    ):
        return reading.documents
    aliased = reading.kept.members([list_key(ALIASED, "")])
    return sorted(aliased.intersection(trusted) | doubted)


def _claim_of(path: str, reading: Reading) -> _Claim:
    if summary := reading.summary(path):
        # The summary suffices; the article is not loaded.
        return _Claim(path, path.rpartition(".")[0], summary.aliases, tuple(_beside_entry(path, summary.begin_year)))
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
    """The addresses of lists and feeds that exist beside what is shown, without outer slashes.

    ``besides`` are the ``addresses_beside`` of each shown article; of ``documents`` topics and figures count.
    """
    found = {"", "terkini", "redaksi", "topik", "lembaga", "orang", "angka", "sumber", "atom.xml", "rss.xml"}
    found |= {"feed.json"}
    found |= {"koreksi", "koreksi/atom.xml"}
    found |= set(VOCABULARY)
    found |= set(SECTIONS) | {f"{section}/atom.xml" for section in SECTIONS}
    # Deduplicated first: most articles share their addresses with others.
    found.update(*set(besides))
    for document in documents:
        if isinstance(document, Topic):
            found.add(f"{document.page_address}/atom.xml")
        elif isinstance(document, Figure):
            found.update(_OF_ALL_FIGURES)
            found.update(_data_of(document))
            found.update(f"ekspor/negara/{one.partner.lower()}" for one in document.observations or () if one.partner)
    return frozenset(found)


def lists_switched_off(portal: Portal) -> frozenset[str]:
    """The addresses of ``list_addresses`` that ``portal``, which may be partial, does not have."""
    off = folders_switched_off(portal)
    return frozenset(address for folder in off for address in (folder, f"{folder}/atom.xml"))


def _data_of(figure: Figure) -> tuple[str, str]:
    return f"{figure.page_address}/data.csv", f"{figure.page_address}/data.json"


def _names_of_topics(vocabulary: Vocabulary) -> Iterator[tuple[str, Topic]]:
    # Only valid file names. Folded names are unique, so the addresses are too.
    for topic in vocabulary.topics.values():
        for name in (topic.label, topic.label_en, *(topic.synonyms or ())):
            folded = fold_label(name or "")
            slug = folded.replace(" ", "-")
            usable = slug != PAGING and not kind_of(f"topik/{slug}.md")[1]
            if usable and vocabulary.names.get(folded) == topic.id:
                yield f"topik/{slug}", topic


def _clash(reading: Reading, document: Document, at: FieldPath, address: str, first: str) -> Problem:
    remedy = "ganti nama berkas ini" if not at else "hapus atau ganti alamat ini"
    return reading.problem(document, at, f"alamat /{address}/ sudah dipakai {first}; {remedy}")


def is_portals_own(address: str) -> bool:
    """Whether ``address`` is below a folder of generated files: lists, theme, pictures."""
    parts = address.casefold().split("/")
    if len(parts) > 1 and ((parts[0] == "bimtek" and parts[1] in WAYS) or parts[:2] == ["ekspor", "negara"]):
        return True
    return PAGING in parts or parts[0] in FILLED or parts[-1] == "index.html"


FOLDER = "ekstra/"
_PAGE = "/index.html"
_CALENDAR = "/agenda.ics"
# Reserved against pages, but allowed for extra files: the host's name, and the folder's own.
_THEIRS = ("cname", "ekstra")
_RESERVED = frozenset(fold_address(one) for one in FIXED) - {*_THEIRS}


def check_extras(files: Files, book: AddressBook, destinations: Destinations) -> Iterator[Problem]:
    """Yield a problem for each extra file whose address, or a folder of it, is that of a page, a list or another file.

    Folders that the portal fills itself accept no extra files.
    """
    paths = sorted(path for path in files.others if path.startswith(FOLDER))
    claims = _Claims(book, destinations)
    for path in paths:
        folder, below, _ = path.removeprefix(FOLDER).partition("/")
        if below and folder.casefold() in FILLED:
            remedy = f"pindahkan berkas ini ke folder lain di {FOLDER}"
            yield Problem(path, 1, 1, "", f"folder /{folder}/ diisi {PORTAL}; {remedy}")
        elif first := claims.claim(path):
            address = path.removeprefix(FOLDER)
            yield Problem(path, 1, 1, "", f"alamat /{address} sudah dipakai {first}; ganti nama berkas ini")


class _Claims:
    def __init__(self, book: AddressBook, destinations: Destinations):
        self._book = book
        self._pages = destinations.pages
        self._others = {fold_address(one) for one in destinations.addresses} | _RESERVED
        self._extras: dict[str, str] = {}  # folded address of a file, or of a folder above it → the first such file

    def claim(self, path: str) -> str:
        """Register the file ``path``; returns the present owner of its address, or an empty text."""
        file = fold_address(path.removeprefix(FOLDER))
        parts = file.split("/")
        folders = ["/".join(parts[:count]) for count in range(1, len(parts))]
        first = self._holder_of(file) or next(filter(None, map(self._holder_of_file, folders)), "")
        if not first:
            self._extras[file] = path
            for folder in folders:
                self._extras.setdefault(f"{folder}/", path)
        return first

    def _holder_of(self, file: str) -> str:
        """The owner of the address of ``file``: a file, a page, or a folder that contains something."""
        page = file.removesuffix(_PAGE)
        if is_part(file) or (page != file and is_portals_own(page)):
            return PORTAL
        if first := self._extras.get(file) or self._extras.get(f"{file}/"):
            return first
        if holder := self._pages.path_of(f"/{page}/"):
            return holder
        # A topic or an organisation gets a calendar with its first training.
        if file.endswith(_CALENDAR) and self._pages.path_of(f"/{file.removesuffix(_CALENDAR)}/"):
            return PORTAL
        if page in self._others or any(one.startswith(f"{file}/") for one in self._others):
            return self._book.holder(page) or PORTAL
        return ""

    def _holder_of_file(self, folder: str) -> str:
        """The owner of a file whose address is that of ``folder``."""
        if first := self._extras.get(folder):
            return first
        is_fixed = "." in folder.rpartition("/")[2] and folder in self._others
        return PORTAL if is_fixed or is_part(folder) else ""


