"""Write the feeds: of the whole portal (Atom, RSS, JSON Feed), of each section, each topic and all corrections (Atom).

Signal: get_generators. Reads from the context ``LIBRARY``, ``BODIES`` (content path →
``content_model.body_parts.Body``), ``TOPIC_GROUPS`` and ``HOST``. Settings: none.
"""

from pelican import signals
from pelican.generators import Generator

from plugins.feeds.selection import plan_feeds


class FeedGenerator(Generator):
    """Writes every feed."""

    def generate_output(self, writer):
        """Called by Pelican once every page is composed."""
        context = self.context
        library, groups = context["LIBRARY"], context["TOPIC_GROUPS"]
        for name, draw, inputs, mark in plan_feeds(library, groups, context["BODIES"], context["HOST"]):
            writer.write_later(name, draw, inputs, mark)


def register():
    """Called by Pelican."""
    signals.get_generators.connect(_get_generators)


def _get_generators(_pelican):
    return FeedGenerator
