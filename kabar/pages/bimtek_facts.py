"""Facts on a training's page: first those that decide on taking part, then the others."""

from collections.abc import Iterator
from datetime import date, datetime
from urllib.parse import urlencode

from kabar.agenda.event_summary import ACCESS, EventSummary, Way, covered_text
from kabar.content.library import Library
from kabar.content.models.bimtek import Bimtek, as_day
from kabar.content.parsing.codes import PROVINCES
from kabar.content.parsing.moments import in_zone
from kabar.indonesian.dates import date_text, deadline_text
from kabar.indonesian.numbers import number_text
from kabar.outputs.calendars.calendar_addresses import event_url
from kabar.outputs.calendars.calendar_events import google_calendar_url
from kabar.pages.parts.frame import Frame
from kabar.pages.parts.page_dates import local_day
from kabar.pages.parts.training_views import deadline_view, opening_view
from kabar.pages.parts.views import EventFacts, Fact, Link, Moment, profile_link, role_text


def map_url(bimtek: Bimtek) -> str:
    """Map search for the place (Google's "Maps URLs", opens the phone's map app); empty for online trainings."""
    place = bimtek.place
    if place is None or bimtek.mode == "daring":
        return ""
    province = PROVINCES[place.province][0] if place.province else ""
    words = ", ".join(part for part in (place.name, place.address, place.regency, province) if part)
    return "https://www.google.com/maps/search/?" + urlencode({"api": "1", "query": words})


_MODES = {"luring": "Tatap muka", "daring": "Daring", "hibrida": "Tatap muka dan daring"}
_BY_INVITATION = "Melalui undangan; hubungi"
_WAS_BY_INVITATION = "Pesertanya diundang"
_REGIONAL_OFFICE = "dinas perindustrian kabupaten/kota Anda"
_CERTIFICATES = {
    "keikutsertaan": "sertifikat keikutsertaan",
    "kelulusan": "sertifikat kelulusan",
    "kompetensi": "sertifikat kompetensi",
}


def event_facts(summary: EventSummary, bimtek: Bimtek) -> EventFacts:
    """What readers need to decide on taking part."""
    start = bimtek.start if isinstance(bimtek.start, datetime) else None
    iso = in_zone(start, bimtek.zone).isoformat() if start else as_day(bimtek.start).isoformat()
    return EventFacts(
        reason=summary.reason,
        when=Moment(iso, summary.period, struck=summary.is_off),
        place=summary.place,
        cost=summary.cost or "Belum dicantumkan",
        deadline=deadline_view(summary),
        opens=opening_view(summary),
        entry=Link(summary.entry.label, summary.entry.url) if summary.entry else None,
        ways=() if summary.entry or bimtek.access == "undangan" else tuple(map(_way, summary.ways)),
        contacts=tuple(map(_way, summary.contacts)),
    )


def bimtek_facts(bimtek: Bimtek, summary: EventSummary, frame: Frame) -> tuple[Fact, ...]:
    """The other facts. Omits what is not stated and, where the training is cancelled or postponed, how to join."""
    library = frame.library
    day = local_day(bimtek.date, library)
    joining = (*_for_whom(bimtek), *(() if summary.is_off else _joining(bimtek, summary, library, day)))
    facts = (
        *_when_and_where(bimtek, summary, frame),
        # The outcome comes before how to join.
        *((*_outcome(bimtek), *joining) if bimtek.participants else joining),
        *_people(bimtek, library, day),
        *_record(bimtek),
    )
    return tuple(fact for fact in facts if fact.values)


def _way(way: Way) -> Link | str:
    return Link(way.label, way.url) if way.url else way.label


def _when_and_where(bimtek: Bimtek, summary: EventSummary, frame: Frame) -> Iterator[Fact]:
    earlier = tuple(Moment(day.isoformat(), date_text(day), struck=True) for day in summary.earlier)
    yield Fact("Jadwal semula", earlier)
    if not summary.is_off and bimtek.ends_at >= frame.library.now:
        google = google_calendar_url(bimtek, summary, frame.host.absolute(bimtek.page_url))
        yield Fact(
            "Kalender",
            (Link("Tambahkan ke kalender (.ics)", event_url(bimtek)), Link("Tambahkan ke Google Kalender", google)),
        )
    address = bimtek.place.address if bimtek.place else None
    where = map_url(bimtek)
    yield Fact("Alamat", tuple(part for part in (address, Link("Lihat di peta", where) if where else None) if part))
    if bimtek.mode != "luring":
        yield Fact("Pelaksanaan", (_MODES[bimtek.mode],))


def _for_whom(bimtek: Bimtek) -> Iterator[Fact]:
    yield Fact("Peserta", (ACCESS[bimtek.access],))
    yield Fact("Syarat", bimtek.eligibility)
    yield Fact("Berkas yang disiapkan", bimtek.documents)
    if bimtek.quota:
        shares = tuple(f"{share.region}: {number_text(share.seats)} orang" for share in bimtek.quota_by)
        yield Fact("Kuota", (f"{number_text(bimtek.quota)} orang", *shares))
    covered = tuple(covered_text(word) for word in bimtek.covered)
    yield Fact("Ditanggung penyelenggara", (*covered, *((bimtek.covered_note,) if bimtek.covered_note else ())))


def _joining(bimtek: Bimtek, summary: EventSummary, library: Library, day: date) -> Iterator[Fact]:
    registration = bimtek.registration
    if bimtek.access == "tertutup":
        return
    named = tuple(profile_link(id, library, day) for id in summary.through)
    if bimtek.access == "undangan":
        if bimtek.ends_at < library.now:  # over: do not advise to contact anyone
            yield Fact("Undangan", (_WAS_BY_INVITATION, *named))
        else:
            yield Fact("Undangan", (_BY_INVITATION, *named) if named else (f"{_BY_INVITATION} {_REGIONAL_OFFICE}",))
    elif registration is None:
        yield Fact("Pendaftaran", ("Cara mendaftar belum diumumkan",))
    else:
        yield Fact("Mendaftar melalui", named)
    if registration is None:
        return
    if summary.admission == "full":
        yield Fact("Kursi", ("Kuota penuh",))
    if registration.selection_announced:
        yield Fact("Pengumuman peserta", (_moment(registration.selection_announced, bimtek),))


def _moment(moment: date | datetime, bimtek: Bimtek) -> Moment:
    if isinstance(moment, datetime):
        whole = in_zone(moment, bimtek.zone)
        return Moment(whole.isoformat(), deadline_text(whole, bimtek.zone))
    return Moment(moment.isoformat(), date_text(moment))


def _people(bimtek: Bimtek, library: Library, day: date) -> Iterator[Fact]:
    organisers = tuple(
        profile_link(one.id, library, day) if one.id else _named(one.name or "", one.url)
        for one in bimtek.organisers
    )
    yield Fact("Penyelenggara", organisers)
    values: list[Link | str] = []
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
        if issuer and issuer in library.organisations:
            values.append(profile_link(issuer, library, day))
        elif issuer:
            values.append(issuer)
        if certificate.lsp:
            scheme = f", skema {certificate.scheme}" if certificate.scheme else ""
            values.append(f"{certificate.lsp}{scheme}")
        yield Fact("Sertifikat", tuple(values))


def _named(name: str, url: str | None) -> Link | str:
    return Link(name, url) if url else name


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


