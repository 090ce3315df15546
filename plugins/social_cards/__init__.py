"""Draw the card of each entry: the picture that networks show where its page is shared.

Signal: get_generators. Reads from the context ``LIBRARY``. Writes ``/kartu/<section>/<year>/<slug>.png`` in what is
built for the public, and nothing in other builds.
Settings: PRODUCTION, THEME, CARD_STORE (a folder in which cards are kept; none when absent).
"""

from pathlib import Path

from pelican import signals
from pelican.generators import Generator

from plugins.social_cards.plan import plan_cards


class CardGenerator(Generator):
    """Writes every card."""

    def generate_output(self, writer):
        """Called by Pelican once every page is composed."""
        if not self.settings["PRODUCTION"]:
            return
        folder = self.settings.get("CARD_STORE")
        cloth = (Path(self.theme) / "static" / "img" / "og.png").read_bytes()
        for name, draw, inputs in plan_cards(self.context["LIBRARY"], cloth, Path(folder) if folder else None):
            writer.write_later(name, draw, inputs)


def register():
    """Called by Pelican."""
    signals.get_generators.connect(_get_generators)


def _get_generators(_pelican):
    return CardGenerator
