"""Validation of converted bodies: links to missing parts of a page (``#…``), and bodies that cannot be converted.

Only bodies that contain such links or are their targets are converted; ``body_scan`` reports other errors in bodies.
Ids that the theme sets are not checked: those of pages begin with ``k-``, and lists have no body.
"""

import re
from collections.abc import Collection, Iterator
from urllib.parse import urlsplit

from kabar.content.markdown_source.body_scan import BodyLink
from kabar.content.markdown_source.directives import Html
from kabar.content.models.article import Article
from kabar.content.models.model import Document
from kabar.content.parsing.problems import ERROR, WITHHELD_ERROR, BadValue, Problem
from kabar.content.reading.file_reading import BODY
from kabar.content.reading.links import Destinations, part_meant, resolve
from kabar.content.validation.cross_checks import Crossing
from kabar.markdown.anchors import THEME_PREFIX, written
from kabar.markdown.conversion import Converter
from kabar.markdown.html_tree import read_tree
from kabar.text.suggestions import did_you_mean

# Directives and abbreviations: a body with an invalid one is converted without them.
_REFUSABLE = re.compile(r"\{\{|\*\[")
_QUOTED = re.compile(r"'(.+)'")


def check_part_links(
    crossing: Crossing, among: Collection[str] | None = None, is_preview: bool = False
) -> list[Problem]:
    """A problem for each link to a missing part, and for each body that cannot be converted.

    ``among`` limits the check to documents at these content paths. Errors in withheld documents do not stop a build,
    except in a preview.
    """
    pages = _Pages(crossing)
    scans = crossing.reading.scans
    found: list[Problem] = []
    refused = {one.path for one in (*crossing.reading.problems, *crossing.problems) if one.field == BODY}
    for path in scans.keys() if among is None else scans.keys() & set(among):
        scan = scans[path]
        links = [link for link in (scan.links if scan else ()) if "#" in link.target and not link.image]
        if links:
            is_withheld = path in crossing.withholding and not is_preview
            severity = WITHHELD_ERROR if is_withheld else ERROR
            faults = _faults_in(path, links, pages, path in refused)
            found += [Problem(path, *at, BODY, message, severity) for at, message in faults]
    return sorted(found)


def _faults_in(
    path: str, links: list[BodyLink], pages: "_Pages", is_refused: bool
) -> Iterator[tuple[tuple[int, int], str]]:
    try:
        page = pages.page(path)
    except BadValue as bad:
        if not is_refused:
            yield _place_of(str(bad), pages.document(path)), str(bad)
        return
    for link in links:
        at = link.line, link.column
        if message := page.lost.get(link.target):
            yield at, message
            continue
        try:
            message = pages.fault_of(path, link.target)
        except BadValue:
            # Reported elsewhere: the link has no target, or the page cannot be converted.
            continue
        if message:
            yield at, message


def _place_of(message: str, document: Document) -> tuple[int, int]:
    """The line and column of the text quoted in ``message`` in the body of ``document``, else of its first word."""
    quoted = _QUOTED.search(message)
    start = document.body.find(quoted[1]) if quoted else -1
    if start < 0:
        start = len(document.body) - len(document.body.lstrip())
    before = document.body[:start]
    return document.body_line + before.count("\n"), start - before.rfind("\n")


class _ConvertedPage:
    """A converted body: its anchors, its link targets, and messages for links to missing parts of itself (``lost``)."""

    def __init__(self, html: str, lost: dict[str, str]):
        elements = list(read_tree(html).elements())
        self.anchors = {one.attributes["id"] for one in elements if "id" in one.attributes}
        self.anchors |= {one.attributes["name"] for one in elements if one.tag == "a" and "name" in one.attributes}
        self.targets = {one.attributes["href"] for one in elements if "href" in one.attributes}
        self.lost = lost


class _Pages:
    def __init__(self, crossing: Crossing):
        self._crossing = crossing
        self._pages: dict[str, _ConvertedPage | BadValue] = {}
        # Of the body that is being converted.
        self._path = ""
        self._lost: dict[str, str] = {}
        self._converter = Converter(self._address_of, self._lost)

    def document(self, path: str) -> Document:
        return self._crossing.reading.documents[path]

    def page(self, path: str) -> _ConvertedPage:
        """The page of the document ``path``. Raises BadValue if it cannot be converted."""
        if path not in self._pages:
            self._pages[path] = self._convert(path)
        page = self._pages[path]
        if isinstance(page, BadValue):
            raise page
        return page

    def fault_of(self, path: str, target: str) -> str:
        """The message for an invalid link to ``target`` in the body of ``path``; empty for a valid one."""
        destinations = self._destinations_of(path)
        address = written(resolve(target, destinations, path), target)
        parts = urlsplit(address)
        part = part_meant(parts.fragment)
        leads_to = None if parts.scheme or parts.netloc else destinations.pages.path_of(parts.path)
        if not part or part.startswith(THEME_PREFIX) or not leads_to:
            return ""
        anchors = self.page(leads_to).anchors if self._has_text(leads_to) else set()
        # A target that the conversion did not make a link of is text.
        if part in anchors or address not in self.page(path).targets:
            return ""
        hint = did_you_mean(part, anchors) or "; periksa judul bagiannya atau hapus '#' dan kata sesudahnya"
        return f"tautan '{target[:80]}' menunjuk ke bagian '#{part[:80]}' yang tidak ada di {leads_to}{hint}"

    def _destinations_of(self, path: str) -> Destinations:
        crossing = self._crossing
        return crossing.all_destinations if path in crossing.withholding else crossing.destinations

    def _has_text(self, path: str) -> bool:
        document = self._crossing.reading.documents.get(path)
        return document is not None and not (isinstance(document, Article) and document.withdrawn)

    def _convert(self, path: str) -> _ConvertedPage | BadValue:
        self._path, source = path, self.document(path).body
        for text in (source, _REFUSABLE.sub("", source)):
            self._lost.clear()
            try:
                body = self._converter.convert(text)
                return _ConvertedPage("".join(part.html for part in body if isinstance(part, Html)), dict(self._lost))
            except BadValue as bad:
                refused = bad
        return refused

    def _address_of(self, target: str) -> str:
        try:
            return resolve(target, self._destinations_of(self._path), self._path)
        except BadValue:
            return "/"  # reported by the validation of links
