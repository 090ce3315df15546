"""Refuses to publish anything but a complete production build for the portal's own address."""

import re
from collections.abc import Collection
from pathlib import Path, PurePosixPath

from kabar.build.options import is_local, is_reserved
from kabar.build.output.ownership import is_of_a_project
from kabar.build.verify.link_check import files_below
from kabar.content.models.portal import Portal
from kabar.publish.silent_changes import BEHIND

PREVIEW_SCRIPT = "/__pratinjau/muat-ulang.js"  # only pages of a preview load it

_NEEDED = ("index.html", "404.html")
_CANONICAL = re.compile(rb"<link(?=[^>]*\brel=[\"']?canonical\b)[^>]*\bhref=[\"']?([^\"'\s>]*)")
# Addresses of the portal in `make html` and `make serve`.
_LOCAL = rb"https?://(?:127\.0\.0\.1|localhost)(?::\d+)?(?![\w-]|\.\w)"
# Characters before an address in a link, by file type: texts may mention such addresses. Other types may not.
_BEGINNINGS = {".html": rb"[\"'=]\s*", ".json": rb"\"", ".js": rb"[\"'`]", ".xml": rb"[\"'>]\s*", ".ics": rb":"}
_LOCAL_ADDRESSES = {ending: re.compile(start + rb"(" + _LOCAL + rb")") for ending, start in _BEGINNINGS.items()}
_ANYWHERE = re.compile(rb"(" + _LOCAL + rb")")


def find_refusals(folder: Path, siteurl: str, portal: Portal) -> list[str]:
    """Returns why ``folder`` may not be published at ``siteurl``, in Indonesian; empty when it may.

    The values of the masthead are required by UU 40/1999, article 12; a demo portal may lack them.
    """
    refusals = []
    if is_local(siteurl):
        refusals.append(f"SITEURL {siteurl} hanya dikenal komputer ini; isi alamat umum di portal.yaml")
    if is_reserved(siteurl, portal.demo):
        refusals.append(f"SITEURL {siteurl} memakai nama cadangan, yang tidak dapat dimiliki siapa pun")
    if not portal.demo:
        refusals += [
            f"portal.yaml: {key} belum diisi (UU 40/1999 pasal 12); isi, atau tandai dengan demo: true"
            for key in portal.missing_from_masthead()
        ]
    refusals += [f"{name} tidak ada" for name in _NEEDED if not (folder / name).is_file()]
    for name in sorted(files_below(folder)):
        refusals += _refusals_of(name, (folder / name).read_bytes(), siteurl)
    return refusals


def find_lost_topics(folder: Path, published: Collection[str]) -> list[str]:
    """Returns messages in Indonesian for the ``published`` topic ids whose address ``folder`` no longer answers.

    The address of a topic is permanent: a page or a redirect.
    """
    return [
        f"topik/{id}: topik yang sudah terbit hilang tanpa alihan; {BEHIND}. Bila memang dihapus: kembalikan berkasnya"
        f" dengan merged_into, atau tulis alamatnya di 'aliases' topik lain atau di alamat.yaml. Bila terbit sebelum"
        f" waktunya: make deploy TARIK=/topik/{id}/"
        for id in published
        if not (folder / "topik" / id / "index.html").is_file()
    ]


def _refusals_of(name: str, data: bytes, siteurl: str) -> list[str]:
    refusals = []
    if is_of_a_project(name):
        refusals.append(f"{name}: tidak boleh terbit, karena cabangnya lalu disangka berisi naskah; hapus dari ekstra/")
    if local := _LOCAL_ADDRESSES.get(PurePosixPath(name).suffix, _ANYWHERE).search(data):
        refusals.append(f"{name}: memuat alamat komputer ini, {local[1].decode()}")
    if PREVIEW_SCRIPT.encode() in data:
        refusals.append(f"{name}: berasal dari pratinjau")
    if name.endswith(".html"):
        found = [match.decode("utf-8", "replace") for match in _CANONICAL.findall(data)]
        if name == "index.html" and found != [siteurl + "/"]:
            refusals.append(f"{name}: alamat kanonis harus {siteurl}/, bukan {', '.join(found) or 'kosong'}")
        refusals += [
            f"{name}: alamat kanonis '{address}' bukan di bawah {siteurl}/"
            for address in found
            if not address.startswith(siteurl + "/")
        ]
    return refusals


