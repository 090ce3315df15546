"""Measures of the ledger as charts, tables and text."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from kabar.content.models.figure import Figure, FigureSource, Observation
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
from kabar.pages.parts.views import FigureChart, FigureTable, Link, ObservationView, SourceGroup, SourceView

MOST_ROWS = 10  # rows of a table before the rest is folded
MOST_ON_A_PAGE = 20  # observations; more of them have a separate page with the whole table
_KIND_WORDS = {"aktual": "", "sementara": "Angka sementara", "perkiraan": "Perkiraan", "target": "Target"}


def source_text(source: FigureSource) -> str:
    """"Bisnis.com, “judul”, 26 Mei 2019, menurut Kementerian Perindustrian"."""
    title = f", “{source.title}”" if source.title else ""
    said_by = f", menurut {source.said_by}" if source.said_by else ""
    return f"{source.publisher}{title}, {_date_of(source)}{said_by}"


def _date_of(source: FigureSource) -> str:
    # In a library every source has a date.
    return unbroken(reduced_date_text(source.date or ""))


def contradiction_view(one: Contradiction | StatedContradiction, with_measure: bool = False) -> ConflictView:
    """The claims of a contradiction, oldest first; ``with_measure`` adds a link to the measure, for other pages."""
    figure = one.figure
    link = Link(figure.title, f"{figure.page_url}#k-berbeda") if with_measure else None
    claims = tuple(
        ObservationClaim(stated.text, SourceView(source_text(stated.source), stated.source.url or ""), stated.note)
        for stated in one.statements
    )
    return ConflictView(one.heading, one.ratio, claims, one.note, link)


def figure_summary(figure: Figure) -> FigureSummary:
    """A link to the measure, with its headline value."""
    return FigureSummary(Link(figure.title, figure.page_url), headline_text(figure))


def whole_url(figure: Figure) -> str:
    """The address of the page with the whole table of ``figure``; only long tables have one."""
    return f"{figure.page_url}semua/"


def has_long_table(figure: Figure) -> bool:
    """Whether ``figure`` has a separate page with the whole table."""
    return len(figure.observations) > MOST_ON_A_PAGE


def shown_observations(figure: Figure) -> list[Observation]:
    """The observations in the table on the page of ``figure``: of a long table only the newest."""
    return _by_row(figure)[: MOST_ROWS if has_long_table(figure) else None]


def table_of(figure: Figure, whole: bool = False) -> FigureTable:
    """The table of all observations, also superseded ones: up to ten oldest first, more newest first.

    Rows after the tenth are folded; a long table links to the page of all, unless it is ``whole``.
    """
    in_dispute = disputed(figure)
    # The same number of decimals in all rows, so that they align.
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


def _by_row(figure: Figure) -> list[Observation]:
    standing = sorted_observations(figure)
    gone = [observation for observation in figure.observations if observation.superseded_by]
    if len(standing) + len(gone) > MOST_ROWS:
        standing.sort(key=lambda one: (period_order(one.period), one.period), reverse=True)
    return [*standing, *gone]


def chart_of(figure: Figure, with_table: bool = True, own: bool = False, only_leading: bool = False) -> FigureChart:
    """The chart of its observations over time, with a sentence as title and, ``with_table``, the table.

    ``own``: on the measure's own page, drawn larger. ``only_leading``: without other series.
    """
    chart = draw_chart(figure, own, only_leading)
    table = table_of(figure) if with_table else None
    unit = counted_in(figure)
    return FigureChart(sentence(figure), chart.description, unit, chart.plot, chart.keys, table, chart.note)


def sources_of(figure: Figure) -> tuple[SourceGroup, ...]:
    """Its sources by publisher, those with most observations first; each source once, oldest first."""
    by_publisher: dict[str, list[FigureSource]] = defaultdict(list)
    for observation in figure.observations:
        by_publisher[observation.source.publisher or ""].append(observation.source)
    groups = sorted(by_publisher.items(), key=lambda group: (-len(group[1]), group[0].casefold(), group[0]))
    return tuple(SourceGroup(f"{len(sources)} angka dari {name}", _each_once(sources)) for name, sources in groups)


def _each_once(sources: Iterable[FigureSource]) -> tuple[SourceView, ...]:
    ordered = sorted(sources, key=lambda one: (one.date or "", one.title or "", one.said_by or "", one.url or ""))
    return tuple(dict.fromkeys(SourceView(_source_alone(one), one.url or "") for one in ordered))


def _source_alone(source: FigureSource) -> str:
    # Without the publisher, which is in the group's label.
    title = f"“{source.title}”, " if source.title else ""
    said_by = f", menurut {source.said_by}" if source.said_by else ""
    return f"{title}{_date_of(source)}{said_by}"


def _source_in_row(source: FigureSource) -> str:
    # Short, since rows are narrow: the link leads to title and author.
    return f"{source.publisher}, {_date_of(source)}" if source.url else source_text(source)


def _growth_note(observation: Observation) -> str:
    """"Disebut naik 6,28 persen dari Januari–September 2017."""
    growth = observation.growth
    if not growth:
        return ""
    since = period_text(growth.since or years_before(observation.period))
    words = "naik" if growth.percent > 0 else "turun" if growth.percent else "tetap"
    amount = f" {number_text(abs(growth.percent))} persen" if growth.percent else ""
    return f"Disebut {words}{amount} dari {since}."


def _series_heading(figure: Figure) -> str:
    """The heading of the column of products and scopes; empty where no observation has one."""
    names = (("product", "Jenis produk"), ("scope", "Cakupan"))
    used = [name for key, name in names if any(getattr(one, key) for one in figure.observations)]
    return ", ".join([*used[:1], *(name.lower() for name in used[1:])])


def _places(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0  # values are finite


def _row(figure: Figure, observation: Observation, in_dispute: bool, places: int) -> ObservationView:
    badge = _KIND_WORDS[observation.kind]
    if in_dispute:
        badge = "Angka berbeda"
    if observation.superseded_by:
        badge = "Sudah diganti"
    return ObservationView(
        period=period_text(observation.period),
        value=format(observation.value, "f"),
        text=exact_text(observation.value, figure.unit, places=places),
        kind=observation.kind,
        partner=partner_name(observation.partner) if observation.partner else "",
        series=figure.series_text(observation.key.series._replace(partner="")),
        sources=(SourceView(_source_in_row(observation.source), observation.source.url or ""),),
        note=" ".join(filter(None, (_growth_note(observation), observation.note))),
        badge=badge,
    )


