"""Write old addresses into the host's own file, beside the pages that redirect everywhere.

Signal: get_generators. Reads from the context ``LIBRARY`` and ``HOST``. Writes ``_redirects`` when
there is anything to redirect. Settings: none.
"""

from pelican import signals
from pelican.generators import Generator

from plugins.addresses.host_file import NAME, host_redirects, redirects_file


class RedirectGenerator(Generator):
    """Writes the host's file of redirects."""

    def generate_output(self, writer):
        """Called by Pelican once every page is composed."""
        if targets := host_redirects(self.context["LIBRARY"]):
            writer.write_bytes(NAME, redirects_file(targets, self.context["HOST"].base).encode())


def register():
    """Called by Pelican."""
    signals.get_generators.connect(_get_generators)


def _get_generators(_pelican):
    return RedirectGenerator
