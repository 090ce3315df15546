"""View models shared by pages: links, moments, cards, tables, lists.

Text is plain (templates escape it); dates and numbers are formatted. Internal addresses are
path-absolute without the base (``/berita/2019/x/``): templates write ``{{ BASE }}{{ url }}``.
External addresses are absolute. Classes with thousands of instances have slots.
"""

from dataclasses import dataclass
from datetime import date

from kabar.content.library import Library
from kabar.content.markdown_source.directives import Html
from kabar.figures.plot import LegendKey, Plot


def badge_of(path: str, library: Library) -> str:
    """ "Draf", "Terjadwal", "Belum terbit" (all that uses it is withheld) or "Sebagian belum terbit" (a measure with
    withheld observations); empty for what is public, and outside of previews.
    """
    withholding = library.withholding
    if not library.preview:
        return ""
    if path in withholding.own:
        return "Terjadwal" if withholding.own[path] else "Draf"
    if path in withholding.implied:
        return "Belum terbit"
    return "Sebagian belum terbit" if path in withholding.observations else ""


@dataclass(frozen=True, slots=True)
class Link:
    """A link; ``current``: it is the menu item that the page is below."""

    label: str
    url: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment for machines and readers.

    ``iso``: ISO 8601 with offset, or a date. ``text``: "Minggu, 26 Mei 2019 01.35 WIB".
    ``over``: of a deadline, the first moment after it, ISO 8601 with offset.
    ``struck``: it is no longer valid, and struck out.
    """

    iso: str
    text: str
    over: str = ""
    struck: bool = False


@dataclass(frozen=True)
class CalendarLink:
    """A calendar: its label, the absolute address to subscribe to (``webcal:``), and its file without base."""

    label: str
    subscribe: str
    url: str


@dataclass(frozen=True)
class Feed:
    """A feed: its title, address without base, and media type."""

    title: str
    url: str
    kind: str


@dataclass(frozen=True)
class Head:
    """Content of ``<head>``. The addresses in ``canonical``, ``image`` and ``translations`` are absolute.

    ``title`` includes the portal's name. ``json_ld`` are JSON texts with ``<`` escaped, safe inside ``<script>``.
    ``translations`` are pairs of language code and address. ``published``, ``modified``: ISO 8601 or empty. ``kind`` is
    Open Graph's type. ``image`` is empty where the page shares the portal's own picture. ``image_size``: width and
    height in pixels. ``shared_title`` is for social networks; empty: the page's heading.
    """

    title: str
    description: str
    canonical: str
    image: str
    image_alt: str
    image_size: tuple[int, int] = (1200, 630)
    kind: str = "website"
    published: str = ""
    modified: str = ""
    section: str = ""
    topics: tuple[str, ...] = ()
    noindex: bool = False
    feeds: tuple[Feed, ...] = ()
    translations: tuple[tuple[str, str], ...] = ()
    json_ld: tuple[str, ...] = ()
    shared_title: str = ""


@dataclass(frozen=True)
class PictureSource:
    """Files of one picture in one format, ``kind`` (a media type): pairs of address without base, and width."""

    kind: str
    files: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Picture:
    """A picture with alternative text, caption and credit. ``url`` is without base.

    ``width`` and ``height`` in pixels are 0 where the file does not state them. ``sources`` are its other files,
    better formats first; the last are those of the format of ``url``.
    """

    url: str
    alt: str
    caption: str
    credit: str
    width: int = 0
    height: int = 0
    sources: tuple[PictureSource, ...] = ()


@dataclass(frozen=True, slots=True)
class StageView:
    """A state of a training: its id and label of ``life.LABELS``, its first moment, whether registration is open.

    ``since`` is None for the first state.
    """

    state: str
    text: str
    since: Moment | None
    joinable: bool


@dataclass(frozen=True, slots=True)
class Training:
    """All states of a training, so that a script can show the one of the reader's clock.

    ``now`` is the state at build time, one of ``stages``. ``part`` is its part of an agenda then (``life.PARTS``).
    ``starts`` and ``over``: ISO 8601 with offset. ``rescheduled``: its date was moved. ``keys`` are its facets: pairs
    such as ("provinsi", "id-kb"); ``province`` is the name. ``joining`` is the period of registration, "<ISO
    8601>/<ISO 8601>", the first ".." where it is not stated; empty when it is over. ``when``, ``place``: as in
    ``Card``.
    """

    stages: tuple[StageView, ...]
    now: StageView
    part: str
    starts: str
    over: str
    rescheduled: bool = False
    keys: tuple[tuple[str, str], ...] = ()
    province: str = ""
    joining: str = ""
    when: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """An article in a list.

    ``badge`` is "Draf", "Terjadwal", "Dicabut", "Dibatalkan", "Ditunda" or empty. The other optional fields, except
    ``photo``, are those of trainings. ``when``, ``place``: "13–18 Mei 2019", "Pontianak, Kalimantan Barat".
    ``deadline`` is the close of registration, if stated, shown while ``training.now.joinable``; ``opens`` is its
    opening, shown before that. ``terms`` are cost, seats and organisers in one line. ``is_off``: the training is
    cancelled or postponed, as ``badge`` says, and ``when`` is not valid.
    """

    title: str
    url: str
    section: Link
    published: Moment
    summary: str
    lang: str = "id"
    badge: str = ""
    photo: Picture | None = None
    when: str = ""
    place: str = ""
    deadline: Moment | None = None
    training: Training | None = None
    opens: Moment | None = None
    terms: str = ""
    is_off: bool = False


@dataclass(frozen=True)
class EventFacts:
    """Facts that decide on taking part, at the top of a training's page (``event_summary.EventSummary``).

    ``reason`` says why it is cancelled, postponed or tentative. ``entry`` is the registration button, shown while
    registration is open; ``ways`` describe how to register where there is no button. ``cost`` is never empty.
    """

    reason: str
    when: Moment
    place: str
    cost: str
    deadline: Moment | None = None
    opens: Moment | None = None
    entry: Link | None = None
    ways: tuple[Link | str, ...] = ()
    contacts: tuple[Link | str, ...] = ()


@dataclass(frozen=True)
class Fact:
    """A labelled fact of one or more values: Link, Moment or text.

    ``is_deadline``: a script shows the days left.
    """

    label: str
    values: tuple[Link | Moment | str, ...]
    is_deadline: bool = False


@dataclass(frozen=True)
class SourceView:
    """A source. ``url`` may be empty. ``number`` is that of its note, or 0."""

    text: str
    url: str = ""
    number: int = 0


@dataclass(frozen=True)
class FigureText:
    """A figure in running text: machine value, its text, and the numbers of its source notes.

    ``measure`` links to the measure's page.
    """

    value: str
    text: str
    measure: Link
    notes: tuple[int, ...] = ()


@dataclass(frozen=True)
class ObservationView:
    """A row of a measure's table. ``badge`` is "Angka berbeda", "Target" … or empty.

    ``series`` names product and scope.
    """

    period: str
    value: str
    text: str
    kind: str
    partner: str
    sources: tuple[SourceView, ...]
    note: str = ""
    badge: str = ""
    series: str = ""


@dataclass(frozen=True)
class FigureChart:
    """A chart with its table, if any. ``title`` is a sentence, ``description`` the text alternative.

    ``keys`` are the legend of ``plot``. A plot without height has nothing to compare: the title states its number.
    ``note`` names a value that is not drawn in full.
    """

    title: str
    description: str
    unit: str
    plot: Plot
    keys: tuple[LegendKey, ...] = ()
    table: "FigureTable | None" = None
    note: str = ""


@dataclass(frozen=True)
class FigureTable:
    """A measure's observations as a table. ``has_partners``: whether that column is shown.

    ``folded`` are rows that are hidden until opened; with ``whole`` there is a link to that page instead.
    ``series_heading`` is that of the column of products and scopes, ``last_heading`` that of sources and notes; empty
    where there are none.
    """

    caption: str
    unit: str
    rows: tuple[ObservationView, ...]
    has_partners: bool
    measure: Link
    folded: tuple[ObservationView, ...] = ()
    series_heading: str = ""
    last_heading: str = "Sumber"
    whole: Link | None = None

    @property
    def all_rows(self) -> tuple[ObservationView, ...]:
        """All rows, folded ones last, for media without folding."""
        return self.rows + self.folded


@dataclass(frozen=True)
class SourceGroup:
    """The sources of one publisher; ``label`` counts its observations: "31 angka dari BPS"."""

    label: str
    sources: tuple[SourceView, ...]


BodyPart = Html | FigureText | FigureChart | FigureTable
BodyView = tuple[BodyPart, ...]


@dataclass(frozen=True)
class Pager:
    """Links to the newer and older page of a list, and the page's number.

    ``number`` is 0 on the front. Closed pages are numbered from the oldest; no total is shown, since it changes.
    """

    number: int = 0
    newer: Link | None = None
    older: Link | None = None


@dataclass(frozen=True)
class Listing:
    """A list of articles with its pager. ``empty`` is the text of a list without articles."""

    heading: str
    cards: tuple[Card, ...]
    pager: Pager = Pager()
    empty: str = ""


def profile_link(id: str, library: Library, day: date) -> Link:
    """The link to a person or organisation; an organisation by its name on ``day``."""
    if id in library.people:
        person = library.people[id]
        return Link(person.name, person.page_url)
    organisation = library.organisations[id]
    return Link(organisation.name_on(day), organisation.page_url)


def role_text(id: str, library: Library, day: date) -> str:
    """"peneliti, Balai Besar Kerajinan dan Batik": the roles of the person on ``day``, or empty."""
    offices = []
    for role in library.people[id].roles_on(day):
        office = library.organisations[role.organisation].name_on(day) if role.organisation else ""
        offices.append(", ".join(part for part in (role.title, office) if part))
    return "; ".join(offices)


