"""A page that is ready to be drawn: where it goes, what draws it, what it is handed."""

from dataclasses import dataclass
from datetime import datetime

from plugins.pages.kinds import Page


@dataclass(frozen=True)
class PlannedPage:
    """``save_as`` is relative to the output folder, ``template`` a name without ending.

    ``changed`` is when what it shows last changed (aware), None when nothing tells.
    ``listed`` tells whether sitemaps name it.
    """

    save_as: str
    template: str
    page: Page
    changed: datetime | None = None
    listed: bool = True
