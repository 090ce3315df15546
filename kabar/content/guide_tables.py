"""The tables of keys in the editors' guide, generated from the models.

``python -m kabar.content.guide_tables docs/panduan-redaksi.md`` writes them between the lines ``<!-- tabel:berita -->``
and ``<!-- /tabel -->``.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from kabar.content.json_schema import KINDS
from kabar.content.models.article import Article
from kabar.content.models.model import models_within
from kabar.content.reading.typed import literal_choices

_PLACE = re.compile(r"(<!-- tabel:(?P<kind>[a-z]+) -->\n).*?(<!-- /tabel -->)", re.DOTALL)


def table_of(kind: str) -> str:
    """The keys of ``kind`` as a Markdown table; for bimtek and ekspor only those that news do not have."""
    model = KINDS[kind]
    shared = Article.model_fields if issubclass(model, Article) and kind != "berita" else {}
    rows = [row for name, field in model.model_fields.items() if name not in shared for row in _rows(name, field, "")]
    return "\n".join(["| kunci | isi |", "| --- | --- |", *rows]) + "\n"


def renew_tables(text: str) -> str:
    """``text`` with every table between its comments generated anew."""
    return _PLACE.sub(lambda match: f"{match[1]}\n{table_of(match['kind'])}\n{match[3]}", text)


def _rows(name: str, field: FieldInfo, above: str) -> Iterator[str]:
    key = field.alias or name
    if key.startswith("@"):
        return
    star = " \\*" if field.is_required() else ""
    choices = literal_choices(field.annotation)
    within = models_within(field.annotation)
    words = f": {', '.join(f'`{word}`' for word in choices)}" if choices and not within else ""
    yield f"| `{above}{key}`{star} | {field.description or ''}{words} |"
    for model in within[:1]:
        yield from _rows_within(model, f"{above}{key}.")


def _rows_within(model: type[BaseModel], above: str) -> Iterator[str]:
    for name, field in model.model_fields.items():
        yield from _rows(name, field, above)


def main(arguments: list[str]) -> int:
    """Renew the tables of the file ``arguments[0]``."""
    path = Path(arguments[0])
    path.write_text(renew_tables(path.read_text("utf-8")), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))


