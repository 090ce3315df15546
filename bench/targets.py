"""What is asked of the press, and whether a record shows that it is reached."""

from collections.abc import Callable
from dataclasses import dataclass

from bench.record import HUGO, OURS, PELICAN, Record

_MB = 1_000_000
TEN, HUNDRED = 10_000, 100_000


@dataclass(frozen=True)
class Target:
    """What is asked for: ``value`` of a record, None where it was not measured, at most (or at least) ``limit``."""

    words: str
    limit: float
    value: Callable[[Record], float | None]
    unit: str
    at_least: bool = False

    def row(self, record: Record) -> list[str] | None:
        """The row of the table; None where it was not measured."""
        value = self.value(record)
        if value is None:
            return None
        met = value >= self.limit if self.at_least else value <= self.limit
        asked = f"at {'least' if self.at_least else 'most'} {self.limit:g} {self.unit}".strip()
        told = f"{value:,.0f}" if self.unit in ("files", "MB") else f"{value:.2f}"
        return [self.words, asked, f"{told} {self.unit}".strip(), "yes" if met else "**no**"]


def _ratio(over: tuple[str, str, int], under: tuple[str, str, int]) -> Callable[[Record], float | None]:
    def value(record: Record) -> float | None:
        above, below = record.find(*over), record.find(*under)
        return above.median / below.median if above and below else None

    return value


def _most(what: str, size: int | None, scale: float = 1) -> Callable[[Record], float | None]:
    def value(record: Record) -> float | None:
        sizes = record.sizes(what) if size is None else [size]
        found = [max(one.values) for each in sizes if (one := record.find(what, OURS, each))]
        return max(found) / scale if found else None

    return value


def _median(what: str, size: int) -> Callable[[Record], float | None]:
    def value(record: Record) -> float | None:
        found = record.find(what, OURS, size)
        return found.median if found else None

    return value


# Hugo's clean build is what one article costs there, too: it knows no other.
_HUGO = ("clean", HUGO, TEN)
TARGETS = (
    Target("clean, N = 10,000: Pelican ÷ ours", 4, _ratio(("clean", PELICAN, TEN), ("clean", OURS, TEN)), "", True),
    Target("clean, N = 10,000: ours ÷ Hugo", 1.6, _ratio(("clean", OURS, TEN), _HUGO), ""),
    Target("one new article, N = 10,000: ours ÷ Hugo's clean build", 0.09, _ratio(("article", OURS, TEN), _HUGO), ""),
    Target("nothing changed, N = 10,000: ours ÷ Hugo's clean build", 0.1, _ratio(("nothing", OURS, TEN), _HUGO), ""),
    Target(
        "one new article: N = 100,000 ÷ N = 10,000",
        2,
        _ratio(("article", OURS, HUNDRED), ("article", OURS, TEN)),
        "",
    ),
    Target(
        "clean: N = 100,000 ÷ N = 10,000", 10.5, _ratio(("clean", OURS, HUNDRED), ("clean", OURS, TEN)), ""
    ),
    Target("nothing changed, N = 100,000", 1, _median("nothing", HUNDRED), "s"),
    Target("one new article, N = 100,000: peak memory", 400, _most("memory, article", HUNDRED, _MB), "MB"),
    Target("clean, N = 100,000: peak memory", 900, _most("memory, clean", HUNDRED, _MB), "MB"),
    Target("one new article, any N: pages and JSON files that change", 40, _most("changed, pages", None), "files"),
    Target("one new article, any N: feeds and calendars that change", 40, _most("changed, feeds", None), "files"),
    Target("`make serve`, N = 10,000: save to refreshed page", 1.5, _median("refresh", TEN), "s"),
    Target("clean, N = 10,000: peak memory", 450, _most("memory, clean", TEN, _MB), "MB"),
)
