"""Write a content file anew where it holds what other programs put into a text that is pasted.

``TIDIERS`` are asked one after the other: each takes the whole text of a file and gives it back, mended or as it was.
None changes a file.
"""

import re
from collections.abc import Callable

from plugins.content_model.body_code import blank_code, blank_raw_blocks
from plugins.content_model.body_limits import find_body_problems
from plugins.content_model.body_pasted import tidied
from plugins.content_model.front_matter import parts_of
from plugins.content_model.unseen_characters import WORD_BULLET

_MOST_ROUNDS = 5  # what one remedy brings about another may mend
_HIDDEN = re.compile("[\u00ad\u200b\u200e\u200f\u2060\ufeff]")
_SPACE = re.compile("[\u00a0\u2002-\u200a\u202f\u205f\u3000]")
_OPEN, _CLOSE = "[“”„‟]", "[“”\"]"
# Quotes that YAML takes for text around a value, or around an item of a list on one line.
_QUOTED_VALUE = re.compile(rf"^(?P<before>\s*(?:- +)?(?:[\w-]+: +)?){_OPEN}(?P<text>[^“”„‟\"]*){_CLOSE}(?P<after>\s*)$")
_QUOTED_ITEM = re.compile(rf"(?<=[\[,{{ ]){_OPEN}(?P<text>[^“”„‟\",\]]*){_CLOSE}(?=\s*[,\]}}])")

Tidier = Callable[[str], str]


def tidy(text: str) -> str:
    """``text`` after all tidiers."""
    for tidier in TIDIERS:
        text = tidier(text)
    return text


def tidy_front_matter(text: str) -> str:
    """Plain blanks for special ones, nothing for those that are not seen, straight quotes around values."""
    front, body = parts_of(text)
    if not front:
        return text
    return "\n".join([*map(_tidy_line, front), body])


def tidy_body(text: str) -> str:
    """The Markdown that is meant (``content_model.body_pasted``); a body beyond its limits stays as it is."""
    front, body = parts_of(text)
    body = WORD_BULLET.sub("- ", body)
    if find_body_problems(body, 1):
        return text
    for _ in range(_MOST_ROUNDS):
        before, body = body, tidied(body, blank_raw_blocks(blank_code(body)))
        if body == before:
            break
    return "\n".join([*front, body])


TIDIERS: tuple[Tidier, ...] = (tidy_front_matter, tidy_body)


def _tidy_line(line: str) -> str:
    line = _SPACE.sub(" ", _HIDDEN.sub("", line))
    if "“" not in line and "”" not in line and "„" not in line:
        return line
    if "[" in line:
        return _QUOTED_ITEM.sub(r'"\g<text>"', line)
    return _QUOTED_VALUE.sub(r'\g<before>"\g<text>"\g<after>', line)
