"""Office files with the parts and relations that Word, Excel and PowerPoint write. Every name in them is invented."""

import io
import zipfile
from collections.abc import Iterable, Mapping

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
P = (
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
R = f'xmlns:r="{OFFICE}"'
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_TYPES = {
    "word/document.xml": "wordprocessingml.document.main", "word/comments.xml": "wordprocessingml.comments",
    "word/settings.xml": "wordprocessingml.settings", "word/styles.xml": "wordprocessingml.styles",
    "word/header1.xml": "wordprocessingml.header", "word/footnotes.xml": "wordprocessingml.footnotes",
    "word/people.xml": "wordprocessingml.people", "xl/workbook.xml": "spreadsheetml.sheet.main",
    "xl/sharedStrings.xml": "spreadsheetml.sharedStrings", "ppt/presentation.xml": "presentationml.presentation.main",
    "docProps/app.xml": "extended-properties", "docProps/custom.xml": "custom-properties",
}  # fmt: skip
_FOLDERS = {
    "xl/worksheets/": "spreadsheetml.worksheet", "xl/comments": "spreadsheetml.comments",
    "ppt/slides/": "presentationml.slide",
    "ppt/notesSlides/": "presentationml.notesSlide", "ppt/comments/": "presentationml.comments",
}  # fmt: skip
CORE = "application/vnd.openxmlformats-package.core-properties+xml"

# What Word, Excel and PowerPoint tell of a file and of the one who wrote it.
DESCRIBED = {
    "docProps/core.xml": (
        f'{HEAD}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Judul kerja</dc:title><dc:creator>Budi'
        " Karangan</dc:creator><cp:lastModifiedBy>Siti Karangan</cp:lastModifiedBy></cp:coreProperties>"
    ),
    "docProps/app.xml": (
        f'{HEAD}<Properties xmlns="{OFFICE.replace("relationships", "extended-properties")}"><Company>Kantor'
        " Karangan</Company></Properties>"
    ),
    "docProps/custom.xml": (
        f'{HEAD}<Properties xmlns="{OFFICE.replace("relationships", "custom-properties")}"><property'
        ' name="Pengirim">Ani Karangan</property></Properties>'
    ),
    "docProps/thumbnail.jpeg": b"\xff\xd8\xff\xe0gambar mini",
}
_DESCRIBING = (
    (f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
    (f"{OFFICE}/extended-properties", "docProps/app.xml"),
    (f"{OFFICE}/custom-properties", "docProps/custom.xml"),
    (f"{PACKAGE}/relationships/metadata/thumbnail", "docProps/thumbnail.jpeg"),
)
NAMES = ("Judul kerja", "Budi Karangan", "Siti Karangan", "Kantor Karangan", "Ani Karangan", "gambar mini")

# (kind or whole type, target); a third word makes it external. Their ids are rId1, rId2 … in this order.
Relations = Iterable[tuple[str, ...]]


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """An archive of ``files``, each of another moment and with the name of a computer beside it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (name, data) in enumerate(files.items()):
            entry = zipfile.ZipInfo(name, (2019, 5, 1 + number % 28, 9, 30, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
        archive.comment = b"komputer karangan"
    return out.getvalue()


def relations(of: Relations) -> str:
    """A part of relations."""
    told = []
    for number, (kind, target, *more) in enumerate(of, 1):
        kind = kind if "/" in kind else f"{OFFICE}/{kind}"
        mode = ' TargetMode="External"' if more else ""
        told.append(f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"{mode}/>')
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{"".join(told)}</Relationships>'


def package(
    main: str,
    parts: Mapping[str, str | bytes],
    of: Mapping[str, Relations],
    *,
    describe: bool = True,
    main_type: str = "",
    types: Mapping[str, str] | None = None,
) -> bytes:
    """An office file of ``parts`` whose main part is ``main``; ``of`` are relations by the part that they begin at."""
    parts = {**parts, **(DESCRIBED if describe else {})}
    root = [("officeDocument", main), *(_DESCRIBING if describe else ()), *of.get("", ())]
    kinds = (
        {name: _type_of(name) for name in parts if name.endswith(".xml")}
        | ({main: main_type} if main_type else {})
        | (types or {})
    )
    overrides = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in kinds.items())
    files = {
        "[Content_Types].xml": (
            f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels"'
            ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml"'
            f' ContentType="application/xml"/><Default Extension="jpeg" ContentType="image/jpeg"/>{overrides}</Types>'
        ),
        "_rels/.rels": relations(root),
        **{_relations_of(part): relations(told) for part, told in of.items() if part},
        **parts,
    }
    return zipped(files)


def docx(
    body: str = "<w:p><w:r><w:t>Isi karangan</w:t></w:r></w:p>",
    of: Relations = (),
    parts: Mapping[str, str | bytes] | None = None,
    **more,
) -> bytes:
    """A Word document with ``body``; ``of`` are relations of its main part."""
    document = f"{HEAD}<w:document {W} {R}><w:body>{body}<w:sectPr/></w:body></w:document>"
    return package(
        "word/document.xml", {"word/document.xml": document, **(parts or {})}, {"word/document.xml": [*of]}, **more
    )


def xlsx(
    sheets: Mapping[str, str],
    states: Mapping[str, str] | None = None,
    parts: Mapping[str, str | bytes] | None = None,
    of: Mapping[str, Relations] | None = None,
    book: str = "",
) -> bytes:
    """A workbook: the inside of each worksheet by its name; ``of`` are relations of sheets (``sheet1`` …) and, below
    ``book``, more of the workbook."""
    of = dict(of or {})
    own = [("worksheet", f"worksheets/sheet{number}.xml") for number in range(1, len(sheets) + 1)] + [
        *of.pop("book", ())
    ]
    told = "".join(
        f'<sheet name="{name}" sheetId="{number}" r:id="rId{number}"{_state(name, states)}/>'
        for number, name in enumerate(sheets, 1)
    )
    all_parts = {
        "xl/workbook.xml": f"{HEAD}<workbook {S} {R}>{book}<sheets>{told}</sheets></workbook>",
        **{
            f"xl/worksheets/sheet{number}.xml": f"{HEAD}<worksheet {S} {R}>{inside}</worksheet>"
            for number, inside in enumerate(sheets.values(), 1)
        },
        **(parts or {}),
    }
    by_part = {f"xl/worksheets/{name}.xml": told for name, told in of.items()}
    return package("xl/workbook.xml", all_parts, {"xl/workbook.xml": own, **by_part})


def pptx(
    slides: Iterable[str], parts: Mapping[str, str | bytes] | None = None, of: Mapping[str, Relations] | None = None
) -> bytes:
    """A presentation of whole ``<p:sld …>`` texts; ``of`` are relations of slides (``slide1`` …), below ``show`` more
    of the presentation."""
    slides, of = list(slides), dict(of or {})
    own = [("slide", f"slides/slide{number}.xml") for number in range(1, len(slides) + 1)] + [*of.pop("show", ())]
    listed = "".join(f'<p:sldId id="{255 + number}" r:id="rId{number}"/>' for number in range(1, len(slides) + 1))
    all_parts = {
        "ppt/presentation.xml": f"{HEAD}<p:presentation {P} {R}><p:sldIdLst>{listed}</p:sldIdLst></p:presentation>",
        **{f"ppt/slides/slide{number}.xml": HEAD + told for number, told in enumerate(slides, 1)},
        **(parts or {}),
    }
    by_part = {f"ppt/slides/{name}.xml": told for name, told in of.items()}
    return package("ppt/presentation.xml", all_parts, {"ppt/presentation.xml": own, **by_part})


def slide(text: str, attributes: str = "") -> str:
    """A slide that says ``text``."""
    return (
        f"<p:sld {P} {R}"
        f" {attributes}><p:cSld><p:spTree><p:sp><p:txBody><a:p><a:r><a:t>{text}"
        "</a:t></a:r></a:p></p:txBody></p:sp></p:spTree></p:cSld></p:sld>"
    )


def row(number: int, text: str, attributes: str = "", column: str = "A") -> str:
    """A row of a worksheet with one cell."""
    return f'<row r="{number}" {attributes}><c r="{column}{number}" t="inlineStr"><is><t>{text}</t></is></c></row>'


def unzipped(data: bytes) -> dict[str, bytes]:
    """The files of an archive in their order."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def _type_of(name: str) -> str:
    if name == "docProps/core.xml":
        return CORE
    kind = _TYPES.get(name) or next((kind for start, kind in _FOLDERS.items() if name.startswith(start)), "")
    return f"application/vnd.openxmlformats-officedocument.{kind}+xml" if kind else "application/xml"


def _relations_of(part: str) -> str:
    folder, _, file = part.rpartition("/")
    return f"{folder}/_rels/{file}.rels"


def _state(name: str, states: Mapping[str, str] | None) -> str:
    return f' state="{states[name]}"' if states and name in states else ""
