"""Made-up workbooks of given cells. Every name in them is invented."""

import io
import zipfile
from collections.abc import Sequence
from datetime import date
from html import escape

from tests.office_files import xlsx, zipped


def workbook(*rows: Sequence[object], merged: Sequence[str] = ()) -> bytes:
    """A workbook with one sheet. None is an empty cell, a text that begins with ``<`` is the XML within its cell."""
    return xlsx({"Jadwal": sheet_xml(rows, merged)})


def sheet_xml(rows: Sequence[Sequence[object]], merged: Sequence[str] = ()) -> str:
    """The inside of a worksheet."""
    lines = []
    for number, row in enumerate(rows, 1):
        cells = [_cell(f"{chr(65 + at)}{number}", value) for at, value in enumerate(row) if value is not None]
        lines.append(f'<row r="{number}">{"".join(cells)}</row>')
    ranges = "".join(f'<mergeCell ref="{one}"/>' for one in merged)
    return f"<sheetData>{''.join(lines)}</sheetData>" + (f"<mergeCells>{ranges}</mergeCells>" if ranges else "")


def _cell(at: str, value: object) -> str:
    if isinstance(value, str) and value.startswith("<"):
        return f'<c r="{at}">{value}</c>'
    if isinstance(value, int | float):
        return f'<c r="{at}"><v>{value}</v></c>'
    return f'<c r="{at}" t="inlineStr"><is><t xml:space="preserve">{escape(str(value))}</t></is></c>'


def spreadsheet(*rows: Sequence[object], attributes: str = "") -> bytes:
    """An OpenDocument spreadsheet with one sheet; dates become cells of dates."""
    office = "urn:oasis:names:tc:opendocument:xmlns"
    inside = "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows)
    content = (
        f'<office:document-content xmlns:office="{office}:office:1.0" xmlns:table="{office}:table:1.0"'
        f' xmlns:text="{office}:text:1.0" office:version="1.2"><office:body><office:spreadsheet>'
        f'<table:table table:name="Jadwal" {attributes}>{inside}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        f'<manifest:manifest xmlns:manifest="{office}:manifest:1.0"><manifest:file-entry manifest:full-path="/"'
        ' manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>'
    )
    return zipped({
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": content,
        "META-INF/manifest.xml": manifest,
    })  # fmt: skip


def _ods_cell(value: object) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, str) and value.startswith("<"):
        return value
    if isinstance(value, date):
        return (
            f'<table:table-cell office:value-type="date" office:date-value="{value.isoformat()}">'
            f"<text:p>{value.isoformat()}</text:p></table:table-cell>"
        )
    return f'<table:table-cell office:value-type="string"><text:p>{escape(str(value))}</text:p></table:table-cell>'


def with_part(data: bytes, name: str, text: str | bytes) -> bytes:
    """The archive ``data`` with the part ``name`` replaced or added."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {one: archive.read(one) for one in archive.namelist()}
    return zipped({**parts, name: text})
