"""Write old addresses into the host's own file, beside the pages that redirect everywhere.

Signal: get_generators. Reads from the context ``PLANNED_PAGES`` and ``HOST``. Writes ``_redirects``
when there is anything to redirect. Settings: none.
"""

from pelican import signals
from pelican.generators import Generator

from plugins.addresses.host_file import NAME, redirects_file


class RedirectGenerator(Generator):
    """Writes the host's file of redirects."""

    def generate_output(self, writer):
        """Called by Pelican once every page is composed."""
        redirects = (planned.page for planned in self.context["PLANNED_PAGES"] if planned.template == "redirect")
        targets = {page.address: page.target.url for page in redirects}
        if targets:
            writer.write_bytes(NAME, redirects_file(targets, self.context["HOST"].base).encode())


def register():
    """Called by Pelican."""
    signals.get_generators.connect(_get_generators)


def _get_generators(_pelican):
    return RedirectGenerator
