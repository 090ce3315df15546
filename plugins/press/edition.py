"""Make one edition of the portal, from a content folder to a whole output folder.

Checks the content, draws in a folder aside, checks what was drawn, and only then puts it in the
place of the output. What fails on the way leaves the last good output as it was.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from plugins.content_model.build_date import VARIABLE, read_build_date
from plugins.content_model.host import read_host
from plugins.content_model.library import Library, Loaded, load_library
from plugins.content_model.problems import BadValue, errors_in
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
from plugins.press.reuse import Reuse
from plugins.press.site_address import read_siteurl
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
    with workplace(order.output, order.cache, lambda line: report([line])) as place:
        sources = sources_of(order)
        loaded, warnings = _read_content(order)
        library = loaded.library
        siteurl = _siteurl_of(order, library)
        host = read_host(siteurl)
        reuse = Reuse(kept_file(order), order.output)
        desk = Desk(place.staging, order.jobs, Fingerprints(library.now, _salt(order, library, siteurl)), reuse)
        desk.add(MARKER, lambda: MARKER_TEXT)
        if not order.preview:
            desk.add(FILE, lambda: write_record(library))
        _plan(order, desk, library, siteurl)
        links = {**desk.draw(), **dict(_links_of_others(desk))}
        reason = f"{order.asked_page}: {desk.why(save_as(order.asked_page))}" if order.asked_page else ""
        problems = check_links(links, host.base, host.absolute(""))
        if problems:
            raise BuildFailed(*problems)
        proof = check_leaks(place.staging, library, order.root)
        pages = _count_and_tidy(place.staging)
        forget(order)
        reuse.forget()
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
    loaded = load_library(order.content, now, preview=order.preview)
    errors = errors_in(list(loaded.problems))
    lines = tuple(problem.as_line(order.content_name) for problem in loaded.problems)
    if errors or loaded.library is None:
        raise BuildFailed(*lines)
    return loaded, lines


def _siteurl_of(order: Order, library: Library) -> str:
    given = order.siteurl.strip()
    return read_siteurl(library.portal.SITEURL if order.production and not given else given)


def _plan(order: Order, desk: Desk, library: Library, siteurl: str) -> None:
    host = read_host(siteurl)
    overrides = {
        "PATH": str(order.content),
        "OUTPUT_PATH": str(desk.folder),
        "DESK": desk,
        "JOBS": order.jobs,
        "BODY_STORE": str(order.cache / "isi.sqlite"),
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


def _links_of_others(desk: Desk) -> Iterator[tuple[str, Links | None]]:
    """What Pelican itself has put into the folder, such as a theme's files, beside what was drawn at the desk."""
    for name in files_below(desk.folder):
        if name not in desk:
            yield name, read_links(name, (desk.folder / name).read_bytes())


def _count_and_tidy(folder: Path) -> int:
    """Give every file the same mode whatever the umask; return how many are HTML pages."""
    folder.chmod(0o755)
    pages = 0
    for path in folder.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)
        pages += path.suffix == ".html"
    return pages
