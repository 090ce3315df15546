"""What a template is handed: the small values that every kind of page is made of.

All text is plain (templates escape it), all dates, numbers and choices are made. Internal
addresses are path-absolute without the base (``/berita/2019/x/``): templates write
``{{ BASE }}{{ url }}``. Outside addresses are whole and written as they are. Those of which an
archive has thousands have slots.
"""

from dataclasses import dataclass
from datetime import date

from kabar.content.library import Library
from kabar.content.markdown_source.directives import Html
from kabar.figures.plot import Key, Plot


def badge_of(path: str, library: Library) -> str:
    """ "Draf", "Terjadwal", "Belum terbit" (it waits for what uses it) or "Sebagian belum terbit" (of a measure an
    observation is withheld); nothing for what is shown to all, and nothing but in a preview.
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
    """A named address. ``current`` marks the one that leads to the page itself."""

    label: str
    url: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment as machines and as readers read it.

    ``iso``: ISO 8601 with offset, or a date. ``text``: "Minggu, 26 Mei 2019 01.35 WIB".
    ``over``: of a deadline, the first moment at which it has passed, ISO 8601 with offset.
    ``struck``: whether it holds no more, and is only told.
    """

    iso: str
    text: str
    over: str = ""
    struck: bool = False


@dataclass(frozen=True)
class CalendarLink:
    """A calendar: what it holds, the whole address to subscribe to (``webcal:``), and its file without base."""

    label: str
    subscribe: str
    url: str


@dataclass(frozen=True)
class Feed:
    """A feed to announce: its title, address without base, and media type."""

    title: str
    url: str
    kind: str


@dataclass(frozen=True)
class Head:
    """What stands in ``<head>``. ``canonical``, ``image`` and ``translations`` are whole addresses.

    ``title`` is the whole title, portal's name included. ``json_ld`` are JSON texts in which
    ``<`` is already written as an escape, so that they are safe inside ``<script>``.
    ``translations`` pairs a language code with an address. ``published``, ``modified``: ISO 8601
    or empty. ``kind`` is Open Graph's type. ``image`` is empty where the portal's own picture stands for the page.
    ``image_size``: width and height in pixels. ``shared_title`` is what networks show; empty: the page's heading.
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
    """A picture with what must be told of it. ``url`` is without base.

    ``width`` and ``height`` in pixels are 0 when the file does not say them. ``sources`` are other files of it,
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
class Stage:
    """A state of a training: its id and words of ``life.LABELS``, from when it holds, whether one may join.

    ``since`` is None for the first, which holds from before all that is told.
    """

    state: str
    text: str
    since: Moment | None
    joinable: bool


@dataclass(frozen=True, slots=True)
class Training:
    """A training's life, so that what is read is true when it is read.

    ``now`` is the stage at the build, one of ``stages``. ``part`` is where it stands in an agenda then
    (``life.PARTS``). ``starts`` and ``over``: ISO 8601 with offset. ``rescheduled`` tells that its date
    was moved. ``keys`` are what it can be found by: pairs such as ("provinsi", "id-kb"); ``province`` is the name.
    ``joining`` is from when until when one may register, "<ISO 8601>/<ISO 8601>", the first ".." where nothing tells
    it; empty when that is over. ``when``, ``place``: as in ``Card``.
    """

    stages: tuple[Stage, ...]
    now: Stage
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
    """One entry in a list.

    ``mark`` is "Draf", "Terjadwal", "Dicabut", "Dibatalkan", "Ditunda" or empty. The rest is stated for trainings.
    ``when``, ``place``: "13–18 Mei 2019", "Pontianak, Kalimantan Barat". ``deadline`` is the close of registration,
    where one is stated; it counts while ``training.now.joinable``. ``opens`` is its opening, which counts until then.
    ``terms`` are cost, seats and organisers in one line. ``is_off``: ``when`` holds no more, since the training is
    cancelled or postponed, which ``mark`` says then.
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
    """What one decides by, for the first screen of a training's page (``event_summary.EventSummary``).

    ``reason`` says why it is off, or not certain. ``entry`` is the one button, which counts while one can join;
    ``ways`` say in words how one registers where no button does. A cost that is not stated is said so.
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

    ``is_deadline``: where scripts run, the days left to its moment are told.
    """

    label: str
    values: tuple[Link | Moment | str, ...]
    is_deadline: bool = False


@dataclass(frozen=True)
class Source:
    """What something rests on. ``url`` may be empty. ``number`` is its place among the notes, or 0."""

    text: str
    url: str = ""
    number: int = 0


@dataclass(frozen=True)
class FigureText:
    """A figure in running text: machine value, its text, and the numbers of its source notes.

    ``measure`` is a link to the measure's own page.
    """

    value: str
    text: str
    measure: Link
    notes: tuple[int, ...] = ()


@dataclass(frozen=True)
class Observation:
    """A row of a figure's table, texts ready. ``mark`` is "Angka berbeda", "Target" … or empty.

    ``series`` names product and scope.
    """

    period: str
    value: str
    text: str
    kind: str
    partner: str
    sources: tuple[Source, ...]
    note: str = ""
    badge: str = ""
    series: str = ""


@dataclass(frozen=True)
class FigureChart:
    """A chart and the table behind it, if any. ``title`` is a sentence, ``description`` tells more of it in words.

    ``keys`` tell what the patterns and dots of ``plot`` mean, where it has any. A plot without height has nothing to
    compare: the title says its number. ``note`` says which value is not drawn in full.
    """

    title: str
    description: str
    unit: str
    plot: Plot
    keys: tuple[Key, ...] = ()
    table: "FigureTable | None" = None
    note: str = ""


@dataclass(frozen=True)
class FigureTable:
    """A measure's observations as a table. ``has_partners`` tells whether that column is needed.

    ``folded`` are rows that stand behind a line which opens them; where ``whole`` is given, the line leads to it.
    ``series_heading`` is that of the column of products and scopes, ``last_heading`` that of sources and notes; empty
    where there are none.
    """

    caption: str
    unit: str
    rows: tuple[Observation, ...]
    has_partners: bool
    measure: Link
    folded: tuple[Observation, ...] = ()
    series_heading: str = ""
    last_heading: str = "Sumber"
    whole: Link | None = None

    @property
    def all_rows(self) -> tuple[Observation, ...]:
        """The rows and then those that are folded, for readers that cannot open them."""
        return self.rows + self.folded


@dataclass(frozen=True)
class SourceGroup:
    """The sources of one publisher, below a line that says how many figures come from it: "31 angka dari BPS"."""

    label: str
    sources: tuple[Source, ...]


BodyView = tuple[Html | FigureText | FigureChart | FigureTable, ...]


@dataclass(frozen=True)
class Pager:
    """Where a paged list leads on: newer and older pages, and this closed page's number.

    ``number`` is 0 on the front of a list. Closed pages are counted from the oldest and never
    show a total.
    """

    number: int = 0
    newer: Link | None = None
    older: Link | None = None


@dataclass(frozen=True)
class Listing:
    """A list of entries with where it leads on. ``empty`` says what would be there."""

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
    """"peneliti, Balai Besar Kerajinan dan Batik": what the person was on ``day``, or nothing."""
    offices = []
    for role in library.people[id].roles_on(day):
        office = library.organisations[role.organisation].name_on(day) if role.organisation else ""
        offices.append(", ".join(part for part in (role.title, office) if part))
    return "; ".join(offices)


