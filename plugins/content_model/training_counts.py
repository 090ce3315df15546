"""What sums over trainings need of one."""

from typing import NamedTuple


class TrainingCounts(NamedTuple):
    """``status`` as ``Bimtek.event_status``, ``year`` that in which it begins on its own calendar, ``ends`` its last
    minute, told as gists tell moments. ``seats``, ``participants`` and ``women`` are None where they are not told."""

    status: str
    year: int
    ends: int
    seats: int | None
    participants: int | None
    women: int | None
