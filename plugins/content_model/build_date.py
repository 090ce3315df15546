"""Read ``BUILD_DATE``: the "today" that a build or a check is given."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

from plugins.content_model.moments import read_moment
from plugins.content_model.problems import BadValue

VARIABLE = "BUILD_DATE"


def read_build_date(environment: Mapping[str, str], clock: datetime) -> date | datetime:
    """The moment that ``BUILD_DATE`` names, else ``clock`` (aware) cut to the minute.

    Without offset it is in the portal's zone. Raises BadValue.
    """
    text = environment.get(VARIABLE, "").strip()
    if not text:
        return clock.astimezone(UTC).replace(second=0, microsecond=0)
    try:
        return read_moment(text)
    except BadValue as bad:
        raise BadValue(f"{VARIABLE}: {bad}", bad.right) from None
