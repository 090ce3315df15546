"""Tell browsers what pages may do, in the file from which a host takes its headers.

Signal: get_generators. Writes ``_headers``, as Netlify and Cloudflare Pages read it; GitHub Pages does not, which is
why every page also carries its policy itself. Settings: none.
"""

from pelican import signals
from pelican.generators import Generator

from plugins.policy.host_headers import NAME, headers_file


class HeadersGenerator(Generator):
    """Writes the host's file of headers."""

    def generate_output(self, writer):
        """Called by Pelican once every page is composed."""
        writer.write_later(NAME, lambda: headers_file().encode(), dict)


def register():
    """Called by Pelican."""
    signals.get_generators.connect(_get_generators)


def _get_generators(_pelican):
    return HeadersGenerator
