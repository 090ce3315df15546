"""Choose and order what the ledger holds, and hand it to other programs.

Writes ``/angka/<id>/data.csv`` and ``data.json`` for each measure and ``/angka/datapackage.json`` for all, where
there is one. Signal: get_generators. Reads from the context ``LIBRARY``. Setting: SITEURL.
"""

import json

from pelican import signals
from pelican.generators import Generator

from plugins.content_model.host import read_host
from plugins.figures.data_package import ADDRESS, data_package
from plugins.figures.records import csv_url, figure_csv, figure_record, json_url


class LedgerGenerator(Generator):
    """Writes the ledger for machines."""

    def generate_output(self, writer):
        """Called by Pelican once everything is read."""
        library, host = self.context["LIBRARY"], read_host(self.settings["SITEURL"])
        for figure in library.figures.values():
            writer.write_bytes(csv_url(figure).lstrip("/"), figure_csv(figure).encode())
            writer.write_bytes(json_url(figure).lstrip("/"), _json(figure_record(figure, host)))
        if library.figures:
            writer.write_bytes(ADDRESS.lstrip("/"), _json(data_package(library, host)))


def register():
    """Called by Pelican."""
    signals.get_generators.connect(_get_generators)


def _get_generators(_pelican):
    return LedgerGenerator


def _json(value: dict) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
