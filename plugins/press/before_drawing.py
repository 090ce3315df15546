"""Make what all processes that draw would make for themselves, before they are forked."""

from plugins.content_model.library import Library
from plugins.pages.cards import make_cards
from plugins.press.page_environment import PageEnvironment


def make_ready(templates: PageEnvironment, library: Library) -> None:
    """Compile ``templates``, and make the cards of the entries of ``library``."""
    templates.load_all()
    make_cards(library)
