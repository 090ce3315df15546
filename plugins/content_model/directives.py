"""The grammar of ``{{angka:…}}``, ``{{grafik:…}}`` and ``{{tabel:…}}`` in a body."""

import re

from plugins.content_model.body_parts import FigurePlace
from plugins.content_model.nearest import did_you_mean
from plugins.content_model.problems import BadValue

INLINE_NAMES = ("angka",)  # stand in running text
BLOCK_NAMES = ("grafik", "tabel")  # stand in a paragraph of their own
NAMES = INLINE_NAMES + BLOCK_NAMES

# A word directly followed by ":" makes a directive of what else is shown as typed. Blanks before
# a known name are a slip that can mean only one thing; before another word they are other text.
DIRECTIVE = re.compile(
    r"(?<!\\)\{\{(?P<words>(?:[ \t]*(?:" + "|".join(NAMES) + r")|[^\W\d_][\w-]*):[^{}\n]*)(?P<end>\}\})?"
)

_MEASURE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_OPTION = re.compile(r"[\w.-]+")
_EXAMPLES = {
    "angka": "{{angka:ekspor-kerajinan:2018}}",
    "grafik": "{{grafik:ekspor-kerajinan}}",
    "tabel": "{{tabel:ekspor-kerajinan}}",
}


def read_directive(match: re.Match) -> FigurePlace:
    """The figure that a match of ``DIRECTIVE`` asks for: name, measure and the words after it.

    Raises BadValue for an unknown name, a missing end, and a measure or option that is no word.
    """
    name, *words = [word.strip() for word in match["words"].split(":")]
    if name not in NAMES:
        hint = did_you_mean(name, NAMES) or f"; yang ada: {', '.join(NAMES)}."
        raise BadValue(f"penanda '{{{{{name}:' tidak dikenal{hint} Supaya tampil apa adanya, tulis \\ di depannya")
    example = _EXAMPLES[name]
    if not match["end"]:
        raise BadValue(f"penanda '{{{{{name}:' belum ditutup; tulis pada satu baris, seperti {example}")
    if not _MEASURE.fullmatch(words[0]):
        raise BadValue(f"'{words[0]}' bukan nama berkas di angka/; tulis seperti {example}")
    for word in words[1:]:
        if not _OPTION.fullmatch(word):
            raise BadValue(f"pilihan '{word}' pada penanda '{name}' tidak terbaca; tulis seperti {example}")
    return FigurePlace(name, words[0], tuple(words[1:]))
