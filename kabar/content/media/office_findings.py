"""Finds hidden content of office files: comments, notes, hidden slides, embedded files, macros, external links."""

from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from kabar.content.media.attachment_findings import AttachmentFinding, by_text, name_text, names_text, numbers_text
from kabar.content.media.office_package import ROOT, OfficePackage, Relation
from kabar.content.media.word_findings import find_in_word
from kabar.content.media.workbook_findings import find_in_workbook
from kabar.content.media.xml_events import visit_xml

_OFF = ("0", "false")

_UNHIDE = "hapus salindia itu, atau tampilkan (PowerPoint: klik kanan > Hide Slide; LibreOffice: Slide > Show Slide)"
_NO_NOTES = "hapus catatannya (PowerPoint: File > Info > Inspect Document > Presentation Notes)"
_DELETE = "hapus semuanya (PowerPoint: Review > Delete > Delete All Comments)"


def find_in_presentation(package: OfficePackage) -> Iterator[AttachmentFinding]:
    """Findings in a PowerPoint presentation that an editor must resolve. Raises Unreadable."""
    slides = dict(enumerate(_slides(package), 1))
    hidden = [number for number, part in slides.items() if _is_hidden(package.parts[part])]
    if hidden:
        yield AttachmentFinding(f"salindia tersembunyi: {numbers_text(hidden)}", _UNHIDE)
    noted = [number for number, part in slides.items() if any(map(_has_notes, _beside(part, "notesSlide", package)))]
    if noted:
        yield AttachmentFinding(f"catatan pembicara di salindia {numbers_text(noted)}", _NO_NOTES)
    authors = _authors(package)
    found = {number: [*_comments(part, package)] for number, part in slides.items()}
    commented = [number for number, ids in found.items() if ids]
    if commented:
        names = [authors.get(id, "") for ids in found.values() for id in ids]
        yield AttachmentFinding(f"komentar di salindia {numbers_text(commented)}{by_text(names)}", _DELETE)


def _slides(package: OfficePackage) -> list[str]:
    """The names of the slides' parts, in order."""
    targets = {one.id: one.target for one in package.relations.get(package.main, ())}
    found: list[str] = []

    def start(name: str, namespace: str, attributes: Mapping[str, str]) -> None:
        if name == "sldId" and "presentationml" in namespace:
            found.append(targets.get(attributes.get("r:id", ""), ""))

    visit_xml(package.parts[package.main], start)
    return [part for part in found if part in package.parts]


def _is_hidden(xml: bytes) -> bool:
    shows: list[str] = []
    visit_xml(xml, lambda name, _, attributes: shows.append(attributes.get("show", "1")) if name == "sld" else None)
    return bool(shows) and shows[0] in _OFF


def _beside(part: str, kind: str, package: OfficePackage) -> list[bytes]:
    return [
        package.parts[one.target]
        for one in package.relations.get(part, ())
        if one.kind == kind and one.target in package.parts
    ]


def _has_notes(xml: bytes) -> bool:
    """Whether a notes page has text in its body; its other placeholders are for the slide and its number."""
    found: list[str] = []
    is_notes = in_text = False

    def start(name: str, _namespace: str, attributes: Mapping[str, str]) -> None:
        nonlocal is_notes, in_text
        if name == "sp":
            is_notes = True
        elif name == "ph":
            is_notes = attributes.get("type", "body") == "body"
        in_text = name == "t"

    def text(text: str) -> None:
        if is_notes and in_text and text.strip():
            found.append(text)

    visit_xml(xml, start, None, text)
    return bool(found)


def _comments(part: str, package: OfficePackage) -> Iterator[str]:
    """The author id of each comment."""
    found: list[str] = []

    def start(name: str, _namespace: str, attributes: Mapping[str, str]) -> None:
        if name in ("cm", "reply"):
            found.append(attributes.get("authorId", ""))

    for xml in _beside(part, "comments", package):
        visit_xml(xml, start)
    yield from found


def _authors(package: OfficePackage) -> dict[str, str]:
    found: dict[str, str] = {}

    def start(name: str, _namespace: str, attributes: Mapping[str, str]) -> None:
        if name in ("cmAuthor", "author"):
            found[attributes.get("id", "")] = attributes.get("name", "")

    for kind in ("commentAuthors", "authors"):
        for xml in _beside(package.main, kind, package):
            visit_xml(xml, start)
    return found


_SIGNATURE = "origin"  # relation to _xmlsignatures
_OUTSIDE = ("http", "https", "mailto", "tel")
_TEMPLATE = "attachedTemplate"  # removed by cleaning

_AS_PICTURE = "ganti dengan gambarnya: salin, lalu Paste Special > Picture"
_EMBEDDED = {
    "package": ("berkas tertanam", f"{_AS_PICTURE} (juga untuk grafik, yang membawa seluruh lembar kerjanya)"),
    "oleObject": ("objek OLE tertanam", _AS_PICTURE),
    "aFChunk": ("dokumen tertanam", "salin isinya ke dalam dokumen ini"),
    "subDocument": ("subdokumen", "salin isinya ke dalam dokumen ini"),
}
_MACROS = "simpan ulang tanpa makro: File > Save As, jenis .docx, .xlsx, atau .pptx"
_ACTIVE = {
    "vbaProject": ("makro", _MACROS),
    "xlMacrosheet": ("lembar makro", _MACROS),
    "xlIntlMacrosheet": ("lembar makro", _MACROS),
    "control": ("kontrol ActiveX", "hapus kontrol itu, atau kirim sebagai PDF"),
}
_FIND = {".docx": find_in_word, ".xlsx": find_in_workbook, ".pptx": find_in_presentation}


def find_in_office(package: OfficePackage, ending: str) -> Iterator[AttachmentFinding]:
    """Findings in an office file with the extension ``ending`` that an editor must resolve. Raises Unreadable."""
    if package.kind != ending:
        kinds = f"isinya {package.kind[1:].upper()}, bukan {ending[1:].upper()}"
        yield AttachmentFinding(kinds, "betulkan akhiran nama berkasnya")
        return
    if any(one.kind == _SIGNATURE for one in package.relations.get(ROOT, ())):
        yield AttachmentFinding(
            "tanda tangan digital, yang rusak bila keterangan berkas dihapus",
            "hapus tanda tangannya (File > Info), atau terbitkan sebagai PDF bertanda tangan",
        )
    if "macroEnabled" in package.type_of(package.main):
        yield AttachmentFinding("berkas bermakro", _MACROS)
    reachable = package.reachable()
    relations = [one for part in reachable for one in package.relations.get(part, ())]
    yield from _carried(relations)
    yield from _links_outside(relations)
    for part in reachable:
        if package.is_xml(part):
            yield from _hidden_objects(part, package.parts[part])
    yield from _FIND[package.kind](package)


def _carried(relations: list[Relation]) -> Iterator[AttachmentFinding]:
    for kind, (name, remedy) in {**_EMBEDDED, **_ACTIVE}.items():
        found = [one for one in relations if one.kind == kind and not one.is_external]
        if found:
            files = names_text(one.target.rpartition("/")[2] for one in found)
            yield AttachmentFinding(f"{name} ({files})", remedy)


def _links_outside(relations: list[Relation]) -> Iterator[AttachmentFinding]:
    for one in relations:
        if not one.is_external or one.kind == _TEMPLATE:
            continue
        if one.kind != "hyperlink":
            yield AttachmentFinding(
                f"isi yang diambil dari luar berkas ({_file_name(one.target)})",
                "putuskan tautannya (File > Info > Edit Links to Files > Break Link), atau sisipkan isinya",
            )
        elif not _leads_to_web(one.target):
            yield AttachmentFinding(
                f"tautan ke berkas di komputer sendiri ({_file_name(one.target)})",
                "hapus tautannya, atau ganti dengan alamat https://",
            )


def _leads_to_web(target: str) -> bool:
    if target.startswith("#"):
        return True
    try:
        return urlsplit(target.strip()).scheme.casefold() in _OUTSIDE
    except ValueError:
        return False


def _file_name(target: str) -> str:
    # Without its folders, which are private, too.
    return name_text(target.replace("\\", "/").rstrip("/").rpartition("/")[2])


def _hidden_objects(part: str, xml: bytes) -> Iterator[AttachmentFinding]:
    if b"hidden=" not in xml:
        return
    found: list[str] = []

    def start(name: str, _namespace: str, attributes: Mapping[str, str]) -> None:
        if name in ("cNvPr", "docPr") and attributes.get("hidden") in ("1", "true"):
            found.append(attributes.get("name", ""))

    visit_xml(xml, start)
    if found:
        yield AttachmentFinding(
            f"objek tersembunyi di {part.rpartition('/')[2]} ({names_text(found)})",
            "tampilkan lewat Home > Arrange > Selection Pane, lalu hapus yang tidak perlu",
        )


