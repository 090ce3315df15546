"""Converted bodies, kept from one build to the next: the file that was typed decides what comes out."""

import hashlib
import json
import re
from collections.abc import Collection, Mapping
from contextlib import suppress
from urllib.parse import unquote

from plugins.content_model.body_parts import Body, FigurePlace, Html
from plugins.content_model.links import Destinations
from plugins.index.bodies import read_body, read_keys, remove_others, write_bodies
from plugins.index.database import Damaged, Database

_SPARE = 1_000  # bodies that no file holds now, kept for the day when one does again
_WITHIN = re.compile(r' (?:href|src)="(/[^"]*)"')


class BodyStore:
    """The bodies in ``database`` of a portal that stands below ``base``."""

    def __init__(self, database: Database, base: str):
        self._database = database
        self._base = base
        self._ending = hashlib.blake2b(base.encode(), digest_size=16).digest()  # of keys

    def lacks(self, digests: Mapping[str, bytes]) -> list[str]:
        """The paths of those of ``digests`` (of files, by path) of whose bodies nothing is kept."""
        try:
            known = {key[:-16] for key in read_keys(self._database, self._ending)}
        except Damaged:
            known = set()
        return [path for path, digest in digests.items() if digest not in known]

    def recall(self, digest: bytes, destinations: Destinations) -> Body | None:
        """What is kept of the body in the file of ``digest``; None where it is not there, or damaged.

        One whose links no longer lead somewhere is not given either: it is for the conversion to tell.
        """
        try:
            data = read_body(self._database, digest + self._ending)
        except Damaged:
            return None
        body = None if data is None else _read(data)
        return body if body is not None and self._leads_on(body, destinations) else None

    def keep(self, bodies: Mapping[bytes, Body]) -> bool:
        """Keep the new ``bodies`` by the digest of their files; whether there was room, and nobody else at it."""
        rows = {digest + self._ending: _written(body) for digest, body in bodies.items()}
        return write_bodies(self._database, rows)

    def keep_only(self, digests: Collection[bytes]) -> None:
        """Keep no bodies but those in the files of ``digests``: others may be versions of what is withheld now."""
        try:
            is_done = self._remove_others(digests, 0)
        except Damaged:
            is_done = False
        if not is_done:
            self._database.discard()

    def prune(self, digests: Collection[bytes]) -> None:
        """Let bodies go when there are many that are in none of the files of ``digests``."""
        with suppress(Damaged):
            self._remove_others(digests, _SPARE)

    def _remove_others(self, digests: Collection[bytes], spare: int) -> bool:
        return remove_others(self._database, [digest + self._ending for digest in digests], spare)

    def _leads_on(self, body: Body, destinations: Destinations) -> bool:
        # Where a target leads follows from its text alone; only whether something is there can change.
        for part in body:
            for address in _WITHIN.findall(part.html) if isinstance(part, Html) else ():
                address = address.removeprefix(self._base)
                path = unquote(address).partition("#")[0].partition("?")[0]
                there = path in destinations.page_addresses or bool(destinations.file_at(address))
                if not there and path.strip("/") not in destinations.addresses:
                    return False
        return True


def _written(body: Body) -> str:
    parts = [
        ["html", part.html] if isinstance(part, Html) else ["figure", part.name, part.measure, list(part.options)]
        for part in body
    ]
    return json.dumps(parts)


def _read(data: str) -> Body:
    parts = json.loads(data)
    return tuple(
        Html(part[1]) if part[0] == "html" else FigurePlace(part[1], part[2], tuple(part[3])) for part in parts
    )
