"""Converted bodies by key: the digest of the file that a body stands in, then that of what it was converted with."""

from collections.abc import Collection, Iterable, Mapping

from plugins.index.database import Database, checksum

_SPARE = 1_000  # bodies that no file holds now, kept for the day when one does again
_AFTER = b"\xff" * 17  # greater than the rest of any key


def read_keys(database: Database, ending: bytes) -> list[bytes]:
    """The keys that end with ``ending``, of 16 bytes. Raises Damaged."""
    return [key for (key,) in database.rows("SELECT key FROM body WHERE substr(key, -16) = ?", (ending,))]


def read_body(database: Database, key: bytes) -> str | None:
    """The parts of the body of ``key``; None where it is not there. Raises Damaged."""
    return database.value("SELECT parts, sum FROM body WHERE key = ?", "body", key)


def write_bodies(database: Database, bodies: Mapping[bytes, str]) -> bool:
    """Write the parts of ``bodies`` by key; whether they were written."""
    rows = [(key, parts, checksum("body", key, parts)) for key, parts in bodies.items()]
    return database.change(lambda to: to.executemany("INSERT OR REPLACE INTO body VALUES (?, ?, ?)", rows))


def remove_bodies(database: Database, beginnings: Iterable[bytes]) -> None:
    """Remove all bodies whose keys begin with one of ``beginnings``. Raises Damaged."""
    spans = [(beginning, beginning + _AFTER) for beginning in beginnings]
    there = [span for span in spans if database.row("SELECT 1 FROM body WHERE key BETWEEN ? AND ?", span)]
    if there:
        database.change(lambda to: to.executemany("DELETE FROM body WHERE key BETWEEN ? AND ?", there))


def remove_others(database: Database, wanted: Collection[bytes], spare: int | None = None) -> None:
    """Remove all bodies but those of the keys ``wanted``, once there are more than ``spare`` others. Raises Damaged."""
    ((count,),) = database.rows("SELECT count(*) FROM body") or [(0,)]
    if count > len(wanted) + (_SPARE if spare is None else spare):
        kept = frozenset(wanted)
        others = [(key,) for (key,) in database.rows("SELECT key FROM body") if key not in kept]
        database.change(lambda to: to.executemany("DELETE FROM body WHERE key = ?", others))
