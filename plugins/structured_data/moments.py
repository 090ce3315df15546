"""Write moments for machines."""

from datetime import date, datetime, timedelta, timezone


def iso_moment(moment: date | datetime) -> str:
    """``moment`` as RFC 3339 and ISO 8601 have it: a date, or a time with its offset in whole minutes."""
    if isinstance(moment, datetime) and not _is_whole(moment.utcoffset()):
        return whole_minutes(moment).isoformat()
    return moment.isoformat()


def whole_minutes(moment: datetime) -> datetime:
    """The same moment at an offset that can be written.

    Before zones there was local mean time (Jakarta's was +07:07:12), for which RFC 3339 and
    RFC 5322 have no words. Times without seconds are written with them.
    """
    offset = moment.utcoffset()
    if offset is None:
        raise ValueError(f"a moment without offset: {moment}")
    if _is_whole(offset):
        return moment.replace(tzinfo=timezone(offset), fold=0)
    # Rounded up, so that the first of all days does not leave the calendar.
    whole = timedelta(minutes=-(-offset.total_seconds() // 60))
    return (moment.replace(tzinfo=None) + (whole - offset)).replace(tzinfo=timezone(whole))


def _is_whole(offset: timedelta | None) -> bool:
    return offset is not None and not offset.seconds % 60 and not offset.microseconds
