"""Which files were searched for which secrets, and found clean: kept, so that each is searched once for the same ones.

What is kept says of files by their bytes, as their status tells them: inode, size, time, and the time of the entry,
which nobody can set back. So it holds whatever was built in between. Of secrets it holds digests under keys that only
those can make who have all of the withheld file. Plain values behind a checksum; what is damaged, or was told by other
code, counts for nothing.
"""

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from plugins.content_model.checksummed import read_checksummed, write_checksummed
from plugins.content_model.plain_values import freeze_plain, thaw_plain
from plugins.leaks.secrets import Secrets

Status = tuple[int, int, int, int]  # inode, size in bytes, time and time of the entry in ns


@dataclass(frozen=True)
class Searched:
    """The files ``files`` were searched by ``code`` for all secrets of ``owners``; only ``published`` ones stand there.

    ``files`` are told by their status. ``owners`` are marks of all secrets of a withheld file, ``published`` those of
    single secrets that a published source said as well.
    """

    code: str = ""
    owners: frozenset[bytes] = frozenset()
    published: frozenset[bytes] = frozenset()
    files: Mapping[str, Status] = field(default_factory=dict)

    def has(self, name: str, status: Status | None) -> bool:
        """Whether the file ``name`` of ``status`` is one of these; it may have got a second name since."""
        # A second name changes the time of the entry, so that this was to be compared before.
        return status is not None and name in self.files and self.files[name][:3] == status[:3]


@dataclass(frozen=True)
class Marks:
    """What may be kept of secrets: a mark of each owner, and of each secret by what is sought."""

    owners: frozenset[bytes]
    secrets: Mapping[bytes, bytes]


def marks_of(secrets: Secrets, digests: Mapping[str, bytes]) -> Marks:
    """The marks of ``secrets``; ``digests`` are those of the owners' bytes, where they are documents.

    An owner's mark tells all of its secrets at once, and its whole file: no part of them can be guessed alone.
    """
    of_owner: dict[str, list[bytes]] = {}
    for sought, owner in _owned(secrets):
        of_owner.setdefault(owner, []).append(sought)
    owners, marks = set(), {}
    for owner, all_sought in of_owner.items():
        told = repr((digests.get(owner), sorted(all_sought))).encode()
        owners.add(hashlib.blake2b(told, digest_size=16, person=b"pemilik").digest())
        key = hashlib.blake2b(told, digest_size=32, person=b"kunci").digest()
        marks |= {sought: hashlib.blake2b(sought, digest_size=16, key=key).digest() for sought in all_sought}
    return Marks(frozenset(owners), marks)


def statuses(folder: Path, names: Iterable[str]) -> dict[str, Status]:
    """The status of those files ``names`` of ``folder`` that are there."""
    found = {}
    for name in names:
        with suppress(OSError):
            one = os.lstat(f"{folder}/{name}")
            found[name] = one.st_ino, one.st_size, one.st_mtime_ns, one.st_ctime_ns
    return found


def read_searched(file: Path) -> Searched:
    """What was kept in ``file``; nothing where it is not whole."""
    data = read_checksummed(file)
    if data is None:
        return Searched()
    try:
        code, owners, published, files = thaw_plain(data)
        return Searched(code, frozenset(owners), frozenset(published), files)
    except Exception:
        # Bytes that nobody of us wrote can fail in any way; the checksum makes it next to impossible.
        return Searched()


def keep_searched(file: Path, told: Searched) -> None:
    """Keep ``told`` for the next build; where there is no room for it, that searches everything."""
    data = freeze_plain((told.code, sorted(told.owners), sorted(told.published), dict(told.files)))
    with suppress(OSError):
        write_checksummed(file, data)


def _owned(secrets: Secrets) -> Iterator[tuple[bytes, str]]:
    yield from ((sought, owner) for sought, (owner, _) in secrets.phrases.items())
    yield from ((sought, owner) for sought, (owner, _) in secrets.slices.items())
    yield from ((digest.encode(), owner) for (_, digest), owner in secrets.digests.items())
