"""Write what search engines read first: sitemaps, the news sitemap, robots.txt.

Signal: get_generators. Reads from the context ``LIBRARY``, ``LISTED_PAGES`` (address
and last change of each page that may be found) and ``HOST``. Settings: none.
"""

from pelican import signals
from pelican.generators import Generator

from plugins.sitemaps.files import write_sitemaps


class SitemapGenerator(Generator):
    """Writes the sitemaps and robots.txt."""

    def generate_output(self, writer):
        """Called by Pelican once every page is composed."""
        context = self.context
        for name, data in write_sitemaps(context["LIBRARY"], context["LISTED_PAGES"], context["HOST"]):
            writer.write_bytes(name, data)


def register():
    """Called by Pelican."""
    signals.get_generators.connect(_get_generators)


def _get_generators(_pelican):
    return SitemapGenerator
