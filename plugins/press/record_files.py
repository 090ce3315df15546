"""Let a build write the record of what it publishes; of a large portal only those years in which something changed."""

from collections.abc import Sequence
from functools import partial

from plugins.content_model.library import Library
from plugins.newsroom.publication_record import (
    FILE,
    MOST_IN_ONE,
    RecordPart,
    digest_of_part,
    record_parts,
    write_part,
    write_record,
)
from plugins.press.desk import Desk


def add_record(desk: Desk, library: Library, most: int = MOST_IN_ONE) -> None:
    """Add ``terbit.json`` and its parts to the files that are drawn; ``most`` as in ``record_parts``."""
    parts = record_parts(library, most)
    for part in parts:
        inputs = partial(dict, tulisan=part.fingerprint)
        desk.add(part.name, partial(write_part, library, part), inputs)
    desk.add(FILE, partial(_write_index, desk, library, parts))


def _write_index(desk: Desk, library: Library, parts: Sequence[RecordPart]) -> bytes:
    return write_record(library, {part.name: digest_of_part(_bytes_of(desk, library, part)) for part in parts})


def _bytes_of(desk: Desk, library: Library, part: RecordPart) -> bytes:
    # What is drawn may be drawn by another process, after this: it is not looked for in the folder.
    return (desk.folder / part.name).read_bytes() if part.name in desk.reused else write_part(library, part)
