"""Which documents are withheld, and why.

A document is withheld by its own file (a draft, or an embargo), or by implication: a person, an organisation, a topic,
a measure or a source that is used only by documents withheld by their own files, or by withheld observations. A
document that nothing uses is shown.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from kabar.content.models.article import DEFAULT_EDITOR, Article
from kabar.content.models.figure import Figure
from kabar.content.models.model import Document, Withholdable, is_withheld, shown_from
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

# Not StaticPage: readers find static pages without a document that uses them.
_IMPLIED_KINDS = (Person, Organisation, Topic, Figure, Source)
_Whole = Person | Organisation | Topic | StaticPage | Source  # withheld as a whole, unlike a Figure
DEFAULT_EDITORS = (f"lembaga/{DEFAULT_EDITOR}.md", f"orang/{DEFAULT_EDITOR}.md")


@dataclass(frozen=True)
class Implied:
    """Why a document is withheld by implication: ``because`` is the path of the first document that will show it, at
    the moment ``shown_from`` (None: never).
    """

    because: str
    shown_from: datetime | None


@dataclass(frozen=True)
class Withholding:
    """What is withheld at one moment, by content path.

    ``own`` are documents withheld by their own files, with the moment from which they are shown (None: never).
    ``implied`` are those that only such documents use. ``observations`` are the indices of withheld observations, by
    measures that are shown in part. ``moments`` are all at which a document that is no article, or an observation,
    comes to be shown.
    """

    own: Mapping[str, datetime | None] = field(default_factory=dict)
    implied: Mapping[str, Implied] = field(default_factory=dict)
    observations: Mapping[str, frozenset[int]] = field(default_factory=dict)
    moments: tuple[datetime, ...] = ()

    def __contains__(self, path: object) -> bool:
        """Whether the document ``path`` is withheld as a whole."""
        return path in self.own or path in self.implied

    def shown_from(self, path: str) -> datetime | None:
        """The moment from which the withheld document ``path`` is shown; None: never."""
        return self.implied[path].shown_from if path in self.implied else self.own[path]

    def shown_part(self, document: D) -> D:
        """``document``, not withheld as a whole, without its withheld observations."""
        places = self.observations.get(document.path)
        return document.without(places) if places and isinstance(document, Figure) else document


NOTHING = Withholding()


def withheld_by_own_files(reading: Reading, now: datetime) -> dict[str, datetime | None]:
    """The documents that their own files withhold at ``now``, as ``Withholding.own``."""
    own = {path: _own_moment(one, now) for path, one in _lasting(reading).items() if is_own(one, now)}
    return own | _withheld_articles(reading, now)


def find_withholding(
    reading: Reading, names: Names, now: datetime, own: Mapping[str, datetime | None]
) -> Withholding:
    """What of ``reading`` is withheld at ``now``.

    ``names`` resolve references to its documents; ``own`` are those withheld by their own files.
    """
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
    """Whether the file of ``document``, no article, withholds it at ``now``.

    The default editor cannot be withheld, which ``withheld_checks`` reports.
    """
    if document.path in DEFAULT_EDITORS:
        return False
    if isinstance(document, Figure):
        return document.is_withheld(now)
    return isinstance(document, _Whole) and is_withheld(document, now)


def _own_moment(document: Document, now: datetime) -> datetime | None:
    if isinstance(document, Figure):
        return document.shown_from(now)
    return shown_from(document) if isinstance(document, _Whole) else None


def _moments(documents: Iterable[Document], now: datetime) -> Iterator[datetime]:
    for document in documents:
        parts: list[Withholdable] = [document] if isinstance(document, Figure | _Whole) else []
        if isinstance(document, Figure):
            parts += document.observations or ()
        for part in parts:
            if part.status != "draft" and part.embargo and part.embargo > now:
                yield part.embargo


def _withheld_articles(reading: Reading, now: datetime) -> dict[str, datetime | None]:
    moment = microseconds(now)
    found: dict[str, datetime | None] = {}
    for path in reading.documents.keys() - _kept_articles(reading, now):
        if summary := reading.summary(path):
            if summary.is_withheld(moment):
                found[path] = None if summary.status == "draft" else moment_of(summary.date)
        elif isinstance(article := reading.documents[path], Article):
            # An article with errors may have no date.
            if article.status == "draft":
                found[path] = None
            elif article.date and article.date > now:
                found[path] = article.date
    return dict(sorted(found.items()))


def _lasting(reading: Reading) -> Mapping[str, Document]:
    return {path: reading.documents[path] for path in reading.lasting if path in reading.documents}


def _kept_articles(reading: Reading, now: datetime) -> Collection[str]:
    """The unchanged articles that were shown and still are."""
    # At an earlier moment some of them may be withheld.
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
    uses = _Uses(reading, names, observations)
    reached: dict[str, Implied] = {}
    # None stands for the uses of the whole document.
    starts: list[tuple[datetime | None, str, set[str] | None]] = [(moment, path, None) for path, moment in own.items()]
    for path, places in observations.items():
        figure = lasting[path]
        assert isinstance(figure, Figure)
        for one in (figure.observations[place] for place in sorted(places)):
            starts.append((shown_from(one), path, names.paths_of([use_of(SOURCE, one.source.id or "")])))
    for moment, path, used in sorted(starts, key=lambda one: (one[0] is None, one[0] or now, one[1])):
        for other in _reached_from(uses[path] if used is None else used, may_be, uses):
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
    if not isinstance(document, _IMPLIED_KINDS) or document.path in DEFAULT_EDITORS or document.status == "published":
        return False
    # A merged topic is an old address, which was shown and redirects.
    return not (isinstance(document, Topic) and document.merged_into)


def _used_by_articles(reading: Reading, now: datetime, own: Collection[str]) -> set[str]:
    same, lasting = _kept_articles(reading, now), frozenset(reading.lasting)
    used = reading.kept.ids(USES) if reading.kept and same else set()
    for path in reading.documents.keys() - same:
        if path not in own and path not in lasting:
            summary = reading.summary(path)
            used.update(summary.uses if summary else uses_of(reading.documents[path], reading.scans.get(path)))
    return used


def _reached_from(first: Iterable[str], through: Collection[str], uses: "_Uses") -> set[str]:
    """Those of ``first`` that are in ``through``, and all in ``through`` that they use directly or indirectly."""
    found: set[str] = set()
    waiting = [path for path in first if path in through]
    while waiting:
        path = waiting.pop()
        if path not in found:
            found.add(path)
            waiting += [other for other in uses[path] if other in through and other not in found]
    return found


class _Uses(dict[str, set[str]]):
    """The paths of the documents that each document uses, without articles; of a measure without its withheld
    observations.
    """

    def __init__(self, reading: Reading, names: Names, observations: Mapping[str, frozenset[int]]):
        super().__init__()
        self._reading = reading
        self._names = names
        self._observations = observations

    def __missing__(self, path: str) -> set[str]:
        reading = self._reading
        summary, document = reading.summary(path), reading.documents[path]
        if (places := self._observations.get(path)) and isinstance(document, Figure):
            document = document.without(places)
        named = summary.uses if summary else uses_of(document, reading.scans.get(path))
        found = self[path] = self._names.paths_of(named)
        if path not in reading.known:
            # In a file with errors some values could not be read.
            values, body = reading.structures[path].value, reading.documents[path].body
            found |= self._names.paths_of(possible_uses_in(values, body))
        return found


