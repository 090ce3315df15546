"""A page that is planned: where it goes, what draws it, what it is made from, and how."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from plugins.pages.kinds import Page

Inputs = Callable[[], Mapping[str, Any]]


@dataclass
class PlannedPage:
    """``save_as`` is relative to the output folder, ``template`` a name without ending.

    ``compose`` gives what the template is handed. ``inputs`` gives, by name, everything that this depends on, apart
    from the portal around all pages (``Frame``): documents, texts, numbers, moments, dataclasses and collections of
    these; None where that is not known, so that the page is composed in every build. ``mark`` tells the same in few
    bytes, apart from what ``marks.world_of`` tells; none where only the inputs can tell. ``changed`` gives when
    what it shows last changed (RFC 3339), empty when nothing tells. ``listed`` tells whether sitemaps name it.
    """

    save_as: str
    template: str
    compose: Callable[[], Page] = field(repr=False)
    inputs: Inputs | None = None
    mark: bytes = b""
    changed: Callable[[], str] | None = None
    listed: bool = True

    @cached_property
    def page(self) -> Page:
        """What the template is handed; composed when it is first asked for."""
        return self.compose()

    @property
    def url(self) -> str:
        """The address of the page, without base: ``/berita/2019/x/``."""
        return "/" + self.save_as.removesuffix("index.html")
