"""What may not be shown yet, and why.

A document is withheld by its own file (a draft, or a moment to come), or by implication: a person, an organisation, a
topic, a measure or a source that documents withheld by their own files use, or single observations that are withheld,
and nothing that is shown. What nothing uses at all is shown.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from kabar.content.models.article import DEFAULT_EDITOR, Article
from kabar.content.models.figure import Figure
from kabar.content.models.model import Document, is_withheld, shown_from
from kabar.content.models.organisation import Organisation
from kabar.content.models.person import Person
from kabar.content.models.source import Source
from kabar.content.models.static_page import StaticPage
from kabar.content.models.topic import Topic
from kabar.content.reading.article_lists import USES
from kabar.content.reading.reading import Reading
from kabar.content.reading.summary import microseconds, moment_of
from kabar.content.reading.uses import SOURCE, Names, possible_uses_in, use_of, uses_of

D = TypeVar("D", bound=Document)

# Not StaticPage: pages of lasting text are found without anything that leads to them.
_IMPLIED_KINDS = (Person, Organisation, Topic, Figure, Source)
DEFAULT_EDITORS = (f"lembaga/{DEFAULT_EDITOR}.md", f"orang/{DEFAULT_EDITOR}.md")


@dataclass(frozen=True)
class Implied:
    """Why a document is withheld by implication: ``because`` is the path of the first document to show it, which does
    so at the moment ``shown_from`` (None: by no moment)."""

    because: str
    shown_from: datetime | None


@dataclass(frozen=True)
class Withholding:
    """What may not be shown at one moment, by content path.

    ``own`` are documents that their own files withhold, with the moment from which they are shown (None: by no
    moment). ``implied`` are those that only such documents use. ``observations`` are the places of those that may not
    be shown, by measures of which others may. ``moments`` are all at which a document that is no article, or an
    observation, comes to be shown.
    """

    own: Mapping[str, datetime | None] = field(default_factory=dict)
    implied: Mapping[str, Implied] = field(default_factory=dict)
    observations: Mapping[str, frozenset[int]] = field(default_factory=dict)
    moments: tuple[datetime, ...] = ()

    def __contains__(self, path: object) -> bool:
        """Whether the document ``path`` is withheld as a whole."""
        return path in self.own or path in self.implied

    def shown_from(self, path: str) -> datetime | None:
        """The moment from which the document ``path``, which is withheld, is shown; None: by no moment."""
        return self.implied[path].shown_from if path in self.implied else self.own[path]

    def shown_part(self, document: D) -> D:
        """``document``, which is not withheld as a whole, without what of it is."""
        places = self.observations.get(document.path)
        return document.without(places) if places and isinstance(document, Figure) else document


NOTHING = Withholding()


def withheld_by_own_files(reading: Reading, now: datetime) -> dict[str, datetime | None]:
    """What of ``reading`` may not be shown at ``now`` by its own file, as ``Withholding.own`` tells it."""
    own = {path: _own_moment(one, now) for path, one in _lasting(reading).items() if is_own(one, now)}
    return own | _withheld_articles(reading, now)


def find_withholding(
    reading: Reading, names: Names, now: datetime, own: Mapping[str, datetime | None]
) -> Withholding:
    """What of ``reading`` may not be shown at ``now``; ``names`` are those of its documents, ``own`` what their own
    files withhold."""
    lasting = _lasting(reading)
    observations = {
        path: places
        for path, one in lasting.items()
        if isinstance(one, Figure) and path not in own and (places := one.withheld_observations(now))
    }
    if not own and not observations:
        return NOTHING
    implied = _find_implied(reading, names, now, lasting, own, observations)
    return Withholding(own, implied, observations, tuple(sorted(set(_moments(lasting.values(), now)))))


def is_own(document: Document, now: datetime) -> bool:
    """Whether the file of ``document``, which is no article, withholds it at ``now``.

    The default editor cannot be withheld: ``withheld_checks`` tells of one that says so.
    """
    if document.path in DEFAULT_EDITORS:
        return False
    if isinstance(document, Figure):
        return document.is_withheld(now)
    return isinstance(document, Person | Organisation | Topic | StaticPage | Source) and is_withheld(document, now)


def _own_moment(document: Document, now: datetime) -> datetime | None:
    return document.shown_from(now) if isinstance(document, Figure) else shown_from(document)


def _moments(documents: Iterable[Document], now: datetime) -> Iterator[datetime]:
    for document in documents:
        parts = [document, *(document.observations or ())] if isinstance(document, Figure) else [document]
        for part in parts:
            if part.status != "draft" and part.embargo and part.embargo > now:
                yield part.embargo


def _withheld_articles(reading: Reading, now: datetime) -> dict[str, datetime | None]:
    moment, found = microseconds(now), {}
    for path in reading.documents.keys() - _kept_articles(reading, now):
        if summary := reading.summary(path):
            if summary.is_withheld(moment):
                found[path] = None if summary.status == "draft" else moment_of(summary.date)
        elif isinstance(article := reading.documents[path], Article):
            # One with mistakes may have no date.
            if article.status == "draft":
                found[path] = None
            elif article.date and article.date > now:
                found[path] = article.date
    return dict(sorted(found.items()))


def _lasting(reading: Reading) -> Mapping[str, Document]:
    return {path: reading.documents[path] for path in reading.lasting if path in reading.documents}


def _kept_articles(reading: Reading, now: datetime) -> Collection[str]:
    """The articles that are known to be as they were shown."""
    # At an earlier moment some of what was shown may be withheld.
    kept = reading.kept
    return kept.articles if kept and kept.is_not_after(microseconds(now)) else frozenset()


def _find_implied(
    reading: Reading,
    names: Names,
    now: datetime,
    lasting: Mapping[str, Document],
    own: Mapping[str, datetime | None],
    observations: Mapping[str, frozenset[int]],
) -> dict[str, Implied]:
    may_be = {path for path, one in lasting.items() if path not in own and _may_be_implied(one)}
    # Of most of them nothing has to be known.
    uses = _Uses(reading, names, observations)
    reached: dict[str, Implied] = {}
    starts = [(moment, path, lambda path=path: uses[path]) for path, moment in own.items()]
    for path, places in observations.items():
        for one in (lasting[path].observations[place] for place in sorted(places)):
            used = names.paths_of([use_of(SOURCE, one.source.id or "")])
            starts.append((shown_from(one), path, lambda used=used: used))
    for moment, path, used_by in sorted(starts, key=lambda one: (one[0] is None, one[0] or now, one[1])):
        for other in _reached_from(used_by(), may_be, uses):
            reached.setdefault(other, Implied(path, moment))
    if not reached:
        return {}
    shown = names.paths_of(_used_by_articles(reading, now, own))
    for document in (reading.portal, reading.old_addresses):
        shown |= names.paths_of(uses_of(document, None)) if document else set()
    for path in lasting.keys() - own.keys() - reached.keys():
        shown |= uses[path]
    shown_too = _reached_from(shown, may_be, uses)
    return {path: reached[path] for path in sorted(reached.keys() - shown_too)}


def _may_be_implied(document: Document) -> bool:
    # A topic that was merged is an old address, which was shown and leads on.
    merged = isinstance(document, Topic) and document.merged_into
    certain = document.path in DEFAULT_EDITORS or document.status == "published" or merged
    return isinstance(document, _IMPLIED_KINDS) and not certain


def _used_by_articles(reading: Reading, now: datetime, own: Collection[str]) -> set[str]:
    same, lasting = _kept_articles(reading, now), frozenset(reading.lasting)
    used = reading.kept.ids(USES) if same else set()
    for path in reading.documents.keys() - same:
        if path not in own and path not in lasting:
            summary = reading.summary(path)
            used.update(summary.uses if summary else uses_of(reading.documents[path], reading.scans.get(path)))
    return used


def _reached_from(first: Iterable[str], through: Collection[str], uses: "_Uses") -> set[str]:
    """Those of ``first`` that are among ``through``, and all of these that they lead to."""
    found: set[str] = set()
    waiting = [path for path in first if path in through]
    while waiting:
        path = waiting.pop()
        if path not in found:
            found.add(path)
            waiting += [other for other in uses[path] if other in through and other not in found]
    return found


class _Uses(dict[str, set[str]]):
    """The paths of what each document uses, articles aside; of a measure what its ``observations`` do not withhold."""

    def __init__(self, reading: Reading, names: Names, observations: Mapping[str, frozenset[int]]):
        super().__init__()
        self._reading = reading
        self._names = names
        self._observations = observations

    def __missing__(self, path: str) -> set[str]:
        reading = self._reading
        summary, document = reading.summary(path), reading.documents[path]
        if places := self._observations.get(path):
            document = document.without(places)
        named = summary.uses if summary else uses_of(document, reading.scans.get(path))
        found = self[path] = self._names.paths_of(named)
        if path not in reading.known:
            # Of a file with mistakes not every value was read.
            values, body = reading.structures[path].value, reading.documents[path].body
            found |= self._names.paths_of(possible_uses_in(values, body))
        return found


