"""A measure of the ledger as chart, table and words."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from kabar.content.models.figure import Figure, FigureSource
from kabar.content.models.figure import Observation as Observed
from kabar.content.parsing.codes import partner_name
from kabar.content.parsing.periods import period_order, years_before
from kabar.figures.axis import counted_in
from kabar.figures.chart import draw_chart
from kabar.figures.contradictions import Contradiction, StatedContradiction
from kabar.figures.headline import headline_text, sentence
from kabar.figures.ledger import disputed, sorted_observations
from kabar.figures.period_words import period_text
from kabar.indonesian.dates import reduced_date_text
from kabar.indonesian.numbers import exact_text, number_text, unbroken
from kabar.pages.parts.kinds import ConflictView, FigureSummary, ObservationClaim
from kabar.pages.parts.views import FigureChart, FigureTable, Link, Observation, Source, SourceGroup

MOST_ROWS = 10  # of a table before the rest is folded
MOST_ON_A_PAGE = 20  # rows: of more, the whole table stands on a page of its own
_KIND_WORDS = {"aktual": "", "sementara": "Angka sementara", "perkiraan": "Perkiraan", "target": "Target"}


def source_text(source: FigureSource) -> str:
    """"Bisnis.com, “judul”, 26 Mei 2019, menurut Kementerian Perindustrian"."""
    title = f", “{source.title}”" if source.title else ""
    said_by = f", menurut {source.said_by}" if source.said_by else ""
    return f"{source.publisher}{title}, {unbroken(reduced_date_text(source.date))}{said_by}"


def contradiction_view(one: Contradiction | StatedContradiction, with_measure: bool = False) -> ConflictView:
    """Who says what, oldest first; ``with_measure``: where not its measure's own page tells it."""
    figure = one.figure
    link = Link(figure.title, f"{figure.page_url}#k-berbeda") if with_measure else None
    claims = tuple(
        ObservationClaim(told.text, Source(source_text(told.source), told.source.url or ""), told.note)
        for told in one.statements
    )
    return ConflictView(one.heading, one.ratio, claims, one.note, link)


def figure_summary(figure: Figure) -> FigureSummary:
    """The measure as a link, with its headline figure."""
    return FigureSummary(Link(figure.title, figure.page_url), headline_text(figure))


def whole_url(figure: Figure) -> str:
    """The address of the page with the whole table of ``figure``, which only a long table has."""
    return f"{figure.page_url}semua/"


def has_long_table(figure: Figure) -> bool:
    """Whether the whole table of ``figure`` stands on a page of its own."""
    return len(figure.observations) > MOST_ON_A_PAGE


def shown_observations(figure: Figure) -> list[Observed]:
    """Those that the page of ``figure`` shows in its table: of many the newest alone."""
    return _by_row(figure)[: MOST_ROWS if has_long_table(figure) else None]


def table_of(figure: Figure, whole: bool = False) -> FigureTable:
    """Every observation, also a superseded one: all of a few from the oldest on, of many the newest before the rest.

    A long table has the newest alone and a link to the page of all, unless it is ``whole``.
    """
    in_dispute = disputed(figure)
    # Of one length behind the mark, so that decimals stand below each other.
    places = max((_places(observation.value) for observation in figure.observations), default=0)
    rows = tuple(_row(figure, one, id(one) in in_dispute, places) for one in _by_row(figure))
    shown = len(rows) if whole else MOST_ROWS
    return FigureTable(
        caption=figure.title,
        unit=counted_in(figure),
        rows=rows[:shown],
        series_heading=_series_heading(figure),
        has_partners=any(observation.partner for observation in figure.observations),
        measure=Link(figure.title, figure.page_url),
        folded=rows[shown:],
        whole=Link("Semua angka dan sumbernya", whole_url(figure)) if has_long_table(figure) and not whole else None,
    )


def _by_row(figure: Figure) -> list[Observed]:
    standing = sorted_observations(figure)
    gone = [observation for observation in figure.observations if observation.superseded_by]
    if len(standing) + len(gone) > MOST_ROWS:
        standing.sort(key=lambda one: (period_order(one.period), one.period), reverse=True)
    return [*standing, *gone]


def chart_of(figure: Figure, with_table: bool = True, own: bool = False, only_leading: bool = False) -> FigureChart:
    """Its observations over time, with the message in words, and the table behind it where that is asked for.

    ``own``: on the measure's own page, where it is the largest thing. ``only_leading``: without other series.
    """
    chart = draw_chart(figure, own, only_leading)
    table = table_of(figure) if with_table else None
    unit = counted_in(figure)
    return FigureChart(sentence(figure), chart.description, unit, chart.plot, chart.keys, table, chart.note)


def sources_of(figure: Figure) -> tuple[SourceGroup, ...]:
    """Its sources by publisher, those of most figures first; each source once, oldest first."""
    by_publisher = defaultdict(list)
    for observation in figure.observations:
        by_publisher[observation.source.publisher].append(observation.source)
    groups = sorted(by_publisher.items(), key=lambda group: (-len(group[1]), group[0].casefold(), group[0]))
    return tuple(SourceGroup(f"{len(sources)} angka dari {name}", _each_once(sources)) for name, sources in groups)


def _each_once(sources: Iterable[FigureSource]) -> tuple[Source, ...]:
    ordered = sorted(sources, key=lambda one: (one.date, one.title or "", one.said_by or "", one.url or ""))
    return tuple(dict.fromkeys(Source(_source_alone(one), one.url or "") for one in ordered))


def _source_alone(source: FigureSource) -> str:
    # Below the line that names its publisher.
    title = f"“{source.title}”, " if source.title else ""
    said_by = f", menurut {source.said_by}" if source.said_by else ""
    return f"{title}{unbroken(reduced_date_text(source.date))}{said_by}"


def _source_in_row(source: FigureSource) -> str:
    # A row is narrow; title and author stand where the link leads.
    return f"{source.publisher}, {unbroken(reduced_date_text(source.date))}" if source.url else source_text(source)


def _growth_note(observation: Observed) -> str:
    """"Disebut naik 6,28 persen dari Januari–September 2017."""
    growth = observation.growth
    if not growth:
        return ""
    since = period_text(growth.since or years_before(observation.period))
    words = "naik" if growth.percent > 0 else "turun" if growth.percent else "tetap"
    amount = f" {number_text(abs(growth.percent))} persen" if growth.percent else ""
    return f"Disebut {words}{amount} dari {since}."


def _series_heading(figure: Figure) -> str:
    """What the column of products and scopes is called; empty where no observation has one."""
    names = (("product", "Jenis produk"), ("scope", "Cakupan"))
    held = [name for key, name in names if any(getattr(one, key) for one in figure.observations)]
    return ", ".join([*held[:1], *(name.lower() for name in held[1:])])


def _places(value: Decimal) -> int:
    return max(0, -value.normalize().as_tuple().exponent)


def _row(figure: Figure, observation: Observed, in_dispute: bool, places: int) -> Observation:
    mark = _KIND_WORDS[observation.kind]
    if in_dispute:
        mark = "Angka berbeda"
    if observation.superseded_by:
        mark = "Sudah diganti"
    return Observation(
        period=period_text(observation.period),
        value=format(observation.value, "f"),
        text=exact_text(observation.value, figure.unit, places=places),
        kind=observation.kind,
        partner=partner_name(observation.partner) if observation.partner else "",
        series=figure.series_text(observation.key.series._replace(partner="")),
        sources=(Source(_source_in_row(observation.source), observation.source.url or ""),),
        note=" ".join(filter(None, (_growth_note(observation), observation.note))),
        mark=mark,
    )


