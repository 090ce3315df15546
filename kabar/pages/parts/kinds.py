"""View models, one for each kind of page: what its template gets as ``page``."""

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
    SourceGroup,
    SourceView,
    Training,
)


@dataclass(frozen=True, kw_only=True)
class Page:
    """What every page has. ``address`` is without base; the current item of ``menu`` has ``current``.

    ``footer`` links to the pages that every page must link to: masthead, guidelines, contact …
    ``contact``: ways to reach the portal, links by kind.
    ``policy`` is the Content-Security-Policy.
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
class AttachmentView:
    """A file to download: "Formulir (PDF, 120 kB)"."""

    title: str
    url: str
    kind: str
    size: str


@dataclass(frozen=True)
class CorrectionView:
    """A correction as shown: ``label`` is "Koreksi", "Ralat", "Hak jawab" or "Pencabutan"."""

    label: str
    date: Moment
    text: str
    link: Link | None
    anchor: str


@dataclass(frozen=True)
class ListedCorrection:
    """A correction in the list of all: ``entry`` links to it on the article's page, ``lang`` is the article's."""

    entry: Link
    correction: CorrectionView
    lang: str = "id"


@dataclass(frozen=True, kw_only=True)
class CorrectionsPage(Page):
    """``/koreksi/`` or a closed page of it. ``report`` links to how to report a mistake."""

    intro: str
    corrections: tuple[ListedCorrection, ...]
    pager: Pager
    empty: str
    report: Link | None = None
    follow: tuple[Link, ...] = ()


@dataclass(frozen=True)
class Genuineness:
    """Facts to verify an invitation to a training with; ``guide`` explains how to check and report one."""

    facts: tuple[Fact, ...]
    guide: Link | None


@dataclass(frozen=True, kw_only=True)
class ArticlePage(Page):
    """An article of berita, bimtek or ekspor.

    ``heading`` is its headline, ``lead`` its summary. ``contents`` link to the headings of a long text. ``facts`` are
    those of a training or an export story, ``training`` the states of a training, ``event`` the facts that decide on
    taking part. ``badge`` as in ``Card``. A withdrawn article has no lead, photo and body; its correction says why.
    ``series`` are other trainings of the same programme, ``backlinks`` articles about a training, ``trainings`` those
    that the text links to. ``message`` is a message about a training, ready to send; only in previews.
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
    based_on: tuple[SourceView, ...]
    figure_sources: tuple[SourceView, ...]
    corrections: tuple[CorrectionView, ...]
    attachments: tuple[AttachmentView, ...]
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
    """A topic with the number of its articles, those of narrower topics included."""

    link: Link
    count: int
    definition: str = ""
    narrower: tuple["TopicWeight", ...] = ()


@dataclass(frozen=True)
class FrontBlock:
    """A block of the front page below the newest stories; ``kind`` is one of ``portal.FrontBlockName``.

    ``cards`` are the stories; ``text`` says what they are about, or is empty.
    """

    kind: str
    heading: str
    more: Link
    cards: tuple[Card, ...] = ()
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class FrontPage(Page):
    """The front page. ``lead`` is None in an empty portal.

    ``seconds`` are shown below a lead without a photo. ``blocks`` have the order of ``portal.yaml``; those of the kinds
    ``trainings``, ``figure`` and ``topics`` show the fields of these names. ``trainings`` are sorted by deadline: those
    open for registration, and those that open later, which a script shows by the reader's clock. ``is_joinable``:
    whether any is open at build time; ``provinces`` are those of all such trainings, shown or not.
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

    ``figures`` are charts at the top of the front page of export news; ``explainers`` are listed apart from news.
    """

    section: str
    intro: str
    listing: Listing
    years: tuple[Link, ...]
    figures: tuple[FigureChart, ...] = ()
    explainers: FrontBlock | None = None


@dataclass(frozen=True)
class AgendaPart:
    """Trainings in one state; ``id`` is one of ``life.PARTS``. ``empty`` is the text without trainings, or empty.

    All but the first ``shown`` are folded behind "Lebih banyak". ``months`` are those in which they begin, one for each
    card: "Mei 2019"; ``by_month``: whether they are headings.
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
    """One facet of trainings: ``way`` as in ``Training.keys``, and a link for each id that has some."""

    way: str
    label: str
    choices: tuple[tuple[str, Link], ...]


@dataclass(frozen=True, kw_only=True)
class AgendaPage(Page):
    """``/bimtek/``, or the trainings of one facet value: a front, or a closed page with ``past`` alone.

    ``parts`` have the order of ``life.PARTS``; the last part of the agenda has only the newest, ``years`` link to the
    rest. ``past`` is the paged list of those that are over. Only the whole agenda has ``filters``. ``calendars`` are
    those of the page's trainings.
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
    """A training in the record of a year. Numbers are texts, empty where not reported."""

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
    """``/cari/``. ``elsewhere`` is the search engine that the form queries without scripts, restricted to ``site``.

    ``topics`` are those with most articles, offered where a search finds nothing.
    """

    intro: str
    elsewhere: str
    site: str
    ways: tuple[Link, ...]
    topics: tuple[Link, ...] = ()


@dataclass(frozen=True, kw_only=True)
class LatestPage(Page):
    """Articles as headlines: the newest of all sections (``/terkini/``, also inserted into article pages by a script),
    or those that use a measure."""

    listing: Listing


@dataclass(frozen=True, kw_only=True)
class TopicPage(Page):
    """A topic: its place in the tree and its articles, those of narrower topics included.

    ``newest`` are the first of its articles, ``listing`` the rest; a closed page has only ``listing``. ``figures`` are
    a few newest measures, ``more_figures`` link to others. ``joinable`` are trainings that are or will be open for
    registration, by deadline (``is_joinable``: any at build time); ``follow`` links to feeds, ``calendars`` to those of
    its trainings. ``badge`` is what previews show for what is not public yet, or empty.
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
    figure_sources: tuple[SourceView, ...] = ()
    follow: tuple[Link, ...] = ()
    calendars: tuple[CalendarLink, ...] = ()
    badge: str = ""


@dataclass(frozen=True)
class AlphabetEntry:
    """A line of the A to Z: a topic, or a synonym or old name that refers to one ("lihat")."""

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

    ``rests_on``: how many trainings report a number, unless all do: "1 dari 2 bimtek".
    """

    number: str
    rests_on: str = ""


@dataclass(frozen=True)
class YearTotals:
    """The trainings of one year: how many, their seats and participants. ``year`` links to the record."""

    year: Link
    trainings: str
    seats: Counted
    participants: Counted


@dataclass(frozen=True, kw_only=True)
class ProfilePage(Page):
    """An organisation or a person: facts, text, and the articles by or about it.

    ``trainings`` count those that it organises or teaches, by year; ``totals`` are those of all, ``training_ways``
    links to them. ``roles`` are a person's, for the search. ``badge`` as in ``TopicPage``.
    """

    kind: str
    subtitle: str
    facts: tuple[Fact, ...]
    body: BodyView
    listing: Listing
    figure_sources: tuple[SourceView, ...] = ()
    totals: tuple[Fact, ...] = ()
    trainings: tuple[YearTotals, ...] = ()
    training_ways: tuple[Link, ...] = ()
    roles: tuple[str, ...] = ()
    badge: str = ""


@dataclass(frozen=True)
class IndexEntry:
    """One line of an index: a link with a detail."""

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
    """A measure of the ledger. ``latest`` states the newest value in words, where no chart has it as its title.

    ``conflicts`` are values that contradict each other; ``all_conflicts`` links to more of them. ``cite`` is the text
    to cite it by. ``badge`` as in ``TopicPage``. ``used_by`` are the newest articles that use it, ``all_uses`` links to
    the page of all, where there are more.
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
    """One claim of a conflict: the value, its source, and a possible explanation."""

    text: str
    source: SourceView
    note: str = ""


@dataclass(frozen=True)
class ConflictView:
    """Claims that contradict each other. ``heading`` is the subject, ``ratio`` that of the largest to the smallest.

    ``measure`` links to the measure on pages other than its own.
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
    """Exports to one country: ``tables`` of its observations, and articles that name it."""

    intro: str
    tables: tuple[FigureTable, ...]
    listing: Listing


@dataclass(frozen=True, kw_only=True)
class SourcePage(Page):
    """A source: ``tables`` of its figures, and articles that name it. ``badge`` as in ``TopicPage``."""

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
    """All measures of the ledger: pairs of a topic's label and its measures.

    ``ways`` link to contradictions and sources.
    """

    intro: str
    groups: tuple[tuple[str, tuple[FigureSummary, ...]], ...]
    ways: tuple[Link, ...] = ()


@dataclass(frozen=True, kw_only=True)
class StaticPageView(Page):
    """A page of ``content/halaman``, or the notice in place of a deleted page, with the day ``withdrawn``.

    ``badge`` as in ``TopicPage``.
    """

    lead: str
    body: BodyView
    modified: Moment | None
    withdrawn: Moment | None = None
    figure_sources: tuple[SourceView, ...] = ()
    badge: str = ""


@dataclass(frozen=True, kw_only=True)
class MastheadPage(Page):
    """``/redaksi/``: who is responsible. A fact without values is shown as missing."""

    intro: str
    facts: tuple[Fact, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True, kw_only=True)
class NotFoundPage(Page):
    """``/404.html``, with links to topics."""

    topics: tuple[TopicWeight, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True, kw_only=True)
class RedirectPage(Page):
    """A redirect from an old address: ``target`` is without base, ``target_absolute`` absolute."""

    target: Link
    target_absolute: str


