"""Tokenizer of the site search, and preparation of pages so that Pagefind splits words the same way.

Pagefind 1.5 splits words at white space and drops all other characters that are not letters or digits: "3,47" becomes
347, and "Pontianak–Singkawang" one word. So a separator within a number is replaced by a letter that no text uses, and
words that are to be split get a space behind an invisible character. ``theme/static/js/search-words.js`` does the same
with queries, and reverses it where a result is shown; both are tested with ``tests/site/search_tokens.yaml``.
"""

import html
import re

# Letters of the Lisu script that look like the separators that they replace.
POINT, COMMA = "\ua4f8", "\ua4f9"
JOINER = "\u2060"  # before each added space; Pagefind keeps it and does not index it
_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_APOSTROPHES = "'’‘ʼ`"

_LETTER, _WORD = r"[^\W\d_]", r"[^\W_]"
_INNER_APOSTROPHE = re.compile(rf"(?<={_LETTER})[{_APOSTROPHES}](?={_LETTER})")
_CURRENCY = re.compile(r"\b(rp|usd|idr|eur)(?=\d)", re.IGNORECASE)
_TOKEN = re.compile(rf"(?:\d+(?:[.,]\d+)*|{_WORD})+")
_SPECIAL_TEXT = re.compile(r">([^<]*[^\sa-zA-Z<][^<]*)<")
_FILTER = re.compile(r'(data-pagefind-filter="\w+)">([^<]*)<')  # a filter whose value is the text of its element
_MAIN = re.compile(r"<main\b.*</main>", re.DOTALL)
_INDEXED_ELEMENT = re.compile(r"<\w+\b[^<>]*\sdata-pagefind-body\b")
_NUMBER_POINT, _NUMBER_COMMA = re.compile(r"(?<=\d)\.(?=\d)"), re.compile(r"(?<=\d),(?=\d)")
# A single hyphen or point between letters stays: Pagefind finds such a word by its parts and as one word.
_BETWEEN = re.compile(rf"(?<={_WORD})(?!(?<={_LETTER})[-.]{_LETTER})(?:[^\w\s]|_)+(?={_WORD})")
_BEFORE_NOTE = re.compile(rf"(?<=[^\s{_SUPERSCRIPTS}])(?=[{_SUPERSCRIPTS}])")
# Matches wherever one of the patterns above can: most texts are plain, and one search costs a fifth of all.
_ODD = re.compile(rf"{_WORD}(?:[^\w\s]|_)+{_WORD}|{_CURRENCY.pattern}|[ʼ{_SUPERSCRIPTS}]", re.IGNORECASE)


def tokens(text: str) -> list[str]:
    """The words of ``text`` in small letters; a number with its separators is one word, apostrophes are dropped."""
    text = _INNER_APOSTROPHE.sub("", text.translate(_WITHOUT_NOTES).lower())
    return _TOKEN.findall(_CURRENCY.sub(r"\1 ", text))


_WITHOUT_NOTES = dict.fromkeys(map(ord, _SUPERSCRIPTS), " ")


def indexed_part(page: str) -> str:
    """The <main> element of the HTML ``page``; "" if it contains no element with ``data-pagefind-body``.

    Pagefind indexes the same words from it, and parses half as much.
    """
    part = _MAIN.search(page)
    return f"<html>{part[0]}</html>" if part and _INDEXED_ELEMENT.search(part[0]) else ""


def indexable(page: str) -> str:
    """The HTML ``page`` with its texts prepared for Pagefind; filter values keep their form."""
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
    return _INNER_APOSTROPHE.match(match.string, match.start()) is not None


def readable(text: str) -> str:
    """Reverse the preparation of ``text`` from an index."""
    return text.replace(f"{JOINER} ", "").replace(POINT, ".").replace(COMMA, ",")


