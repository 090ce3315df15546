"""Read BUILD_DATE: the "today" of a build, and the portal's zone that it is told in."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from plugins.content_model.moments import in_zone, read_moment
from plugins.content_model.problems import BadValue
from plugins.content_model.yaml_structure import read_structure
from plugins.press.failure import BuildFailed

DEFAULT_ZONE = "Asia/Jakarta"


def read_build_date(text: str, zone: ZoneInfo, clock: datetime) -> datetime:
    """``text`` as a moment in ``zone``; where it is empty ``clock``, cut to the minute.

    Raises BuildFailed for what is not one clear date or date-time.
    """
    text = text.strip()
    if not text:
        return clock.astimezone(zone).replace(second=0, microsecond=0)
    try:
        return in_zone(read_moment(text), zone).astimezone(zone)
    except BadValue as bad:
        right = f"; tulis: BUILD_DATE={bad.right}" if bad.right else ""
        raise BuildFailed(f"BUILD_DATE: {bad}{right}") from None


def portal_zone(content: Path) -> ZoneInfo:
    """The zone that ``portal.yaml`` names, read before all else since "now" depends on it.

    What is wrong in that file is told by the check of the content: here it means the default.
    """
    try:
        text = (content / "portal.yaml").read_text("utf-8-sig")
        structure, _ = read_structure("portal.yaml", text, 1)
        return ZoneInfo(str(structure.value["zone"]))
    except (OSError, UnicodeError, AttributeError, KeyError, ValueError, ZoneInfoNotFoundError):
        return ZoneInfo(DEFAULT_ZONE)
