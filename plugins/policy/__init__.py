"""Tell browsers what pages may do, what to keep and what to fetch ahead, by the headers that a host sends.

Signal: get_generators. Writes ``_headers``, as Netlify and Cloudflare Pages read it; GitHub Pages does not, which is
why every page also carries its policy itself. Writes ``prefetch.json`` for it. Settings: BASE. Reads from the context
``PAGE_FOLDERS``.
"""

from functools import partial

from pelican import signals
from pelican.generators import Generator

from plugins.policy.host_headers import NAME, headers_file
from plugins.policy.prefetch import prefetch_file


class HeadersGenerator(Generator):
    """Writes the host's file of headers, and what they lead to."""

    def generate_output(self, writer):
        """Called by Pelican once every page is composed."""
        base = self.settings["BASE"]
        path, data = prefetch_file(base)
        writer.write_bytes(path, data)
        folders = sorted(self.context["PAGE_FOLDERS"])
        inputs = partial(dict, folder=folders, asal=path)
        writer.write_later(NAME, lambda: headers_file(base, folders, f"{base}/{path}").encode(), inputs)


def register():
    """Called by Pelican."""
    signals.get_generators.connect(_get_generators)


def _get_generators(_pelican):
    return HeadersGenerator
