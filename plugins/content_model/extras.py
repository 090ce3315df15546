"""Files of ``ekstra/`` are served from the root as they are: none may want an address that something else has."""

from collections.abc import Iterator

from plugins.content_model.address_book import FILLED, FIXED, PORTAL, AddressBook, is_part
from plugins.content_model.addresses import is_portals_own
from plugins.content_model.folders import Files
from plugins.content_model.folding import fold_address
from plugins.content_model.links import Destinations
from plugins.content_model.problems import Problem

FOLDER = "ekstra/"
_PAGE = "/index.html"
_CALENDAR = "/agenda.ics"
# Reserved so that no page takes them, for these files to have: the host's name, and the folder's own.
_THEIRS = ("cname", "ekstra")
_RESERVED = frozenset(fold_address(one) for one in FIXED) - {*_THEIRS}


def check_extras(files: Files, book: AddressBook, destinations: Destinations) -> Iterator[Problem]:
    """A problem for each file whose address, or a folder on its way, is a page, a list or a file of another.

    Folders that the portal fills itself are closed to all files, whatever their names.
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
        self._extras: dict[str, str] = {}  # file and folders on the way to it, folded → the first such file

    def claim(self, path: str) -> str:
        """Enter the file ``path``; who has its address already, empty where nobody has."""
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
        """Who has the address of ``file``, as a file, a page, or a folder that something lies in."""
        page = file.removesuffix(_PAGE)
        if is_part(file) or (page != file and is_portals_own(page)):
            return PORTAL
        if first := self._extras.get(file) or self._extras.get(f"{file}/"):
            return first
        if holder := self._pages.path_of(f"/{page}/"):
            return holder
        # A calendar comes with the first training that a topic or an organisation has.
        if file.endswith(_CALENDAR) and self._pages.path_of(f"/{file.removesuffix(_CALENDAR)}/"):
            return PORTAL
        if page in self._others or any(one.startswith(f"{file}/") for one in self._others):
            return self._book.holder(page) or PORTAL
        return ""

    def _holder_of_file(self, folder: str) -> str:
        """Who has a file where ``folder`` would have to be."""
        if first := self._extras.get(folder):
            return first
        is_fixed = "." in folder.rpartition("/")[2] and folder in self._others
        return PORTAL if is_fixed or is_part(folder) else ""
