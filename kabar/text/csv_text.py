"""CSV (RFC 4180) that is safe from formula injection.

Spreadsheets run a cell that begins with ``= + - @``, a tab or a carriage return as a formula; an
apostrophe before it makes it text (OWASP, "CSV Injection"). A plain number such as ``-12.5`` is left as it is.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence

CSV = "text/csv"

_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def csv_text(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Format a table with CRLF line ends. Raises ValueError for a row that is not as long as ``header``."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(header)
    for row in rows:
        if len(row) != len(header):
            raise ValueError(f"a row of {len(row)} cells under {len(header)} names")
        writer.writerow([_safe(cell) for cell in row])
    return text.getvalue()


def _safe(cell: str) -> str:
    if _NUMBER.fullmatch(cell) or not cell.lstrip(" ").startswith(_STARTS_FORMULA):
        return cell
    return f"'{cell}"


