"""Tell what an entry shows in a few bytes, without looking at the entry."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from plugins.content_model.gist import Gist
from plugins.content_model.picture_files import PictureFile


@dataclass(frozen=True)
class Marking:
    """At the moment ``now``, in microseconds; ``pictures`` are the portal's by content path, ``digests`` those of other
    files that are published."""

    now: int
    pictures: Mapping[str, PictureFile]
    digests: Mapping[str, str]

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
        # The size that a page shows is that of the cleaned file, which only its bytes tell.
        others = [self.digests[path] for path in (*gist.attached, *gist.linked) if path in self.digests]
        if not shown and not others:
            return b""
        told = [(one.digest, one.width, one.height, one.kind) for one in shown]
        return hashlib.blake2b(repr((told, others)).encode(), digest_size=16).digest()
