"""Fingerprints of what pages are made from, and the keys of the documents among it. Equal fingerprints: equal pages.

Documents count with everything in their files and with their state at the moment of the build. A value of an unknown
type raises TypeError, so that no page can depend on it unnoticed.
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from pydantic import BaseModel

from kabar.agenda.life import life_of, over_at, part_of, stage_at
from kabar.content.library import Library
from kabar.content.models.article import Article
from kabar.content.models.bimtek import Bimtek
from kabar.content.models.model import Document
from kabar.content.reading.entries import Entries, EntrySlice
from kabar.pages.parts.plan import PlanKey

_PLAIN = (str, int, float, bytes, type(None), date, timedelta, Decimal)

# How a value is encoded, cached by type because isinstance checks cost more than encoding. For a dataclass: its fields.
_MODEL, _KEY, _PLAIN_VALUE, _ENTRIES, _ROW, _TABLE = "model", "key", "plain", "entries", "row", "table"
_HOW: dict[type, str | tuple[str, ...]] = {}

_AROUND = "kerangka"  # label of the global fingerprint: code, theme, settings, the portal itself


def _how(kind: type) -> str | tuple[str, ...]:
    if issubclass(kind, BaseModel):
        return _MODEL
    if issubclass(kind, PlanKey):
        return _KEY
    if issubclass(kind, _PLAIN):
        return _PLAIN_VALUE
    if issubclass(kind, Entries | EntrySlice):
        return _ENTRIES
    if issubclass(kind, list | tuple):
        return _ROW
    if issubclass(kind, Mapping):
        return _TABLE
    if is_dataclass(kind):
        return tuple(one.name for one in fields(kind))
    raise TypeError(f"masukan halaman yang tidak dikenal: {kind.__name__}")


def changed_labels(before: str, now: str) -> list[str]:
    """Returns the labels of the inputs in which two texts of ``Fingerprints.of`` differ, in the order of ``now``."""
    old, new = (dict(part.split("=", 1) for part in text.split(";")) for text in (before, now))
    return [label for label in (*new, *(old.keys() - new.keys())) if old.get(label) != new.get(label)]


def without_labels(inputs: str, labels: Collection[str]) -> str:
    """Returns a text of ``Fingerprints.of`` without the inputs of these labels."""
    return ";".join(part for part in inputs.split(";") if part.partition("=")[0] not in labels)


class MadeFrom(NamedTuple):
    """What a page is made from: ``inputs`` is a text with the fingerprint of each input by label (``changed_labels``),
    ``keys`` the keys that the page uses, one per line.
    """

    inputs: str
    keys: str


class Fingerprints:
    """Fingerprints at the moment ``now``; ``salt`` is what all pages depend on, such as code and the portal's name.

    ``library`` has the fingerprints of the portal's articles, and its pictures: an article shows its own wherever it is
    listed.
    """

    def __init__(self, now: datetime, salt: str, library: Library | None = None):
        self._now = now
        self._pictures = {**library.pictures, **library.drawings} if library else {}
        self._articles = library.articles if library else {}
        self._article_fingerprints = library.fingerprints if library else {}
        salt_digest = hashlib.blake2b(salt.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
        self.around = f"{_AROUND}={salt_digest}"  # the global fingerprint: each text of inputs begins with it
        # Keyed by id; the model is kept as well, so that its id is not reused.
        self._models: dict[int, tuple[BaseModel, str]] = {}

    def of(self, inputs: Mapping[str, Any], keys: Iterable[str] = ()) -> MadeFrom:
        """Returns what a page with ``inputs``, which also uses ``keys``, is made from.

        Raises TypeError for a value of an unknown type.
        """
        fingerprints, used = [self.around], set(keys)
        for label, value in inputs.items():
            parts: list[str] = []
            self._encode(parts, value, used)
            text = "".join(parts).encode("utf-8", "surrogatepass")
            fingerprints.append(f"{label}={hashlib.blake2b(text, digest_size=12).hexdigest()}")
        return MadeFrom(";".join(fingerprints), "\n".join(sorted(used)))

    def _encode(self, parts: list[str], value: Any, used: set[str]) -> None:
        kind = type(value)
        if kind is str:
            # With its length: no two lists of values have the same encoding.
            parts.append(f"s{len(value)}:{value}")
            return
        how = _HOW.get(kind)
        if how is None:
            how = _HOW[kind] = _how(kind)
        if how is _MODEL:
            parts.append(self._model(value))
            if isinstance(value, Document):
                used.add(value.path)
        elif how is _KEY:
            used.add(value)
        elif how is _PLAIN_VALUE:
            text = repr(value)
            parts.append(f"{kind.__name__}{len(text)}:{text}")
        elif how is _ENTRIES:
            # Without loading any of them.
            parts.append(f"[{len(value)}")
            parts += [self._article_fingerprints[path].hex() for path in value.paths]
            used.update(value.paths)
        elif how is _ROW:
            parts.append(f"[{len(value)}")
            for one in value:
                self._encode(parts, one, used)
        elif how is _TABLE:
            parts.append(f"{{{len(value)}")
            for key, one in value.items():
                self._encode(parts, key, used)
                self._encode(parts, one, used)
        else:
            parts.append(f"{kind.__name__}(")
            for name in how:
                self._encode(parts, getattr(value, name), used)

    def _model(self, model: BaseModel) -> str:
        if isinstance(model, Article) and self._articles.get(model.path) is model:
            return self._article_fingerprints[model.path].hex()
        known = self._models.get(id(model))
        if known is None:
            text = f"{type(model).__name__} {model.model_dump_json(by_alias=True)} {self._at_this_moment(model)}"
            known = model, hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
            self._models[id(model)] = known
        return known[1]

    def _at_this_moment(self, model: BaseModel) -> tuple[object, ...]:
        if not isinstance(model, Article):
            return ()
        state: tuple[object, ...] = (model.date > self._now,)
        state += tuple(self._pictures.get(photo.file) for _, photo in model.pictures()) if self._pictures else ()
        if isinstance(model, Bimtek) and not model.withdrawn:
            stages, over = life_of(model), over_at(model)
            present = stage_at(stages, self._now)
            state += (present.state, present.joinable, part_of(present, over, self._now), model.ends_at >= self._now)
            state += tuple(stage.since is not None and stage.since > self._now for stage in stages)
        return state


