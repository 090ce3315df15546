"""The view model of each kind of page: all that its template gets, as ``page``."""

from dataclasses import dataclass

from kabar.pages.parts.content_security import PAGE
from kabar.pages.parts.views import (
    BodyView,
    CalendarLink,
    Card,
    EventFacts,
    Fact,
    FigureChart,
    FigureTable,
    Head,
    Link,
    Listing,
    Moment,
    Pager,
    Picture,
    Source,
    SourceGroup,
    Training,
)


@dataclass(frozen=True, kw_only=True)
class Page:
    """What every page has. ``menu`` marks where in the portal one is; ``address`` is without base.

    ``footer`` leads to the pages that every page must lead to: masthead, guidelines, contact …
    ``contact``: ways to reach the portal, each a kind with links.
    ``policy`` tells browsers what the page may load (Content-Security-Policy).
    """

    head: Head
    address: str
    heading: str
    menu: tuple[Link, ...] = ()
    footer: tuple[Link, ...] = ()
    contact: tuple[Fact, ...] = ()
    breadcrumb: tuple[Link, ...] = ()
    lang: str = "id"
    policy: str = PAGE


@dataclass(frozen=True)
class Attachment:
    """A file to download: "Formulir (PDF, 120 kB)"."""

    title: str
    url: str
    kind: str
    size: str


@dataclass(frozen=True)
class Correction:
    """A correction as shown: ``label`` is "Koreksi", "Ralat", "Hak jawab" or "Pencabutan"."""

    label: str
    date: Moment
    text: str
    link: Link | None
    anchor: str


@dataclass(frozen=True)
class ListedCorrection:
    """A correction in the list of all: ``entry`` leads to where it stands, ``lang`` is that of its texts."""

    entry: Link
    correction: Correction
    lang: str = "id"


@dataclass(frozen=True, kw_only=True)
class CorrectionsPage(Page):
    """``/koreksi/`` or a closed page of it. ``report`` leads to how one tells of a mistake."""

    intro: str
    corrections: tuple[ListedCorrection, ...]
    pager: Pager
    empty: str
    report: Link | None = None
    follow: tuple[Link, ...] = ()


@dataclass(frozen=True)
class Genuineness:
    """What an invitation to a training can be held against; ``guide`` tells how to check and report."""

    facts: tuple[Fact, ...]
    guide: Link | None


@dataclass(frozen=True, kw_only=True)
class ArticlePage(Page):
    """An entry of berita, bimtek or ekspor.

    ``heading`` is its headline, ``lead`` its summary. ``contents`` lead to the headings of a long text. ``facts`` are
    those of a training or an export story, ``training`` a training's life, ``event`` what one decides by. ``mark`` as
    in ``Card``. A withdrawn entry has no lead, photo and body; its correction says why. ``series`` are other trainings
    of the same programme, ``told_by`` what was written about a training, ``trainings`` those that the text leads to.
    ``message`` is a training's essentials ready to be sent, in a preview alone.
    """

    section: Link
    badge: str
    lead: str
    authors: tuple[Link, ...]
    editor: Link | None
    published: Moment
    modified: Moment | None
    photo: Picture | None
    dateline: str
    body: BodyView
    topics: tuple[Link, ...]
    based_on: tuple[Source, ...]
    figure_sources: tuple[Source, ...]
    corrections: tuple[Correction, ...]
    attachments: tuple[Attachment, ...]
    gallery: tuple[Picture, ...]
    facts: tuple[Fact, ...]
    outcome: str
    translations: tuple[Link, ...]
    related: tuple[Card, ...]
    share: tuple[Link, ...]
    contents: tuple[Link, ...] = ()
    training: Training | None = None
    event: EventFacts | None = None
    series: tuple[Card, ...] = ()
    backlinks: tuple[Card, ...] = ()
    trainings: tuple[Card, ...] = ()
    genuineness: Genuineness | None = None
    message: str = ""
    withdrawn: bool = False


@dataclass(frozen=True)
class TopicWeight:
    """A topic with the number of entries it holds, itself and its narrower topics."""

    link: Link
    count: int
    definition: str = ""
    narrower: tuple["TopicWeight", ...] = ()


@dataclass(frozen=True)
class FrontBlock:
    """A part of the front page below the newest stories; ``kind`` is one of ``portal.FrontBlockName``.

    ``cards`` are those of stories; ``text`` says what they are about, or is empty.
    """

    kind: str
    heading: str
    more: Link
    cards: tuple[Card, ...] = ()
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class FrontPage(Page):
    """The front page. ``lead`` is None in an empty portal.

    ``seconds`` stand below a lead without a photo. ``blocks`` follow in the order that ``portal.yaml`` gives; those of
    the kinds ``trainings``, ``figure`` and ``topics`` show what the fields of these names hold. ``trainings`` come by
    deadline: those that can be joined, and those that open later, for the reader's clock to show. ``is_joinable``
    tells whether any can be joined at the build; ``provinces`` are those of all such trainings, left out or not.
    """

    tagline: str
    lead: Card | None
    latest: tuple[Card, ...]
    seconds: tuple[Card, ...] = ()
    blocks: tuple[FrontBlock, ...] = ()
    trainings: tuple[Card, ...]
    trainings_empty: str
    provinces: tuple[Link, ...] = ()
    is_joinable: bool
    figure: FigureChart | None
    topics: tuple[TopicWeight, ...]


@dataclass(frozen=True, kw_only=True)
class SectionPage(Page):
    """A section's front page, a closed page of it, or one year of it. ``section`` is its folder.

    ``figures`` are charts that lead the front page of export news; ``explainers`` stand apart from news.
    """

    section: str
    intro: str
    listing: Listing
    years: tuple[Link, ...]
    figures: tuple[FigureChart, ...] = ()
    explainers: FrontBlock | None = None


@dataclass(frozen=True)
class AgendaPart:
    """Trainings at one point of their life; ``id`` is one of ``life.PARTS``. ``empty`` may be empty.

    The first ``shown`` stand open, the others behind "Lebih banyak". ``months`` are those in which they begin, one for
    each card: "Mei 2019"; ``by_month`` tells whether they are headings.
    """

    id: str
    heading: str
    cards: tuple[Card, ...]
    empty: str = ""
    shown: int = 10
    months: tuple[str, ...] = ()
    by_month: bool = False


@dataclass(frozen=True)
class FilterGroup:
    """One way to find trainings: ``way`` as in ``Training.keys``, and a link for each id that finds some."""

    way: str
    label: str
    choices: tuple[tuple[str, Link], ...]


@dataclass(frozen=True, kw_only=True)
class AgendaPage(Page):
    """``/bimtek/``, or the trainings that one way finds: a front, or a closed page with ``past`` alone.

    ``parts`` stand in the order of ``life.PARTS``; of an agenda's last part only the newest are held,
    ``years`` lead to the rest. ``past`` is the paged list of those that are over. Only the whole agenda has
    ``filters``. ``calendars`` are those of the page's trainings.
    """

    intro: str
    parts: tuple[AgendaPart, ...]
    past: Listing | None = None
    filters: tuple[FilterGroup, ...] = ()
    years: tuple[Link, ...] = ()
    follow: tuple[Link, ...] = ()
    calendars: tuple[CalendarLink, ...] = ()


@dataclass(frozen=True)
class RecordRow:
    """A training in the record of a year. Numbers are texts; one that is not told is empty."""

    training: Card
    organisers: tuple[str, ...]
    seats: str
    participants: str


@dataclass(frozen=True, kw_only=True)
class YearRecordPage(Page):
    """``/bimtek/<year>/``: every training that begins in that year, with totals and ``download`` as CSV.

    ``announced`` are those that were published in that year and begin in another.
    """

    intro: str
    totals: tuple[Fact, ...]
    rows: tuple[RecordRow, ...]
    download: Link | None
    announced: tuple[Card, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SearchPage(Page):
    """``/cari/``. ``elsewhere`` is the search engine that its form asks without scripts, for pages of ``site``.

    ``topics`` are those with most entries, for who finds nothing.
    """

    intro: str
    elsewhere: str
    site: str
    ways: tuple[Link, ...]
    topics: tuple[Link, ...] = ()


@dataclass(frozen=True, kw_only=True)
class LatestPage(Page):
    """Entries as headlines: the newest of all sections (``/terkini/``, which a script takes into articles), or those
    that use a measure."""

    listing: Listing


@dataclass(frozen=True, kw_only=True)
class TopicPage(Page):
    """A topic: its place in the tree and its entries, those of narrower topics included.

    ``newest`` are the first of its entries, ``listing`` the rest; a closed page has only ``listing``. ``figures`` are
    its few newest measures, ``more_figures`` lead to the others. ``joinable`` are trainings among them that take
    registrations now or later, by deadline (``is_joinable``: any of them at the build); ``follow`` are ways to hear of
    new entries, ``calendars`` those of its trainings. ``badge`` is the word of a preview for what is not shown to the
    public yet, or empty.
    """

    definition: str
    body: BodyView
    synonyms: tuple[str, ...]
    broader: tuple[Link, ...]
    narrower: tuple[Link, ...]
    related: tuple[Link, ...]
    counts: tuple[Fact, ...]
    listing: Listing
    newest: Listing | None = None
    figures: tuple["FigureSummary", ...] = ()
    more_figures: tuple[Link, ...] = ()
    joinable: tuple[Card, ...] = ()
    is_joinable: bool = False
    figure_sources: tuple[Source, ...] = ()
    follow: tuple[Link, ...] = ()
    calendars: tuple[CalendarLink, ...] = ()
    badge: str = ""


@dataclass(frozen=True)
class AlphabetEntry:
    """A line of the A to Z: a topic, or a synonym or old name that points to one ("lihat")."""

    label: str
    topic: Link
    is_synonym: bool
    count: int


@dataclass(frozen=True, kw_only=True)
class TopicIndexPage(Page):
    """All topics as a tree, and from A to Z: pairs of a letter and its entries."""

    intro: str
    tree: tuple[TopicWeight, ...]
    alphabet: tuple[tuple[str, tuple[AlphabetEntry, ...]], ...]


@dataclass(frozen=True)
class Counted:
    """A sum, "30", or "–" where there is none.

    ``rests_on``: of how many it was recorded, unless of all: "1 dari 2 bimtek".
    """

    number: str
    rests_on: str = ""


@dataclass(frozen=True)
class YearTotals:
    """The trainings of one year: how many, their seats and participants. ``year`` leads to the record."""

    year: Link
    trainings: str
    seats: Counted
    participants: Counted


@dataclass(frozen=True, kw_only=True)
class ProfilePage(Page):
    """An organisation or a person: facts, text, and the entries by or about it.

    ``trainings`` are those that it holds or teaches, by year, with ``totals`` of all and ways to them. ``roles`` are a
    person's offices, by which the search finds people. ``badge`` as in ``TopicPage``.
    """

    kind: str
    subtitle: str
    facts: tuple[Fact, ...]
    body: BodyView
    listing: Listing
    figure_sources: tuple[Source, ...] = ()
    totals: tuple[Fact, ...] = ()
    trainings: tuple[YearTotals, ...] = ()
    training_ways: tuple[Link, ...] = ()
    roles: tuple[str, ...] = ()
    badge: str = ""


@dataclass(frozen=True)
class IndexEntry:
    """One line of an index: a link and what tells it apart."""

    link: Link
    detail: str


@dataclass(frozen=True, kw_only=True)
class IndexPage(Page):
    """An index of organisations, people or sources: groups of (label, entries)."""

    intro: str
    groups: tuple[tuple[str, tuple[IndexEntry, ...]], ...]
    empty: str
    pager: Pager | None = None


@dataclass(frozen=True, kw_only=True)
class FigurePage(Page):
    """A measure of the ledger. ``latest`` says the newest value in words, where no chart has it as its title.

    ``conflicts`` are values that contradict each other; ``all_conflicts`` leads to more of them. ``cite`` is how to
    name it in a text of one's own. ``badge`` as in ``TopicPage``. ``used_by`` are the newest entries that rest on it,
    ``all_uses`` leads to the page of all, where there are more.
    """

    summary: str
    latest: str
    facts: tuple[Fact, ...]
    chart: FigureChart | None
    table: FigureTable
    conflicts: tuple["ConflictView", ...]
    sources: tuple[SourceGroup, ...]
    topics: tuple[Link, ...]
    used_by: tuple[Card, ...]
    all_uses: Link | None = None
    all_conflicts: Link | None = None
    cite: str = ""
    downloads: tuple[Link, ...] = ()
    badge: str = ""


@dataclass(frozen=True)
class ObservationClaim:
    """One side of a conflict: the value, who gave it, and what may explain it."""

    text: str
    source: Source
    note: str = ""


@dataclass(frozen=True)
class ConflictView:
    """What contradicts each other: on what, how many times the largest is the smallest, who said what; a note on all.

    ``measure`` leads to the measure where its own page is not the place.
    """

    heading: str
    ratio: str
    claims: tuple[ObservationClaim, ...]
    note: str = ""
    measure: Link | None = None


@dataclass(frozen=True, kw_only=True)
class ContradictionsPage(Page):
    """``/angka/pertentangan/`` or a closed page of it."""

    intro: str
    contradictions: tuple[ConflictView, ...]
    pager: Pager
    empty: str
    follow: tuple[Link, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CountryPage(Page):
    """What is exported to one country: ``tables`` of its observations, and entries that name it."""

    intro: str
    tables: tuple[FigureTable, ...]
    listing: Listing


@dataclass(frozen=True, kw_only=True)
class SourcePage(Page):
    """A source: ``tables`` of the figures that it gave, and entries that name it. ``badge`` as in ``TopicPage``."""

    facts: tuple[Fact, ...]
    tables: tuple[FigureTable, ...]
    listing: Listing
    badge: str = ""


@dataclass(frozen=True)
class FigureSummary:
    """A measure in the index, with its latest value in words."""

    link: Link
    latest: str


@dataclass(frozen=True, kw_only=True)
class FigureIndexPage(Page):
    """All measures of the ledger: pairs of a topic's label and its measures. ``ways`` lead to what is told of all."""

    intro: str
    groups: tuple[tuple[str, tuple[FigureSummary, ...]], ...]
    ways: tuple[Link, ...] = ()


@dataclass(frozen=True, kw_only=True)
class StaticPage(Page):
    """A page of ``content/halaman``, or what stands in place of a deleted one, with the day ``withdrawn``.

    ``badge`` as in ``TopicPage``.
    """

    lead: str
    body: BodyView
    modified: Moment | None
    withdrawn: Moment | None = None
    figure_sources: tuple[Source, ...] = ()
    badge: str = ""


@dataclass(frozen=True, kw_only=True)
class MastheadPage(Page):
    """``/redaksi/``: who is responsible. A fact without values is shown as missing."""

    intro: str
    facts: tuple[Fact, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True, kw_only=True)
class NotFoundPage(Page):
    """``/404.html``: says so, and leads on by topics."""

    topics: tuple[TopicWeight, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True, kw_only=True)
class RedirectPage(Page):
    """An old address: ``target`` is without base, ``target_absolute`` whole."""

    target: Link
    target_absolute: str


