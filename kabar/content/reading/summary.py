"""The summary of an article: what lists, groups and checks of other documents need, without its text.

Made of plain values only, so that the summaries of an archive are read at once, while articles stay lazy.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from sys import intern
from typing import Any, NamedTuple
from urllib.parse import unquote

from kabar.content.markdown_source.body_scan import BodyScan
from kabar.content.media.picture_files import PictureFile
from kabar.content.models.article import WITHDRAWAL, Article, Export
from kabar.content.models.bimtek import Bimtek, as_day
from kabar.content.parsing.moments import in_zone
from kabar.content.reading.uses import FILE, uses_of


class TrainingCounts(NamedTuple):
    """The counts of a training: ``status`` as ``Bimtek.event_status``, ``year`` of its start in its own zone, ``ends``
    its last minute in microseconds. ``seats``, ``participants`` and ``women`` are None where unknown.
    """

    status: str
    year: int
    ends: int
    seats: int | None
    participants: int | None
    women: int | None


# Machine-readable files of all trainings.
OF_ALL_TRAININGS = (
    "bimtek/agenda.ics", "bimtek/batas-pendaftaran.ics", "bimtek/agenda.json", "bimtek/agenda.schema.json",
    "bimtek/agenda.v2.json", "bimtek/agenda.v2.schema.json",
)  # fmt: skip


def addresses_beside(article: Article) -> Iterator[str]:
    """Yield the addresses of lists, calendars and pages that exist because ``article`` is shown."""
    yield f"{article.section}/{article.year}"
    if article.withdrawn:
        return
    if isinstance(article, Export):
        yield from (f"ekspor/negara/{code.lower()}" for code in article.partners or ())
    if isinstance(article, Bimtek):
        yield f"{article.page_address}/acara.ics"
        yield from OF_ALL_TRAININGS
        yield from _ways_to(article)


def _ways_to(bimtek: Bimtek) -> Iterator[str]:
    if bimtek.start:
        yield from record_addresses(as_day(bimtek.start).year)
        yield f"bimtek/bulan/{as_day(bimtek.start).isoformat()[:7]}"
    if bimtek.access == "undangan":
        yield f"bimtek/akses/{bimtek.access}"
    yield f"bimtek/cara/{bimtek.mode}"
    for organiser in bimtek.organisers or ():
        if organiser.id:
            yield f"bimtek/lembaga/{organiser.id}"
            yield f"lembaga/{organiser.id}/agenda.ics"
    if bimtek.place and bimtek.place.province and bimtek.mode != "daring":
        yield f"bimtek/provinsi/{bimtek.place.province.lower()}"
        yield f"bimtek/provinsi/{bimtek.place.province.lower()}/agenda.ics"


def record_addresses(year: int) -> tuple[str, str]:
    """The addresses of the record of trainings that begin in ``year``."""
    return f"bimtek/{year}", f"bimtek/{year}/rekap.csv"


_LONGEST_SHARED = 80  # characters
_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_STEP = timedelta(microseconds=1)
_DAY = timedelta(days=1)


class ArticleSummary(NamedTuple):
    """A summary; moments are whole microseconds since 1970 in UTC, 0 = none.

    ``digest`` is that of path and bytes of the file, ``likeness`` that of the inputs of related articles. ``has_text``
    says whether the body has text. ``changed_text`` is ``changed`` in RFC 3339. ``highlight_until`` is a day as
    ``date.toordinal``. ``tags`` are as written. ``media`` are pictures and ``attached`` other files of the front
    matter; ``links`` are the link and picture targets of the body as written, ``linked`` the content paths of those
    that may be files. ``profiles`` are ids of profiles whose pages list it, ``holders`` those of organisers and
    instructors; ``figures`` are measures that it is based on or draws. ``begins`` is the start of a training, ``over``
    the moment when its days are past, ``begin_year`` the year in its own zone. ``ways`` are its facets but for topics:
    (facet, id). ``corrections`` are kind and moment of those that are shown, oldest first. ``event`` are status, start
    and end as written, ``counts`` the ``TrainingCounts``. ``moments`` are all moments at which its page or card may
    change, sorted. ``paragraphs`` are the digests of ``paragraphs_of``, separated by blanks. ``beside`` are
    ``addresses_beside``. For a withdrawn article ``holders``, ``partners``, ``figures``, ``ways``, ``counts``,
    ``moments`` and ``paragraphs`` are empty. ``uses`` are the documents that it uses (``uses.uses_of``), withdrawn or
    not.
    """

    path: str
    digest: bytes
    likeness: bytes
    status: str
    date: int
    changed: int
    changed_text: str
    lang: str
    translation_of: str
    highlight_until: int
    has_text: bool
    tags: tuple[str, ...]
    aliases: tuple[str, ...]
    media: tuple[str, ...]
    attached: tuple[str, ...]
    links: tuple[str, ...]
    linked: tuple[str, ...]
    profiles: tuple[str, ...]
    holders: tuple[str, ...]
    partners: tuple[str, ...]
    figures: tuple[str, ...]
    programme: str
    begins: int
    over: int
    begin_year: int
    ways: tuple[tuple[str, str], ...]
    corrections: tuple[tuple[str, int], ...]
    event: tuple[str, ...]
    counts: tuple[str | int | None, ...]
    moments: tuple[int, ...]
    paragraphs: str
    beside: tuple[str, ...]
    uses: tuple[str, ...]

    @property
    def relies_on(self) -> Iterator[str]:
        """Yield all whose change requires a revalidation: ``uses``, and its files."""
        yield from self.uses
        yield from (f"{FILE}:{path}" for path in (*self.media, *self.attached, *self.linked))

    def is_withheld(self, moment: int) -> bool:
        """As ``Article.is_withheld``; ``moment`` in microseconds."""
        return self.status == "draft" or self.date > moment


def summary_of(article: Article, scan: BodyScan | None, digest: bytes) -> ArticleSummary:
    """The summary of ``article``, which has no errors; ``digest`` is that of its file's bytes."""
    bimtek = article if isinstance(article, Bimtek) else None
    shown = not article.withdrawn
    links = tuple(dict.fromkeys(link.target for link in scan.links)) if scan else ()
    return ArticleSummary(
        path=article.path,
        digest=hashlib.blake2b(f"{article.path}\0".encode() + digest, digest_size=16).digest(),
        likeness=_likeness(article),
        status=article.status,
        date=microseconds(article.date),
        changed=microseconds(article.changed),
        changed_text=_text(article.changed),
        lang=article.lang,
        translation_of=article.translation_of or "",
        highlight_until=article.highlight_until.toordinal() if article.highlight_until else 0,
        has_text=scan is not None,
        tags=article.tags,
        aliases=article.aliases,
        media=tuple(dict.fromkeys(photo.file for _, photo in article.pictures())),
        attached=tuple(one.file for one in article.attachments),
        links=links,
        linked=tuple(dict.fromkeys(filter(None, map(_file, links)))),
        profiles=tuple(dict.fromkeys(_profiles(article))),
        holders=tuple(dict.fromkeys(_holders(bimtek))) if bimtek and shown else (),
        partners=tuple(dict.fromkeys(article.partners)) if isinstance(article, Export) and shown else (),
        figures=tuple(dict.fromkeys(_figures(article, scan))) if shown else (),
        programme=bimtek.programme or "" if bimtek else "",
        begins=microseconds(bimtek.starts_at) if bimtek else 0,
        over=_over(bimtek) if bimtek else 0,
        begin_year=as_day(bimtek.start).year if bimtek else 0,
        ways=tuple(_ways(bimtek)) if bimtek and shown else (),
        corrections=tuple(_corrections(article)),
        event=(bimtek.event_status, bimtek.start.isoformat(), bimtek.end.isoformat()) if bimtek else (),
        counts=tuple(_counts(bimtek)) if bimtek and shown else (),
        moments=tuple(sorted(set(_moments(bimtek)))) if bimtek and shown else (),
        paragraphs=" ".join(paragraphs_of(article.body)) if shown else "",
        beside=tuple(addresses_beside(article)),
        uses=uses_of(article, scan),
    )


def as_json(summary: ArticleSummary) -> str:
    """``summary`` as JSON, by the names of its fields."""
    fields = summary._asdict() | {"digest": summary.digest.hex(), "likeness": summary.likeness.hex()}
    return json.dumps(fields, separators=(",", ":"))


def from_json(text: str) -> ArticleSummary:
    """Parse what ``as_json`` wrote; short strings are interned, since many summaries have the same."""
    fields = {name: _shared(value) for name, value in json.loads(text).items()}
    return ArticleSummary(**fields | {name: bytes.fromhex(fields[name]) for name in ("digest", "likeness")})


def _shared(value: Any) -> Any:
    if type(value) is list:
        return tuple([_shared(one) for one in value])
    return intern(value) if type(value) is str and len(value) <= _LONGEST_SHARED else value


def paragraphs_of(body: str) -> tuple[str, ...]:
    """A digest of each paragraph of ``body``: eight hexadecimal digits; line breaks within a paragraph do not count."""
    texts = (" ".join(part.split()) for part in _BLANK_LINES.split(body))
    return tuple(hashlib.sha256(text.encode()).hexdigest()[:8] for text in texts if text)


def microseconds(moment: datetime) -> int:
    """An aware moment as microseconds since 1970."""
    return (moment - _EPOCH) // _STEP


def moment_of(count: int) -> datetime:
    """The inverse of ``microseconds``, in UTC."""
    return _EPOCH + count * _STEP


def _text(moment: datetime) -> str:
    # Local mean time has offsets with seconds, which RFC 3339 cannot express.
    odd = (moment.utcoffset() or timedelta()) % timedelta(minutes=1)
    return (moment.astimezone(UTC) if odd else moment).isoformat()


def _file(target: str) -> str:
    """The content path of the picture or attachment that a link target names; empty for other targets."""
    if target.startswith(("{filename}", "http", "#")):
        return ""
    path = unquote(target).removeprefix("{static}").lstrip("/").partition("#")[0].partition("?")[0]
    return "" if path.endswith("/") else path


def _corrections(article: Article) -> list[tuple[str, int]]:
    shown = (one for one in article.corrections if not article.withdrawn or one.kind == WITHDRAWAL)
    return sorted(((one.kind, microseconds(one.date)) for one in shown), key=lambda one: (one[1], one[0]))


def _likeness(article: Article) -> bytes:
    placed = (article.path, article.date.isoformat(), article.lang, article.translation_of, article.withdrawn)
    text = repr((*placed, article.title, article.summary, article.tags))
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _profiles(article: Article) -> Iterator[str]:
    yield from article.authors
    if isinstance(article, Bimtek) and not article.withdrawn:
        yield from _holders(article)
        yield from article.registration.through if article.registration else ()
        if article.certificate and article.certificate.issuer:
            yield article.certificate.issuer


def _holders(bimtek: Bimtek) -> Iterator[str]:
    yield from (organiser.id for organiser in bimtek.organisers if organiser.id)
    yield from (instructor.id for instructor in bimtek.instructors if instructor.id)


def _figures(article: Article, scan: BodyScan | None) -> Iterator[str]:
    if isinstance(article, Export):
        yield from article.figures
    yield from (one.measure for one in (scan.directives if scan else ()))


def _ways(bimtek: Bimtek) -> Iterator[tuple[str, str]]:
    province = bimtek.place.province if bimtek.place else None
    if province and bimtek.mode != "daring":
        yield "provinsi", province.lower()
    yield from dict.fromkeys(("lembaga", one.id) for one in bimtek.organisers if one.id)
    if bimtek.access == "undangan":
        yield "akses", bimtek.access
    yield "cara", bimtek.mode
    yield "bulan", as_day(bimtek.start).isoformat()[:7]


def _counts(bimtek: Bimtek) -> TrainingCounts:
    came = bimtek.participants
    return TrainingCounts(
        bimtek.event_status,
        as_day(bimtek.start).year,
        microseconds(bimtek.ends_at),
        bimtek.quota,
        came.total if came else None,
        came.women if came else None,
    )


def _moments(bimtek: Bimtek) -> Iterator[int]:
    # Each as the start and as the end of a span. The training is over one microsecond after its last minute.
    given: list[date | datetime | None] = [bimtek.start, bimtek.end]
    if registration := bimtek.registration:
        given += [registration.opens, registration.closes, registration.selection_announced]
    for one in given:
        if one is not None:
            yield microseconds(in_zone(one, bimtek.zone))
            yield microseconds(in_zone(_after(one), bimtek.zone))
    yield microseconds(bimtek.ends_at)
    yield microseconds(bimtek.ends_at) + 1


def _over(bimtek: Bimtek) -> int:
    return max(microseconds(bimtek.starts_at), microseconds(in_zone(_after(bimtek.end), bimtek.zone)))


def _after(moment: date | datetime) -> date | datetime:
    return moment if isinstance(moment, datetime) else moment + _DAY


@dataclass(frozen=True)
class SummaryFingerprints:
    """Fingerprints of what articles show at the moment ``now``, in microseconds.

    ``pictures`` are the portal's by content path, ``digests`` those of other published files. ``tags`` returns the
    topic ids of an article, ``file`` the digest of a document, both by content path.
    """

    now: int
    pictures: Mapping[str, PictureFile]
    digests: Mapping[str, str]
    tags: Callable[[str], tuple[str, ...]]
    file: Callable[[str], bytes]

    def of(self, summary: ArticleSummary) -> bytes:
        """The fingerprint of an article: of its path, file, topics, pictures, attachments and organisers.

        It differs also where the article is shown only in a preview, since its date is after ``now``.
        """
        digest = hashlib.blake2b(summary.digest, digest_size=16)
        digest.update("\n".join(self.tags(summary.path)).encode())
        if summary.date > self.now:
            digest.update(b">")
        for part in (*self._files(summary), *self._organisers(summary)):
            digest.update(part)
        return digest.digest()

    def _files(self, summary: ArticleSummary) -> Iterator[bytes]:
        for path in (*summary.media, *summary.linked):
            if one := self.pictures.get(path):
                yield repr((one.digest, one.width, one.height, one.kind)).encode()
        # Pages show the size of the cleaned file, which follows from its bytes.
        for path in (*summary.attached, *summary.linked):
            yield self.digests.get(path, "").encode()

    def _organisers(self, summary: ArticleSummary) -> Iterator[bytes]:
        return (self.file(f"lembaga/{id}.md") for way, id in summary.ways if way == "lembaga")


