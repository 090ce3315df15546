"""The mistakes of the editors' guide, chapter "Membaca pesan": what was typed, and what is said of it.

They stand between ``<!-- pesan -->`` and ``<!-- /pesan -->``. A case stands there when it has a ``guide``.
"""

import re
from collections.abc import Iterable

from tests.mistakes.cases import ROOT, Case, areas

_PLACE = re.compile(r"(<!-- pesan -->\n).*?(<!-- /pesan -->)", re.DOTALL)
_LINE = re.compile(rf"{ROOT}/.*?:\d+:\d+: ")


def renew_guide(text: str, cases: Iterable[Case]) -> str:
    """``text`` with its tables of mistakes written anew."""
    found = list(cases)
    tables = "\n".join(_table(path.stem, path.read_text("utf-8"), found) for path in areas())
    return _PLACE.sub(lambda match: f"{match[1]}\n{tables}\n{match[2]}", text)


def _table(area: str, text: str, cases: list[Case]) -> str:
    title = text.partition("\n")[0].removeprefix("# ")
    rows = [_row(case) for case in cases if case.area == area and case.guide]
    head = ["| bila ditulis | pesannya |", "| --- | --- |"]
    return "\n".join([f"#### {title}", "", *head, *rows, ""]) if rows else ""


def _row(case: Case) -> str:
    messages = "<br>".join(_code(_LINE.sub("", message, count=1)) for message in case.messages)
    return f"| {case.guide}{f': {_code(case.typed)}' if case.typed else ''} | {messages} |"


def _code(text: str) -> str:
    """``text`` as code in a cell of a table."""
    line = " ⏎ ".join(part.strip() for part in text.split("\n")).replace("|", "\\|")
    fence = "``" if "`" in line else "`"
    return f"{fence}{line}{fence}"
