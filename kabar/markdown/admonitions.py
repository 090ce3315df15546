"""Admonitions (``!!! catatan``) with Indonesian kinds and titles."""

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.admonition import AdmonitionProcessor

from kabar.markdown.sanitiser import ADMONITIONS

# Kinds of other systems, with ours.
_OTHER_WORDS = {
    "attention": "penting", "caution": "peringatan", "danger": "peringatan", "error": "peringatan",
    "hint": "tips", "important": "penting", "note": "catatan", "tip": "tips", "warning": "peringatan",
}  # fmt: skip


class Admonitions(Extension):
    """Admonitions with our kinds; an unknown kind becomes a note titled with that kind."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Markdown's name)
        md.parser.blockprocessors.register(_IndonesianAdmonition(md.parser), "admonition", 105)


class _IndonesianAdmonition(AdmonitionProcessor):
    # The kind is one word: "!!! Hari ini gratis" is a sentence.
    RE = re.compile(r'^ {0,3}!!! ?([\w-]+)(?: +"(.*?)")? *(?:\n|$)')

    def test(self, parent: Element, block: str) -> bool:
        return bool(self.RE.match(block))

    def run(self, parent: Element, blocks: list[str]) -> None:
        # Join the indented blocks that follow, so that a list is not split.
        while len(blocks) > 1 and blocks[1].startswith(" " * self.tab_length):
            blocks[:2] = ["\n\n".join(blocks[:2])]
        super().run(parent, blocks)

    def get_class_and_title(self, match: re.Match[str]) -> tuple[str, str | None]:
        classes, title = super().get_class_and_title(match)
        kind = _OTHER_WORDS.get(classes, classes)
        if match[2] is None:
            title = kind.capitalize()
        return kind if kind in ADMONITIONS else ADMONITIONS[0], title
