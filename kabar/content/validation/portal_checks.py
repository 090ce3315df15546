"""Check what ``portal.yaml`` says of the portal against the rest of the content: menu, sections, front page, logo."""

from collections.abc import Iterator
from pathlib import Path

from kabar.content.media.file_formats import PICTURES
from kabar.content.media.file_names import intended_file
from kabar.content.media.picture_files import PictureFile, ending_of, is_of_pixels, read_drawing
from kabar.content.models.portal import Logo, Portal
from kabar.content.parsing.problems import Problem
from kabar.content.reading.folders import Files
from kabar.content.reading.links import Destinations
from kabar.content.reading.reading import Reading
from kabar.content.validation.media_checks import fault_of
from kabar.content.validation.picture_checks import PictureMemory
from kabar.sections.registry import SECTIONS, folders_switched_off, section_of_block, shown_sections
from kabar.text.suggestions import did_you_mean

SMALLEST_ICON = 512  # px on a side, of the largest icon that is made
_LOGOS = (".svg", ".png")


def check_portal(
    root: Path, reading: Reading, files: Files, destinations: Destinations, pictures: PictureMemory | None = None
) -> Iterator[Problem]:
    """Yield a problem for each setting of ``portal.yaml`` that the content contradicts.

    Without ``pictures`` no picture is decoded, and the size of none is known.
    """
    if (portal := reading.portal) is None:
        return
    yield from _check_menu(reading, portal, destinations)
    yield from _check_sections(reading, portal)
    yield from _check_blocks(reading, portal)
    yield from _check_content(portal, files)
    for key, message in _faults_of_logo(root, portal.logo, files, pictures) if portal.logo else ():
        yield reading.problem(portal, ("logo", key), message)


def _check_menu(reading: Reading, portal: Portal, destinations: Destinations) -> Iterator[Problem]:
    off = folders_switched_off(portal)
    for number, item in enumerate(portal.menu or ()):
        address = f"/{item.target}/"
        if address in destinations.page_addresses or item.target in destinations.addresses:
            continue
        message = f"halaman {address} tidak ada; betulkan alamatnya atau hapus dari menu"
        if section := off.get(item.target.partition("/")[0]):
            message = f"rubrik '{section}' tidak dipakai portal ini (sections); hapus {address} dari menu"
        yield reading.problem(portal, ("menu", number, "address"), message)


def _check_sections(reading: Reading, portal: Portal) -> Iterator[Problem]:
    for number, one in enumerate(portal.sections or ()):
        if one.name not in SECTIONS:
            known = ", ".join(SECTIONS)
            message = f"rubrik '{one.name[:80]}' tidak ada; pilih salah satu: {known}{did_you_mean(one.name, SECTIONS)}"
            yield reading.problem(portal, ("sections", number, "name"), message)
        elif one.hidden and one.introduction:
            message = f"rubrik '{one.name}' tidak dipakai, jadi pengantarnya tidak tampil; hapus baris ini"
            yield reading.problem(portal, ("sections", number, "introduction"), message)
    if portal.sections and not shown_sections(portal):
        message = "semua rubrik tidak dipakai; hapus 'hidden: true' dari rubrik yang akan diisi"
        yield reading.problem(portal, ("sections",), message)


def _check_blocks(reading: Reading, portal: Portal) -> Iterator[Problem]:
    if portal.front is None or "blocks" not in portal.front.model_fields_set:
        return
    shown = shown_sections(portal)
    for number, block in enumerate(portal.front.blocks or ()):
        if block and (section := section_of_block(block)) and section.name not in shown:
            message = f"rubrik '{section.name}' tidak dipakai portal ini (sections); hapus '{block}' dari sini"
            yield reading.problem(portal, ("front", "blocks", number), message)


def _check_content(portal: Portal, files: Files) -> Iterator[Problem]:
    off = folders_switched_off(portal)
    for path in files.documents if off else ():
        if section := off.get(path.partition("/")[0]):
            message = (
                f"rubrik '{section}' tidak dipakai portal ini; hapus berkas ini,"
                f" atau hapus 'hidden: true' rubrik itu dari {portal.path}"
            )
            yield Problem(path, 1, 1, "", message)


def _faults_of_logo(
    root: Path, logo: Logo, files: Files, pictures: PictureMemory | None
) -> Iterator[tuple[str, str]]:
    """Yield (key, message) for each picture of ``logo`` that is missing or does not serve."""
    needed = ", atau tambahkan icon: PNG persegi" if not logo.icon else ""
    for key, path in logo.files():
        endings = (".png",) if key == "icon" else _LOGOS
        if path not in files.others or not path.startswith("gambar/"):
            meant = intended_file(path, files.others, files.misnamed, "gambar/")
            remedy = f"tulis: {key}: {meant}" if meant else "simpan berkasnya di gambar/, atau betulkan namanya"
            yield key, f"berkas '{path}' tidak ada di gambar/; {remedy}"
        elif ending_of(path) not in endings:
            kinds = " atau ".join(one.removeprefix(".").upper() for one in endings)
            yield key, f"{path}: simpan sebagai {kinds}"
        elif fault := fault_of(root, path, PICTURES, pictures):
            yield key, f"{path}: {fault}"
        elif pictures and (size := _size_of(root, path, pictures)) is None:
            yield key, f"{path}: SVG ini tidak menyebut ukurannya; tambahkan width dan height, atau viewBox, di <svg>"
        elif pictures and size and path == logo.icon_file:
            if ending_of(path) != ".png":
                yield key, "ikon di ponsel memerlukan PNG persegi; tambahkan di bawah logo: icon: gambar/ikon.png"
            elif size.width != size.height or size.width < SMALLEST_ICON:
                yield key, (
                    f"{path} berukuran {size.width} × {size.height} piksel; ikon harus persegi, paling kecil"
                    f" {SMALLEST_ICON} piksel: simpan ulang dengan ukuran itu{needed}"
                )


def _size_of(root: Path, path: str, pictures: PictureMemory) -> PictureFile | None:
    return pictures.of(path) if is_of_pixels(path) else read_drawing(root, path)
