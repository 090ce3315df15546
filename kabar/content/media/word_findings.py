"""Finds tracked changes, comments, hidden text and mail merge sources in Word documents."""

import re
from collections.abc import Iterator, Mapping

from kabar.content.media.attachment_findings import AttachmentFinding, by_text
from kabar.content.media.office_package import OfficePackage
from kabar.content.media.xml_events import visit_xml

# ISO/IEC 29500-1, 17.13.5.
_CHANGES = frozenset((
    "ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblPrExChange",
    "tblGridChange", "trPrChange", "tcPrChange", "cellIns", "cellDel", "cellMerge", "numberingChange",
))  # fmt: skip
_WORD = "wordprocessingml"
_PLACES = {
    "header": "kepala halaman", "footer": "kaki halaman", "footnotes": "catatan kaki", "endnotes": "catatan akhir",
}  # fmt: skip
_OFF = ("0", "false", "off")

# A field (INCLUDETEXT, LINK, HYPERLINK …) with the path of a local file.
_OWN_FILE = re.compile(r"file:/|\b[A-Za-z]:\\|\\\\\w", re.IGNORECASE)

_ACCEPT = "terima atau tolak semuanya (Word: Review > Accept/Reject; LibreOffice: Edit > Track Changes > Manage)"
_DELETE = (
    "hapus semuanya (Word: Review > Delete > Delete All Comments in Document; LibreOffice: klik kanan komentar >"
    " Delete All Comments)"
)
_SHOW = "pilih semua, buka Font (Ctrl+D), hilangkan centang Hidden, lalu hapus teks yang tidak perlu"
_NO_FIELD = "klik isinya, lalu tekan Ctrl+Shift+F9 supaya menjadi teks biasa"
_NO_MERGE = "jadikan dokumen biasa: Mailings > Start Mail Merge > Normal Word Document"


def find_in_word(package: OfficePackage) -> Iterator[AttachmentFinding]:
    """Findings in a Word document that an editor must resolve. Raises Unreadable."""
    kinds = {
        one.target: one.kind for relations in package.relations.values() for one in relations if not one.is_external
    }
    hidden_styles = _hidden_styles(package)
    for part in package.reachable():
        if not package.is_xml(part):
            continue
        seen = _Seen(hidden_styles)
        visit_xml(package.parts[part], seen.start, seen.end, seen.text)
        where = f" di {_PLACES[kinds[part]]}" if kinds.get(part) in _PLACES else ""
        if seen.changes:
            count = len(seen.changes)
            first = f"mulai paragraf {seen.changes[0][0]}{where}"
            authors = by_text(name for _, name in seen.changes)
            yield AttachmentFinding(f"{count} perubahan terlacak{authors}, {first}", _ACCEPT)
        if seen.comments:
            comments = f"{len(seen.comments)} komentar{by_text(seen.comments)}{_first_comment(package)}"
            yield AttachmentFinding(comments, _DELETE)
        if seen.hidden:
            yield AttachmentFinding(f"teks tersembunyi di paragraf {seen.hidden}{where}", _SHOW)
        if seen.leads_away:
            place = f"paragraf {seen.leads_away}{where}"
            yield AttachmentFinding(f"bidang yang menunjuk berkas di komputer sendiri, {place}", _NO_FIELD)
        if seen.has_recipients:
            yield AttachmentFinding("sambungan ke daftar penerima surat massal", _NO_MERGE)


class _Seen:
    """Findings in a part. ``changes`` are pairs of paragraph and author, ``comments`` are authors; ``hidden`` and
    ``leads_away`` are the first paragraph with hidden text and with a reference to a local file, or 0."""

    def __init__(self, hidden_styles: frozenset[str]):
        self.changes: list[tuple[int, str]] = []
        self.comments: list[str] = []
        self.commented: list[int] = []
        self.hidden = self.leads_away = 0
        self.has_recipients = False
        self._styles = hidden_styles
        self._paragraph = 0
        self._runs: list[bool] = []  # for each open run, whether it is hidden
        self._hides_paragraph = False
        self._in_text = self._in_field = self._in_run_properties = False

    def start(self, name: str, namespace: str, attributes: Mapping[str, str]) -> None:
        if _WORD not in namespace:
            return
        if name == "p":
            self._paragraph += 1
            self._hides_paragraph = False
        elif name == "r":
            self._runs.append(self._hides_paragraph)
        elif name == "rPr":
            self._in_run_properties = bool(self._runs)
        elif name == "pStyle":
            self._hides_paragraph = attributes.get("val") in self._styles
        elif name == "rStyle" and self._in_run_properties and attributes.get("val") in self._styles:
            self._runs[-1] = True
        elif name == "vanish" and self._in_run_properties:
            self._runs[-1] = attributes.get("val", "1") not in _OFF
        elif name in ("t", "instrText"):
            self._in_text, self._in_field = name == "t", name == "instrText"
        elif name == "fldSimple":
            self._look_at_field(attributes.get("instr", ""))
        elif name == "comment":
            self.comments.append(attributes.get("author", ""))
        elif name == "commentReference":
            self.commented.append(max(1, self._paragraph))
        elif name == "mailMerge":
            self.has_recipients = True
        elif name in _CHANGES:
            self.changes.append((max(1, self._paragraph), attributes.get("author", "")))

    def end(self, name: str) -> None:
        if name == "r" and self._runs:
            self._runs.pop()
        elif name == "rPr":
            self._in_run_properties = False
        elif name in ("t", "instrText"):
            self._in_text = self._in_field = False

    def text(self, text: str) -> None:
        if self._in_field:
            self._look_at_field(text)
        elif self._in_text and not self.hidden and self._runs and self._runs[-1] and text.strip():
            self.hidden = max(1, self._paragraph)

    def _look_at_field(self, instruction: str) -> None:
        if not self.leads_away and _OWN_FILE.search(instruction):
            self.leads_away = max(1, self._paragraph)


def _first_comment(package: OfficePackage) -> str:
    """The place of the first comment in the body, as text."""
    seen = _Seen(frozenset())
    visit_xml(package.parts[package.main], seen.start, seen.end)
    return f", mulai paragraf {seen.commented[0]}" if seen.commented else ""


def _hidden_styles(package: OfficePackage) -> frozenset[str]:
    """The ids of styles whose text is hidden, directly or by the style that they are based on."""
    parts = [one.target for one in package.relations.get(package.main, ()) if one.kind == "styles"]
    hides: dict[str, bool] = {}
    above: dict[str, str] = {}
    style = ""

    def start(name: str, _namespace: str, attributes: Mapping[str, str]) -> None:
        nonlocal style
        if name == "style":
            style = attributes.get("styleId", "")
        elif name == "basedOn" and style:
            above[style] = attributes.get("val", "")
        elif name == "vanish" and style:
            hides[style] = attributes.get("val", "1") not in _OFF

    def end(name: str) -> None:
        nonlocal style
        if name == "style":
            style = ""

    for part in parts:
        if part in package.parts:
            visit_xml(package.parts[part], start, end)

    def is_hidden(id: str) -> bool:
        met: set[str] = set()
        while id and id not in met:
            if id in hides:
                return hides[id]
            met.add(id)
            id = above.get(id, "")
        return False

    return frozenset(id for id in {*hides, *above} if is_hidden(id))


