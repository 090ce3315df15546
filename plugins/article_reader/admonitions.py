"""Admonitions (``!!! catatan``) with Indonesian kinds and titles."""

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.admonition import AdmonitionProcessor

from plugins.article_reader.sanitiser import ADMONITIONS

# The words that other systems use, and the kind that each means here.
_OTHER_WORDS = {
    "attention": "penting", "caution": "peringatan", "danger": "peringatan", "error": "peringatan",
    "hint": "tips", "important": "penting", "note": "catatan", "tip": "tips", "warning": "peringatan",
}  # fmt: skip


class Admonitions(Extension):
    """Markdown's admonitions; a kind that is not ours is a note under the name it was given."""

    def extendMarkdown(self, md: Markdown):  # noqa: N802 (Markdown's name)
        md.parser.blockprocessors.register(_IndonesianAdmonition(md.parser), "admonition", 105)


class _IndonesianAdmonition(AdmonitionProcessor):
    def get_class_and_title(self, match):
        classes, title = super().get_class_and_title(match)
        word = classes.split(" ", 1)[0]
        kind = _OTHER_WORDS.get(word, word)
        if match[2] is None:
            title = kind.capitalize()
        return kind if kind in ADMONITIONS else ADMONITIONS[0], title
