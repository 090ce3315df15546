"""A page or another file that is planned: where it goes, what it is made from, and how."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from kabar.pages.parts.kinds import Page


def save_as(url: str) -> str:
    """The file that answers ``url``: a folder's index, or the file that it names."""
    path = url.strip("/")
    if "." in path.rpartition("/")[2]:
        return path
    return f"{path}/index.html" if path else "index.html"


Inputs = Callable[[], Mapping[str, Any]]


class Key(str):
    """A key among the inputs of a page: it uses it, besides those of the documents there."""

    __slots__ = ()



@dataclass(slots=True)
class PlannedPage:
    """``save_as`` is relative to the output folder, ``template`` a name without ending.

    ``compose`` gives what the template is handed. ``inputs`` gives, by name, everything that this depends on, apart
    from the portal around all pages (``Frame``): documents, texts, numbers, moments, dataclasses and collections of
    these; None where that is not known, so that the page is composed in every build. ``keys`` are keys that it uses
    besides those in its inputs (``keys``). ``members`` is, of a closed page of a list, a digest of which
    entries it shows. ``changed`` gives when what it shows last changed (RFC 3339), empty when nothing tells.
    ``listed`` tells whether sitemaps name it.
    """

    save_as: str
    template: str
    compose: Callable[[], Page] = field(repr=False)
    inputs: Inputs | None = None
    keys: tuple[str, ...] = ()
    changed: Callable[[], str] | None = None
    listed: bool = True
    members: str = ""

    @property
    def page(self) -> Page:
        """What the template is handed."""
        return self.compose()

    @property
    def url(self) -> str:
        """The address of the page, without base: ``/berita/2019/x/``."""
        return "/" + self.save_as.removesuffix("index.html")

    @property
    def modified(self) -> str | None:
        """When it last changed, as sitemaps name it; None where they do not."""
        if not self.listed:
            return None
        return self.changed() if self.changed else ""


@dataclass
class PlannedFile:
    """A file that is no page: a feed, a calendar, data. ``draw`` gives its bytes; all else as in ``PlannedPage``."""

    save_as: str
    draw: Callable[[], bytes] = field(repr=False)
    inputs: Inputs | None = None
    keys: tuple[str, ...] = ()

    modified, members = None, ""  # sitemaps and lists name pages alone


