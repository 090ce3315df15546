"""`make deploy`: builds the portal for its own address, checks it, and publishes it.

The destination comes from the environment (DEPLOY_REMOTE, DEPLOY_BRANCH), else from ``publishconf.py``. The branch
records whether its history is kept: RIWAYAT=1 starts to keep it, RIWAYAT=0 drops it. The last publication is described
by ``terbit.json`` of that branch, or of the file or address in TERBIT; PERTAMA=1 starts anew when that is unreadable.
LAMA is a former name or address of the portal. TARIK takes down addresses that were published too early.
"""

import fcntl
import os
import shutil
import sys
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from kabar.build.options import BuildOptions, read_options
from kabar.build.progress import progress
from kabar.console import write_lines
from kabar.failure import BuildFailed, report, run_command

if TYPE_CHECKING:
    from kabar.content.library import Library
    from kabar.publish.last_publication import LastPublication

_LOCK = "deploy.lock"


def main() -> int:
    return run_command(lambda: deploy(os.environ, datetime.now(UTC)))


def deploy(environ: Mapping[str, str], clock: datetime) -> None:
    """Publishes what the content shows at ``clock`` (aware), or at BUILD_DATE if that is not later.

    Raises BuildFailed when a check fails; then nothing is published.
    """
    # Imported here, so that a bug in our code is reported like any other error.
    from kabar.build.pipeline import build
    from kabar.publish.branch import keeps_history, push, reached, read_folder, read_published
    from kabar.publish.guard import find_refusals
    from kabar.publish.last_publication import FIRST, FORMER, GIVEN, for_portal, last_publication
    from kabar.publish.takedown import WORD, check_takedown, read_addresses
    from kabar.publish.theme_before import theme_before

    options = read_options(environ, production=True)
    options = replace(options, output=options.cache / "terbit", siteurl="")
    keeps, is_first = _choice(environ, "RIWAYAT"), bool(_choice(environ, FIRST))
    remote, name = _destination(environ, options)
    _refuse_later_than(clock, options)
    _refuse_unusable_address(options, remote)
    with _one_at_a_time(options.cache), reached(options.root, remote, name) as branch:
        _discard_damaged(options.output)
        last = last_publication(branch, environ.get(GIVEN, "").strip(), is_first)
        with progress(sys.stderr) as show:
            summary = build(options, show=show)
        report(summary.warnings)
        if summary.proof:
            write_lines([summary.proof])
        library, siteurl = summary.library, summary.siteurl
        _refuse_other_siteurl(environ, siteurl)
        last, refusals = for_portal(last, library.portal, environ.get(FORMER, "").strip(), is_first, branch)
        refusals += find_refusals(options.output, siteurl, library.portal)
        asked = read_addresses(environ.get(WORD, ""), siteurl)
        taken_down, kept_up = check_takedown(asked, last.addresses, options.output, library)
        lost, edited = _compare(last, options.output, library, taken_down)
        if last.entries is None:
            write_lines([f"Terbitan pertama: belum ada daftar terbit di {branch.shown}."])
        report(edited)
        if lost and (given := options.build_date.strip()):
            lost.append(f"Dibangun seperti pada BUILD_DATE={given}; bila itu sebabnya, hapus BUILD_DATE=")
        if refusals := [*refusals, *kept_up, *lost]:
            raise BuildFailed(*refusals, "Belum diterbitkan.")
        keeps = keeps_history(branch) if keeps is None else keeps
        cname = _cname_of(options.content) or (read_published(branch, "CNAME") or "").strip()
        author = (library.portal.name, f"noreply@{urlsplit(siteurl).hostname}")
        before = read_folder(branch, "theme") if last.is_ours else {}
        with theme_before(options.output, before):
            push(branch, options.output, cname, author, keeps, goes_on=not taken_down)
    write_lines(f"Ditarik: {address} ({reason})." for address, reason in taken_down.items())
    if keeps and taken_down:
        gone = "Riwayat cabang itu dihapus, supaya yang ditarik tidak tertinggal di sana"
        write_lines([f"{gone}; mulai sekarang disimpan lagi."])
    elif keeps:
        write_lines(["Riwayat cabang itu disimpan; RIWAYAT=0 menghapusnya."])
    write_lines([f"{summary.as_line(siteurl)}, terbit di {branch.shown}"])


def _compare(
    last: "LastPublication", folder: Path, library: "Library", taken_down: Collection[str]
) -> tuple[list[str], list[str]]:
    """Returns what was lost, undone or moved without notice since ``last`` (errors), and silent edits (warnings).

    Addresses in ``taken_down`` may be lost.
    """
    from kabar.outputs.publication_record import FILE, read_record_in
    from kabar.pages.static_pages import redirect_targets
    from kabar.publish.guard import find_lost_topics
    from kabar.publish.last_publication import FIRST, TOPICS
    from kabar.publish.silent_changes import (
        find_lost_entries,
        find_moved_trainings,
        find_replaced_corrections,
        find_silent_edits,
        find_undone,
    )

    topics = [id for id in last.topics or () if f"/topik/{id}/" not in taken_down]
    refusals = find_lost_topics(folder, topics)
    if last.topics is None and (folder / TOPICS).is_file():
        refusals.append(
            f"{TOPICS} tidak ada di terbitan lalu; kembalikan berkas itu di cabangnya, atau mulai baru dengan {FIRST}=1"
        )
    if last.entries is None:
        return refusals, []
    before = {address: one for address, one in last.entries.items() if address not in taken_down}
    now = read_record_in(folder / FILE).entries
    answered = {address for address in before if (folder / address.strip("/") / "index.html").is_file()}
    leads_to = {f"/{old}/": target for old, target in redirect_targets(library).items()}
    refusals += find_lost_entries(before, now, answered)
    refusals += find_undone(before, now, leads_to) + find_moved_trainings(before, now, leads_to)
    return refusals, find_silent_edits(before, now, leads_to) + find_replaced_corrections(before, now, leads_to)


def _choice(environ: Mapping[str, str], name: str) -> bool | None:
    """Returns the variable ``name``: True for 1, False for 0, None when not given. Raises BuildFailed."""
    text = environ.get(name, "").strip()
    if text not in ("", "0", "1"):
        raise BuildFailed(f"{name} '{text}' tidak dikenal; tulis {name}=1 atau {name}=0")
    return text == "1" if text else None


def _refuse_later_than(clock: datetime, options: BuildOptions) -> None:
    """Raises BuildFailed for a BUILD_DATE after ``clock``: it would publish scheduled articles at once."""
    from kabar.content.parsing.moments import VARIABLE, in_zone, read_build_date
    from kabar.content.parsing.problems import BadValue
    from kabar.content.reading.folders import find_files
    from kabar.content.reading.reading import read_portal

    if not options.build_date.strip():
        return
    portal = read_portal(options.content, find_files(options.content)[0])
    if portal is None or not portal.zone_name:
        return  # the build reports the error in portal.yaml
    try:
        moment = read_build_date({VARIABLE: options.build_date}, clock)
    except BadValue:
        return  # the build reports the error in BUILD_DATE
    if in_zone(moment, portal.zone) > clock:
        asked = options.build_date.strip()
        raise BuildFailed(
            f"{VARIABLE} '{asked}' belum tiba, padahal yang diterbitkan langsung terbaca umum; hapus"
            f" {VARIABLE}=, atau lihat hari itu dengan: make html {VARIABLE}={asked}"
        )


def _refuse_unusable_address(options: BuildOptions, remote: str) -> None:
    """Raises BuildFailed when SITEURL of portal.yaml is the example's, or not that of the repository's pages."""
    from kabar.build.options import refuse_unusable
    from kabar.content.reading.folders import find_files
    from kabar.content.reading.reading import read_portal
    from kabar.publish.branch import address_of

    portal = read_portal(options.content, find_files(options.content)[0])
    if portal and portal.SITEURL:
        refuse_unusable(portal.SITEURL.rstrip("/"), address_of(options.root, remote))


def _refuse_other_siteurl(environ: Mapping[str, str], siteurl: str) -> None:
    given = environ.get("SITEURL", "").strip().rstrip("/")
    if given not in ("", siteurl):
        raise BuildFailed(
            f"SITEURL '{given}' bukan alamat portal ini ({siteurl}); ubah di portal.yaml, atau hapus SITEURL="
        )


@contextmanager
def _one_at_a_time(cache: Path) -> Iterator[None]:
    """Waits for other deploys of this checkout, which would replace the checked output."""
    cache.mkdir(parents=True, exist_ok=True)
    with (cache / _LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            report(["Menunggu penerbitan lain dari folder ini …"])
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _discard_damaged(output: Path) -> None:
    """Removes the last build of ``output`` if its marker is lost: it is in our cache, and would be refused."""
    from kabar.build.output.ownership import is_ours

    if output.is_dir() and not output.is_symlink() and not is_ours(output):
        shutil.rmtree(output)
    elif output.is_file():
        output.unlink()


def _destination(environ: Mapping[str, str], options: BuildOptions) -> tuple[str, str]:
    from pelican.settings import get_settings_from_file  # type: ignore[import-untyped]  # Pelican has no types

    settings = get_settings_from_file(str(options.settings))
    remote, branch = (
        environ.get(key, "").strip() or settings[key] for key in ("DEPLOY_REMOTE", "DEPLOY_BRANCH")
    )
    # Git and ghp-import would read a leading hyphen as an option.
    if remote.startswith("-") or branch.startswith("-"):
        raise BuildFailed("DEPLOY_REMOTE dan DEPLOY_BRANCH tidak boleh diawali '-'")
    return remote, branch


def _cname_of(content: Path) -> str:
    file = content / "ekstra" / "CNAME"
    return file.read_text("utf-8").strip() if file.is_file() else ""


if __name__ == "__main__":
    sys.exit(main())


