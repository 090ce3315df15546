"""A training in schema.org's words: ``EducationEvent``."""

from datetime import date, datetime
from typing import Any

from plugins.agenda.life import tells_how
from plugins.agenda.summary import OFF
from plugins.content_model.article import end_of_day
from plugins.content_model.bimtek import Bimtek, Instructor, Organiser, Place
from plugins.content_model.codes import PROVINCES
from plugins.content_model.host import Host
from plugins.content_model.library import Library
from plugins.content_model.moments import in_zone
from plugins.structured_data.moments import iso_moment
from plugins.structured_data.things import CONTEXT, local_day, picture, profile, told

_MODES = {"luring": "Offline", "daring": "Online", "hibrida": "Mixed"}


def event(bimtek: Bimtek, library: Library, host: Host) -> dict[str, Any]:
    """The training that ``bimtek`` tells of, as things stand with it."""
    url = host.absolute(bimtek.page_url)
    day = local_day(bimtek.date, library.portal)
    return {
        "@context": CONTEXT,
        "@type": "EducationEvent",
        "@id": f"{url}#event",
        "name": bimtek.title,
        "url": url,
        "startDate": _local(bimtek.start, bimtek),
        "endDate": _local(bimtek.end, bimtek),
        **told(
            description=bimtek.summary,
            eventStatus=_status(bimtek),
            previousStartDate=[_local(start, bimtek) for start in bimtek.previous_starts],
            eventAttendanceMode=f"{CONTEXT}/{_MODES[bimtek.mode]}EventAttendanceMode",
            location=_location(bimtek, url),
            organizer=[_organiser(one, library, day, host) for one in bimtek.organisers],
            image=picture(bimtek.photo, library.portal, host) if bimtek.photo else None,
            inLanguage=bimtek.lang,
            maximumAttendeeCapacity=bimtek.quota,
            isAccessibleForFree=None if bimtek.fee is None else not bimtek.fee.amount,
            offers=_offer(bimtek, url),
            performer=[_performer(one, library, day, host) for one in bimtek.instructors],
        ),
    }


def _offer(bimtek: Bimtek, url: str) -> dict[str, Any] | None:
    """What one can register for. None where participants are appointed, nothing is stated, or it is off."""
    registration = bimtek.registration
    if bimtek.access == "tertutup" or bimtek.event_status in OFF or not (bimtek.fee or registration):
        return None
    opens = registration.opens if registration else None
    closes = registration.closes if registration else None
    form = registration.url if registration and bimtek.access == "terbuka" else None
    return {
        "@type": "Offer",
        **told(
            price=format(bimtek.fee.amount, "f") if bimtek.fee else None,
            priceCurrency=bimtek.fee.currency if bimtek.fee else None,
        ),
        "url": form or url,
        **told(
            # Without a clock: whether one may join at this moment follows from the two moments.
            validFrom=iso_moment(in_zone(opens, bimtek.zone)) if opens else None,
            validThrough=iso_moment(in_zone(end_of_day(closes), bimtek.zone)) if closes else None,
            availability=_availability(bimtek),
        ),
    }


def _availability(bimtek: Bimtek) -> str | None:
    if bimtek.registration and bimtek.registration.full:
        return f"{CONTEXT}/SoldOut"
    # The seats are kept for those who are invited.
    if bimtek.access == "undangan":
        return f"{CONTEXT}/Reserved"
    return f"{CONTEXT}/InStock" if tells_how(bimtek) else None


def _performer(instructor: Instructor, library: Library, day: date, host: Host) -> dict[str, Any]:
    if instructor.id:
        return profile(instructor.id, library, day, host)
    return {"@type": "Person", **told(name=instructor.name, jobTitle=instructor.title)}


def _status(bimtek: Bimtek) -> str | None:
    if bimtek.event_status == "dibatalkan":
        return f"{CONTEXT}/EventCancelled"
    if bimtek.event_status == "ditunda":
        return f"{CONTEXT}/EventPostponed"
    if bimtek.previous_starts:
        return f"{CONTEXT}/EventRescheduled"
    # "Scheduled" would promise what a tentative date does not, and there is no word for that.
    return None if bimtek.event_status == "tentatif" else f"{CONTEXT}/EventScheduled"


def _local(moment: date | datetime, bimtek: Bimtek) -> str:
    return iso_moment(in_zone(moment, bimtek.zone) if isinstance(moment, datetime) else moment)


def _location(bimtek: Bimtek, url: str) -> list[dict[str, Any]]:
    found = [_place(bimtek.place)] if bimtek.place and bimtek.mode != "daring" else []
    if bimtek.mode != "luring":
        form = bimtek.registration.url if bimtek.registration else None
        found.append({"@type": "VirtualLocation", "url": form or url})
    return found


def _place(place: Place) -> dict[str, Any]:
    return {
        "@type": "Place",
        "name": place.name,
        "address": {
            "@type": "PostalAddress",
            **told(
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
    return {"@type": "Organization", **told(name=organiser.name, url=organiser.url)}
