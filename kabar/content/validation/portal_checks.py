"""Check what ``portal.yaml`` says of the portal against the rest of the content: menu, sections, front page."""

from collections.abc import Iterator

from kabar.content.models.portal import Portal
from kabar.content.parsing.problems import Problem
from kabar.content.reading.folders import Files
from kabar.content.reading.links import Destinations
from kabar.content.reading.reading import Reading
from kabar.sections.registry import SECTIONS, folders_switched_off, section_of_block, shown_sections
from kabar.text.suggestions import did_you_mean


def check_portal(reading: Reading, files: Files, destinations: Destinations) -> Iterator[Problem]:
    """Yield a problem for each setting of ``portal.yaml`` that the content contradicts."""
    if (portal := reading.portal) is None:
        return
    yield from _check_menu(reading, portal, destinations)
    yield from _check_sections(reading, portal)
    yield from _check_blocks(reading, portal)
    yield from _check_content(portal, files)


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
        elif not one.shown and one.introduction:
            message = f"rubrik '{one.name}' tidak dipakai, jadi pengantarnya tidak tampil; hapus baris ini"
            yield reading.problem(portal, ("sections", number, "introduction"), message)
    if portal.sections and not shown_sections(portal):
        message = "semua rubrik tidak dipakai; hapus 'shown: false' dari rubrik yang akan diisi"
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
                f" atau hapus 'shown: false' rubrik itu dari {portal.path}"
            )
            yield Problem(path, 1, 1, "", message)
