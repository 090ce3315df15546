"""Frame of every page: names, menu, footer, ``<head>``, breadcrumb."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from kabar.content.library import Library
from kabar.content.models.host import Host
from kabar.content.models.organisation import Reach
from kabar.indonesian.phones import phone_text
from kabar.outputs.social_cards.card import SIZE
from kabar.outputs.structured_data.json_ld import breadcrumb_list, script_json
from kabar.pages.parts.views import Fact, Feed, Head, Link
from kabar.sections.registry import SECTIONS, Section, shown_sections


def contact_values(contact: Reach) -> tuple[Link, ...]:
    """Ways to reach ``contact`` as links; WhatsApp is named, since its label looks like a phone number."""
    return tuple(
        Link(f"WhatsApp {link.label}" if kind == "WhatsApp" else link.label, link.url)
        for kind, link in _contact_links(contact)
    )


def contact_facts(contact: Reach) -> tuple[Fact, ...]:
    """Ways to reach ``contact`` as facts, labelled by kind."""
    return tuple(Fact(kind, (link,)) for kind, link in _contact_links(contact))


def _contact_links(contact: Reach) -> Iterator[tuple[str, Link]]:
    # Numbers are in international form without plus.
    if contact.email:
        yield "Surel", Link(contact.email, f"mailto:{contact.email}")
    if contact.phone:
        yield "Telepon", Link(phone_text(contact.phone), f"tel:+{contact.phone}")
    if contact.whatsapp:
        yield "WhatsApp", Link(phone_text(contact.whatsapp), f"https://wa.me/{contact.whatsapp}")


HOME = Link("Beranda", "/")
ATOM, RSS, JSON_FEED = "application/atom+xml", "application/rss+xml", "application/feed+json"

# Static pages in the footer, where the content folder has them.
_FOOTER_PAGES = ("tentang", "pedoman-media-siber", "kebijakan-redaksi", "kontak", "undangan-palsu", "privasi")


@dataclass(frozen=True)
class Frame:
    """What all pages of a portal share.

    ``has_cards``: whether articles have social cards, and their photographs are also published in the aspect ratios
    that search engines ask for. ``logo`` is the address of the portal's logo, without base.
    """

    library: Library
    host: Host
    has_cards: bool = False
    logo: str = ""

    @property
    def name(self) -> str:
        """The portal's name."""
        name: str = self.library.portal.name
        return name

    @cached_property
    def sections(self) -> Mapping[str, Section]:
        """The sections that the portal has, by name."""
        return shown_sections(self.library.portal)

    def menu(self, url: str) -> tuple[Link, ...]:
        """The menu; the item that ``url`` is below is ``current``."""
        current = tuple([url.startswith(address) for _, address in self._menu_items])
        if current not in self._menus:
            items = zip(self._menu_items, current, strict=True)
            self._menus[current] = tuple(Link(label, address, is_current) for (label, address), is_current in items)
        return self._menus[current]

    @cached_property
    def _menu_items(self) -> list[tuple[str, str]]:
        return [(item.label, f"/{item.target}/") for item in self.library.portal.menu]

    @cached_property
    def _menus(self) -> dict[tuple[bool, ...], tuple[Link, ...]]:
        """Cached menus, by which of their items are current: few, and on every page."""
        return {}

    @cached_property
    def footer(self) -> tuple[Link, ...]:
        """Links to masthead, guidelines and other pages about the portal."""
        pages = self.library.static_pages
        links = [Link(pages[id].title, pages[id].page_url) for id in _FOOTER_PAGES if id in pages]
        own = (("Koreksi", "/koreksi/"), ("Lembaga", "/lembaga/"), ("Orang", "/orang/"))
        return (Link("Redaksi", "/redaksi/"), *links, *(Link(*one) for one in own))

    @cached_property
    def contact(self) -> tuple[Fact, ...]:
        """Ways to reach the portal."""
        contact = self.library.portal.contact
        return contact_facts(contact) if contact else ()

    def head(self, title: str, description: str, url: str, trail: tuple[Link, ...] = (), **more: Any) -> Head:
        """The head of the page at ``url``. ``json_ld`` are dicts; the breadcrumb's is added."""
        graphs = list(more.pop("json_ld", ()))
        if len(trail) > 1:
            graphs.append(breadcrumb_list([(link.label, link.url) for link in trail], self.host))
        picture = more.pop("image", None)
        return Head(
            title=title if title == self.name else f"{title} · {self.name}",
            description=description,
            canonical=self.host.absolute(url),
            image=self.host.absolute(picture) if picture else "",
            image_alt=more.pop("image_alt", f"{'Logo' if self.library.portal.logo else 'Motif kawung'} {self.name}"),
            image_size=more.pop("image_size", SIZE),
            feeds=(*more.pop("feeds", ()), *self.site_feeds),
            json_ld=tuple(script_json(graph) for graph in graphs),
            **more,
        )

    @cached_property
    def site_feeds(self) -> tuple[Feed, ...]:
        """The feeds of the whole portal."""
        return (
            Feed(f"{self.name}: semua tulisan (Atom)", "/atom.xml", ATOM),
            Feed(f"{self.name}: semua tulisan (RSS)", "/rss.xml", RSS),
            Feed(f"{self.name}: semua tulisan (JSON)", "/feed.json", JSON_FEED),
        )

    def page(
        self, title: str, description: str, url: str, trail: tuple[Link, ...] = (), heading: str = "", **head: Any
    ) -> dict[str, Any]:
        """The arguments that every ``kinds.Page`` shares. ``trail`` is the breadcrumb without the front page.

        ``title`` and ``description`` are unique among pages; ``heading`` is the visible one, where it differs.
        """
        whole = (HOME, *trail) if trail else ()
        return {
            "head": self.head(title, description, url, whole, **head),
            "address": url,
            "heading": heading or title,
            "menu": self.menu(url),
            "footer": self.footer,
            "contact": self.contact,
            "breadcrumb": whole,
        }


@cache
def section_link(section: str) -> Link:
    """The link to a section's front page."""
    return Link(SECTIONS[section].label, f"/{section}/")


