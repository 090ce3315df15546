"""Finds content of a body that its page will not show: removed tags, unmatched footnotes, unused definitions."""

import re
from collections.abc import Iterator

from kabar.content.markdown_source.body_blocks import FENCE, Block, walk
from kabar.content.markdown_source.body_code import MARKDOWN_INSIDE, TAG, VOID_TAGS, find_raw_blocks, is_html
from kabar.content.parsing.problems import ERROR, WARNING

_NOTE = re.compile(r"\[\^([^\]\n]*)\](:?)")
_DEFINITION = re.compile(r"^[ \t>]*\[(?!\^)(?P<label>[^\[\]\n]*)\]:[ ]*(?:\n[ ]*)?\S", re.MULTILINE)
_LABELLED = re.compile(r"\[(?!\^)([^\[\]]*)\](?!:)")
_ABBREVIATION = re.compile(r"^\*\[(?P<label>[^\]\n]+)\] ?:.*$", re.MULTILINE)
_MARKDOWN = re.compile(r"\n[ \t]*\n[ \t]*(?!<)\S")
_INFO = re.compile(r"\.?[\w#.+-]*|\{[^}\n]*\}")
_FTP = re.compile(r"(?<![\w(<])ftp://\S+")
_SPACED_ADDRESS = re.compile(r"(?<!\()<https?://[^<>\n]*\s[^<>\n]*>")
# Elements that HTML closes implicitly.
_ENDED_BY_OTHERS = VOID_TAGS | {"p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option"}
_REMOVED = frozenset(
    (
        *("script", "style", "link", "meta", "iframe", "object", "embed", "svg", "math", "video", "audio", "canvas"),
        *("form", "input", "button", "select", "textarea", "template", "noscript", "noembed", "noframes", "title"),
        *("xmp", "plaintext", "applet", "head", "html", "body", "frame", "frameset", "dialog"),
    )
)


def find_removed_tags(shown: str) -> Iterator[tuple[int, str]]:
    """Tags that the sanitiser removes, as (offset, message); ``shown`` has its code blanked."""
    for match in TAG.finditer(shown) if "<" in shown else ():
        if match["tag"].lower() in _REMOVED and not match["close"]:
            yield match.start(), f"<{match['tag']}> akan dibuang dari halaman; pakai Markdown atau tautan"


def find_lost_notes(prose: str) -> Iterator[tuple[int, str]]:
    """Footnotes that are referenced but not defined, or defined but not referenced, or defined twice."""
    notes: dict[str, int] = {}
    uses: dict[str, int] = {}
    for match in _NOTE.finditer(prose) if "[^" in prose else ():
        begins_line = not prose[prose.rfind("\n", 0, match.start()) + 1 : match.start()].strip()
        if match[2] and begins_line and match[1] in notes:
            yield match.start(), f"catatan kaki [^{match[1]}] sudah ditulis di atas; beri nama lain"
        (notes if match[2] and begins_line else uses).setdefault(match[1], match.start())
    for name, offset in uses.items():
        if name not in notes:
            yield offset, f"catatan kaki [^{name}] belum ditulis; tambahkan baris '[^{name}]: …'"
    for name, offset in notes.items():
        if name not in uses:
            yield offset, f"catatan kaki [^{name}] tidak dirujuk; tulis [^{name}] di dalam teks"


def find_lost_names(prose: str) -> Iterator[tuple[int, str]]:
    """Link definitions that are unused or duplicate, and abbreviations that are unused."""
    if "]:" not in prose:
        return
    used = {_fold(match[1]) for match in _LABELLED.finditer(prose)}
    seen: set[str] = set()
    for match in _DEFINITION.finditer(prose):
        label = _fold(match["label"])
        if label in seen or label not in used:
            why = "sudah dipakai alamat lain" if label in seen else "tidak dipakai"
            yield match.start(), f"alamat bernama [{match['label']}] {why}, jadi tidak tampil; hapus baris ini"
        seen.add(label)
    text = _ABBREVIATION.sub("", prose)
    for match in _ABBREVIATION.finditer(prose):
        if not re.search(rf"\b{re.escape(match['label'].strip())}\b", text):
            what = f"singkatan {match['label']} tidak ada di dalam teks, jadi tidak tampil"
            yield match.start(), f"{what}; hapus baris ini"


def find_unread(shown: str) -> Iterator[tuple[int, str]]:
    """Markdown in raw HTML (which GitHub parses after a blank line, but this portal does not), and broken autolinks."""
    for start, end in find_raw_blocks(shown) if "<" in shown else ():
        tag = TAG.match(shown, shown.index("<", start))
        if tag and tag["tag"].lower() not in ("pre", "script", "style") and _MARKDOWN.search(shown, start, end):
            name = tag["tag"]
            yield start, f"Markdown di dalam <{name}> tidak dibaca; tulis <{name} markdown=\"1\"> sebagai pembukanya"
    for needed, pattern in (("ftp://", _FTP), ("<http", _SPACED_ADDRESS)):
        for match in pattern.finditer(shown) if needed in shown else ():
            yield match.start(), f"'{match[0][:60]}' tidak menjadi tautan; tulis alamat https:// tanpa spasi"


def find_unclosed(shown: str) -> Iterator[tuple[int, str, str]]:
    """Unclosed tags, as (offset, message, severity); errors if Markdown is parsed in one, since text would be lost."""
    opened: dict[str, list[re.Match[str]]] = {}
    for match in TAG.finditer(shown) if "<" in shown else ():
        tag = match["tag"].lower()
        if match["close"]:
            if opened.get(tag):
                opened[tag].pop()
        elif tag not in _ENDED_BY_OTHERS | _REMOVED and not match["attributes"].endswith("/") and is_html(match):
            opened.setdefault(tag, []).append(match)
    left = [match for matches in opened.values() for match in matches]
    grave = any(MARKDOWN_INSIDE.search(match["attributes"]) for match in left)
    for match in left:
        tag = match["tag"]
        yield match.start(), f"<{tag}> belum ditutup; tulis </{tag}> di ujungnya", ERROR if grave else WARNING


def find_lost_words(blocks: list[Block]) -> Iterator[tuple[int, str]]:
    """Text after an opening code fence, and code fences that are never closed."""
    for block in walk(blocks):
        if block.kind != FENCE:
            continue
        if not _INFO.fullmatch(block.info):
            what = f"'{block.info[:60]}' sesudah tanda kode tidak tampil"
            yield block.fences[0][0], f"{what}; pindahkan ke baris berikutnya"
        if len(block.fences) == 1:
            marker = block.fences[0][1].strip()[:3]
            what = "kode belum ditutup: semua sesudahnya tampil sebagai kode"
            yield block.fences[0][0], f"{what}; tutup dengan baris {marker}"


def _fold(label: str) -> str:
    return " ".join(label.split()).casefold()


