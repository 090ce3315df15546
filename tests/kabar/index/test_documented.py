"""``docs/build-database.md`` documents each table and column of the schema, and no other."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def schema() -> dict[str, set[str]]:
    with closing(sqlite3.connect(":memory:")) as database:
        database.executescript((ROOT / "kabar/index/schema.sql").read_text("utf-8"))
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: {row[1] for row in database.execute(f"PRAGMA table_info({name})")} for name in tables}


def documented() -> dict[str, tuple[set[str], str]]:
    """The documented columns and module of each table."""
    lines = re.findall(
        r"^\| `(\w+)` \| (.*?) \| `(\w+)` \|", (ROOT / "docs/build-database.md").read_text("utf-8"), re.M
    )
    return {name: (set(re.findall(r"`(\w+)`", row)), module) for name, row, module in lines}


def test_every_table_and_column_is_documented():
    assert {name: columns for name, (columns, _) in documented().items()} == schema()


def test_the_named_module_queries_the_table():
    for name, (_, module) in documented().items():
        text = (ROOT / f"kabar/index/{module}.py").read_text("utf-8")
        assert re.search(rf"(FROM|INTO) {name}\b", text), name
