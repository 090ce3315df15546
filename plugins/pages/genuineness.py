"""What tells a true invitation to a training from a false one."""

from collections.abc import Iterator

from plugins.agenda.words import FREE
from plugins.content_model.bimtek import Bimtek
from plugins.content_model.library import Library
from plugins.indonesian.dates import date_text
from plugins.pages.contacts import contact_values
from plugins.pages.kinds import Genuineness
from plugins.pages.views import Fact, Link

GUIDE = "undangan-palsu"


def genuineness_of(bimtek: Bimtek, library: Library) -> Genuineness:
    """The letter, the organisers' official contacts, and whether anything is charged, as far as they are told."""
    guide = library.static_pages.get(GUIDE)
    return Genuineness(
        facts=tuple(_facts(bimtek, library)),
        guide=Link("Cara memeriksa undangan dan melapor", guide.page_url) if guide else None,
    )


def _facts(bimtek: Bimtek, library: Library) -> Iterator[Fact]:
    if bimtek.letter:
        dated = f", {date_text(bimtek.letter.date)}" if bimtek.letter.date else ""
        yield Fact("Surat pengumuman", (f"{bimtek.letter.number}{dated}",))
    for one in bimtek.organisers:
        office = library.organisations[one.id] if one.id else None
        address = office.url if office else one.url
        ways = (
            *((Link(address.partition("://")[2].rstrip("/"), address),) if address else ()),
            *(contact_values(office.contact) if office and office.contact else ()),
        )
        if ways:
            yield Fact(f"Kontak resmi {(office.short_name or office.name) if office else one.name}", ways)
    if bimtek.fee and not bimtek.fee.amount:
        yield Fact("Biaya", (f"{FREE}. Siapa pun yang meminta uang untuk bimtek ini bukan penyelenggaranya.",))
