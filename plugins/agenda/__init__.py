"""Tell what a training's dates mean, and hand all trainings to other programs.

Writes ``/bimtek/agenda.json`` and ``/bimtek/agenda.v2.json`` with their schemas, and ``/bimtek/<year>/rekap.csv`` for
each year in which a training begins. Signal: get_generators. Reads from the context ``LIBRARY``, ``TOPIC_TREE``.
Setting: SITEURL.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from pelican import signals
from pelican.generators import Generator

from plugins.agenda.document import VERSIONS, agenda_text, schema_text
from plugins.agenda.record import record_csv, record_url
from plugins.content_model.entries import Entries
from plugins.content_model.folder_index import BEGINS, TRAINING
from plugins.content_model.host import read_host
from plugins.content_model.library import Library


class AgendaGenerator(Generator):
    """Writes the trainings for machines."""

    def generate_output(self, writer):
        """Called by Pelican once every article has its topics."""
        library, tree = self.context["LIBRARY"], self.context["TOPIC_TREE"]
        host = read_host(self.settings["SITEURL"])
        by_year = {int(year): library.index.entries([(BEGINS, year)]) for year in library.index.ids(BEGINS)}
        for year, trainings in sorted(by_year.items()):
            draw = partial(_as_bytes, record_csv, trainings, library, tree, host)
            writer.write_later(record_url(year).lstrip("/"), draw, *_made_from(trainings, library))
        if by_year:
            trainings = library.index.entries([(TRAINING, "")])
            for version in VERSIONS:
                draw = partial(_as_bytes, agenda_text, version, trainings, library, tree, host)
                writer.write_later(version.address.lstrip("/"), draw, *_made_from(trainings, library))
                writer.write_later(version.schema_address.lstrip("/"), partial(_as_bytes, schema_text, version), dict)


def _as_bytes(tell: Callable[..., str], *told: Any) -> bytes:
    return tell(*told).encode()


def _made_from(trainings: Entries, library: Library) -> tuple[Callable[[], dict[str, Any]], bytes]:
    return partial(_inputs, trainings, library), trainings.mark


def _inputs(trainings: Entries, library: Library) -> dict[str, Any]:
    topics, organisations = library.vocabulary.topics, library.organisations
    return {
        "bimtek": trainings,
        "topik": tuple(topics.values()),
        "lembaga": tuple(organisations.values()),
        "orang": tuple(library.people.values()),
    }


def register():
    """Called by Pelican."""
    signals.get_generators.connect(_get_generators)


def _get_generators(_pelican):
    return AgendaGenerator
