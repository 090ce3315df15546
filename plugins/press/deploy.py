"""`make deploy`: build the portal afresh for its own address, check it, and publish it.

The last word on where to publish is the environment's (DEPLOY_REMOTE, DEPLOY_BRANCH), else
``publishconf.py``'s. RIWAYAT=1 keeps the branch's history. What was published last stands in ``terbit.json`` of
that branch, or of the file or address in TERBIT; PERTAMA=1 begins anew where that cannot be read.
"""

import os
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from plugins.content_model.console import write_lines
from plugins.press.command import run_command
from plugins.press.failure import BuildFailed, report
from plugins.press.order import Order, order_from
from plugins.press.progress import progress

if TYPE_CHECKING:
    from plugins.content_model.library import Library
    from plugins.press.publication_record import Published


def main() -> int:
    return run_command(lambda: deploy(os.environ))


def deploy(environ: Mapping[str, str]) -> None:
    """Raises BuildFailed when anything stands against publishing; then nothing is published."""
    # Imported here: a mistake in our own code is then told like any other.
    from plugins.press.branch import push, reach, read_folder, read_published
    from plugins.press.edition import build
    from plugins.press.guard import TOPICS, find_lost_topics, find_refusals
    from plugins.press.last_publication import last_publication
    from plugins.press.theme_before import theme_before

    order = order_from(environ, production=True)
    order = replace(order, output=order.cache / "terbit", siteurl="")
    remote, name = _destination(environ, order)
    branch = reach(order.root, remote, name)
    with progress(sys.stderr) as show:
        summary = build(order, show=show)
    report(summary.warnings)
    if summary.proof:
        write_lines([summary.proof])
    siteurl = summary.siteurl
    given = environ.get("SITEURL", "").strip().rstrip("/")
    if given not in ("", siteurl):
        raise BuildFailed(
            f"SITEURL '{given}' bukan alamat portal ini ({siteurl}); ubah di portal.yaml, atau hapus SITEURL="
        )
    refusals = find_refusals(order.output, siteurl, summary.library.portal)
    refusals += find_lost_topics(order.output, read_published(branch, TOPICS))
    before = last_publication(branch, environ)
    if before is None:
        write_lines([f"Terbitan pertama: belum ada daftar terbit di '{remote}' cabang '{name}'."])
    else:
        silent, edited = _compare(before, order.output, summary.library)
        refusals += silent
        report(edited)
    if refusals:
        raise BuildFailed(*refusals, "Belum diterbitkan.")
    cname = _cname_of(order.content) or read_published(branch, "CNAME")
    author = (summary.library.portal.name, f"noreply@{urlsplit(siteurl).hostname}")
    with theme_before(order.output, read_folder(branch, "theme")):
        push(branch, order.output, cname, environ.get("RIWAYAT", "").strip() == "1", author)
    write_lines([f"{summary.as_line(siteurl)}, terbit di '{remote}' cabang '{name}'"])


def _compare(before: Mapping[str, "Published"], folder: Path, library: "Library") -> tuple[list[str], list[str]]:
    """What was lost or moved in silence since ``before``, which is refused; and edits, which are pointed out."""
    from plugins.pages.statics import redirect_targets
    from plugins.press.publication_record import FILE, read_record
    from plugins.press.silent_changes import find_lost_entries, find_moved_trainings, find_silent_edits

    now = read_record((folder / FILE).read_text("utf-8"))
    answered = {address for address in before if (folder / address.strip("/") / "index.html").is_file()}
    leads_to = {f"/{old}/": target for old, target in redirect_targets(library).items()}
    lost = find_lost_entries(before, now, answered) + find_moved_trainings(before, now, leads_to)
    return lost, find_silent_edits(before, now, leads_to)


def _destination(environ: Mapping[str, str], order: Order) -> tuple[str, str]:
    from pelican.settings import get_settings_from_file

    settings = get_settings_from_file(str(order.settings))
    remote, branch = (
        environ.get(key, "").strip() or settings[key] for key in ("DEPLOY_REMOTE", "DEPLOY_BRANCH")
    )
    # Git and ghp-import would take a leading hyphen for an option.
    if remote.startswith("-") or branch.startswith("-"):
        raise BuildFailed("DEPLOY_REMOTE dan DEPLOY_BRANCH tidak boleh diawali '-'")
    return remote, branch


def _cname_of(content: Path) -> str:
    file = content / "ekstra" / "CNAME"
    return file.read_text("utf-8").strip() if file.is_file() else ""


if __name__ == "__main__":
    sys.exit(main())
