"""Check the links, pictures and figures of bodies."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from kabar.content.markdown_source.body_scan import BodyLink, BodyScan, Directive
from kabar.content.media.file_formats import ATTACHMENTS, PICTURES
from kabar.content.models.figure import Figure
from kabar.content.models.figure_choice import read_wish
from kabar.content.parsing.problems import BadValue, Problem
from kabar.content.reading.file_reading import BODY
from kabar.content.reading.links import Destinations, resolve
from kabar.content.validation.media_checks import fault_of
from kabar.content.validation.picture_checks import PictureMemory
from kabar.text.suggestions import did_you_mean


def check_body(
    root: Path,
    path: str,
    scan: BodyScan,
    destinations: Destinations,
    figures: Mapping[str, Figure],
    pictures: PictureMemory | None = None,
) -> Iterator[Problem]:
    """Yield a problem for each broken link in the body of the file ``path``, and each figure that the ledger lacks.

    ``scan`` is that of the body, ``destinations`` are the possible link targets, ``figures`` are by id. Without
    ``pictures`` no picture is decoded.
    """
    for link in scan.links:
        if message := _fault_of_link(root, link, destinations, path, pictures):
            yield Problem(path, link.line, link.column, BODY, message)
    for directive in scan.directives:
        if message := _fault_of_directive(directive, figures):
            yield Problem(path, directive.line, directive.column, BODY, message)


def _fault_of_link(
    root: Path, link: BodyLink, destinations: Destinations, path: str, pictures: PictureMemory | None
) -> str:
    try:
        address = resolve(link.target, destinations, path)
    except BadValue as bad:
        return str(bad)
    is_plain = "?" not in address or not link.image
    if is_plain and (file := destinations.file_at(address)):
        fault = fault_of(root, file, PICTURES if link.image else PICTURES | ATTACHMENTS, pictures)
        return f"{file}: {fault}" if fault else ""
    if link.image and address.startswith("/"):
        return f"'{link.target[:80]}' bukan gambar; tulis seperti {{static}}/gambar/nama.jpg"
    if link.image:
        return "gambar dari situs lain tidak dimuat; simpan gambarnya di gambar/ dan tulis {static}/gambar/nama.jpg"
    return ""


def _fault_of_directive(directive: Directive, figures: Mapping[str, Figure]) -> str:
    figure = figures.get(directive.measure)
    if figure is None:
        hint = did_you_mean(directive.measure, figures) or "; tambahkan berkasnya di angka/"
        return f"angka '{directive.measure[:80]}' tidak ada{hint}"
    if directive.name != "angka":
        return f"pilihan '{directive.options[0][:40]}' tidak dikenal; hapus" if directive.options else ""
    try:
        read_wish(directive.options, figure)
    except BadValue as bad:
        return str(bad)
    return ""


