"""The facts of a training that one decides by, in the order in which one asks."""

from collections.abc import Iterator
from datetime import date, datetime

from plugins.agenda.life import end_of
from plugins.agenda.words import ACCESS, VIA, covered_text, fee_text, place_text
from plugins.calendars.addresses import event_url
from plugins.calendars.outside import google_calendar_url
from plugins.content_model.article import end_of_day
from plugins.content_model.bimtek import Bimtek, Contact, as_day
from plugins.content_model.library import Library
from plugins.content_model.moments import in_zone
from plugins.indonesian.dates import date_text, deadline_text, period_text
from plugins.indonesian.numbers import number_text
from plugins.pages.frame import Frame
from plugins.pages.maps import map_url
from plugins.pages.moments import local_day
from plugins.pages.people import profile_link, role_text
from plugins.pages.views import Fact, Link, Moment

_MODES = {"luring": "Tatap muka", "daring": "Daring", "hibrida": "Tatap muka dan daring"}
_BY_INVITATION = "Melalui undangan; hubungi"
_WAS_BY_INVITATION = "Pesertanya diundang"
_REGIONAL_OFFICE = "dinas perindustrian kabupaten/kota Anda"
_CERTIFICATES = {
    "keikutsertaan": "sertifikat keikutsertaan",
    "kelulusan": "sertifikat kelulusan",
    "kompetensi": "sertifikat kompetensi",
}


def bimtek_facts(bimtek: Bimtek, frame: Frame) -> tuple[Fact, ...]:
    """Its facts; one that is not told is left out, but a cost that is not told is said so."""
    library = frame.library
    day = local_day(bimtek.date, library)
    joining = (*_for_whom(bimtek), *_joining(bimtek, library, day))
    facts = (
        *_when_and_where(bimtek, frame),
        # What came of it stands before how one could join.
        *((*_outcome(bimtek), *joining) if bimtek.participants else joining),
        *_people(bimtek, library, day),
        *_record(bimtek),
    )
    return tuple(fact for fact in facts if fact.values)


def _when_and_where(bimtek: Bimtek, frame: Frame) -> Iterator[Fact]:
    start = bimtek.start if isinstance(bimtek.start, datetime) else None
    iso = in_zone(start, bimtek.zone).isoformat() if start else as_day(bimtek.start).isoformat()
    off = bimtek.event_status in ("ditunda", "dibatalkan")
    yield Fact("Waktu", (Moment(iso, period_text(bimtek.start, bimtek.end, bimtek.zone), struck=off),))
    earlier = tuple(
        Moment(as_day(old).isoformat(), date_text(as_day(old)), struck=True) for old in bimtek.previous_starts
    )
    yield Fact("Jadwal semula", earlier)
    yield Fact("Alasan", (bimtek.event_status_reason,) if bimtek.event_status_reason else ())
    if not off and bimtek.ends_at >= frame.library.now:
        google = google_calendar_url(bimtek, frame.host.absolute(bimtek.page_url))
        yield Fact(
            "Kalender",
            (Link("Tambahkan ke kalender (.ics)", event_url(bimtek)), Link("Tambahkan ke Google Kalender", google)),
        )
    address = bimtek.place.address if bimtek.place else None
    where = map_url(bimtek)
    yield Fact(
        "Tempat",
        tuple(part for part in (place_text(bimtek), address, Link("Lihat di peta", where) if where else None) if part),
    )
    if bimtek.mode != "luring":
        yield Fact("Pelaksanaan", (_MODES[bimtek.mode],))


def _for_whom(bimtek: Bimtek) -> Iterator[Fact]:
    yield Fact("Peserta", (ACCESS[bimtek.access],))
    yield Fact("Syarat", bimtek.eligibility)
    yield Fact("Berkas yang disiapkan", bimtek.documents)
    if bimtek.quota:
        shares = tuple(f"{share.region}: {number_text(share.seats)} orang" for share in bimtek.quota_by)
        yield Fact("Kuota", (f"{number_text(bimtek.quota)} orang", *shares))
    yield Fact("Biaya", (fee_text(bimtek),))
    covered = tuple(covered_text(word) for word in bimtek.covered)
    yield Fact("Ditanggung penyelenggara", (*covered, *((bimtek.covered_note,) if bimtek.covered_note else ())))


def _joining(bimtek: Bimtek, library: Library, day: date) -> Iterator[Fact]:
    registration = bimtek.registration
    if bimtek.access == "tertutup":
        return
    if bimtek.access == "undangan":
        through = registration.through if registration else ()
        named = tuple(profile_link(id, library, day) for id in through)
        if bimtek.ends_at < library.now:  # over: nobody is to be asked any more
            yield Fact("Undangan", (_WAS_BY_INVITATION, *named))
        else:
            yield Fact("Undangan", (_BY_INVITATION, *named) if named else (f"{_BY_INVITATION} {_REGIONAL_OFFICE}",))
    elif registration is None:
        yield Fact("Pendaftaran", ("Cara mendaftar belum diumumkan",))
    if registration is None:
        return
    if registration.opens:
        yield Fact("Pendaftaran dibuka", (_moment(registration.opens, bimtek),))
    if registration.closes:
        closes = in_zone(end_of_day(registration.closes), bimtek.zone)
        over = end_of(registration.closes, bimtek.zone).isoformat()
        told = Moment(closes.isoformat(), deadline_text(closes, bimtek.zone), over)
        yield Fact("Batas pendaftaran", (told,), is_deadline=True)
    how = [VIA[registration.via]] if registration.via else []
    ways = (*how, *((Link("Buka halaman pendaftaran", registration.url),) if registration.url else ()))
    yield Fact("Cara mendaftar", ways)
    if bimtek.access != "undangan":
        yield Fact("Mendaftar melalui", tuple(profile_link(id, library, day) for id in registration.through))
    yield Fact("Narahubung", tuple(way for contact in registration.contacts for way in _contact(contact)))
    if registration.full:
        yield Fact("Kursi", ("Kuota penuh",))
    if registration.selection_announced:
        yield Fact("Pengumuman peserta", (_moment(registration.selection_announced, bimtek),))


def _moment(moment: date | datetime, bimtek: Bimtek) -> Moment:
    if isinstance(moment, datetime):
        whole = in_zone(moment, bimtek.zone)
        return Moment(whole.isoformat(), deadline_text(whole, bimtek.zone))
    return Moment(moment.isoformat(), date_text(moment))


def _contact(contact: Contact) -> Iterator[Link | str]:
    name = contact.name or ""
    if contact.whatsapp:
        yield Link(f"{name} (WhatsApp)".strip() if name else "WhatsApp", f"https://wa.me/{contact.whatsapp}")
    if contact.email:
        yield Link(f"{name} ({contact.email})" if name else contact.email, f"mailto:{contact.email}")
    if name and not contact.whatsapp and not contact.email:
        yield name


def _people(bimtek: Bimtek, library: Library, day: date) -> Iterator[Fact]:
    organisers = tuple(
        profile_link(one.id, library, day) if one.id else (Link(one.name, one.url) if one.url else one.name)
        for one in bimtek.organisers
    )
    yield Fact("Penyelenggara", organisers)
    values = []
    for one in bimtek.instructors:
        if one.id:
            values.append(profile_link(one.id, library, day))
            if role := role_text(one.id, library, day):
                values.append(role)
        else:
            values.append(", ".join(part for part in (one.name, one.title, one.organisation) if part))
    yield Fact("Narasumber/instruktur", tuple(values))
    certificate = bimtek.certificate
    if certificate:
        issuer = certificate.issuer
        values = [certificate.name, *([_CERTIFICATES[certificate.kind]] if certificate.kind else [])]
        if issuer in library.organisations:
            values.append(profile_link(issuer, library, day))
        elif issuer:
            values.append(issuer)
        if certificate.lsp:
            scheme = f", skema {certificate.scheme}" if certificate.scheme else ""
            values.append(f"{certificate.lsp}{scheme}")
        yield Fact("Sertifikat", tuple(values))


def _record(bimtek: Bimtek) -> Iterator[Fact]:
    if bimtek.letter:
        dated = f", {date_text(bimtek.letter.date)}" if bimtek.letter.date else ""
        yield Fact("Surat", (f"{bimtek.letter.number}{dated}",))
    if bimtek.lesson_hours:
        yield Fact("Jam pelajaran", (f"{bimtek.lesson_hours} JP",))


def _outcome(bimtek: Bimtek) -> Iterator[Fact]:
    if bimtek.participants:
        women = bimtek.participants.women
        among = f", {number_text(women)} di antaranya perempuan" if women is not None else ""
        yield Fact("Jumlah peserta", (f"{number_text(bimtek.participants.total)} orang{among}",))
