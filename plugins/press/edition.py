"""Make one edition of the portal, from a content folder to a whole output folder.

Checks the content, draws in a folder aside, checks what was drawn, and only then puts it in the
place of the output. What fails on the way leaves the last good output as it was.
"""

import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from plugins.content_model.build_date import VARIABLE, read_build_date
from plugins.content_model.host import Host, read_host
from plugins.content_model.library import Library, Loaded, load_library
from plugins.content_model.problems import BadValue, errors_in
from plugins.content_model.reading_store import ReadingStore
from plugins.pages.addressing import save_as
from plugins.press.desk import Desk
from plugins.press.failure import BuildFailed, report
from plugins.press.fingerprint import Fingerprints
from plugins.press.html_links import Links, read_links
from plugins.press.last_build import code_of, forget, kept_file, remember, sources_of
from plugins.press.leak_check import check_leaks
from plugins.press.link_check import check_links, files_below
from plugins.press.order import Order
from plugins.press.ownership import MARKER, MARKER_TEXT, refuse_foreign_output
from plugins.press.pelican_run import run_pelican
from plugins.press.publication_record import FILE, write_record
from plugins.press.reuse import LinksOfKept, Reuse
from plugins.press.search_index import FOLDER as INDEX
from plugins.press.search_index import add_index
from plugins.press.site_address import read_siteurl
from plugins.press.spare_tree import FILE_MODE, FOLDER_MODE, bring_up
from plugins.press.validity import valid_until
from plugins.press.workplace import workplace


@dataclass(frozen=True)
class Summary:
    """What a build made: the number of HTML pages, how long it took, what editors may mend.

    ``drawn`` and ``taken_over`` count files; ``reason`` says why the page that was asked for was drawn or not.
    ``proof`` says what was sought of withheld entries, and found nowhere; empty where none are.
    """

    pages: int
    seconds: float
    warnings: tuple[str, ...]
    proof: str
    loaded: Loaded
    drawn: int
    taken_over: int
    reason: str
    siteurl: str

    @property
    def library(self) -> Library:
        return self.loaded.library

    def as_line(self, output: str) -> str:
        seconds = f"{self.seconds:.1f}".replace(".", ",")
        again = f", {self.taken_over} dipakai lagi" if self.taken_over else ""
        return f"{self.pages} halaman di {output} dalam {seconds} detik ({self.drawn} berkas digambar{again})"


def build(order: Order) -> Summary:
    """Make what ``order`` asks for. Raises BuildFailed, or OSError where the disk refuses."""
    started = time.monotonic()
    refuse_foreign_output(order.output, order.root, order.content)
    with _plain_modes(), workplace(order.output, order.cache, lambda line: report([line])) as place:
        sources = sources_of(order)
        loaded, warnings = _read_content(order)
        library = loaded.library
        siteurl = _siteurl_of(order, library)
        host = read_host(siteurl)
        reuse = Reuse(kept_file(order), bring_up(place.staging, order.output))
        pictures = {**library.pictures, **library.drawings}
        fingerprints = Fingerprints(library.now, _salt(order, library, siteurl), pictures)
        desk = Desk(place.staging, order.jobs, fingerprints, reuse)
        desk.add(MARKER, lambda: MARKER_TEXT)
        if not order.preview:
            desk.add(FILE, lambda: write_record(library))
        _plan(order, desk, library, siteurl, place.aside)
        links = {**desk.draw(), **dict(_take_in(place.aside, desk))}
        if not order.preview:
            year = library.now.astimezone(library.portal.zone).year
            found = add_index(place.staging, desk.drawn_from, year, kept_file(order, "cari"))
            links |= {name: Links((), frozenset()) for name in found}
        reason = f"{order.asked_page}: {desk.why(save_as(order.asked_page))}" if order.asked_page else ""
        problems = _check_links(links, desk, reuse, host)
        if problems:
            raise BuildFailed(*problems)
        proof = check_leaks(place.staging, library, order.root)
        pages = sum(name.endswith(".html") for name in (*links, *desk.reused))
        place.staging.chmod(FOLDER_MODE)
        forget(order)
        place.swap()
        desk.folder = order.output
        desk.remember(links)
        remember(order, sources, (library.now, valid_until(library)), warnings, proof, pages)
    return Summary(pages, time.monotonic() - started, warnings, proof, loaded, *desk.counts, reason, siteurl)


def _read_content(order: Order) -> tuple[Loaded, tuple[str, ...]]:
    try:
        now = read_build_date({VARIABLE: order.build_date}, datetime.now(UTC))
    except BadValue as bad:
        raise BuildFailed(f"{bad}; tulis: {VARIABLE}={bad.right}" if bad.right else str(bad)) from None
    loaded = load_library(
        order.content, now, order.preview, ReadingStore(kept_file(order, "naskah")), order.jobs
    )
    errors = errors_in(list(loaded.problems))
    lines = tuple(problem.as_line(order.content_name) for problem in loaded.problems)
    if errors or loaded.library is None:
        raise BuildFailed(*lines)
    return loaded, lines


def _siteurl_of(order: Order, library: Library) -> str:
    given = order.siteurl.strip()
    return read_siteurl(library.portal.SITEURL if order.production and not given else given)


def _plan(order: Order, desk: Desk, library: Library, siteurl: str, aside: Path) -> None:
    host = read_host(siteurl)
    overrides = {
        "PATH": str(order.content),
        "OUTPUT_PATH": str(aside),
        "DESK": desk,
        "JOBS": order.jobs,
        "BODY_STORE": str(order.cache / "isi.sqlite"),
        # Pictures of drafts never lie among those of the public.
        "RENDITION_STORE": str(order.cache / ("gambar-pratinjau" if order.preview else "gambar")),
        "RELATED_STORE": str(kept_file(order, "terkait")),
        "SITENAME": library.portal.name,
        "TIMEZONE": library.portal.zone_name,
        "SITEURL": siteurl,
        "ABSOLUTE_URL": host.absolute(""),
        "BASE": host.base,
        "BUILD_DATE": library.now.astimezone(library.portal.zone),
        "PREVIEW": order.preview,
        "LIBRARY": library,
    }
    try:
        run_pelican(order.settings, overrides, {"BASE": host.base, "PREVIEW": order.preview})
    except BuildFailed as failure:
        # What shows only when a body is converted is a mistake of an editor like any other.
        problems = getattr(failure.__cause__, "problems", ())
        if problems:
            raise BuildFailed(*(problem.as_line(order.content_name) for problem in problems)) from None
        raise


def _salt(order: Order, library: Library, siteurl: str) -> str:
    """What every page is made from: code, theme, settings, the portal itself, and the pages that all lead to."""
    pages = sorted((page.path, page.title) for page in library.static_pages.values())
    portal = library.portal.model_dump_json(by_alias=True)
    return repr((code_of(order), siteurl, order.preview, order.production, portal, pages))


def _take_in(aside: Path, desk: Desk) -> Iterator[tuple[str, Links | None]]:
    """Move in what Pelican itself has written, such as a theme's files, beside what was drawn at the desk."""
    for name in files_below(aside) if aside.is_dir() else ():
        if name not in desk:
            target = desk.folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            (aside / name).replace(target)
            target.chmod(FILE_MODE)
            yield name, read_links(name, target.read_bytes())


def _check_links(links: Mapping[str, Links | None], desk: Desk, reuse: Reuse, host: Host) -> list[str]:
    """Check the links of what was drawn. Those of files that are taken over led on in the last build already.

    They still do, unless a file is gone, or a place in one: then all are checked.
    """
    kept = LinksOfKept(desk.reused, reuse)
    # No page leads into the index: its files come and go.
    held = (name for name in reuse.held if not name.startswith(f"{INDEX}/"))
    whole = all(name in links or name in kept for name in held) and all(
        before is None or (now is not None and before.anchors <= now.anchors)
        for before, now in ((reuse.links(name), now) for name, now in links.items())
    )
    if whole:
        return check_links(links, host.base, host.absolute(""), kept)
    return check_links({**links, **kept}, host.base, host.absolute(""))


@contextmanager
def _plain_modes() -> Iterator[None]:
    """Every file and folder gets the same mode, whatever the umask."""
    before = os.umask(0o022)
    try:
        yield
    finally:
        os.umask(before)
