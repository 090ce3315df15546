"""One book of every address: a second claim on an address is told, with both claimants.

Addresses are folded for case, since many hosts and all Windows and macOS disks do the same.
"""

import re
from dataclasses import dataclass, field

from plugins.content_model.folding import fold_address

# What the portal itself draws or keeps below the root; no entry may take it.
FIXED = (
    "", "hal", "terkini", "redaksi", "topik", "lembaga", "orang", "angka", "sumber", "halaman", "berita", "bimtek",
    "ekspor", "koreksi", "cari", "404", "404.html", "index.html", "theme", "gambar", "lampiran",
    "atom.xml", "rss.xml", "feed.json", "sitemap.xml", "sitemap-news.xml", "robots.txt", "_redirects", "cname",
    "manifest.webmanifest", ".nojekyll", "terbit.json", "pagefind", "kartu", "ekstra", "cari/kosakata.json",
)  # fmt: skip
# Folders that the portal fills with files whose names nobody chooses.
FILLED = ("theme", "gambar", "lampiran", "kartu", "pagefind")
PORTAL = "portal ini sendiri"
# Parts of what FIXED names: which of them there are depends on how large the portal is.
_PARTS = re.compile(r"terbit-[0-9]{4}\.json|sitemap-[a-z0-9-]+\.xml")


@dataclass
class AddressBook:
    """Who holds which address. A holder is a content path, or ``PORTAL``."""

    _holders: dict[str, str] = field(default_factory=dict)
    _pages: dict[str, str] = field(default_factory=dict)

    def __post_init__(self):
        for address in FIXED:
            self._holders[fold_address(address)] = PORTAL

    def claim(self, address: str, holder: str) -> str | None:
        """Enter ``address`` for ``holder``; the holder it already has, where it has another."""
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
        """The content path that holds exactly ``address`` (case counts: links are not folded)."""
        return self._pages.get(address.strip("/"))

    def addresses(self) -> tuple[str, ...]:
        """Every address that content holds, without outer slashes."""
        return tuple(sorted(self._pages))


def is_part(address: str) -> bool:
    """Whether the folded ``address`` is kept for a part of a file of the portal, such as ``/terbit-2019.json``."""
    return bool(_PARTS.fullmatch(address))
