"""Planned pages and files: output file, inputs, and how they are made."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from kabar.pages.parts.kinds import Page


def save_as(url: str) -> str:
    """The output file served at ``url``: a folder's index, or the file that it names."""
    path = url.strip("/")
    if "." in path.rpartition("/")[2]:
        return path
    return f"{path}/index.html" if path else "index.html"


Inputs = Callable[[], Mapping[str, Any]]


class PlanKey(str):
    """A dependency key among the inputs of a page, besides the documents there."""

    __slots__ = ()


@dataclass(slots=True)
class PlannedPage:
    """``save_as`` is relative to the output folder, ``template`` a name without ending.

    ``compose()`` gives the view model. ``inputs()`` gives, by name, everything that it depends on, apart from the
    ``Frame``: documents, texts, numbers, moments, dataclasses and collections of these; None where that is not known:
    the page is then composed in every build. ``keys`` are dependency keys besides those in its inputs. ``members`` is,
    for a closed page of a list, a digest of its articles. ``changed()`` gives when its content last changed (RFC 3339),
    empty where that is not known. ``listed``: whether sitemaps list it.
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
        """The view model."""
        return self.compose()

    @property
    def url(self) -> str:
        """The address of the page, without base: ``/berita/2019/x/``."""
        return "/" + self.save_as.removesuffix("index.html")

    @property
    def modified(self) -> str | None:
        """When it last changed, for sitemaps; None where it is not listed."""
        if not self.listed:
            return None
        return self.changed() if self.changed else ""


@dataclass
class PlannedFile:
    """A file other than a page: feed, calendar, data. ``draw()`` gives its bytes; the rest as in ``PlannedPage``."""

    save_as: str
    draw: Callable[[], bytes] = field(repr=False)
    inputs: Inputs | None = None
    keys: tuple[str, ...] = ()

    modified, members = None, ""  # in no sitemap and no list


