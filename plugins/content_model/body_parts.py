"""The parts of a converted body: sanitised HTML, and places where a component draws a figure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Html:
    """Sanitised HTML, a fragment that need not be balanced by itself: the parts in a row are."""

    html: str


@dataclass(frozen=True)
class FigurePlace:
    """A place where the ledger's figure ``measure`` is drawn.

    ``name`` is ``angka`` (a value in running text), ``grafik`` or ``tabel`` (a block of its own).
    ``options`` are the words after the measure, such as ``("2018",)``.
    """

    name: str
    measure: str
    options: tuple[str, ...] = ()


Part = Html | FigurePlace
Body = tuple[Part, ...]
