"""Which entries need no second look: the last check had nothing to say of them, and all that they rely on is as it was.

An entry is looked at again where it uses something that changed, came or went: a document that is no entry, another
entry that is gone, withheld or changed what others may rely on, a picture, an attachment. Where a topic, the portal or
its old addresses changed, all are.
"""

import hashlib
import json
from collections.abc import Collection, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from kabar.content.models.figure import Figure
from kabar.content.models.model import Document
from kabar.content.models.organisation import Organisation
from kabar.content.models.person import Person
from kabar.content.reading.article_lists import USES
from kabar.content.reading.folders import Files
from kabar.content.reading.reading import Reading
from kabar.content.reading.reading_store import NOW
from kabar.content.reading.summary import ArticleSummary, microseconds
from kabar.content.reading.uses import FILE, LINK, NAME, names_of
from kabar.content.validation.addresses import list_addresses
from kabar.content.validation.references import names_of_profile
from kabar.content.validation.withholding import is_own
from kabar.text.folding import fold_label

_DOCUMENTS, _TOPICS, _ROOT, _FILES = "documents", "topics", "root", "files"
_UNSOUND, _UNSOUND_ARTICLES = "unsound attachments", "unsound articles"
_OF_TOPICS = "topik/"
_ALWAYS = list_addresses((), ())  # of lists that are there whatever is shown


@dataclass(frozen=True)
class Trust:
    """The content paths of entries, and of attachments, that need no second look."""

    entries: frozenset[str] = frozenset()
    attachments: frozenset[str] = frozenset()


def trust_in(reading: Reading, files: Files, now: datetime | None) -> Trust:
    """What was sound at the last check and must be so at ``now``."""
    kept = reading.kept
    if kept is None or now is None or not kept.is_not_after(microseconds(now)):
        return Trust()
    before, found = json.loads(kept.about.get(_FILES, "{}")), _files(files)
    same = {path for path, status in before.items() if found.get(path) == status}
    # Whether an attachment is sound is told by its own bytes alone.
    attachments = frozenset(same.difference(json.loads(kept.about.get(_UNSOUND, "[]"))))
    documents = _changed_documents(reading, files, now)
    if documents is None:
        return Trust(attachments=attachments)
    # What came besides harms nobody.
    changed = documents | {f"{kind}:{path}" for path in before.keys() - same for kind in (FILE, LINK)}
    changed.update(_missed(kept.changed, reading, microseconds(now)))
    doubted = kept.members(f"{USES}:{use}" for use in changed)
    unsound = json.loads(kept.about.get(_UNSOUND_ARTICLES, "[]"))
    return Trust(frozenset(kept.articles.difference(doubted, unsound)), attachments)


def _missed(before: Mapping[str, ArticleSummary | None], reading: Reading, moment: int) -> Iterator[str]:
    """By what others may have relied on articles that were so ``before``, and no longer can."""
    for path, summary in before.items():
        if summary is None:
            continue
        now = reading.summary(path)
        is_there = now is not None and not now.is_withheld(moment)
        if not is_there or _relied_on(now) != _relied_on(summary):
            addresses = (path, path.removesuffix(".md"), *summary.aliases, *summary.beside)
            yield from (f"{LINK}:{address}" for address in addresses)


def _relied_on(summary: ArticleSummary) -> tuple:
    return summary.lang, summary.translation_of, summary.aliases, summary.beside


def kept_for_trust(
    reading: Reading,
    files: Files,
    now: datetime,
    unsound: Collection[str],
    unsound_articles: Collection[str],
    withheld: Container[str],
) -> dict[str, str]:
    """What has to be kept, besides the entries, for ``trust_in`` to know the next time.

    ``unsound`` are the attachments, ``unsound_articles`` the articles, of which there was something to say. Nothing is
    kept of the documents and files ``withheld``, which none of the entries that are kept uses.
    """
    documents = _documents(reading, files, now) or {}
    kept = {
        _DOCUMENTS: {path: one for path, one in documents.items() if path not in withheld},
        _TOPICS: _topics(reading, files, now),
        _ROOT: _root_files(files),
        _FILES: {path: status for path, status in _files(files).items() if path not in withheld},
        _UNSOUND: sorted(path for path in unsound if path not in withheld),
        _UNSOUND_ARTICLES: sorted(unsound_articles),
    }
    return {name: json.dumps(value, separators=(",", ":")) for name, value in kept.items()} | {
        NOW: str(microseconds(now))
    }


def _changed_documents(reading: Reading, files: Files, now: datetime) -> set[str] | None:
    """By what others may use the documents that are no entries and changed; None where all entries may."""
    about = reading.kept.about
    before, found = json.loads(about.get(_DOCUMENTS, "null")), _documents(reading, files, now)
    if before is None or found is None or json.loads(about[_ROOT]) != _root_files(files):
        return None
    # A name of a topic may be one of another now.
    if json.loads(about[_TOPICS]) != _topics(reading, files, now):
        return None
    changed = [path for path in before.keys() | found.keys() if before.get(path) != found.get(path)]
    names_before, names = (
        {name for path in changed if path in one for name in one[path][-1]} for one in (before, found)
    )
    aliases = {f"{LINK}:{alias}" for path in changed if path in found for alias in _aliases(reading.documents[path])}
    # An entry may stand where an old address is claimed now.
    return None if aliases - names_before else names_before | names


def _documents(reading: Reading, files: Files, now: datetime) -> dict[str, list] | None:
    """By path the digests of each document that is no entry and no topic and of its sources, what of it may be shown at
    ``now``, and by what others may use it; None where some have mistakes."""
    found = {}
    for path in files.lasting:
        if path not in reading.known:
            return None
        if path.startswith(_OF_TOPICS):
            continue
        document = reading.documents[path]
        digests, places = [reading.known[path].digest.hex()], []
        if isinstance(document, Figure):
            places = sorted(document.withheld_observations(now))
            # It says what its sources do.
            sources = sorted({f"sumber/{one.id}.yaml" for one in document.all_sources() if one.id})
            digests += [reading.known[one].digest.hex() for one in sources if one in reading.known]
        found[path] = [digests, is_own(document, now), places, sorted(_names(document))]
    return found


def _topics(reading: Reading, files: Files, now: datetime) -> str:
    """A digest of all topics, and of which may be shown at ``now``: it tells nothing of one that is withheld."""
    digest = hashlib.blake2b(digest_size=16)
    for path in filter(reading.known.__contains__, files.lasting):
        if path.startswith(_OF_TOPICS):
            digest.update(repr((path, reading.known[path].digest, is_own(reading.documents[path], now))).encode())
    return digest.hexdigest()


def _names(document: Document) -> set[str]:
    addresses = {*_aliases(document), *(list_addresses((), [document]) - _ALWAYS)}
    names = names_of(document.path, document.page_url) | {f"{LINK}:{address}" for address in addresses}
    if isinstance(document, Organisation | Person):
        names |= {f"{NAME}:{fold_label(name)}" for name in (document.id, *names_of_profile(document))}
    return names


def _aliases(document: Document) -> Sequence[str]:
    return getattr(document, "aliases", None) or ()


def _root_files(files: Files) -> list:
    return sorted([path, *files.statuses[path]] for path in files.others if "/" not in path)


def _files(files: Files) -> dict[str, list[int]]:
    return {path: list(files.statuses[path]) for path in sorted(files.others) if "/" in path}


