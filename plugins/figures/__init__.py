"""Choose and order what the ledger holds, and hand it to other programs.

Writes ``/angka/<id>/data.csv`` and ``data.json`` for each measure and ``/angka/datapackage.json`` for all, where
there is one. Signal: get_generators. Reads from the context ``LIBRARY``. Setting: SITEURL.
"""

import json
from collections.abc import Callable
from functools import partial
from typing import Any

from pelican import signals
from pelican.generators import Generator

from plugins.content_model.figure import Figure
from plugins.content_model.host import read_host
from plugins.figures.data_package import ADDRESS, data_package
from plugins.figures.records import csv_url, figure_csv, figure_record, json_url


class LedgerGenerator(Generator):
    """Writes the ledger for machines."""

    def generate_output(self, writer):
        """Called by Pelican once everything is read."""
        library, host = self.context["LIBRARY"], read_host(self.settings["SITEURL"])
        for figure in library.figures.values():
            told = partial(dict, angka=figure)
            writer.write_later(csv_url(figure).lstrip("/"), partial(_csv, figure), told)
            writer.write_later(json_url(figure).lstrip("/"), partial(_json, figure_record, figure, host), told)
        if library.figures:
            told = partial(dict, angka=tuple(library.figures.values()), topik=tuple(library.vocabulary.topics.values()))
            writer.write_later(ADDRESS.lstrip("/"), partial(_json, data_package, library, host), told)


def register():
    """Called by Pelican."""
    signals.get_generators.connect(_get_generators)


def _get_generators(_pelican):
    return LedgerGenerator


def _csv(figure: Figure) -> bytes:
    return figure_csv(figure).encode()


def _json(tell: Callable[..., dict], *told: Any) -> bytes:
    return (json.dumps(tell(*told), ensure_ascii=False, indent=1) + "\n").encode()
