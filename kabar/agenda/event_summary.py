"""Summary of a training for all outputs: notice, access, time, place, cost, deadline, ways to register.

Pages, cards, feeds, calendars, JSON-LD, social cards and messages use it. It does not depend on the time: ``life``
computes the state at a moment.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from kabar.agenda.life import LABELS, closes_at, closing_time, has_way_to_register
from kabar.content.library import Library
from kabar.content.models.bimtek import Bimtek, Contact, Place, Registration, as_day
from kabar.content.parsing.codes import PROVINCES
from kabar.content.parsing.moments import in_zone
from kabar.indonesian.dates import date_range_text, date_text, deadline_text, period_text
from kabar.indonesian.numbers import exact_text, number_text
from kabar.indonesian.phones import phone_text

ACCESS = {
    "terbuka": "Terbuka untuk umum",
    "undangan": "Melalui undangan",
    "tertutup": "Khusus peserta yang ditunjuk",
}
VIA = {
    "formulir": "Formulir daring",
    "whatsapp": "WhatsApp",
    "surel": "Surel",
    "dinas": "Dinas setempat",
    "di-tempat": "Langsung di tempat",
}
FREE = "Gratis, tidak dipungut biaya"


def place_text(bimtek: Bimtek) -> str:
    """ "Lapas Kelas IIA Pontianak, Kalimantan Barat", or "Daring"."""
    if bimtek.mode == "daring" or not bimtek.place:
        return "Daring"
    return _joined((bimtek.place.name, bimtek.place.regency, _province(bimtek.place)), bimtek)


def venue_text(bimtek: Bimtek) -> str:
    """The place with its street: "Lapas Kelas IIA Pontianak, Jalan Adisucipto, Kalimantan Barat"."""
    if bimtek.mode == "daring" or not bimtek.place:
        return "Daring"
    place = bimtek.place
    return _joined((place.name, place.address, place.regency, _province(place)), bimtek)


def _province(place: Place) -> str:
    return PROVINCES[place.province][0] if place.province else ""


def _joined(parts: tuple[str | None, ...], bimtek: Bimtek) -> str:
    text = ", ".join(part for part in parts if part)
    return f"{text} dan daring" if bimtek.mode == "hibrida" else text


def covered_text(word: str) -> str:
    """One of ``Bimtek.covered`` in words."""
    return word.replace("-", " ") if word in ("uang-harian", "bahan-praktik") else word


OFF = ("ditunda", "dibatalkan")

# Who can take part, independent of dates.
Admission = Literal["off", "appointed", "full", "invited", "open", "unannounced"]

_ADMISSIONS = {
    "off": "",
    "appointed": ACCESS["tertutup"],
    "full": LABELS["kuota-penuh"],
    "invited": LABELS["lewat-undangan"],
    "open": "",
    "unannounced": "Cara mendaftar belum diumumkan",
}


@dataclass(frozen=True)
class Deadline:
    """The end of registration: its last minute, the first moment after it (in the training's zone), and a text."""

    closes: datetime
    over: datetime
    text: str


@dataclass(frozen=True)
class Opening:
    """The start of registration (in the training's zone), and a text."""

    opens: datetime
    text: str


@dataclass(frozen=True)
class Way:
    """A way to register or to ask; ``url`` may be empty."""

    label: str
    url: str = ""


@dataclass(frozen=True)
class EventSummary:
    """The properties of one training as texts. Missing values are empty or None.

    - ``notice``: "Dibatalkan", "Ditunda", "Tentatif", "Jadwal diubah" or empty.
    - ``admission``: "off" if cancelled or postponed, "appointed" if participants are appointed, "full" if no seat is
      left, "invited" if by invitation, "unannounced" if the file does not say how to register, else "open".
      If it is "off" or "appointed", ``deadline``, ``opening``, ``entry``, ``form``, ``ways``, ``contacts`` and
      ``through`` are empty; if it is "full", the first five of them.
    - ``days``: "14–16 Januari 2027"; ``period`` adds weekdays and hours.
    - ``place``: the name of the place; ``venue`` adds the street; ``town`` is a regency, province or "Daring".
    - ``cost``: "Gratis, …" or an amount.
    - ``entry``: the target of the button; ``form``: the address of a form that is open to all.
    - ``ways``: how to register, or who invites; ``contacts``: whom to ask; ``through``: ids of organisations that take
      registrations.
    """

    title: str
    notice: str
    reason: str
    admission: Admission
    earlier: tuple[date, ...]
    days: str
    period: str
    place: str
    venue: str
    town: str
    cost: str
    seats: str
    ways_label: str
    organisers: tuple[str, ...]
    short_organisers: tuple[str, ...]
    deadline: Deadline | None
    opening: Opening | None
    entry: Way | None
    form: str
    ways: tuple[Way, ...]
    contacts: tuple[Way, ...]
    through: tuple[str, ...]

    @property
    def is_off(self) -> bool:
        """Whether it was cancelled or postponed."""
        return self.admission == "off"

    @property
    def admission_text(self) -> str:
        """Who can take part, as a text; empty if it is open or off."""
        return _ADMISSIONS[self.admission]

    @property
    def registration_period(self) -> str:
        """ "dibuka 2 Mei 2019, sampai 10 Mei 2019 pukul 23.59 WIB", as far as it is stated and applies."""
        since = f"dibuka {self.opening.text}" if self.opening else ""
        until = f"sampai {self.deadline.text}" if self.deadline else ""
        return ", ".join(part for part in (since, until) if part)

    @property
    def registration(self) -> str:
        """Whether, from when and until when one can register; a text that is true at any time."""
        text = ", ".join(part for part in (self.admission_text, self.registration_period) if part)
        return text.replace("dibuka", "Dibuka", 1) if text.startswith("dibuka") else text

    @property
    def short_cost(self) -> str:
        """The cost in a list: "Gratis", or an amount."""
        return self.cost.partition(",")[0] if self.cost == FREE else self.cost

    @property
    def heading(self) -> str:
        """The title for outputs without a badge: "Dibatalkan: Bimtek …" if it is off."""
        return f"{self.notice}: {self.title}" if self.is_off else self.title

    @property
    def change(self) -> str:
        """Sentences about changed or uncertain dates; may be empty."""
        if self.is_off:
            reason = f": {self.reason.rstrip('.')}" if self.reason else ""
            return f"{self.notice}{reason}. Jadwal semula: {self.days}."
        uncertain = f"{self.notice}: jadwal belum pasti." if self.notice == LABELS["tentatif"] else ""
        moved = f"Jadwal diubah; semula mulai {', '.join(map(date_text, self.earlier))}." if self.earlier else ""
        return f"{uncertain} {moved}".strip()

    @property
    def rows(self) -> tuple[tuple[str, str], ...]:
        """The properties as pairs of label and text, the most important first."""
        rows = (
            ("Jadwal semula" if self.is_off else "Waktu", self.period),
            ("Alasan", "" if self.is_off else self.reason),
            ("Tempat", self.place),
            ("Biaya", self.cost),
            ("Kursi", self.seats),
            ("Pendaftaran", self.registration),
            (self.ways_label, "; ".join(way.label for way in self.ways)),
            ("Narahubung", "; ".join(way.label for way in self.contacts)),
            ("Penyelenggara", ", ".join(self.organisers)),
        )
        return tuple((label, text) for label, text in rows if text)


def event_summary(bimtek: Bimtek, library: Library) -> EventSummary:
    """The summary of ``bimtek``, which is not withdrawn. Organisations have their names of the day of publication."""
    admission = _admission(bimtek)
    # The registration if it applies, if seats are left, and if anyone may use it.
    applicable = None if admission in ("off", "appointed") else bimtek.registration
    available = None if admission == "full" else applicable
    public = available if bimtek.access == "terbuka" else None
    day = bimtek.date.astimezone(library.portal.zone).date()
    offices = [library.organisations[one.id] if one.id else None for one in bimtek.organisers]
    named = list(zip(bimtek.organisers, offices, strict=True))
    return EventSummary(
        title=bimtek.title,
        notice=_notice(bimtek),
        reason=bimtek.event_status_reason or "",
        admission=admission,
        earlier=tuple(map(as_day, bimtek.previous_starts)),
        days=date_range_text(as_day(bimtek.start), as_day(bimtek.end)),
        period=period_text(_local(bimtek.start, bimtek), _local(bimtek.end, bimtek), bimtek.zone),
        place=place_text(bimtek),
        venue=venue_text(bimtek),
        town=_town(bimtek),
        cost=_cost(bimtek),
        seats=f"{number_text(bimtek.quota)} orang" if bimtek.quota else "",
        ways_label="Undangan melalui" if bimtek.access == "undangan" else "Cara mendaftar",
        organisers=tuple(office.name_on(day) if office else one.name or "" for one, office in named),
        short_organisers=tuple(
            (office.short_name or office.name_on(day)) if office else one.name or "" for one, office in named
        ),
        deadline=_deadline(bimtek) if available else None,
        opening=_opening(available.opens, bimtek) if available and available.opens else None,
        entry=_entry(public) if public else None,
        form=(public.url or "") if public else "",
        ways=tuple(_ways(bimtek, available, library, day)) if available else (),
        contacts=tuple(way for one in applicable.contacts for way in _contact(one)) if applicable else (),
        through=applicable.through if applicable else (),
    )


def _admission(bimtek: Bimtek) -> Admission:
    if bimtek.event_status in OFF:
        return "off"
    if bimtek.access == "tertutup":
        return "appointed"
    if bimtek.registration and bimtek.registration.full:
        return "full"
    if bimtek.access == "undangan":
        return "invited"
    return "open" if has_way_to_register(bimtek) else "unannounced"


def _notice(bimtek: Bimtek) -> str:
    if bimtek.event_status != "pasti":
        return LABELS[bimtek.event_status]
    return "Jadwal diubah" if bimtek.previous_starts else ""


def _local(moment: date | datetime, bimtek: Bimtek) -> date | datetime:
    # A moment with an offset is converted to local time in the training's zone.
    if not isinstance(moment, datetime):
        return moment
    return in_zone(moment, bimtek.zone).astimezone(bimtek.zone).replace(tzinfo=None)


def _town(bimtek: Bimtek) -> str:
    place = bimtek.place
    if bimtek.mode == "daring" or not place:
        return "Daring"
    return place.regency or (PROVINCES[place.province][0] if place.province else place.name)


def _cost(bimtek: Bimtek) -> str:
    if bimtek.fee is None:
        return ""
    return exact_text(bimtek.fee.amount, bimtek.fee.currency) if bimtek.fee.amount else FREE


def _deadline(bimtek: Bimtek) -> Deadline | None:
    over, closes = closes_at(bimtek), closing_time(bimtek)
    if over is None or closes is None:
        return None
    return Deadline(closes, over, deadline_text(closes, bimtek.zone))


def _opening(moment: date | datetime, bimtek: Bimtek) -> Opening:
    opens = in_zone(moment, bimtek.zone)
    # With the hour, if one is given.
    return Opening(opens, deadline_text(opens, bimtek.zone) if isinstance(moment, datetime) else date_text(moment))


def _entry(registration: Registration) -> Way | None:
    """The target of the button: what ``via`` names, else a form, else a contact."""
    phone = next((one.whatsapp for one in registration.contacts if one.whatsapp), None)
    email = next((one.email for one in registration.contacts if one.email), None)
    by_phone = Way("Daftar lewat WhatsApp", _whatsapp_url(phone)) if phone else None
    by_email = Way("Daftar lewat surel", _email_url(email)) if email else None
    form = Way("Isi formulir", registration.url) if registration.url else None
    if registration.via == "whatsapp":
        return by_phone or form
    if registration.via == "surel":
        return by_email or form
    if registration.via is None:
        return form or by_phone or by_email
    return form


def _ways(bimtek: Bimtek, registration: Registration, library: Library, day: date) -> Iterator[Way]:
    if bimtek.access == "terbuka":
        if registration.via:
            yield Way(VIA[registration.via])
        if registration.url:
            yield Way(registration.url, registration.url)
    for id in registration.through:
        yield Way(library.organisations[id].name_on(day))


def _contact(contact: Contact) -> Iterator[Way]:
    name = contact.name or ""
    before = f"{name}, " if name else ""
    if contact.whatsapp:
        yield Way(f"{before}WhatsApp {phone_text(contact.whatsapp)}", _whatsapp_url(contact.whatsapp))
    if contact.email:
        yield Way(f"{before}{contact.email}", _email_url(contact.email))
    if name and not contact.whatsapp and not contact.email:
        yield Way(name)


def _whatsapp_url(number: str) -> str:
    return f"https://wa.me/{number}"


def _email_url(address: str) -> str:
    return f"mailto:{address}"
