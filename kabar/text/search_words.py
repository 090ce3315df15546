"""Split text into words as the search does, and prepare pages so that Pagefind splits them the same way.

Pagefind 1.5 parts words at white space and drops all that is no letter or digit: "3,47" becomes 347, and
"Pontianak–Singkawang" one word. Here a separator within a number becomes a letter that no text of ours has, and words
that belong apart get a space behind an invisible character. ``theme/static/js/search-words.js`` does the same with
questions, and undoes it where a result is shown; ``tests/site/search_tokens.yaml`` holds both to the same cases.
"""

import html
import re

# Letters of the Lisu script that look like the separators they stand for.
POINT, COMMA = "\ua4f8", "\ua4f9"
JOINER = "\u2060"  # marks the spaces that we add; Pagefind keeps it and does not index it
_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_APOSTROPHES = "'’‘ʼ`"

_LETTER, _WORD = r"[^\W\d_]", r"[^\W_]"
_IN_WORD_MARK = re.compile(rf"(?<={_LETTER})[{_APOSTROPHES}](?={_LETTER})")
_CURRENCY = re.compile(r"\b(rp|usd|idr|eur)(?=\d)", re.IGNORECASE)
_TOKEN = re.compile(rf"(?:\d+(?:[.,]\d+)*|{_WORD})+")
_SPECIAL_TEXT = re.compile(r">([^<]*[^\sa-zA-Z<][^<]*)<")
_FILTER = re.compile(r'(data-pagefind-filter="\w+)">([^<]*)<')  # one whose value is the text of its element
_MAIN = re.compile(r"<main\b.*</main>", re.DOTALL)
_MARKED = re.compile(r"<\w+\b[^<>]*\sdata-pagefind-body\b")
_NUMBER_POINT, _NUMBER_COMMA = re.compile(r"(?<=\d)\.(?=\d)"), re.compile(r"(?<=\d),(?=\d)")
# One hyphen or point between letters stays: Pagefind finds such a word by its parts and written as one.
_BETWEEN = re.compile(rf"(?<={_WORD})(?!(?<={_LETTER})[-.]{_LETTER})(?:[^\w\s]|_)+(?={_WORD})")
_BEFORE_NOTE = re.compile(rf"(?<=[^\s{_SUPERSCRIPTS}])(?=[{_SUPERSCRIPTS}])")
# Where one of these can find something, at the least: most texts are plain, and one look is a fifth of all of them.
_ODD = re.compile(rf"{_WORD}(?:[^\w\s]|_)+{_WORD}|{_CURRENCY.pattern}|[ʼ{_SUPERSCRIPTS}]", re.IGNORECASE)


def tokens(text: str) -> list[str]:
    """The words of ``text`` in small letters; a number with its separators is one word, an apostrophe is none."""
    text = _IN_WORD_MARK.sub("", text.translate(_WITHOUT_NOTES).lower())
    return _TOKEN.findall(_CURRENCY.sub(r"\1 ", text))


_WITHOUT_NOTES = dict.fromkeys(map(ord, _SUPERSCRIPTS), " ")


def indexed_part(page: str) -> str:
    """The HTML ``page`` without what stands around its main part; nothing where none of that is marked to be indexed.

    Pagefind finds the same in it, and looks through half as much.
    """
    part = _MAIN.search(page)
    return f"<html>{part[0]}</html>" if part and _MARKED.search(part[0]) else ""


def indexable(page: str) -> str:
    """The HTML ``page`` with its texts written so that Pagefind finds each of their words; values of filters stay."""
    page = _FILTER.sub(lambda match: f'{match[1]}:{match[2].replace(chr(34), "&quot;")}">{match[2]}<', page)
    return _SPECIAL_TEXT.sub(lambda match: f">{html.escape(_spaced(html.unescape(match[1])), quote=False)}<", page)


def _spaced(text: str) -> str:
    if not _ODD.search(text):
        return text
    text = _NUMBER_COMMA.sub(COMMA, _NUMBER_POINT.sub(POINT, text.replace("ʼ", "’")))
    text = _CURRENCY.sub(rf"\1{JOINER} ", text)
    text = _BETWEEN.sub(lambda match: match[0] if _is_apostrophe(match) else f"{match[0]}{JOINER} ", text)
    return _BEFORE_NOTE.sub(f"{JOINER} ", text)


def _is_apostrophe(match: re.Match[str]) -> bool:
    return _IN_WORD_MARK.match(match.string, match.start()) is not None


def readable(text: str) -> str:
    """``text`` of an index as it stands on its page."""
    return text.replace(f"{JOINER} ", "").replace(POINT, ".").replace(COMMA, ",")


