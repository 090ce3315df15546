"""What the tests of conversion share."""

from kabar.content.markdown_source.directives import Html
from kabar.markdown.conversion import Converter


def as_it_is(target: str) -> str:
    """Leads every target to itself."""
    return target


def convert(source: str) -> tuple:
    """The parts of ``source``, targets left as they are."""
    return Converter(as_it_is).convert(source)


def html_of(source: str) -> str:
    """The HTML of ``source``, which draws no figure."""
    return "".join(part.html for part in convert(source) if isinstance(part, Html))
