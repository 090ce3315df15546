"""Tell what an entry shows in a few bytes, without looking at the entry."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from plugins.content_model.gist import Gist
from plugins.content_model.picture_files import PictureFile


@dataclass(frozen=True)
class Marking:
    """At the moment ``now``, in microseconds; ``pictures`` are the portal's by content path, ``digests`` those of other
    files that are published. ``tags`` gives the ids of the topics of an entry, ``file`` the digest of a document."""

    now: int
    pictures: Mapping[str, PictureFile]
    digests: Mapping[str, str]
    tags: Callable[[str], tuple[str, ...]]
    file: Callable[[str], bytes]

    def of(self, gist: Gist) -> bytes:
        """Equal where its path, file, topics, pictures, attachments and organisers, which its card names, are the
        same, and whether it is to be shown later."""
        digest = hashlib.blake2b(gist.digest, digest_size=16)
        digest.update("\n".join(self.tags(gist.path)).encode())
        if gist.date > self.now:
            digest.update(b">")
        for part in (*self._files(gist), *self._organisers(gist)):
            digest.update(part)
        return digest.digest()

    def _files(self, gist: Gist) -> Iterator[bytes]:
        for path in (*gist.media, *gist.linked):
            if one := self.pictures.get(path):
                yield repr((one.digest, one.width, one.height, one.kind)).encode()
        # The size that a page shows is that of the cleaned file, which only its bytes tell.
        for path in (*gist.attached, *gist.linked):
            yield self.digests.get(path, "").encode()

    def _organisers(self, gist: Gist) -> Iterator[bytes]:
        return (self.file(f"lembaga/{id}.md") for way, id in gist.ways if way == "lembaga")
