"""Finds links and pictures in a Markdown body, with their positions."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from kabar.content.markdown_source.body_code import AUTOLINK, BLANK, TAG

_BRACKET = re.compile(r"\[|\]|\n[ \t]*\n")  # each alternative has a literal first character, which is fast to search
_PARAGRAPH_END = re.compile(r"\n[ \t]*\n")
_BARE = re.compile(rf"\(([^\s()<>\"'{BLANK}]*)\)")
_ANGLED = re.compile(r"\(\s*<([^<>]*)>\s*(?:(?:\"[^\"]*\"|'[^']*')\s*)?\)")
_TARGET_DELIMITER = re.compile(r"[()\"']|\n[ \t]*\n")
_LABEL = re.compile(r"\[([^\[\]]*)\]")
_DEFINITION = re.compile(r"^ {0,3}\[(?!\^)([^\[\]\n]*)\]:[ ]*(?:\n[ ]*)?(\S+)", re.MULTILINE)
_ATTRIBUTE = re.compile(r"([^\s\"'=<>]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>]+))")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


@dataclass(frozen=True)
class FoundLink:
    """A link or picture at ``start``; its target or attributes extend from ``inner`` to ``end``.

    ``alt`` is a picture's alternative text, None if raw HTML has none; ``text`` is whether a link has any text.
    """

    target: str
    start: int
    inner: int
    end: int
    image: bool = False
    alt: str | None = ""
    text: bool = True


def find_links(body: str, shown: str, prose: str) -> list[FoundLink]:
    """All links and pictures of ``body``, in the order of the text.

    ``shown`` is ``body`` with code blanked, ``prose`` also with raw HTML blocks blanked.
    """
    found: list[FoundLink] = []
    if "[" in prose:
        definitions = _find_definitions(body, prose)
        found += definitions.values()
        found += _find_bracketed(body, prose, definitions)
    if "<" in shown:
        found += _find_tags(body, shown)
        found += (
            FoundLink(unescape(match["address"]), match.start(), match.start(), match.end())
            for match in AUTOLINK.finditer(shown)
        )
    return sorted(found, key=lambda link: link.start)


def _find_definitions(body: str, prose: str) -> dict[str, FoundLink]:
    """Reference definitions by label; of several with one label, the last."""
    return {
        _fold(match[1]): FoundLink(
            _plain(body[match.start(2) : match.end(2)].lstrip("<").rstrip(">")),
            match.start() + match[0].index("["),
            match.start(2),
            match.end(),
        )
        for match in (_DEFINITION.finditer(prose) if "]:" in prose else ())
    }


def _find_bracketed(body: str, prose: str, definitions: dict[str, FoundLink]) -> list[FoundLink]:
    found: list[FoundLink] = []
    opened: list[tuple[int, int]] = []  # offsets of "[" or "![" and of the text after it
    for match in _BRACKET.finditer(prose):
        if match[0] != "]":
            if match[0] == "[":
                image = prose[match.start() - 1 : match.start()] == "!"
                opened.append((match.start() - image, match.end()))
            else:
                opened.clear()
            continue
        if not opened:
            continue
        start, inside = opened.pop()
        image = prose[start] == "!"
        text = body[inside : match.start()]
        if target := _read_target(body, prose, match.end()):
            address, end = target
        elif image and (definition := _find_use(prose, match.end(), text, definitions)):
            address, end = definition.target, match.end()
        else:
            continue
        if not image:
            # Links cannot be nested; Markdown keeps the outer one.
            while found and found[-1].start > start and not found[-1].image:
                found.pop()
        found.append(FoundLink(address, start, match.end(), end, image, _plain(text), bool(text.strip())))
    return found


def _read_target(body: str, prose: str, at: int) -> tuple[str, int] | None:
    """The target in the parentheses at ``at``, and the offset after them; None if there are none."""
    if prose[at : at + 1] != "(":
        return None
    if bare := _BARE.match(prose, at):
        return unescape(bare[1]), bare.end()
    if angled := _ANGLED.match(prose, at):
        return _plain(body[angled.start(1) : angled.end(1)].strip()), angled.end()
    depth = 0
    title = -1
    for match in _TARGET_DELIMITER.finditer(prose, at):
        marker = match[0]
        if marker == "(":
            depth += 1
        elif marker == ")":
            depth -= 1
            if depth == 0:
                return _plain(body[at + 1 : match.start()].strip()), match.end()
        elif marker in "\"'":
            if title < 0:
                title = match.start()
                limit = _PARAGRAPH_END.search(prose, title)
                closing = re.compile(marker + r" *\)").search(prose, title + 1, limit.start() if limit else len(prose))
                if closing:
                    return _plain(body[at + 1 : title].strip()), closing.end()
        else:
            return None
    return None


def _find_use(prose: str, at: int, text: str, definitions: dict[str, FoundLink]) -> FoundLink | None:
    label = _LABEL.match(prose, at)
    return definitions.get(_fold(label[1] if label and label[1] else text))


def _find_tags(body: str, shown: str) -> Iterator[FoundLink]:
    for match in TAG.finditer(shown):
        tag = match["tag"].lower()
        if match["close"] or tag not in ("a", "img"):
            continue
        attributes: dict[str, str] = {}
        for attribute in _ATTRIBUTE.finditer(body, match.start("attributes"), match.end("attributes")):
            assert attribute.lastindex  # the group of the value: quoted or not
            attributes.setdefault(attribute[1].lower(), unescape(attribute[attribute.lastindex]))
        target = attributes.get("src" if tag == "img" else "href")
        if target is not None:
            yield FoundLink(
                target.strip(), match.start(), match.start(), match.end(), tag == "img", attributes.get("alt")
            )


def _fold(label: str) -> str:
    return re.sub(r"\s+", " ", label).strip().lower()


def _plain(text: str) -> str:
    """``text`` with backslash escapes and character references resolved."""
    return unescape(_ESCAPE.sub(r"\1", text) if "\\" in text else text)


