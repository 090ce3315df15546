"""A converted body with the ledger's figures put in their places."""

import re
from html import escape, unescape

from plugins.content_model.body_parts import Body, FigurePlace, Html
from plugins.content_model.figure_wish import read_wish
from plugins.content_model.library import Library
from plugins.pages.figure_views import chart_of, source_text, table_of
from plugins.pages.figure_words import figure_words
from plugins.pages.pictures import with_sources
from plugins.pages.views import BodyView, FigureText, Link, Source

CONTENTS_FROM = 4  # headings
_HEADING = re.compile(r'<h2[^>]*\sid="([^"]+)"[^>]*>(.*?)</h2>', re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_FIRST_HEADINGS = re.compile(r"\s*(?:<h([2-6])\b[^>]*>.*?</h\1>\s*)+(?=<p>)", re.DOTALL)


def body_view(
    body: Body, library: Library, lang: str = "id", for_pages: bool = True
) -> tuple[BodyView, tuple[Source, ...]]:
    """The parts to draw, and the sources of figures in its text, numbered as they first appear.

    ``for_pages``: pictures are offered in several files; feeds name the one that every reader knows.
    """
    notes: dict[tuple[str, str], Source] = {}
    parts = []
    for part in body:
        if isinstance(part, Html):
            parts.append(with_sources(part, library) if for_pages else part)
        else:
            parts.append(_draw(part, library, lang, notes))
    return tuple(parts), tuple(notes.values())


def contents_of(body: BodyView) -> tuple[Link, ...]:
    """Links to the headings of ``body``, from four on; none where the text has a table of contents of its own."""
    html = "".join(part.html if isinstance(part, Html) else escape(getattr(part, "text", "")) for part in body)
    if 'class="toc"' in html:
        return ()
    links = tuple(Link(unescape(_TAG.sub("", text)).strip(), f"#{id}") for id, text in _HEADING.findall(html))
    return links if len(links) >= CONTENTS_FROM else ()


def with_dateline(body: BodyView, dateline: str) -> tuple[BodyView, str]:
    """``body`` with ``dateline`` before its first paragraph where headings come first, and then no dateline apart."""
    if not dateline or not body or not isinstance(body[0], Html):
        return body, dateline
    match = _FIRST_HEADINGS.match(body[0].html)
    if not match:
        return body, dateline
    placed = f'{match[0]}<p class="prose__dateline">{escape(dateline)} —</p>{body[0].html[match.end():]}'
    return (Html(placed), *body[1:]), ""


def _draw(place: FigurePlace, library: Library, lang: str, notes: dict):
    figure = library.figures[place.measure]
    if place.name == "grafik":
        return chart_of(figure)
    if place.name == "tabel":
        return table_of(figure)
    words = figure_words(read_wish(place.options, figure), figure, lang)
    numbers = []
    for observation in words.observations:
        text, url = source_text(observation.source), observation.source.url or ""
        numbers.append(notes.setdefault((text, url), Source(text, url, len(notes) + 1)).number)
    return FigureText(
        value=format(words.value, "f"),
        text=words.text,
        measure=Link(figure.title, figure.page_url),
        notes=tuple(dict.fromkeys(numbers)),
    )
