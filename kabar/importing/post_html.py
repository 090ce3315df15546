"""Turns the body of a post into plain HTML: WordPress's paragraphs and shortcodes, Markdown of other generators."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from urllib.parse import urlsplit

from kabar.importing.archives.imported_post import MARKDOWN, WORDPRESS, ArchiveFile, ImportedPost, NoteKind

BLOCKS = (
    "address|article|aside|blockquote|body|center|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]"
    "|header|hr|iframe|legend|li|main|nav|noscript|object|ol|p|pre|script|section|style|summary|table|tbody|td|tfoot|th"
    "|thead|tr|ul|video|audio"
)
REMARK = "kabar-remark"  # an element of ours: a remark that becomes emphasised text

_KEPT = re.compile(r"<(pre|script|style|textarea)\b[^>]*>.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_OPENING = re.compile(rf"\n*(<(?:{BLOCKS})(?=[\s/>])[^<>]*>)\n*", re.IGNORECASE)
_CLOSING = re.compile(rf"\n*(</(?:{BLOCKS})(?=[\s/>])[^<>]*>)\n*", re.IGNORECASE)
_TAG_OVER_LINES = re.compile(r"<[a-zA-Z/][^<>\n]*\n[^<>]*>")
_TEXT_BREAK = re.compile(r"(?<![>\s])\n(?![\s<])")
_BLOCK_START = re.compile(rf"</?(?:{BLOCKS}|{REMARK})(?=[\s/>])", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_BLOCK_EDITOR = re.compile(r"<!-- wp:(?P<name>[a-z0-9/-]+)(?P<rest>[^<>]*?)(?P<end>/)?-->")
_BREAK = re.compile(r"(<br ?/?>)\n", re.IGNORECASE)
_SPACES = re.compile(r"[ \t]+")
_ADDRESS_ALONE = re.compile(r"https?://[^\s<>\"']+")


@dataclass
class PlainHtml:
    """HTML without shortcodes, and notes about what was not kept, as (kind, message)."""

    html: str
    notes: list[tuple[str, str]] = field(default_factory=list)


def html_of(post: ImportedPost, files: Mapping[str, ArchiveFile], own: Sequence[str]) -> PlainHtml:
    """The body of ``post`` as HTML. ``files`` are those of its archive, ``own`` the numbers of those of this post."""
    if post.form == WORDPRESS:
        return _of_wordpress(post.body, files, own)
    if post.form == MARKDOWN:
        return _of_markdown(post.body)
    return PlainHtml(post.body)


def excerpt_html(post: ImportedPost) -> str:
    """The excerpt of ``post`` as HTML, without shortcodes."""
    return _without_shortcodes(post.excerpt, {}, (), []) if post.form == WORDPRESS else post.excerpt


# WordPress


def _of_wordpress(body: str, files: Mapping[str, ArchiveFile], own: Sequence[str]) -> PlainHtml:
    body = body.replace("\r\n", "\n").replace("\r", "\n")
    found = PlainHtml("")
    for match in _BLOCK_EDITOR.finditer(body) if "<!-- wp:" in body else ():
        if match["end"] and match["name"] not in _WITHOUT_CONTENT:
            message = f"blok '{match['name']}' tidak ikut: isinya dibuat WordPress sendiri"
            found.notes.append((NoteKind.SHORTCODE, message))
    is_blocks = "<!-- wp:" in body
    body = _between(_KEPT, body, lambda text: _COMMENT.sub("\n", text) if "<!--" in text else text)
    body = _between(_KEPT, body, lambda text: _without_shortcodes(text, files, own, found.notes))
    found.html = body if is_blocks else _between(_KEPT, body, with_paragraphs, alone=True)
    return found


_WITHOUT_CONTENT = ("more", "nextpage", "separator", "spacer", "post-title", "post-date", "post-author")


def _between(kept: re.Pattern[str], text: str, change: Callable[[str], str], alone: bool = False) -> str:
    """``text`` with ``change`` applied to all that ``kept`` does not match; ``alone`` sets what it matches apart."""
    parts, at = [], 0
    for match in kept.finditer(text):
        parts += [change(text[at : match.start()]), f"\n\n{match[0]}\n\n" if alone else match[0]]
        at = match.end()
    return "".join([*parts, change(text[at:])])


def with_paragraphs(text: str) -> str:
    """``text`` with the paragraphs and line breaks that WordPress adds when it shows a classic post.

    A blank line ends a paragraph, a single line end is a break; block elements are paragraphs of their own.
    """
    text = _SPACES.sub(" ", text)
    text = text.replace("\n ", "\n").replace(" \n", "\n")
    text = _TAG_OVER_LINES.sub(lambda match: match[0].replace("\n", " "), text)
    text = _BREAK.sub(r"\1", _CLOSING.sub(r"\1\n\n", _OPENING.sub(r"\n\n\1", text)))
    shown = []
    for part in re.split(r"\n{2,}", text):
        part = part.strip("\n")
        if not part.strip():
            continue
        is_block = _BLOCK_START.match(part)
        shown.append(_TEXT_BREAK.sub("<br>", part) if is_block else f"<p>{part.replace(chr(10), '<br>')}</p>")
    return "\n".join(shown)


# Shortcodes

_SHORTCODE = re.compile(r"\[(?P<close>/?)(?P<name>[A-Za-z][\w-]{1,40})(?P<attributes>(?:\s[^\[\]<>]*)?)(?P<end>/?)\]")
_ATTRIBUTE = re.compile(r"([\w-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'\]]+))")
_EMBEDS = {
    "youtube": "https://www.youtube.com/watch?v={}", "vimeo": "https://vimeo.com/{}",
    "dailymotion": "https://www.dailymotion.com/video/{}", "instagram": "{}", "twitter": "{}", "tweet": "{}",
    "facebook": "{}", "soundcloud": "{}", "spotify": "{}", "googlemaps": "{}", "ted": "{}", "slideshare": "{}",
    "gist": "{}", "scribd": "{}",
}  # fmt: skip
_SOURCES = ("src", "url", "link", "mp4", "m4v", "webm", "ogv", "mp3", "m4a", "ogg", "wav", "id", "file", "href")
# Shortcodes that only arrange what is between them.
_ARRANGING = re.compile(
    r"(?:vc|et_pb|fusion|av|cs|tatsu|mk|nectar|su|tabs?|tab|column|columns|row|one|two|three|half|third|fourth|section"
    r"|container|toggle|accordion|box|dropcap|highlight|center|left|right|div|span|spoiler|quote|pullquote|button)"
    r"(?:[_-]\w+)*",
    re.IGNORECASE,
)


def _without_shortcodes(
    text: str, files: Mapping[str, ArchiveFile], own: Sequence[str], notes: list[tuple[str, str]]
) -> str:
    if "[" not in text:
        return text
    matches = [match for match in _SHORTCODE.finditer(text) if not _is_escaped(text, match)]
    closed = {match["name"].lower() for match in matches if match["close"]}
    parts: list[str] = []
    at = 0
    pending: re.Match[str] | None = None  # an opening shortcode whose content ends at its closing one
    for match in matches:
        name = match["name"].lower()
        if pending is not None:
            if not (match["close"] and name == pending["name"].lower()):
                continue
            parts.append(_enclosing(pending, text[at : match.start()], notes))
            pending, at = None, match.end()
            continue
        attributes = _attributes(match["attributes"])
        if not (_is_known(name) or attributes or name in closed):
            continue  # "[sic]" or "[Jakarta]" is text
        parts.append(text[at : match.start()])
        at = match.end()
        if match["close"]:
            continue
        if name in closed and (name in ("caption", "wp_caption", "embed") or name in _CODE):
            pending = match
            continue
        parts.append(_alone(name, attributes, files, own, notes, name in closed))
    if pending is not None:
        parts.append(escape(pending[0]))
    return "".join([*parts, text[at:]])


def _is_escaped(text: str, match: re.Match[str]) -> bool:
    # "[[gallery]]" shows "[gallery]"; "[text](address)" is a link of Markdown.
    return text[match.start() - 1 : match.start()] == "[" or text[match.end() : match.end() + 1] in ("(", "]")


def _is_known(name: str) -> bool:
    return name in _EMBEDS or name in _KNOWN or bool(_ARRANGING.fullmatch(name) and ("_" in name or "-" in name))


_KNOWN = {
    "caption", "wp_caption", "gallery", "embed", "video", "audio", "playlist", "contact-form", "contact-form-7",
    "ninja_form", "gravityform", "wpforms", "mc4wp_form", "rev_slider", "layerslider", "wp-polls", "polldaddy",
    "archives", "recent-posts", "tablepress", "table", "sitemap", "googlemaps", "subpages",
    "portfolio", "jetpack_subscription_form", "blog_subscription_form", "display-posts", "wpdatatable",
}  # fmt: skip


# Shortcodes of plugins that colour code: by their own name, or by that of the language.
_CODE = {
    "code", "sourcecode", "cc", "bash", "shell", "cpp", "csharp", "css", "html", "java", "javascript", "js", "perl",
    "php", "plain", "python", "ruby", "sql", "text", "xml",
}  # fmt: skip


def _attributes(text: str) -> dict[str, str]:
    found = {}
    for match in _ATTRIBUTE.finditer(text.replace("&quot;", '"').replace("”", '"').replace("“", '"').replace("″", '"')):
        found[match[1].lower()] = match[2] or match[3] or match[4] or ""
    return found


def _enclosing(opening: re.Match[str], inside: str, notes: list[tuple[str, str]]) -> str:
    name, attributes = opening["name"].lower(), _attributes(opening["attributes"])
    if name == "embed":
        return f"\n\n{_embedded(inside.strip(), notes)}\n\n"
    if name in _CODE:
        return f"\n\n<pre>{inside if '&lt;' in inside else escape(inside, quote=False)}</pre>\n\n"
    picture, text = _picture_first(inside)
    caption = attributes.get("caption") or text
    return f"\n\n<figure>{picture}<figcaption>{caption}</figcaption></figure>\n\n"


_PICTURE = re.compile(r"\s*(?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?", re.IGNORECASE)


def _picture_first(inside: str) -> tuple[str, str]:
    found = _PICTURE.match(inside)
    return (found[0], inside[found.end() :].strip()) if found else ("", inside.strip())


def _alone(
    name: str,
    attributes: Mapping[str, str],
    files: Mapping[str, ArchiveFile],
    own: Sequence[str],
    notes: list[tuple[str, str]],
    is_closed: bool,
) -> str:
    if name == "gallery":
        numbers = re.findall(r"\d+", attributes.get("ids", "") or attributes.get("include", "")) or list(own)
        return f"\n\n{''.join(map(picture_html, _pictures(numbers, files)))}\n\n" if numbers else ""
    source = next((attributes[key] for key in _SOURCES if attributes.get(key)), "")
    if name in _EMBEDS and source:
        return f"\n\n{_embedded(source if '://' in source else _EMBEDS[name].format(source), notes)}\n\n"
    if name in ("video", "audio", "embed", "playlist") and "://" in source:
        return f"\n\n{_embedded(source, notes)}\n\n"
    notes.append((NoteKind.SHORTCODE, f"[{name}] tidak ikut dipindahkan"))
    return "" if is_closed else f"\n\n{remark(f'Bagian [{name}] dari situs lama tidak ikut dipindahkan.')}\n\n"


def _pictures(numbers: Sequence[str], files: Mapping[str, ArchiveFile]) -> Iterator[ArchiveFile]:
    endings = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".svg", ".heic", ".bmp", ".tif", ".tiff", ".avif")
    for number in numbers:
        file = files.get(number)
        if file and urlsplit(file.url).path.casefold().endswith(endings):
            yield file


def picture_html(file: ArchiveFile) -> str:
    """An HTML figure with the picture ``file``."""
    caption = f"<figcaption>{file.caption}</figcaption>" if file.caption else ""
    alt = escape(file.alt or _without_tags(file.caption) or file.title)
    return f'<figure><img src="{escape(file.url)}" alt="{alt}">{caption}</figure>'


def _without_tags(text: str) -> str:
    return re.sub(r"<[^<>]*>", "", text)


def _embedded(address: str, notes: list[tuple[str, str]]) -> str:
    found = _ADDRESS_ALONE.search(address)
    if not found:
        notes.append((NoteKind.EMBED, "sematan tanpa alamat tidak ikut dipindahkan"))
        return remark("Sematan dari situs lama tidak ikut dipindahkan.")
    notes.append((NoteKind.EMBED, f"sematan {found[0][:80]} menjadi tautan"))
    return f'<p><a href="{escape(found[0])}">{escape(found[0])}</a></p>'


def remark(text: str) -> str:
    """HTML for a remark about something that was not imported, in a paragraph of its own."""
    return f"<{REMARK}>{escape(text)}</{REMARK}>"


# Markdown of Hugo, Jekyll and Pelican

_HUGO = re.compile(r"\{\{[<%]\s*(?P<close>/?)\s*(?P<name>[\w-]+)(?P<rest>(?:\"[^\"]*\"|[^\"{}])*?)/?\s*[%>]\}\}")
_LIQUID = re.compile(r"\{%-?\s*(?P<name>\w+)(?P<rest>(?:\"[^\"]*\"|'[^']*'|[^\"'{}%])*?)-?%\}")
_VARIABLE = re.compile(r"\{\{-?\s*(?:site|page)\.[\w.]+(?:\s*\|\s*[\w: \"'/.-]+)?\s*-?\}\}")
_FILTERED = re.compile(
    r"\{\{-?\s*[\"'](?P<path>[^\"'{}]+)[\"']\s*\|\s*(?:relative_url|absolute_url|relURL|absURL)\s*-?\}\}"
)
_POSITIONAL = re.compile(r"\"([^\"]*)\"|(\S+)")
_CODE_SPAN = re.compile(
    r"(?P<ticks>`+)[^`]+(?P=ticks)|^(?P<fence>```+|~~~+)[^\n]*\n.*?(?:^(?P=fence)|\Z)", re.DOTALL | re.MULTILINE
)
_PELICAN_LINK = re.compile(r"[{|](?:filename|static|attach)[}|]/?(?P<path>[^\s)\"'>]+)")


def _of_markdown(body: str) -> PlainHtml:
    found = PlainHtml("")
    body = body.replace("\x02", "").replace("\x03", "")
    body = _between(_CODE_SPAN, body, lambda text: _without_templates(text, found.notes))
    # Imported here: a WordPress export does not need it.
    from markdown import Markdown

    converter = Markdown(extensions=["tables", "fenced_code", "footnotes", "def_list", "sane_lists", "abbr"])
    found.html = converter.convert(body)
    return found


def _without_templates(text: str, notes: list[tuple[str, str]]) -> str:
    text = _PELICAN_LINK.sub(lambda match: "/" + match["path"], text)
    if "{{" in text:
        text = _FILTERED.sub(lambda match: match["path"], text)
        text = _VARIABLE.sub("", text)
        text = _HUGO.sub(lambda match: _of_hugo(match, notes), text)
    if "{%" in text:
        text = _LIQUID.sub(lambda match: _of_liquid(match, notes), text)
    return text


def _of_hugo(match: re.Match[str], notes: list[tuple[str, str]]) -> str:
    name, attributes = match["name"], _attributes(match["rest"])
    given = next((one or other for one, other in _POSITIONAL.findall(match["rest"])), "")
    if match["close"]:
        return ""
    if name in ("figure", "img", "image") and attributes.get("src"):
        caption = escape(attributes.get("caption") or attributes.get("title", ""))
        alt = escape(attributes.get("alt") or attributes.get("caption") or attributes.get("title", ""))
        picture = f'<img src="{escape(attributes["src"])}" alt="{alt}">'
        return f"\n\n<figure>{picture}<figcaption>{caption}</figcaption></figure>\n\n"
    if name in ("ref", "relref"):
        return given
    if name in _EMBEDS and (id := attributes.get("id") or given):
        return f"\n\n{_embedded(id if '://' in id else _EMBEDS[name].format(id), notes)}\n\n"
    if name == "highlight":
        return ""
    notes.append((NoteKind.SHORTCODE, f"{{{{< {name} >}}}} tidak ikut dipindahkan"))
    return f"\n\n{remark(f'Bagian {name} dari situs lama tidak ikut dipindahkan.')}\n\n"


def _of_liquid(match: re.Match[str], notes: list[tuple[str, str]]) -> str:
    name, rest = match["name"], match["rest"].strip()
    if name in ("highlight", "endhighlight"):
        return "\n```\n"
    if name in ("raw", "endraw", "comment", "endcomment"):
        return ""
    if name in ("post_url", "link"):
        return f"/{rest.lstrip('/')}"
    notes.append((NoteKind.SHORTCODE, f"{{% {name} %}} tidak ikut dipindahkan"))
    return f"\n\n{remark(f'Bagian {name} dari situs lama tidak ikut dipindahkan.')}\n\n"
