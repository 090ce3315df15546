"""Finds the rows of column titles in a sheet."""

from collections.abc import Callable

from kabar.importing.tables.table_cells import ColumnTitles, Row, Sheet

_SEARCHED = 30  # rows from the top


def find_heading(sheet: Sheet, is_title: Callable[[str], bool]) -> ColumnTitles:
    """The row with the most cells that are titles by ``is_title``, and a row beside it that belongs to it.

    Without any title, the first row of which two cells have text and none a number or a date.
    """
    head = [(number, row) for number, row in sorted(sheet.rows.items()) if row][:_SEARCHED]
    scores = [(sum(is_title(cell.text) for cell in row.values()), -number) for number, row in head]
    best = max(scores, default=(0, 0))
    number = -best[1] if best[0] > 1 else next((number for number, row in head if _is_of_texts(row)), 0)
    if not number:
        return ColumnTitles(0, 0)
    first = last = number
    row = sheet.rows[number]
    above, below = sheet.rows.get(number - 1, {}), sheet.rows.get(number + 1, {})
    if above and all(is_title(cell.text) for cell in above.values()) and _is_spread(sheet, number - 1, above, row):
        first = number - 1
    elif below and all(is_title(cell.text) for cell in below.values()):
        last = number + 1
    return heading_of(sheet, first, last)


def heading_of(sheet: Sheet, first: int, last: int) -> ColumnTitles:
    """The heading of the rows ``first`` to ``last``; titles of merged cells count for all their columns."""
    titles: dict[int, list[str]] = {}
    for number in range(first, last + 1) if first else ():
        spread = {column: cell.text for column, cell in sheet.rows.get(number, {}).items()}
        for one in sheet.merged:
            if one.first_row == number and (text := spread.get(one.first_column)):
                spread.update(dict.fromkeys(range(one.first_column, one.last_column + 1), text))
        for column, text in spread.items():
            titles.setdefault(column, []).append(text)
    joined = {column: " / ".join(dict.fromkeys(texts)) for column, texts in sorted(titles.items())}
    return ColumnTitles(first, last, joined)


def _is_of_texts(row: Row) -> bool:
    return len(row) > 1 and all(isinstance(cell.value, str) for cell in row.values())


def _is_spread(sheet: Sheet, number: int, above: Row, row: Row) -> bool:
    """Whether ``above`` has titles of columns that ``row`` divides or leaves empty."""
    is_merged = any(one.first_row == number and one.last_column > one.first_column for one in sheet.merged)
    return is_merged or any(column not in row for column in above)
