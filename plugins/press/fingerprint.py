"""Digests of what pages are made from: equal digests, equal pages.

Documents count with all that their files say, and with what the moment of the build makes of them. A value of a
kind that is not known here is a mistake of ours and is told as one, so that no page can depend on it unseen.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from plugins.agenda.life import life_of, over_at, part_of, stage_at
from plugins.content_model.article import Article
from plugins.content_model.bimtek import Bimtek

_PLAIN = (str, int, float, bytes, type(None), date, timedelta, Decimal)


_AROUND = "kerangka"  # code, theme, settings, the portal itself


def changed_labels(before: str, now: str) -> list[str]:
    """The names of the inputs in which two texts of ``Fingerprints.of`` differ, in the order of ``now``."""
    old, new = (dict(part.split("=", 1) for part in text.split(";")) for text in (before, now))
    return [label for label in (*new, *(old.keys() - new.keys())) if old.get(label) != new.get(label)]


class Fingerprints:
    """Digests at the moment ``now``; ``salt`` is what all pages are made from, such as code and the portal's name."""

    def __init__(self, now: datetime, salt: str):
        self._now = now
        self._salt = hashlib.blake2b(salt.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
        # Kept with the models themselves, so that no other can take the place of one in memory.
        self._models: dict[int, tuple[BaseModel, bytes]] = {}

    def of(self, inputs: Mapping[str, Any]) -> str:
        """The digest of each of ``inputs``, in one text that ``changed_labels`` reads.

        Raises TypeError for a value of a kind that is not known.
        """
        told = [f"{_AROUND}={self._salt}"]
        for label, value in inputs.items():
            digest = hashlib.blake2b(digest_size=12)
            self._feed(digest, value)
            told.append(f"{label}={digest.hexdigest()}")
        return ";".join(told)

    def _feed(self, digest, value: Any) -> None:
        if isinstance(value, BaseModel):
            digest.update(self._model(value))
        elif isinstance(value, _PLAIN):
            # With its length: no two rows of values read alike.
            text = f"{type(value).__name__}:{value!r}".encode("utf-8", "surrogatepass")
            digest.update(f"{len(text)}.".encode() + text)
        elif isinstance(value, list | tuple):
            digest.update(f"[{len(value)}".encode())
            for one in value:
                self._feed(digest, one)
        elif isinstance(value, Mapping):
            digest.update(f"{{{len(value)}".encode())
            for key, one in value.items():
                self._feed(digest, key)
                self._feed(digest, one)
        elif is_dataclass(value) and not isinstance(value, type):
            digest.update(type(value).__name__.encode() + b"(")
            for one in fields(value):
                self._feed(digest, getattr(value, one.name))
        else:
            raise TypeError(f"masukan halaman yang tidak dikenal: {type(value).__name__}")

    def _model(self, model: BaseModel) -> bytes:
        known = self._models.get(id(model))
        if known is None:
            text = f"{type(model).__name__} {model.model_dump_json(by_alias=True)} {self._at_this_moment(model)}"
            known = model, hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
            self._models[id(model)] = known
        return known[1]

    def _at_this_moment(self, model: BaseModel) -> tuple:
        if not isinstance(model, Article):
            return ()
        told: tuple = (model.date > self._now,)
        if isinstance(model, Bimtek) and not model.withdrawn:
            stages, over = life_of(model), over_at(model)
            held = stage_at(stages, self._now)
            told += (held.state, held.joinable, part_of(held, over, self._now), model.ends_at >= self._now)
            told += tuple(stage.since is not None and stage.since > self._now for stage in stages)
        return told
