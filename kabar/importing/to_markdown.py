"""Converts the HTML of posts to Markdown that our checks accept: markdownify with our links, pictures and tables."""

import re
import warnings
from collections import Counter
from collections.abc import Iterator
from html import unescape
from typing import Any, Protocol

from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning, XMLParsedAsHTMLWarning
from bs4.element import CData, Comment, NavigableString, PageElement, PreformattedString, Tag
from lxml import etree  # type: ignore[import-untyped]
from markdownify import MarkdownConverter

from kabar.content.markdown_source.body_code import VOID_TAGS
from kabar.content.markdown_source.body_limits import LONGEST_LINE, LONGEST_RUN, drop_unseen
from kabar.importing.archives.imported_post import NoteKind
from kabar.importing.old_links import FoundTarget, Note
from kabar.importing.post_html import BLOCKS, REMARK

warnings.filterwarnings("ignore", category=MarkupResemblesLocatorWarning)
warnings.filterwarnings("ignore", category=XMLParsedAsHTMLWarning)

# Private-use characters; ``drop_unseen`` removes them from what comes in.
_BREAK, _CELL, _ROW = "\ue0a1", "\ue0a2", "\ue0a3"
_ZERO_WIDTH = re.compile("[\u200b\ufeff\u2060]")
_SEPARATING = re.compile(rf"(?=</?(?:{BLOCKS}|br|{REMARK})[\s/>])", re.IGNORECASE)  # before tags that end a word
DEEPEST = 100  # nested elements: the conversion is recursive
MOST_COLUMNS = 100
LONGEST_CELL = 2_000  # characters
_PARSER = "lxml"
_TAG = re.compile(r"<(?P<close>/?)(?P<name>[A-Za-z][\w:-]*)[^<>]*?(?P<alone>/?)>")
_MARKUP_TAG = re.compile(r"</?[A-Za-z!][^<>]*>")
_UNSHOWN = re.compile(r"<(script|style)\b[^>]*>.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL | re.IGNORECASE)
_CLOSED_BY_OTHERS = VOID_TAGS | {
    "p",
    "li",
    "dt",
    "dd",
    "tr",
    "td",
    "th",
    "thead",
    "tbody",
    "tfoot",
    "option",
    "colgroup",
}


class Targets(Protocol):
    """Resolves the addresses in one post."""

    def link(self, href: str) -> FoundTarget: ...

    def picture(self, src: str) -> FoundTarget: ...


def to_markdown(html: str, targets: Targets) -> tuple[str, list[Note]]:
    """``html`` as Markdown, and notes about what was changed."""
    if _is_deep(html):
        note = (NoteKind.SIMPLIFIED, f"HTML bersarang lebih dari {DEEPEST} tingkat; ditulis sebagai teks biasa")
        return _finished(plain_markdown(html)), [note]
    converter = _PostConverter(targets)
    soup = BeautifulSoup(_ZERO_WIDTH.sub("", drop_unseen(html)), _PARSER)
    _prepare(soup, converter.notes)
    return _finished(converter.convert_soup(soup)), converter.notes


def plain_text(html: str) -> str:
    """The text of ``html`` on one line, without invisible characters."""
    return " ".join(_text_of(html, " ").split())


def plain_markdown(html: str) -> str:
    """The text of ``html`` as paragraphs without any markup: the last resort for what cannot be converted."""
    paragraphs = (" ".join(part.split()) for part in _text_of(html, _ROW).split(_ROW))
    return "\n\n".join(escaped(part, at_start=True) for part in paragraphs if part)


def _text_of(html: str, separator: str) -> str:
    """The text of ``html`` with ``separator`` where a block element or line break ends a word."""
    html = drop_unseen(html)
    if "<" in html or "&" in html:
        html = _SEPARATING.sub(separator, html)
        # libxml2 does not read what is nested deeper.
        html = unescape(_MARKUP_TAG.sub("", _UNSHOWN.sub("", html))) if _is_deep(html) else _text_of_tree(html)
    return _ZERO_WIDTH.sub("", drop_unseen(html) if separator != _ROW else html)


def _text_of_tree(html: str) -> str:
    data = f"<html>{html}</html>".encode("utf-8", "replace")
    root = etree.fromstring(data, etree.HTMLParser(encoding="utf-8", huge_tree=True))
    if root is None:
        return ""
    etree.strip_elements(root, "script", "style", "template", REMARK, etree.Comment, etree.PI, with_tail=False)
    return "".join(root.itertext())


def _is_deep(html: str) -> bool:
    """Whether more than ``DEEPEST`` elements are nested in ``html``, or left open."""
    depth = 0
    for match in _TAG.finditer(html):
        if match["name"].lower() not in _CLOSED_BY_OTHERS and not match["alone"]:
            depth = max(0, depth - 1) if match["close"] else depth + 1
            if depth > DEEPEST:
                return True
    return False


# What is removed before the conversion

_SCRIPTS = (
    "script",
    "style",
    "template",
    "noscript",
    "link",
    "meta",
    "title",
    "xml",
    "applet",
    "frameset",
    "canvas",
    "math",
)
_FORMS = ("form", "input", "select", "textarea", "button", "fieldset")
_EMBEDDED = ("iframe", "embed", "object", "video", "audio", "frame")


def _prepare(soup: BeautifulSoup, notes: list[Note]) -> None:
    seen: Counter[str] = Counter()
    for tag in soup.find_all(True):
        if tag.decomposed:
            continue
        name = tag.name.lower()
        if name == "a" and not _attribute(tag, "href"):
            tag.unwrap()  # an anchor; left open, it would contain the rest of the post
        elif name in _SCRIPTS or name.startswith("w:"):
            seen[name] += name not in ("title", "meta", "link", "noscript")
            tag.decompose()
        elif name == "svg":
            tag.replace_with(_made(soup, "Gambar SVG dari situs lama tidak ikut dipindahkan."))
            notes.append((NoteKind.PICTURE, "gambar SVG di dalam isi tidak ikut"))
        elif name in _FORMS:
            if name == "form":
                tag.replace_with(_made(soup, "Formulir dari situs lama tidak ikut dipindahkan."))
                notes.append((NoteKind.REMOVED, "formulir tidak ikut"))
            elif name in ("fieldset", "button"):
                tag.unwrap()
            else:
                tag.decompose()
        elif name in _EMBEDDED:
            _replace_embedded(soup, tag, name, notes)
        elif name == "table":
            _flatten(soup, tag)
        elif name in ("ul", "ol") and (item := _item_before(tag)):
            item.append(tag)
    notes += [
        (NoteKind.REMOVED, f"<{name}> dibuang{f' ({count} kali)' if count > 1 else ''}")
        for name, count in seen.items()
        if count
    ]


def _item_before(tag: Tag) -> Tag | None:
    """The item that the list ``tag`` belongs into, where it stands between the items of another list."""
    is_misplaced = tag.parent is not None and tag.parent.name in ("ul", "ol")
    found = tag.find_previous_sibling("li") if is_misplaced else None
    return found if isinstance(found, Tag) else None


def _made(soup: BeautifulSoup, text: str) -> Tag:
    made = soup.new_tag(REMARK)
    made.string = text
    return made


def _replace_embedded(soup: BeautifulSoup, tag: Tag, name: str, notes: list[Note]) -> None:
    sources = [tag, *tag.find_all(("source", "embed", "param"))]
    source = next(
        (value for one in sources for key in ("src", "data", "value") if "/" in (value := _attribute(one, key))), ""
    )
    source = f"https:{source}" if source.startswith("//") else source
    if not source.startswith(("http://", "https://", "/")):
        notes.append((NoteKind.EMBED, f"<{name}> tanpa alamat yang dapat dipakai tidak ikut"))
        tag.replace_with(_made(soup, "Sematan dari situs lama tidak ikut dipindahkan."))
        return
    made = soup.new_tag("p")
    link = soup.new_tag("a", href=source)
    link.string = _attribute(tag, "title") or source
    made.append(link)
    tag.replace_with(made)
    notes.append((NoteKind.EMBED, f"sematan {source[:80]} menjadi tautan"))


def _flatten(soup: BeautifulSoup, table: Tag) -> None:
    """Make a table within a table text, and a table with one column paragraphs."""
    for inner in reversed(list(table.find_all("table"))):
        texts = ("; ".join(plain_text(str(cell)) for cell in row(("td", "th"))) for row in inner("tr"))
        inner.replace_with(NavigableString(f" {' / '.join(filter(None, texts))} "))
    rows = table("tr")
    if rows and max(len(row.find_all(("td", "th"), recursive=False)) for row in rows) < 2:
        for part in table(("thead", "tbody", "tfoot", "tr", "caption", "td", "th")):
            part.name = "div"
        table.name = "div"


def _attribute(tag: Tag, name: str) -> str:
    value = tag.get(name)
    return value.strip() if isinstance(value, str) else ""


# Text

MAIL = re.compile(r"[\w.+-]{1,64}@(?:[\w-]{1,60}\.){1,6}[A-Za-z]{2,12}\b")
_WEB = r"https?://[^\s<>\"'\\\[\]|{}^`]+[^\s<>\"'\\\[\]|{}^`.,;:!?)]"
_ADDRESS = re.compile(rf"(?P<web>{_WEB})|(?P<mail>{MAIL.pattern})")
_MARKUP = re.compile(r"[\\`*_\[\]|{}~]|<|&(?=#?\w{1,31};)")
_STARTS = re.compile(r"\s*(?:[-+#>=:!~](?=\s|[-+#>=:!~]|$)|#|>|\d{1,9}(?=[.)](?:\s|$))|•(?=\S))")
_BLOCK_NAMES = frozenset((
    "p", "div", "li", "td", "th", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "tr", "pre",
    "hr", "section", "article", "figure", "figcaption", "br", "dl", "dt", "dd", "center", "address", "header", "footer",
    "aside", "details", "summary", "main", "body", "html", "[document]", REMARK,
))  # fmt: skip


def escaped(text: str, at_start: bool = False) -> str:
    """``text`` with what Markdown would read as markup escaped; ``at_start`` where it begins a line."""
    text = _MARKUP.sub(_escape, text)
    if at_start and (found := _STARTS.match(text)):
        at = found.end() if text[found.end() - 1].isdigit() else found.end() - 1
        text = f"{text[:at]}\\{text[at:]}"
    return text


def _escape(match: re.Match[str]) -> str:
    return {"<": "&lt;", "&": "&amp;"}.get(match[0]) or f"\\{match[0]}"


class _PostConverter(MarkdownConverter):
    def __init__(self, targets: Targets):
        super().__init__(heading_style="atx", bullets="-", autolinks=False)
        self.notes: list[Note] = []
        self._targets = targets

    # Text

    def process_text(self, el: NavigableString, parent_tags: set[str] | None = None) -> str:
        parents = parent_tags or set()
        if isinstance(el, PreformattedString) and not isinstance(el, CData):
            return ""
        text = str(el)
        if "pre" in parents:
            return text
        text = " ".join(f".{text}.".split())[1:-1] if not text.isspace() else " "
        if "_noformat" in parents:
            return text
        starts, ends = _is_at_start(el), _is_at_end(el)
        text = text.lstrip() if starts else text
        text = text.rstrip() if ends else text
        return self._with_links(text, starts, "a" in parents)

    def _with_links(self, text: str, at_start: bool, in_link: bool) -> str:
        if in_link or ("://" not in text and "@" not in text):
            return escaped(text, at_start)
        parts, at = [], 0
        for match in _ADDRESS.finditer(text):
            parts.append(escaped(text[at : match.start()], at_start and at == 0))
            parts.append(self._linked(match[0], f"mailto:{match[0]}" if match["mail"] else match[0]))
            at = match.end()
        return "".join([*parts, escaped(text[at:], at_start and at == 0)])

    def _linked(self, text: str, address: str) -> str:
        found = self._targets.link(address)
        self._note(found)
        if not found.target:
            return f"`{text}`" if "://" in text else escaped(text)  # an address as text would become a link
        return f"<{text}>" if found.target == text else f"[{escaped(text)}]({found.target})"

    def _note(self, found: FoundTarget) -> None:
        if found.note and found.note not in self.notes:
            self.notes.append(found.note)

    # Links and pictures

    def convert_a(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        if "_noformat" in parent_tags or not _attribute(el, "href") or "a" in parent_tags:
            return text
        before, text, after = _parted(text)
        if not text.strip(f"{_BREAK}\n "):
            return f"{before}{after}"
        href = _attribute(el, "href")
        if "![" in text and href.partition("?")[0].casefold().endswith((".jpg", ".jpeg", ".png", ".gif", ".webp")):
            return text  # a picture that leads to its larger form
        found = self._targets.link(href)
        self._note(found)
        if not found.target:
            return f"{before}{text}{after}"
        if "\n\n" in text.strip():
            return f"{text}\n\n[{escaped(found.target)}]({found.target})\n\n"
        if found.target == href and text == escaped(href) and href.startswith("http"):
            return f"{before}<{href}>{after}"
        return f"{before}[{text.replace(_BREAK, ' ').replace(chr(10), ' ')}]({found.target}){after}"

    def convert_img(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        src = next(
            (value for key in ("src", "data-src", "data-lazy-src", "data-original") if (value := _source(el, key))), ""
        )
        if not src:
            return ""
        if _attribute(el, "width") == "1" and _attribute(el, "height") == "1":
            return ""  # a counter
        found = self._targets.picture(src)
        self._note(found)
        name = src.partition("?")[0].rpartition("/")[2] if src[:5].lower() != "data:" else ""
        alt = _label(_attribute(el, "alt") or _caption_of(el) or _attribute(el, "title"))
        shown = alt or _label(name)
        if found.file:
            if not alt:
                self.notes.append(
                    (NoteKind.ALT, f"gambar '{name[:80]}' tidak punya teks pengganti; tulis isinya di ![ ]")
                )
            return f"![{shown or 'Gambar'}]({found.target})"
        if found.target:
            label = shown or found.target
            return f"Gambar: {label}" if "a" in parent_tags else f"[Gambar: {escaped(label)}]({found.target})"
        return _remark(f"Gambar tidak ikut dipindahkan{f': {shown}' if shown else ''}.")

    # Inline markup

    def convert_b(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return self._emphasised(el, text, "**", {"b", "strong"} & parent_tags or "_noformat" in parent_tags)

    convert_strong = convert_b

    def convert_em(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        # An underscore within a word is text; a line between two asterisks looks like bold text of WhatsApp.
        markup = "*" if _follows(el) or _precedes(el) else "_"
        return self._emphasised(el, text, markup, {"em", "i", "cite"} & parent_tags or "_noformat" in parent_tags)

    convert_i = convert_em
    convert_cite = convert_em

    def convert_del(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return self._emphasised(el, text, "~~", {"del", "s", "strike"} & parent_tags or "_noformat" in parent_tags)

    convert_s = convert_del
    convert_strike = convert_del

    def _emphasised(self, el: Tag, text: str, markup: str, is_within: object) -> str:
        bare = text.strip(f" \n{_BREAK}")
        if is_within or not bare or "\n\n" in bare or "![" in bare or (_CELL in bare):
            return text
        start = text.index(bare)
        before, after = text[:start], text[start + len(bare) :]
        # CommonMark, 6.2: a closing run after punctuation must not be followed by a letter, and the reverse.
        while bare and bare[-1] in ".,:;!?)" and not bare.endswith(f"\\{bare[-1]}") and _follows(el):
            bare, after = bare[:-1].rstrip(), bare[-1] + after
        if bare and bare[0] in "(\"'“‘" and _precedes(el):
            before, bare = before + bare[0], bare[1:].lstrip()
        if not bare or bare.endswith("\\"):
            return text
        # Markup does not go on over a line break that was written by hand.
        parts = [f"{markup}{part.strip()}{markup}" if part.strip() else "" for part in bare.split(f"{_BREAK}\n")]
        return f"{before}{f'{_BREAK}{chr(10)}'.join(parts)}{after}"

    def convert_br(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        if "pre" in parent_tags:
            return "\n"
        return " " if "_inline" in parent_tags or "_noformat" in parent_tags else f"{_BREAK}\n"

    def convert_code(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        if "_noformat" in parent_tags:
            return text
        before, bare, after = _parted(text.replace(_BREAK, " ").replace("\n", " "))
        longest = max((len(run) for run in re.findall("`+", bare)), default=0)
        if not bare or longest > 10:
            return escaped(text)
        ticks, space = "`" * (longest + 1), " " if longest else ""
        return f"{before}{ticks}{space}{bare}{space}{ticks}{after}"

    convert_kbd = convert_code
    convert_samp = convert_code
    convert_tt = convert_code

    def convert_sub(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return text

    convert_sup = convert_sub

    def convert_q(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return f"“{text.strip()}”"

    # Blocks

    def convert_hN(self, n: int, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: N802
        text = " ".join(text.replace(_BREAK, " ").split())
        if "_inline" in parent_tags or not text:
            return f" {text} " if text else ""
        if text.startswith("**") and text.endswith("**") and text.count("**") == 2:
            text = text[2:-2]
        if "![" in text or {"li", "a"} & parent_tags:
            return f"\n\n{text}\n\n"
        if text.endswith("#"):
            text = f"{text[:-1]}\\#"
        return f"\n\n{'#' * max(2, min(6, n))} {text}\n\n"

    def convert_p(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        text = text.strip(" \n\t")
        if "_inline" in parent_tags:
            return f" {text} "
        return f"\n\n{text}\n\n" if text else ""

    convert_center = convert_p
    convert_address = convert_p
    convert_figure = convert_p
    convert_header = convert_p
    convert_footer = convert_p
    convert_aside = convert_p
    convert_main = convert_p
    convert_details = convert_p
    convert_div = convert_p
    convert_section = convert_p
    convert_article = convert_p
    convert_dl = convert_p
    convert_dd = convert_p

    def convert_dt(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return self.convert_p(el, self._emphasised(el, text, "**", "_inline" in parent_tags), parent_tags)

    convert_summary = convert_dt

    def convert_figcaption(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return self.convert_p(el, self._emphasised(el, text, "_", "_" in text or "_inline" in parent_tags), parent_tags)

    convert_caption = convert_figcaption

    def convert_kabar_remark(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        shown = _remark(el.get_text())
        return f" {shown} " if "_inline" in parent_tags else f"\n\n{shown}\n\n"

    def convert_li(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        text = text.strip(f" \n{_BREAK}")
        if not text:
            return ""
        parent, lead = el.parent, "- "
        if parent is not None and parent.name == "ol":
            # Counted at the list, so that a long one takes no quadratic time.
            number = int(str(parent.get("kabar-next") or _first_number(parent)))
            parent["kabar-next"] = str(number + 1)
            lead = f"{number}. "
        indent = " " * len(lead)
        lines = text.split("\n")
        return "\n".join([f"{lead}{lines[0]}", *(f"{indent}{line}" if line else "" for line in lines[1:])]) + "\n"

    def convert_pre(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        text = text.strip("\n").replace(_BREAK, "")
        if "_inline" in parent_tags:
            return f" {escaped(' '.join(text.split()))} "
        if not text.strip():
            return ""
        fence = "```" if "```" not in text else "~~~"
        return f"\n\n{fence}\n{text}\n{fence}\n\n"

    # Tables: cells and rows are separated by private-use characters until the table is complete

    def convert_td(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        span = _attribute(el, "colspan")
        width = max(1, min(MOST_COLUMNS, int(span))) if span.isascii() and span.isdigit() and len(span) < 5 else 1
        return " ".join(text.replace(_BREAK, " ").split()) + _CELL * width

    convert_th = convert_td

    def convert_tr(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return f"{text}{_ROW}"

    def convert_table(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        before, rows = "", []
        for row in text.split(_ROW):
            *cells, rest = row.split(_CELL)
            before += rest
            if any(cell.strip() for cell in cells):
                rows.append([cell.strip() for cell in cells])
        if not rows:
            return f"\n\n{before.strip()}\n\n"
        width = max(map(len, rows))
        if width > MOST_COLUMNS or any(len(cell) > LONGEST_CELL for row in rows for cell in row):
            self.notes.append((NoteKind.SIMPLIFIED, "tabel terlalu lebar; tiap sel menjadi paragraf"))
            return "\n\n".join(["", before.strip(), *(cell for row in rows for cell in row if cell), ""])
        lines = [f"| {' | '.join([*row, *[''] * (width - len(row))])} |" for row in rows]
        lines.insert(1, f"|{' --- |' * width}")
        return "\n\n{}{}\n\n".format(f"{before.strip()}\n\n" if before.strip() else "", "\n".join(lines))


def _parted(text: str) -> tuple[str, str, str]:
    """A space before ``text`` where there is white space, the text without it, and a space after it."""
    bare = text.strip()
    return " " if text[:1].isspace() else "", bare, " " if text[-1:].isspace() else ""


def _first_number(parent: Tag) -> int:
    start = _attribute(parent, "start")
    return int(start) if start.isascii() and start.isdigit() and len(start) < 7 else 1


def _source(el: Tag, key: str) -> str:
    # Placeholders of lazy loading are data: addresses; the real one stands in another attribute.
    value = _attribute(el, key)
    is_placeholder = value.startswith("data:") and any(_attribute(el, other) for other in ("data-src", "data-lazy-src"))
    return "" if is_placeholder else value


def _caption_of(el: Tag) -> str:
    figure = el.find_parent("figure")
    caption = figure.find("figcaption") if figure else None
    is_alone = figure is not None and len(figure.find_all("img", limit=2)) == 1
    return caption.get_text(" ") if caption and is_alone else ""


def _label(text: str) -> str:
    """``text`` as the text of a picture: on one line, without markup, shortened."""
    text = " ".join(re.sub(r"[\[\]\\`*_<>{}|&!]", " ", text).split())
    return text if len(text) <= 300 else f"{text[:300].rpartition(' ')[0]} …"


def _remark(text: str) -> str:
    words = re.sub(r"[\\*_()]", " ", text).split()
    return f"_({escaped(' '.join(words))})_"


def _is_at_start(el: PageElement) -> bool:
    """Whether a line of the Markdown begins with ``el``."""
    for one in _out_of_inline(el, "previous_sibling"):
        return one is None or (isinstance(one, Tag) and one.name in _BLOCK_NAMES)
    return True


def _is_at_end(el: PageElement) -> bool:
    for one in _out_of_inline(el, "next_sibling"):
        return one is None or (isinstance(one, Tag) and one.name in _BLOCK_NAMES)
    return True


def _out_of_inline(el: PageElement, side: str) -> Iterator[PageElement | None]:
    one: Any = el
    while one is not None:
        beside = getattr(one, side)
        while isinstance(beside, Comment) or (
            isinstance(beside, NavigableString) and not beside.strip() and _at_edge(beside, side)
        ):
            beside = getattr(beside, side)
        if beside is not None:
            yield beside
            return
        one = one.parent
        if one is None or one.name in _BLOCK_NAMES:
            yield None
            return


def _at_edge(space: NavigableString, side: str) -> bool:
    beyond = getattr(space, side)
    return beyond is None or (isinstance(beyond, Tag) and beyond.name in _BLOCK_NAMES)


def _follows(el: Tag) -> bool:
    """Whether a letter or digit follows ``el`` directly."""
    return _inline_text(el.next_sibling)[:1].isalnum()


def _precedes(el: Tag) -> bool:
    return _inline_text(el.previous_sibling)[-1:].isalnum()


def _inline_text(el: PageElement | None) -> str:
    if isinstance(el, Tag):
        return "" if el.name in _BLOCK_NAMES else el.get_text()
    return "" if isinstance(el, Comment) else str(el or "")


# The whole text

_FENCED = re.compile(r"^(```|~~~)$.*?^\1$", re.DOTALL | re.MULTILINE)
_MANY_BLANK = re.compile(r"\n{3,}")
_RUN = re.compile(r"([ \t\-_=*~#>.!|&\\{}<+:])\1{" + str(LONGEST_RUN // 2) + r",}")
_WIDEST = LONGEST_LINE // 2
_SENTENCE = re.compile(r"(?<=[.!?]) ")


def _finished(text: str) -> str:
    """``text`` with line breaks written out, long paragraphs split, and one blank line between blocks."""
    text = _RUN.sub(lambda match: match[1] * 80, text.replace(_CELL, " ").replace(_ROW, "\n"))
    parts, at = [], 0
    for match in _FENCED.finditer(text):
        parts += [_lines(text[at : match.start()]), match[0]]
        at = match.end()
    return _MANY_BLANK.sub(
        "\n\n", "\n\n".join(part.strip("\n") for part in [*parts, _lines(text[at:])] if part.strip())
    )


def _lines(text: str) -> str:
    lines = [line.rstrip() for line in text.split("\n")]
    shown: list[str] = []
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if line.endswith(_BREAK):
            bare = line.rstrip(f"{_BREAK} ")
            goes_on = following.strip(f"{_BREAK} >") and bare.strip(" >")
            line = f"{bare}\\" if goes_on else bare
        shown.extend(_split(line.replace(_BREAK, " ")))
    return "\n".join(shown)


def _split(line: str) -> Iterator[str]:
    while len(line) > _WIDEST:
        ends = [match.start() for match in _SENTENCE.finditer(line, 0, _WIDEST)] or [line.rfind(" ", 0, _WIDEST)]
        at = ends[-1] if ends[-1] > 0 else _WIDEST
        yield line[:at]
        yield ""
        line = line[at:].lstrip()
    yield line
