"""Reads the paragraphs of a Word letter (mammoth). Sizes are limited, document types refused, macros ignored."""

import re
from io import BytesIO
from pathlib import Path

import mammoth  # type: ignore[import-untyped]
from bs4 import BeautifulSoup

from kabar.command import Stopped
from kabar.content.media.attachments import bytes_of_attachment
from kabar.content.media.office_package import read_package
from kabar.content.media.xml_events import Unreadable, visit_xml
from kabar.text.characters import plain_characters

_LARGEST_UNPACKED = 100_000_000  # bytes of all parts
_LARGEST_XML = 10_000_000  # bytes; mammoth keeps all of it in memory
_LONGEST_PARAGRAPH, _LONGEST_LETTER = 5_000, 200_000  # characters
_DEEPEST = 200  # nested elements: mammoth converts recursively
# Gaps between columns that a writer made with tabs or spaces; one before or behind a colon belongs to a label.
_COLUMNS = re.compile(r"(?<![:\s])(?:[ ]*\t[ ]*\t\s*|[ ]*\t\s*(?=[A-Z][\w .]{2,30}, *\d)| {4,})(?![\s:])")
_BLOCKS = ("p", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6")


def read_letter(path: Path) -> list[str]:
    """The paragraphs, list items and table rows of ``path``, in order, without empty ones. Raises Stopped.

    A paragraph has several lines where it has line breaks, or columns made with tabs.
    """
    try:
        data = bytes_of_attachment(path)
        package = read_package(data, _LARGEST_UNPACKED)
        if package.kind != ".docx":
            raise Unreadable("isinya bukan surat Word", "pilih berkas .docx")
        if sum(len(part) for name, part in package.parts.items() if package.is_xml(name)) > _LARGEST_XML:
            raise Unreadable("isinya terlalu besar", "simpan bagian pengumumannya sebagai berkas sendiri")
        for name, part in package.parts.items():
            if package.is_xml(name) or name.endswith(".rels"):
                _refuse_deep(part)
    except Unreadable as fault:
        raise Stopped(f"{path}: {fault}; {fault.remedy}") from None
    try:
        # Pictures are not needed, and might be files elsewhere.
        html = mammoth.convert_to_html(BytesIO(data), convert_image=lambda _: []).value
    except Exception:
        raise Stopped(f"{path}: isi surat tidak terbaca; simpan ulang dari aplikasi aslinya") from None
    soup = BeautifulSoup(html, "lxml")
    for line_break in soup.find_all("br"):
        line_break.replace_with("\n")
    for link in soup.find_all("a", href=re.compile("^https?://")):
        if str(link["href"]) not in link.get_text():
            link.append(f" ({link['href']})")
    found = []
    for block in soup.find_all(_BLOCKS):
        if block.find_parent("tr") is None and (block.name == "tr" or block.find(_BLOCKS) is None):
            cells = [" ".join(cell.get_text(" ").split()) for cell in block.find_all(("td", "th"))]
            lines = _COLUMNS.sub("\n", " ".join(cells) if cells else block.get_text("")).split("\n")
            plain = (" ".join(plain_characters(f".{line}.")[1:-1].split()) for line in lines)
            if text := "\n".join(filter(None, plain)):
                found.append(text)
    if max(map(len, found), default=0) > _LONGEST_PARAGRAPH or sum(map(len, found)) > _LONGEST_LETTER:
        long = f"lebih dari {_LONGEST_LETTER} huruf, atau {_LONGEST_PARAGRAPH} dalam satu paragraf"
        raise Stopped(f"{path}: {long}; ini bukan surat. Simpan bagian pengumumannya sebagai berkas sendiri")
    return found


def _refuse_deep(xml: bytes) -> None:
    depth = 0

    def start(*_: object) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise Unreadable(f"XML bersarang lebih dari {_DEEPEST} tingkat")

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1

    visit_xml(xml, start, end)
