"""Write the calendars (RFC 5545): of all trainings, of each topic, organiser and province that hold some,
of each training.

Signal: get_generators. Reads from the context ``LIBRARY``, ``TOPIC_TREE`` (``topics.tree.TopicTree``).
Settings: SITEURL, CALENDAR_DOMAIN (the second half of every event's UID; never changed once published).
"""

from pelican import signals
from pelican.generators import Generator

from plugins.calendars.files import plan_calendars
from plugins.content_model.host import read_host


class CalendarGenerator(Generator):
    """Writes every calendar."""

    def generate_output(self, writer):
        """Called by Pelican once every article has its topics."""
        library, tree = self.context["LIBRARY"], self.context["TOPIC_TREE"]
        host = read_host(self.settings["SITEURL"])
        for name, draw, inputs, mark in plan_calendars(library, tree, host, self.settings["CALENDAR_DOMAIN"]):
            writer.write_later(name, draw, inputs, mark)


def register():
    """Called by Pelican."""
    signals.get_generators.connect(_get_generators)


def _get_generators(_pelican):
    return CalendarGenerator
