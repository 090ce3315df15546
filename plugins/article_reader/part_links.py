"""Links to a part of a page (``#…``) that the page does not have, told by the converter itself.

Only bodies that such links stand in or lead to are converted. Ids that the theme sets are not looked for: those of
pages begin with ``k-``, and lists have no body.
"""

from collections.abc import Iterator, Mapping
from functools import cached_property
from urllib.parse import urlsplit

from plugins.article_reader.anchors import THEME_PREFIX
from plugins.article_reader.bodies import document_at, paths_with_text
from plugins.article_reader.conversion import Converter
from plugins.article_reader.html_tree import read_tree
from plugins.article_reader.links import written
from plugins.content_model.body_parts import Html
from plugins.content_model.body_scan import BodyLink, BodyScan
from plugins.content_model.file_reading import BODY
from plugins.content_model.library import Library
from plugins.content_model.links import part_meant, resolve
from plugins.content_model.nearest import did_you_mean
from plugins.content_model.problems import BadValue, Problem


def check_part_links(library: Library, scans: Mapping[str, BodyScan]) -> list[Problem]:
    """A problem for each link of a shown body to a part that is not there; ``scans`` are by content path."""
    pages = _Pages(library)
    found: list[Problem] = []
    for path in pages.with_text:
        links = [link for link in scans[path].links if "#" in link.target and not link.image] if path in scans else []
        if links:
            found += _faults_in(path, links, pages)
    return sorted(found)


def _faults_in(path: str, links: list[BodyLink], pages: "_Pages") -> Iterator[Problem]:
    if any(link.target.startswith("#") for link in links):
        try:
            pages.page(path)
        except BadValue as bad:
            # The converter names the target, and stops at the first.
            place = next((link for link in links if f"'{link.target}'" in str(bad)), None)
            yield Problem(path, *((place.line, place.column) if place else (1, 1)), BODY, str(bad))
            return
    for link in links:
        try:
            message = pages.fault_of(path, link.target)
        except BadValue:
            # A body that cannot be converted is told by the build, with what is wrong with it.
            continue
        if message:
            yield Problem(path, link.line, link.column, BODY, message)


class _Page:
    """A converted body: its ids, and where it leads."""

    def __init__(self, html: str):
        elements = list(read_tree(html).elements())
        self.anchors = {one.attributes["id"] for one in elements if "id" in one.attributes}
        self.anchors |= {one.attributes["name"] for one in elements if one.tag == "a" and "name" in one.attributes}
        self.targets = {one.attributes["href"] for one in elements if "href" in one.attributes}


class _Pages:
    def __init__(self, library: Library):
        self._library = library
        self._pages: dict[str, _Page | BadValue] = {}
        self.with_text = dict.fromkeys(paths_with_text(library))

    def page(self, path: str) -> _Page:
        """The page of the document ``path``. Raises BadValue where it cannot be converted."""
        if path not in self._pages:
            self._pages[path] = self._convert(path)
        page = self._pages[path]
        if isinstance(page, BadValue):
            raise page
        return page

    def fault_of(self, path: str, target: str) -> str:
        """What is wrong with the link to ``target`` in the body of ``path``; empty where nothing is."""
        address = written(resolve(target, self._library.destinations, path), target)
        parts = urlsplit(address)
        part = part_meant(parts.fragment)
        leads_to = None if parts.scheme or parts.netloc else self._by_address.get(parts.path)
        if not part or part.startswith(THEME_PREFIX) or leads_to is None:
            return ""
        anchors = self.page(leads_to).anchors if leads_to in self.with_text else set()
        # What only looks like a link to those who do not convert it leads nowhere.
        if part in anchors or address not in self.page(path).targets:
            return ""
        hint = did_you_mean(part, anchors) or "; periksa judul bagiannya atau hapus '#' dan kata sesudahnya"
        return f"tautan '{target[:80]}' menunjuk ke bagian '#{part[:80]}' yang tidak ada di {leads_to}{hint}"

    @cached_property
    def _by_address(self) -> dict[str, str]:
        return {address: path for path, address in self._library.destinations.pages.items()}

    @cached_property
    def _converter(self) -> Converter:
        return Converter(lambda target: resolve(target, self._library.destinations))

    def _convert(self, path: str) -> _Page | BadValue:
        try:
            body = self._converter.convert(document_at(self._library, path).body)
        except BadValue as bad:
            return bad
        return _Page("".join(part.html for part in body if isinstance(part, Html)))
