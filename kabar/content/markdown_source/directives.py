"""The grammar of ``{{angka:…}}``, ``{{grafik:…}}`` and ``{{tabel:…}}`` in a body."""

import re
from dataclasses import dataclass

from kabar.content.parsing.problems import BadValue
from kabar.text.suggestions import closest


@dataclass(frozen=True)
class Html:
    """Sanitised HTML, a fragment that need not be balanced by itself: the parts in a row are."""

    html: str


@dataclass(frozen=True)
class FigurePlace:
    """A place where the ledger's figure ``measure`` is drawn.

    ``name`` is ``angka`` (a value in running text), ``grafik`` or ``tabel`` (a block of its own).
    ``options`` are the words after the measure, such as ``("2018",)``.
    """

    name: str
    measure: str
    options: tuple[str, ...] = ()


Part = Html | FigurePlace
Body = tuple[Part, ...]


INLINE_NAMES = ("angka",)  # stand in running text
BLOCK_NAMES = ("grafik", "tabel")  # stand in a paragraph of their own
NAMES = INLINE_NAMES + BLOCK_NAMES

# Two braces in a row are meant as a directive, whatever stands in them; a backslash before them says that they are not.
DIRECTIVE = re.compile(r"(?<!\\)\{\{(?P<words>[^{}\n]*)(?P<end>\}\})?")

# A directive with other braces or brackets around it.
NEARLY = re.compile(
    r"(?:\{(?!\{)(?<![\\{\x00]\{)|\[\[|\{%)[ \t]*"
    r"(?P<words>(?i:" + "|".join(NAMES) + r")[ \t]*:[^{}\[\]%\n]+)(?:\}?[ %]?\}|\]\])"
)

_MEASURE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_OPTION = re.compile(r"[\w.-]+")
_PARTS = re.compile(r"[\s:|=,;]+")
_EXAMPLES = {
    "angka": "{{angka:ekspor-kerajinan:2018}}",
    "grafik": "{{grafik:ekspor-kerajinan}}",
    "tabel": "{{tabel:ekspor-kerajinan}}",
}


def may_hold_directives(text: str) -> bool:
    """Whether ``DIRECTIVE`` or ``NEARLY`` may match in ``text``: a quick look, since most texts hold neither."""
    if "{{" in text:
        return True
    if "{" not in text and "[[" not in text:
        return False
    folded = text.lower()
    return any(name in folded for name in NAMES)


def read_directive(match: re.Match) -> FigurePlace:
    """The figure that a match of ``DIRECTIVE`` asks for: name, measure and the words after it; blanks mean nothing.

    Raises BadValue for an unknown name, a missing end, and a measure or option that is no word.
    """
    name, *words = [word.strip() for word in match["words"].split(":")]
    if name not in NAMES or not words:
        raise BadValue(_unknown(match))
    example = _EXAMPLES[name]
    if not match["end"]:
        raise BadValue(f"penanda '{{{{{name}:' belum ditutup; tulis pada satu baris, seperti {example}")
    if not _MEASURE.fullmatch(words[0]):
        raise BadValue(f"'{words[0]}' bukan nama berkas di angka/; tulis seperti {example}")
    for word in words[1:]:
        if not _OPTION.fullmatch(word):
            raise BadValue(f"pilihan '{word}' pada penanda '{name}' tidak terbaca; tulis seperti {example}")
    return FigurePlace(name, words[0], tuple(words[1:]))


def right_form(words: str) -> str:
    """The directive that ``words`` mean, whatever parts them; empty where they begin with no name of one."""
    name, *others = [word for word in _PARTS.split(words.strip()) if word] or [""]
    near = closest(name.casefold(), NAMES, 1)
    return f"{{{{{':'.join([*near, *others])}}}}}" if near and others else ""


def _unknown(match: re.Match) -> str:
    shown = f"{{{{{match['words'][:40]}{match['end'] or ''}"
    if right := right_form(match["words"]):
        return f"penanda '{shown}' tidak terbaca; maksud Anda '{right}'?"
    names = ", ".join(NAMES)
    return f"penanda '{shown}' tidak dikenal; yang ada: {names}. Supaya tampil apa adanya, tulis \\ di depannya"


