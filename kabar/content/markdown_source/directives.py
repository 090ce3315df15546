"""Grammar of the directives ``{{angka:…}}``, ``{{grafik:…}}`` and ``{{tabel:…}}`` in a body."""

import re
from dataclasses import dataclass

from kabar.content.parsing.problems import BadValue
from kabar.text.suggestions import closest


@dataclass(frozen=True)
class Html:
    """A fragment of sanitised HTML; only all parts of a body together have balanced tags."""

    html: str


@dataclass(frozen=True)
class FigurePlace:
    """A parsed directive: where the figure ``measure`` is shown.

    ``name`` is ``angka`` (a value in running text), ``grafik`` or ``tabel`` (blocks). ``options`` are the words after
    the measure, such as ``("2018",)``.
    """

    name: str
    measure: str
    options: tuple[str, ...] = ()


Part = Html | FigurePlace
Body = tuple[Part, ...]


INLINE_NAMES = ("angka",)  # in running text
BLOCK_NAMES = ("grafik", "tabel")  # in a paragraph of their own
NAMES = INLINE_NAMES + BLOCK_NAMES

# Two braces are read as a directive, whatever is between them, unless a backslash precedes them.
DIRECTIVE = re.compile(r"(?<!\\)\{\{(?P<words>[^{}\n]*)(?P<end>\}\})?")

# A directive in wrong brackets.
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


def may_contain_directives(text: str) -> bool:
    """Whether ``DIRECTIVE`` or ``NEARLY`` may match in ``text``; a fast check, since most texts have no directive."""
    if "{{" in text:
        return True
    if "{" not in text and "[[" not in text:
        return False
    folded = text.lower()
    return any(name in folded for name in NAMES)


def read_directive(match: re.Match[str]) -> FigurePlace:
    """Parse a match of ``DIRECTIVE``; spaces are ignored.

    Raises BadValue for an unknown name, a missing end, and a measure or option that is not valid.
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
    """The corrected directive for ``words``, whatever separates them; "" if the first is not a directive's name."""
    name, *others = [word for word in _PARTS.split(words.strip()) if word] or [""]
    near = closest(name.casefold(), NAMES, 1)
    return f"{{{{{':'.join([*near, *others])}}}}}" if near and others else ""


def _unknown(match: re.Match[str]) -> str:
    shown = f"{{{{{match['words'][:40]}{match['end'] or ''}"
    if right := right_form(match["words"]):
        return f"penanda '{shown}' tidak terbaca; maksud Anda '{right}'?"
    names = ", ".join(NAMES)
    return f"penanda '{shown}' tidak dikenal; yang ada: {names}. Supaya tampil apa adanya, tulis \\ di depannya"


