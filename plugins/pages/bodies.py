"""A converted body with the ledger's figures put in their places."""

from plugins.content_model.body_parts import Body, FigurePlace, Html
from plugins.content_model.library import Library
from plugins.figures.ledger import observation_of, rival_values
from plugins.indonesian.numbers import amount_text, unbroken
from plugins.pages.figure_views import chart_of, source_text, table_of
from plugins.pages.views import BodyView, FigureText, Link, Source


def body_view(body: Body, library: Library, lang: str = "id") -> tuple[BodyView, tuple[Source, ...]]:
    """The parts to draw, and the sources of figures in its text, numbered as they first appear."""
    notes: dict[tuple[str, str], Source] = {}
    parts = []
    for part in body:
        if isinstance(part, Html):
            parts.append(part)
        else:
            parts.append(_draw(part, library, lang, notes))
    return tuple(parts), tuple(notes.values())


def _draw(place: FigurePlace, library: Library, lang: str, notes: dict):
    figure = library.figures[place.measure]
    if place.name == "grafik":
        return chart_of(figure)
    if place.name == "tabel":
        return table_of(figure)
    observation = observation_of(figure, place.options[0])
    text, url = source_text(observation.source), observation.source.url or ""
    note = notes.setdefault((text, url), Source(text, url, len(notes) + 1))
    amount = unbroken(amount_text(observation.value, figure.unit, lang))
    if others := [unbroken(amount_text(value, figure.unit, lang)) for value in rival_values(figure, observation)]:
        # A conflict is shown wherever the figure is used.
        amount += f" ({'other sources' if lang == 'en' else 'sumber lain'}: {', '.join(others)})"
    return FigureText(
        value=format(observation.value, "f"),
        text=amount,
        measure=Link(figure.title, figure.page_url),
        note=note.number,
    )
