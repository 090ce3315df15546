"""Bodies as view models: figures of the ledger as text, chart or table; sources of figures; contents."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from html import escape, unescape

from kabar.content.library import Library
from kabar.content.markdown_source.directives import Body, FigurePlace, Html
from kabar.content.models.figure import Figure, Observation, Series
from kabar.content.models.figure_choice import FigureWish, Granted, are_of_one_voice, grant, read_wish
from kabar.content.parsing.codes import SHARES
from kabar.figures.period_words import period_text
from kabar.indonesian.growth import difference, growth, growth_text, multiple, multiple_text, share_growth_text
from kabar.indonesian.numbers import amount_text, exact_text, unbroken, unbroken_numbers
from kabar.pages.parts.figure_views import chart_of, source_text, table_of
from kabar.pages.parts.picture_views import with_sources
from kabar.pages.parts.views import BodyPart, BodyView, FigureChart, FigureTable, FigureText, Link, SourceView

_KINDS = {
    "id": {"sementara": "angka sementara", "perkiraan": "perkiraan", "target": "target"},
    "en": {"sementara": "provisional", "perkiraan": "estimate", "target": "target"},
}
_OTHER_SOURCES = {"id": "sumber lain", "en": "other sources"}


@dataclass(frozen=True)
class FigureWords:
    """A figure in running text: ``value`` for machines, ``text`` with conflicting values in brackets.

    ``observations`` are those that the text uses, in its order.
    """

    value: Decimal
    text: str
    observations: tuple[Observation, ...]


@dataclass(frozen=True)
class _Said:
    value: Decimal
    text: str


def figure_words(wish: FigureWish, figure: Figure, lang: str = "id") -> FigureWords:
    """The text for ``wish``: an amount, or a change since a base. Names partner and kind that the wish leaves open."""
    granted = grant(wish, figure)
    observations = granted.value.observations + (granted.base.observations if granted.base else ())
    said = list((_changes if wish.base else _amounts)(granted, wish, figure, lang))
    rivals = [text for text in dict.fromkeys(one.text for one in said) if text != said[0].text]
    beside = list(_unsaid(wish, granted.value.observation, figure, lang))
    if rivals:
        beside.append(f"{_OTHER_SOURCES[lang]}: {', '.join(rivals)}")
    text = f"{said[0].text} ({'; '.join(beside)})" if beside else said[0].text
    return FigureWords(said[0].value, text, observations)


def _amounts(granted: Granted, wish: FigureWish, figure: Figure, lang: str) -> Iterator[_Said]:
    write = exact_text if wish.form == "penuh" else amount_text
    for one in granted.value.observations:
        yield _Said(one.value, unbroken(write(one.value, figure.unit, lang)))


def _changes(granted: Granted, wish: FigureWish, figure: Figure, lang: str) -> Iterator[_Said]:
    bases = granted.base.observations if granted.base else ()
    for one in granted.value.observations:
        # Compare values of the same organisation where both periods have one.
        alike = [base for base in bases if are_of_one_voice(one, base)]
        for base in alike or bases:
            yield _change(one.value, base.value, wish, figure, lang)


def _change(value: Decimal, base: Decimal, wish: FigureWish, figure: Figure, lang: str) -> _Said:
    since = period_text(wish.base) if lang == "id" else wish.base.replace("..", "–")
    if figure.unit in SHARES:
        number, text = difference(value, base), share_growth_text(value, base, since, lang)
    elif wish.times:
        number, text = multiple(value, base), multiple_text(value, base, since, lang)
    else:
        number, text = growth(value, base), growth_text(value, base, since, lang)
    return _Said(number, unbroken_numbers(text))


def _unsaid(wish: FigureWish, observation: Observation, figure: Figure, lang: str) -> Iterator[str]:
    series = observation.key.series
    # Without what the author's text names already.
    unsaid = Series(*("" if getattr(wish, name) else given for name, given in series._asdict().items()))
    if text := figure.series_text(unsaid, lang):
        yield text
    if observation.kind != "aktual" and not wish.kind:
        yield _KINDS[lang][observation.kind]


CONTENTS_FROM = 4  # headings
_HEADING = re.compile(r'<h2[^>]*\sid="([^"]+)"[^>]*>(.*?)</h2>', re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_FIRST_HEADINGS = re.compile(r"\s*(?:<h([2-6])\b[^>]*>.*?</h\1>\s*)+(?=<p>)", re.DOTALL)


def body_view(
    body: Body, library: Library, lang: str = "id", for_pages: bool = True
) -> tuple[BodyView, tuple[SourceView, ...]]:
    """The parts of a body, and the sources of figures in its text, numbered in the order of first use.

    ``for_pages``: pictures get a ``srcset``; feeds have the one file that every reader supports.
    """
    notes: dict[tuple[str, str], SourceView] = {}
    parts: list[BodyPart] = []
    for part in body:
        if isinstance(part, Html):
            parts.append(with_sources(part, library) if for_pages else part)
        else:
            parts.append(_draw(part, library, lang, notes))
    return tuple(parts), tuple(notes.values())


def contents_of(body: BodyView) -> tuple[Link, ...]:
    """Links to the headings of ``body``; none for fewer than four, or where the text has its own table of contents."""
    html = "".join(part.html if isinstance(part, Html) else escape(getattr(part, "text", "")) for part in body)
    if 'class="toc"' in html:
        return ()
    links = tuple(Link(unescape(_TAG.sub("", text)).strip(), f"#{id}") for id, text in _HEADING.findall(html))
    return links if len(links) >= CONTENTS_FROM else ()


def with_dateline(body: BodyView, dateline: str) -> tuple[BodyView, str]:
    """Move ``dateline`` into ``body`` before its first paragraph where headings precede it.

    Returns the body and the dateline that is left to show above it.
    """
    if not dateline or not body or not isinstance(body[0], Html):
        return body, dateline
    match = _FIRST_HEADINGS.match(body[0].html)
    if not match:
        return body, dateline
    placed = f'{match[0]}<p class="prose__dateline">{escape(dateline)} —</p>{body[0].html[match.end():]}'
    return (Html(placed), *body[1:]), ""


def _draw(
    place: FigurePlace, library: Library, lang: str, notes: dict[tuple[str, str], SourceView]
) -> FigureChart | FigureTable | FigureText:
    figure = library.figures[place.measure]
    if place.name == "grafik":
        return chart_of(figure)
    if place.name == "tabel":
        return table_of(figure)
    words = figure_words(read_wish(place.options, figure), figure, lang)
    numbers = []
    for observation in words.observations:
        text, url = source_text(observation.source), observation.source.url or ""
        numbers.append(notes.setdefault((text, url), SourceView(text, url, len(notes) + 1)).number)
    return FigureText(
        value=format(words.value, "f"),
        text=words.text,
        measure=Link(figure.title, figure.page_url),
        notes=tuple(dict.fromkeys(numbers)),
    )


