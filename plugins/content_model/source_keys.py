"""A source is named by the id of its file, or written in place; never both."""

from collections.abc import Sequence

from pydantic import BaseModel
from pydantic_core import PydanticCustomError


def check_source(group: BaseModel, id: str | None, needed: Sequence[str], in_place: Sequence[str]) -> None:
    """Raise where ``group`` has neither an ``id`` nor all ``needed`` keys, or an id and one of those ``in_place``."""
    missing = [key for key in needed if getattr(group, key) is None]
    if not id and missing:
        written = " dan ".join(f"{key}: …" for key in missing)
        raise PydanticCustomError("nilai", "{pesan}", {"pesan": f"wajib diisi; tulis: {written} atau id: … di sumber/"})
    twice = [key for key in in_place if id and getattr(group, key) is not None]
    if twice:
        message = f"sumber dengan id sudah memuat {' dan '.join(twice)}; hapus di sini, tulis di sumber/{id}.yaml"
        raise PydanticCustomError("nilai", "{pesan}", {"pesan": message})
