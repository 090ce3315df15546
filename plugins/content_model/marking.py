"""Tell what an entry shows in a few bytes, without looking at the entry."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from plugins.content_model.gist import Gist
from plugins.content_model.picture_files import PictureFile
from plugins.content_model.walk import Status


@dataclass(frozen=True)
class Marking:
    """At the moment ``now``, in microseconds; ``pictures`` and ``statuses`` are the portal's, by content path."""

    now: int
    pictures: Mapping[str, PictureFile]
    statuses: Mapping[str, Status]

    def of(self, gist: Gist) -> bytes:
        """Equal where its path, file, pictures and attachments are the same, and whether it is to be shown later."""
        mark = gist.digest
        if gist.date > self.now:
            mark += b">"
        if gist.media or gist.attached or gist.linked:
            mark += self._files(gist)
        return mark

    def _files(self, gist: Gist) -> bytes:
        shown = [self.pictures[path] for path in (*gist.media, *gist.linked) if path in self.pictures]
        sizes = [self.statuses[path][0] for path in (*gist.attached, *gist.linked) if path in self.statuses]
        if not shown and not sizes:
            return b""
        told = [(one.digest, one.width, one.height, one.kind) for one in shown]
        return hashlib.blake2b(repr((told, sizes)).encode(), digest_size=16).digest()
