"""Converts a Markdown body into parts: sanitised HTML, and places of figures."""

import re
from collections.abc import Callable

from markdown import Markdown
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.md_in_html import MarkdownInHtmlExtension
from markdown.extensions.tables import TableExtension

from kabar.content.markdown_source.body_limits import drop_unseen
from kabar.content.markdown_source.directives import Body
from kabar.content.parsing.problems import BadValue
from kabar.markdown.admonitions import Admonitions
from kabar.markdown.anchors import lead_links, place_anchors
from kabar.markdown.block_elements import (
    BACKLINK_TITLE,
    Notes,
    draw_notes,
    draw_pictures,
    draw_tables,
    find_headings,
    level_headings,
    place_contents,
)
from kabar.markdown.block_parser import GithubBlocks
from kabar.markdown.figure_places import DirectiveSyntax, guard_references, refuse_in_attributes, write_body
from kabar.markdown.github_inlines import Abbreviations, Attributes, GithubInlines
from kabar.markdown.html_tree import read_tree
from kabar.markdown.quick_patterns import quicken
from kabar.markdown.sanitiser import sanitise
from kabar.markdown.typography import set_type
from kabar.markdown.validity import mend

# Python-Markdown's placeholders of stashed text start and end with these; one left in the output is an error.
_LOST = re.compile("[\x02\x03]")


def _make_markdown() -> Markdown:
    return Markdown(
        output_format="html",
        extensions=[
            # Blocks first: the others register with its parser.
            GithubBlocks(),
            GithubInlines(),
            # Those of "extra". Not "meta": it would swallow a first line such as "Catatan: kuota terbatas".
            Abbreviations(),
            Attributes(),
            DefListExtension(),
            Notes(BACKLINK_TITLE=BACKLINK_TITLE),
            MarkdownInHtmlExtension(),
            TableExtension(use_align_attribute=True),
            Admonitions(),
            DirectiveSyntax(),
        ],
    )


class Converter:
    """Converts bodies, one after the other.

    ``resolve`` returns the final address of a link or picture and raises BadValue for a missing target. Links to
    missing parts of the same body are added to ``lost_parts`` with their message; without it they are an error.
    """

    def __init__(self, resolve: Callable[[str], str], lost_parts: dict[str, str] | None = None):
        self._resolve = resolve
        self._lost_parts = lost_parts
        self._markdown = quicken(_make_markdown())

    def convert(self, source: str) -> Body:
        """The parts of ``source``; deterministic, empty for an empty source.

        Raises BadValue, in Indonesian, for what an editor has to correct.
        """
        try:
            html = self._markdown.reset().convert(drop_unseen(source))
        except RecursionError:
            raise BadValue("kutipan, daftar, atau tag HTML bersarang terlalu dalam; sederhanakan") from None
        if _LOST.search(html):
            raise BadValue("ada singkatan '*[…]:' yang hanya berupa angka atau tanda; tulis dengan huruf")
        html = sanitise(guard_references(html))
        root = read_tree(html)
        mend(root)
        elements = list(root.elements())
        # A search of the text is faster than a walk of its tree.
        if "{{" in html:
            refuse_in_attributes(elements)
        headings = find_headings(elements)
        level_headings(headings)
        if "footnote" in html:
            draw_notes(root)
            elements = list(root.elements())
        place_anchors(elements, headings, self._lost_parts)
        if "[TOC]" in html:
            place_contents(root, headings)
        lead_links(elements, self._resolve)
        if "<img" in html:
            draw_pictures(elements)
        if "<table" in html:
            draw_tables(root, elements)
        set_type(root)
        return write_body(root)
