"""Put what sources say in the place of their ids."""

from plugins.content_model.figure import Figure
from plugins.content_model.reading import Reading
from plugins.content_model.source import Source


def name_sources(reading: Reading) -> None:
    """Let the measures of ``reading`` hold what the sources say that they name by id.

    A source that is not there has no publisher and no date; ``references`` tells of it.
    """
    sources = {one.id: one for one in reading.of(Source)}
    for figure in list(reading.of(Figure)):
        reading.documents[figure.path] = figure.with_sources(sources)
