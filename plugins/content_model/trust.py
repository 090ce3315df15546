"""Which entries need no second look: the last check had nothing to say of them, and all that they rely on is there.

What an entry leads to can only be missing where something went away or changed its ways. So each is looked at again
as soon as a topic, person, organisation, figure, page, picture or the portal changed or came to be shown, an entry is
gone or withheld, or one changed what others may rely on.
"""

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from plugins.content_model.figure import Figure
from plugins.content_model.folders import Files
from plugins.content_model.gist import Gist, microseconds
from plugins.content_model.reading import Reading
from plugins.content_model.reading_store import NOW, Known
from plugins.content_model.withholding import is_own

_WORLD, _FILES, _UNSOUND = "world", "files", "unsound attachments"


@dataclass(frozen=True)
class Trust:
    """The content paths of entries, and of attachments, that need no second look.

    Where there is any entry, what was told of folders that are the same still holds.
    """

    entries: frozenset[str] = frozenset()
    attachments: frozenset[str] = frozenset()


def trust_in(reading: Reading, files: Files, now: datetime | None) -> Trust:
    """What was sound at the last check and must be so at ``now``."""
    kept = reading.kept
    if kept is None or now is None or not kept.is_not_after(microseconds(now)):
        return Trust()
    moment, before = microseconds(now), json.loads(kept.about.get(_FILES, "{}"))
    told = _told_of_files(files)
    same = {path for path, status in before.items() if told.get(path) == status}
    # Whether an attachment is sound is told by its own bytes alone.
    attachments = frozenset(same.difference(json.loads(kept.about.get(_UNSOUND, "[]"))))
    # What came besides harms nobody.
    if kept.about.get(_WORLD) != _world_of(reading, files, now) or len(same) < len(before):
        return Trust(attachments=attachments)
    changed = (folder.known for name, folder in kept.folders.items() if name not in kept.same)
    if any(_is_missed(one, reading.known.get(path), moment) for known in changed for path, one in known.items()):
        return Trust(attachments=attachments)
    entries = {path for path, one in kept.others.items() if one.sound and one.gist is not None}
    for name in kept.same:
        folder = kept.folders[name]
        entries.update(folder.index.paths)
        entries.difference_update(folder.unsound)
    return Trust(frozenset(entries), attachments)


def _is_missed(one: Known, now: Known | None, moment: int) -> bool:
    """Whether others may have relied on something of the entry ``one`` that is no longer there ``now``."""
    if now is one or one.gist is None:
        return False
    if now is None or now.gist is None or now.gist.is_withheld(moment):
        return True
    return now.digest != one.digest and _relied_on(now.gist) != _relied_on(one.gist)


def told_to_trust(reading: Reading, files: Files, now: datetime, unsound: Collection[str]) -> dict[str, str]:
    """What has to be kept, besides the entries, for ``trust_in`` to know the next time.

    ``unsound`` are the attachments of which there was something to say.
    """
    return {
        _WORLD: _world_of(reading, files, now),
        NOW: str(microseconds(now)),
        _FILES: json.dumps(_told_of_files(files), separators=(",", ":")),
        _UNSOUND: json.dumps(sorted(unsound), separators=(",", ":")),
    }


def _world_of(reading: Reading, files: Files, now: datetime) -> str:
    """A digest of all documents that are no entries, of what of them may be shown at ``now``, and of the files at the
    root; empty where some have mistakes."""
    digest = hashlib.blake2b(digest_size=16)
    for path in files.lasting:
        if path not in reading.known:
            return ""
        digest.update(f"{path}\0".encode() + reading.known[path].digest)
        digest.update(repr(_hidden_of(reading, path, now)).encode())
    told = sorted((path, files.statuses[path]) for path in files.others if "/" not in path)
    digest.update(repr(told).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _hidden_of(reading: Reading, path: str, now: datetime) -> tuple[bool, list[int]]:
    document = reading.documents[path]
    places = document.withheld_observations(now) if isinstance(document, Figure) else ()
    return is_own(document, now), sorted(places)


def _told_of_files(files: Files) -> Mapping[str, list[int]]:
    return {path: list(files.statuses[path]) for path in sorted(files.others) if "/" in path}


def _relied_on(gist: Gist) -> tuple:
    return gist.lang, gist.translation_of, gist.aliases, gist.beside
