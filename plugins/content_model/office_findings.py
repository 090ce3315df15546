"""Find what an office file carries besides what is read: comments, changes, hidden parts, embedded files, macros."""

from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from plugins.content_model.findings import Finding, name_text, names_text
from plugins.content_model.office_package import ROOT, Package, Relation
from plugins.content_model.presentation_findings import find_in_presentation
from plugins.content_model.word_findings import find_in_word
from plugins.content_model.workbook_findings import find_in_workbook
from plugins.content_model.xml_visit import visit_xml

_SIGNATURE = "origin"  # of _xmlsignatures
_OUTSIDE = ("http", "https", "mailto", "tel")
# Removed by cleaning: nothing of it is read.
_TEMPLATE = "attachedTemplate"

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


def find_in_office(package: Package, ending: str) -> Iterator[Finding]:
    """What a person must decide about ``package``, whose file name ends with ``ending``. Raises Unreadable."""
    if package.kind != ending:
        kinds = f"isinya {package.kind[1:].upper()}, bukan {ending[1:].upper()}"
        yield Finding(kinds, "betulkan akhiran nama berkasnya")
        return
    if any(one.kind == _SIGNATURE for one in package.relations.get(ROOT, ())):
        yield Finding(
            "tanda tangan digital, yang rusak bila keterangan berkas dihapus",
            "hapus tanda tangannya (File > Info), atau terbitkan sebagai PDF bertanda tangan",
        )
    if "macroEnabled" in package.type_of(package.main):
        yield Finding("berkas bermakro", _MACROS)
    reachable = package.reachable()
    relations = [one for part in reachable for one in package.relations.get(part, ())]
    yield from _carried(relations)
    yield from _links_outside(relations)
    for part in reachable:
        if package.is_xml(part):
            yield from _hidden_objects(part, package.parts[part])
    yield from _FIND[package.kind](package)


def _carried(relations: list[Relation]) -> Iterator[Finding]:
    for kind, (name, remedy) in {**_EMBEDDED, **_ACTIVE}.items():
        found = [one for one in relations if one.kind == kind and not one.is_external]
        if found:
            files = names_text(one.target.rpartition("/")[2] for one in found)
            yield Finding(f"{name} ({files})", remedy)


def _links_outside(relations: list[Relation]) -> Iterator[Finding]:
    for one in relations:
        if not one.is_external or one.kind == _TEMPLATE:
            continue
        if one.kind != "hyperlink":
            yield Finding(
                f"isi yang diambil dari luar berkas ({_file_name(one.target)})",
                "putuskan tautannya (File > Info > Edit Links to Files > Break Link), atau sisipkan isinya",
            )
        elif not _leads_to_web(one.target):
            yield Finding(
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
    # The folders above it are nobody's business either.
    return name_text(target.replace("\\", "/").rstrip("/").rpartition("/")[2])


def _hidden_objects(part: str, xml: bytes) -> Iterator[Finding]:
    if b"hidden=" not in xml:
        return
    found: list[str] = []

    def start(name: str, _namespace: str, attributes: Mapping[str, str]) -> None:
        if name in ("cNvPr", "docPr") and attributes.get("hidden") in ("1", "true"):
            found.append(attributes.get("name", ""))

    visit_xml(xml, start)
    if found:
        yield Finding(
            f"objek tersembunyi di {part.rpartition('/')[2]} ({names_text(found)})",
            "tampilkan lewat Home > Arrange > Selection Pane, lalu hapus yang tidak perlu",
        )
