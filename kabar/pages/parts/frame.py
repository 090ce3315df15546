"""What stands around every page: names, menu, footer, ``<head>``, breadcrumb."""

from dataclasses import dataclass
from functools import cache, cached_property

from kabar.content.library import Library
from kabar.content.models.portal import Host
from kabar.indonesian.phones import phone_text
from kabar.outputs.social_cards.card import SIZE
from kabar.outputs.structured_data.json_ld import breadcrumb_list, script_json
from kabar.pages.parts.views import Fact, Feed, Head, Link
from kabar.sections.registry import SECTIONS


def contact_values(contact) -> tuple[Link, ...]:
    """Ways to reach ``contact`` as links that tell their kind where it cannot be seen."""
    return tuple(
        Link(f"WhatsApp {link.label}" if fact.label == "WhatsApp" else link.label, link.url)
        for fact in contact_facts(contact)
        for link in fact.values
    )


def contact_facts(contact) -> tuple[Fact, ...]:
    """The same, each below its kind. Numbers are kept in international form without plus."""
    facts = []
    if contact.email:
        facts.append(Fact("Surel", (Link(contact.email, f"mailto:{contact.email}"),)))
    if contact.phone:
        facts.append(Fact("Telepon", (Link(phone_text(contact.phone), f"tel:+{contact.phone}"),)))
    if contact.whatsapp:
        facts.append(Fact("WhatsApp", (Link(phone_text(contact.whatsapp), f"https://wa.me/{contact.whatsapp}"),)))
    return tuple(facts)


HOME = Link("Beranda", "/")
ATOM, RSS, JSON_FEED = "application/atom+xml", "application/rss+xml", "application/feed+json"

# Pages that every page leads to, where the content folder has them.
_FOOTER_PAGES = ("tentang", "pedoman-media-siber", "kebijakan-redaksi", "kontak", "undangan-palsu", "privasi")


@dataclass(frozen=True)
class Frame:
    """The portal around its pages.

    ``has_cards``: whether each entry has a card for networks (``social_cards``), and its photograph is also published
    in the shapes of search engines. ``logo`` is the address of the portal's, without base.
    """

    library: Library
    host: Host
    has_cards: bool = False
    logo: str = ""

    @property
    def name(self) -> str:
        """The portal's name."""
        return self.library.portal.name

    def menu(self, url: str) -> tuple[Link, ...]:
        """The menu; the item under which ``url`` stands is marked."""
        marked = tuple([url.startswith(address) for _, address in self._menu_items])
        if marked not in self._menus:
            items = zip(self._menu_items, marked, strict=True)
            self._menus[marked] = tuple(Link(label, address, current) for (label, address), current in items)
        return self._menus[marked]

    @cached_property
    def _menu_items(self) -> list[tuple[str, str]]:
        return [(item.label, f"/{item.target}/") for item in self.library.portal.menu]

    @cached_property
    def _menus(self) -> dict[tuple[bool, ...], tuple[Link, ...]]:
        """The menus that were asked for, by which of their items are marked: few, and on every page."""
        return {}

    @cached_property
    def footer(self) -> tuple[Link, ...]:
        """Masthead, guidelines and the like."""
        pages = self.library.static_pages
        links = [Link(pages[id].title, pages[id].page_url) for id in _FOOTER_PAGES if id in pages]
        own = (("Koreksi", "/koreksi/"), ("Lembaga", "/lembaga/"), ("Orang", "/orang/"))
        return (Link("Redaksi", "/redaksi/"), *links, *(Link(*one) for one in own))

    @cached_property
    def contact(self) -> tuple[Fact, ...]:
        """Ways to reach the portal."""
        contact = self.library.portal.contact
        return contact_facts(contact) if contact else ()

    def head(self, title: str, description: str, url: str, trail: tuple[Link, ...] = (), **more) -> Head:
        """The head of the page at ``url``; ``json_ld`` given as dicts, the breadcrumb's is added."""
        graphs = list(more.pop("json_ld", ()))
        if len(trail) > 1:
            graphs.append(breadcrumb_list([(link.label, link.url) for link in trail], self.host))
        picture = more.pop("image", None)
        return Head(
            title=title if title == self.name else f"{title} · {self.name}",
            description=description,
            canonical=self.host.absolute(url),
            image=self.host.absolute(picture) if picture else "",
            image_alt=more.pop("image_alt", f"Motif kawung {self.name}"),
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
        self, title: str, description: str, url: str, trail: tuple[Link, ...] = (), heading: str = "", **head
    ) -> dict:
        """The arguments that every ``kinds.Page`` shares. ``trail`` leads from the front page to here.

        ``title`` and ``description`` are those of no other page; ``heading`` is what stands on it, where that differs.
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


