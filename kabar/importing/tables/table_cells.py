"""Tables as cells: values with their sheet, row and column, and faults of single cells."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import NamedTuple

from kabar.content.media.workbook_findings import column_letters

CellValue = str | Decimal | date | datetime | time | bool


@dataclass(frozen=True)
class Cell:
    """The value of a cell, never empty; ``fault`` is why it may not be used, in Indonesian with the remedy."""

    value: CellValue
    fault: str = ""

    @property
    def text(self) -> str:
        """The value on one line, as a reader would type it."""
        value = self.value
        if isinstance(value, bool):
            return "ya" if value else "tidak"
        if isinstance(value, Decimal):
            return format(value, "f")
        if isinstance(value, datetime):
            return f"{value:%Y-%m-%d %H:%M}"
        return f"{value:%H:%M}" if isinstance(value, time) else " ".join(str(value).split())


class CellRange(NamedTuple):
    """A rectangle of merged cells; all numbers from 1, the last ones included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


Row = Mapping[int, Cell]  # by column, from 1; empty cells are missing


@dataclass(frozen=True)
class Sheet:
    """A sheet: ``rows`` by number from 1; ``name`` is "" in a CSV file."""

    file: str
    name: str
    rows: Mapping[int, Row]
    merged: tuple[CellRange, ...] = ()
    is_hidden: bool = False

    def place(self, row: int = 0, column: int = 0, label: str = "") -> str:
        """``jadwal.xlsx, lembar 'Mei', baris 7, kolom C (Tanggal)``; without what is 0 or empty."""
        parts = [self.file]
        parts += [f"lembar '{self.name}'"] if self.name else []
        parts += [f"baris {row}"] if row else []
        parts += [f"kolom {column_letters(column)}{f' ({label})' if label else ''}"] if column else []
        return ", ".join(parts)

    def spread_down(self) -> "Sheet":
        """The sheet with the value of a merged cell in all its rows, as a reader sees it."""
        rows = {number: dict(row) for number, row in self.rows.items()}
        for one in self.merged:
            cell = self.rows.get(one.first_row, {}).get(one.first_column)
            if cell and one.first_column == one.last_column:
                for number in range(one.first_row + 1, one.last_row + 1):
                    if number in rows:
                        rows[number].setdefault(one.first_column, cell)
        return Sheet(self.file, self.name, rows, self.merged, self.is_hidden)


@dataclass(frozen=True)
class Table:
    """The sheets of a file that are not empty, and ``notes`` about it: (place, message), Indonesian."""

    file: str
    sheets: tuple[Sheet, ...]
    notes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class ColumnTitles:
    """The rows of column titles, ``first`` to ``last`` (0 if there are none), and the title of each column."""

    first: int
    last: int
    titles: Mapping[int, str] = field(default_factory=dict)

    def rows_below(self, sheet: Sheet) -> Iterator[tuple[int, Row]]:
        """The rows with data, without repeated headings and rows of column numbers."""
        own = {column: cell.text for column, cell in sheet.rows.get(self.last, {}).items()}
        for number, row in sorted(sheet.rows.items()):
            if number > self.last and row:
                texts = {column: cell.text for column, cell in row.items()}
                if texts != own and not _is_numbering(list(texts.values())):
                    yield number, row


def _is_numbering(texts: list[str]) -> bool:
    """Whether ``texts`` are 1, 2, 3 …: the numbers of columns below a heading."""
    bare = [text.strip("()") for text in texts]
    return len(bare) > 2 and bare == [str(number) for number in range(1, len(bare) + 1)]
