"""Links that would lead nowhere once a topic has another id."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from plugins.content_model.body_scan import scan_body
from plugins.content_model.file_reading import BODY
from plugins.content_model.front_matter import split
from plugins.content_model.library import Library
from plugins.content_model.links import Destinations, resolve
from plugins.content_model.model import Document
from plugins.content_model.problems import BadValue, Problem
from plugins.topics.references import Read


def links_broken_by(old: str, new: str, kept: bool, library: Library, read: Read) -> Iterator[Problem]:
    """A problem for each link to the topic ``old`` that does not lead to ``new``.

    Where the address of ``old`` is ``kept`` as a redirect, links to it go on working; links to its
    file (``{filename}``) and to its feed do not.
    """
    after = _destinations_after(library.destinations, old, new, kept)
    for document in _with_bodies(library):
        if f"topik/{old}" in document.body:
            for link in scan_body(document.body, document.body_line).links:
                if message := _fault(link.target, old, after, document.path):
                    yield Problem(document.path, link.line, link.column, BODY, message)
        for number, correction in enumerate(getattr(document, "corrections", ())):
            if correction.link and (message := _fault(correction.link, old, after, document.path)):
                at = ("corrections", number, "link")
                parts, _ = split(document.path, read(document.path))
                yield Problem(document.path, *parts.structure.place(at), "corrections.link", message)


def _with_bodies(library: Library) -> Iterator[Document]:
    # A preview holds what is withheld among its articles too.
    withheld = (article for path, article in library.withheld.items() if path not in library.articles)
    pages = (library.vocabulary.topics, library.organisations, library.people, library.static_pages)
    yield from chain(library.articles.values(), withheld, *(documents.values() for documents in pages))


def _destinations_after(before: Destinations, old: str, new: str, kept: bool) -> Destinations:
    others = {path: address for path, address in before.pages.others.items() if path != f"topik/{old}.md"}
    now = {f"topik/{new}", f"topik/{new}/atom.xml"} | ({f"topik/{old}"} if kept else set())
    return replace(
        before,
        pages=replace(before.pages, others=others | {f"topik/{new}.md": f"/topik/{new}/"}),
        addresses=(set(before.addresses) - {f"topik/{old}/atom.xml"}) | now,
    )


def _fault(target: str, old: str, after: Destinations, path: str) -> str:
    if f"topik/{old}" not in target:
        return ""
    try:
        resolve(target, after, path)
    except BadValue as bad:
        return str(bad)
    return ""
