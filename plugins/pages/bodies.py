"""A converted body with the ledger's figures put in their places."""

from plugins.content_model.body_parts import Body, FigurePlace, Html
from plugins.content_model.figure_wish import read_wish
from plugins.content_model.library import Library
from plugins.pages.figure_views import chart_of, source_text, table_of
from plugins.pages.figure_words import figure_words
from plugins.pages.pictures import with_sources
from plugins.pages.views import BodyView, FigureText, Link, Source


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
