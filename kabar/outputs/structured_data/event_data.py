"""Structured data of trainings: schema.org ``EducationEvent``."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from kabar.agenda.event_summary import EventSummary
from kabar.agenda.life import LABELS
from kabar.content.library import Library
from kabar.content.models.bimtek import Bimtek, Instructor, Organiser, Place
from kabar.content.models.host import Host
from kabar.content.parsing.codes import PROVINCES
from kabar.content.parsing.moments import in_zone
from kabar.outputs.structured_data.json_ld import iso_moment
from kabar.outputs.structured_data.things import CONTEXT, local_day, pictures, profile, without_empty

# A tentative date has no status: "Scheduled" would be wrong, and schema.org has none for it.
_STATUS = {
    "": "EventScheduled",
    "Jadwal diubah": "EventRescheduled",
    LABELS["ditunda"]: "EventPostponed",
    LABELS["dibatalkan"]: "EventCancelled",
}
# By invitation: seats are reserved for those who are invited.
_AVAILABILITY = {"full": "SoldOut", "invited": "Reserved", "open": "InStock"}
_MODES = {"luring": "Offline", "daring": "Online", "hibrida": "Mixed"}


def event(bimtek: Bimtek, summary: EventSummary, library: Library, host: Host, images: Sequence[str]) -> dict[str, Any]:
    """The event of ``bimtek`` with its status; ``images`` as in ``article_graph``."""
    url = host.absolute(bimtek.page_url)
    day = local_day(bimtek.date, library.portal)
    return {
        "@context": CONTEXT,
        "@type": "EducationEvent",
        "@id": f"{url}#event",
        "name": summary.title,
        "url": url,
        "startDate": _local(bimtek.start, bimtek),
        "endDate": _local(bimtek.end, bimtek),
        **without_empty(
            description=bimtek.summary,
            eventStatus=_word(_STATUS.get(summary.notice)),
            previousStartDate=[_local(start, bimtek) for start in bimtek.previous_starts],
            eventAttendanceMode=f"{CONTEXT}/{_MODES[bimtek.mode]}EventAttendanceMode",
            location=_location(bimtek, summary, url),
            organizer=[_organiser(one, library, day, host) for one in bimtek.organisers],
            image=pictures(bimtek.photo, images, library.portal, host),
            inLanguage=bimtek.lang,
            maximumAttendeeCapacity=bimtek.quota,
            isAccessibleForFree=None if bimtek.fee is None else not bimtek.fee.amount,
            offers=_offer(bimtek, summary, url),
            performer=[_performer(one, library, day, host) for one in bimtek.instructors],
        ),
    }


def _offer(bimtek: Bimtek, summary: EventSummary, url: str) -> dict[str, Any] | None:
    """The offer of a seat. None for appointed participants, without a fee or registration, or if it is off."""
    if summary.admission in ("off", "appointed") or not (bimtek.fee or bimtek.registration):
        return None
    return {
        "@type": "Offer",
        **without_empty(
            price=format(bimtek.fee.amount, "f") if bimtek.fee else None,
            priceCurrency=bimtek.fee.currency if bimtek.fee else None,
        ),
        "url": summary.form or url,
        **without_empty(
            # Independent of the build time: whether registration is open follows from the two moments.
            validFrom=iso_moment(summary.opening.opens) if summary.opening else None,
            validThrough=iso_moment(summary.deadline.closes) if summary.deadline else None,
            availability=_word(_AVAILABILITY.get(summary.admission)),
        ),
    }


def _word(name: str | None) -> str | None:
    return f"{CONTEXT}/{name}" if name else None


def _performer(instructor: Instructor, library: Library, day: date, host: Host) -> dict[str, Any]:
    if instructor.id:
        return profile(instructor.id, library, day, host)
    return {"@type": "Person", **without_empty(name=instructor.name, jobTitle=instructor.title)}


def _local(moment: date | datetime, bimtek: Bimtek) -> str:
    return iso_moment(in_zone(moment, bimtek.zone) if isinstance(moment, datetime) else moment)


def _location(bimtek: Bimtek, summary: EventSummary, url: str) -> list[dict[str, Any]]:
    found = [_place(bimtek.place)] if bimtek.place and bimtek.mode != "daring" else []
    if bimtek.mode != "luring":
        found.append({"@type": "VirtualLocation", "url": summary.form or url})
    return found


def _place(place: Place) -> dict[str, Any]:
    return {
        "@type": "Place",
        "name": place.name,
        "address": {
            "@type": "PostalAddress",
            **without_empty(
                streetAddress=place.address,
                addressLocality=place.regency,
                addressRegion=PROVINCES[place.province][0] if place.province else None,
                addressCountry="ID",
            ),
        },
    }


def _organiser(organiser: Organiser, library: Library, day: date, host: Host) -> dict[str, Any]:
    if organiser.id:
        return profile(organiser.id, library, day, host)
    return {"@type": "Organization", **without_empty(name=organiser.name, url=organiser.url)}


