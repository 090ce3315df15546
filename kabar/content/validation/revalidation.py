"""Choose the articles that need no second check: the last one reported nothing, and no dependency has changed.

An article is checked again where a document it uses changed, came or went; where an article it uses is gone, withheld
or changed its address or language; or where a picture or attachment changed. A change of a topic, of the portal or of
its old addresses rechecks all.
"""

import hashlib
import json
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kabar.content.models.figure import Figure
from kabar.content.models.model import Document
from kabar.content.models.organisation import Organisation
from kabar.content.models.person import Person
from kabar.content.reading.article_lists import USES
from kabar.content.reading.folders import Files
from kabar.content.reading.reading import Reading
from kabar.content.reading.reading_store import NOW, UnchangedFiles
from kabar.content.reading.summary import ArticleSummary, microseconds
from kabar.content.reading.uses import FILE, LINK, NAME, names_of
from kabar.content.validation.addresses import list_addresses
from kabar.content.validation.references import names_of_profile
from kabar.content.validation.withholding import is_own
from kabar.text.folding import fold_label

_DOCUMENTS, _TOPICS, _ROOT, _FILES = "documents", "topics", "root", "files"
_UNSOUND, _UNSOUND_ARTICLES = "unsound attachments", "unsound articles"
_OF_TOPICS = "topik/"
_ALWAYS = list_addresses((), ())  # the addresses that exist whatever is shown



@dataclass(frozen=True)
class Trust:
    """The content paths of articles and attachments that need no second check."""

    entries: frozenset[str] = frozenset()
    attachments: frozenset[str] = frozenset()


def trust_in(reading: Reading, files: Files, now: datetime | None) -> Trust:
    """What the last check found valid and is still valid at ``now``."""
    kept = reading.kept
    if kept is None or now is None or not kept.is_not_after(microseconds(now)):
        return Trust()
    before, found = json.loads(kept.about.get(_FILES, "{}")), _files(files)
    same = {path for path, status in before.items() if found.get(path) == status}
    # The check of an attachment depends on its own bytes only.
    attachments = frozenset(same.difference(json.loads(kept.about.get(_UNSOUND, "[]"))))
    documents = _changed_documents(reading, kept, files, now)
    if documents is None:
        return Trust(attachments=attachments)
    # A new file cannot make a valid article invalid.
    changed = documents | {f"{kind}:{path}" for path in before.keys() - same for kind in (FILE, LINK)}
    changed.update(_missed(kept.changed, reading, microseconds(now)))
    doubted = kept.members(f"{USES}:{use}" for use in changed)
    unsound = json.loads(kept.about.get(_UNSOUND_ARTICLES, "[]"))
    return Trust(frozenset(kept.articles.difference(doubted, unsound)), attachments)


def _missed(before: Mapping[str, ArticleSummary | None], reading: Reading, moment: int) -> Iterator[str]:
    """Yield the names by which others may have relied on articles as they were ``before``, and no longer can."""
    for path, summary in before.items():
        if summary is None:
            continue
        now = reading.summary(path)
        if now is None or now.is_withheld(moment) or _relied_on(now) != _relied_on(summary):
            addresses = (path, path.removesuffix(".md"), *summary.aliases, *summary.beside)
            yield from (f"{LINK}:{address}" for address in addresses)


def _relied_on(summary: ArticleSummary) -> tuple[str, str, tuple[str, ...], tuple[str, ...]]:
    return summary.lang, summary.translation_of, summary.aliases, summary.beside


def kept_for_trust(
    reading: Reading,
    files: Files,
    now: datetime,
    unsound: Iterable[str],
    unsound_articles: Iterable[str],
    withheld: Container[str],
) -> dict[str, str]:
    """The values to be stored, besides the articles, for the next ``trust_in``.

    ``unsound`` are the attachments, ``unsound_articles`` the articles with problems or warnings. Nothing is stored
    about the documents and files ``withheld``, which no stored article uses.
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


def _changed_documents(reading: Reading, kept: UnchangedFiles, files: Files, now: datetime) -> set[str] | None:
    """The names by which others use the documents, no articles, that changed; None where all articles may use them."""
    about = kept.about
    before, found = json.loads(about.get(_DOCUMENTS, "null")), _documents(reading, files, now)
    if before is None or found is None or json.loads(about[_ROOT]) != _root_files(files):
        return None
    # A topic's name may now mean another topic.
    if json.loads(about[_TOPICS]) != _topics(reading, files, now):
        return None
    changed = [path for path in before.keys() | found.keys() if before.get(path) != found.get(path)]
    names_before, names = (
        {name for path in changed if path in one for name in one[path][-1]} for one in (before, found)
    )
    aliases = {f"{LINK}:{alias}" for path in changed if path in found for alias in _aliases(reading.documents[path])}
    # A new alias may be the address of an article.
    return None if aliases - names_before else names_before | names


def _documents(reading: Reading, files: Files, now: datetime) -> dict[str, list[Any]] | None:
    """The documents that are no articles and no topics, by path; None where one has errors.

    For each: the digests of its file and its sources, whether its own file withholds it at ``now``, the indices of its
    withheld observations, and the names by which others may use it; as JSON returns them.
    """
    found: dict[str, list[Any]] = {}
    for path in files.lasting:
        if path not in reading.known:
            return None
        if path.startswith(_OF_TOPICS):
            continue
        document = reading.documents[path]
        digests = [reading.known[path].digest.hex()]
        places: list[int] = []
        if isinstance(document, Figure):
            places = sorted(document.withheld_observations(now))
            # It contains the fields of its sources.
            sources = sorted({f"sumber/{one.id}.yaml" for one in document.all_sources() if one.id})
            digests += [reading.known[one].digest.hex() for one in sources if one in reading.known]
        found[path] = [digests, is_own(document, now), places, sorted(_names(document))]
    return found


def _topics(reading: Reading, files: Files, now: datetime) -> str:
    """A digest of all topics and of which of them are shown at ``now``; it reveals nothing about withheld ones."""
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


def _root_files(files: Files) -> list[list[str | int]]:
    return sorted([path, *files.statuses[path]] for path in files.others if "/" not in path)


def _files(files: Files) -> dict[str, list[int]]:
    return {path: list(files.statuses[path]) for path in sorted(files.others) if "/" in path}


