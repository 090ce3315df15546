"""The files of the editor: page, scripts, configuration, fonts and locale, for the preview and for the portal.

Sveltia CMS asks three foreign hosts for fonts, locales, libraries and its newest version. ``_REPLACED`` turns these
addresses into our own, and the policy of the page forbids all others but the API of the portal's Git host.
"""

import json
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any

from kabar.cms.cms_config import LOCAL_BACKEND, config_text, shapes
from kabar.cms.cms_package import locked, read_files
from kabar.failure import BuildFailed

FOLDER = "penyunting"
_HERE = Path(__file__).parent
_BUNDLE = "dist/sveltia-cms.js"
_FONTS = {
    "huruf/ikon.woff2": "npm/assets/material-symbols-outlined-latin-wght-normal-_Z1IJPLg.woff2",
    "huruf/teks.woff2": "npm/assets/source-sans-3-latin-wght-normal-BqRLTx4X.woff2",
    "huruf/kode.woff2": "npm/assets/noto-mono-latin-400-normal-DiC8lJru.woff2",
}
_LICENCES = {
    "huruf/ikon.LICENSE.txt": "npm/assets/material-symbols-outlined.LICENSE.txt",
    "huruf/teks.LICENSE.txt": "npm/assets/source-sans-3.LICENSE.txt",
    "huruf/kode.LICENSE.txt": "npm/assets/noto-mono.LICENSE.txt",
    "sveltia-cms.LICENSE.txt": "LICENSE.txt",
}
_CDN = "https://cdn.jsdelivr.net/fontsource/fonts"
# What the bundle has, what it gets instead, and how often: another number is another version, which must be read anew.
_REPLACED = (
    (f"{_CDN}/material-symbols-outlined:vf@5.3.7/latin-wght-normal.woff2", "huruf/ikon.woff2", 1),
    (f"{_CDN}/source-sans-3:vf@5.3.0/latin-wght-normal.woff2", "huruf/teks.woff2", 1),
    (f"{_CDN}/noto-mono@5.3.0/latin-400-normal.woff2", "huruf/kode.woff2", 1),
    # Locales, and libraries that only maps, code fields and image conversion need: we use none of these.
    ("https://unpkg.com/", "./paket/", 4),
    # Reports of outages: without them their state is "unknown", which shows nothing.
    ("https://www.githubstatus.com/api/v2/status.json", "data:application/json,{}", 1),
    ("https://status-api.hostedstatus.com/1.0/status/5b36dc6502d06804c08349f7", "data:application/json,{}", 1),
    # The address of its own development server, which a check before each deploy takes for ours.
    ("`http://localhost:5174`", "``", 1),
    ("??`https://localhost`)", "??``)", 1),
    # The locales that can be chosen: its own English and our Indonesian.
    (
        "`ar,bg,ca,cs,da,de,el,en-CA,en-GB,en-US,es-CO,fa,fi,fr,hr,it,ja,ko,nl,pl,pt-BR,pt-PT,ru,sv,tr,uk,vi,"
        "zh-CN,zh-TW`",
        "`en-US,id`",
        1,
    ),
)
_SERVED = "paket/@sveltia/cms"


def policy(backend: Mapping[str, Any]) -> str:
    """The Content-Security-Policy of the page: our own host, and the API and files of the Git host of ``backend``.

    Svelte sets styles by script, and previews are pages and pictures of the browser itself (``blob:``).
    """
    hosts = " ".join(("'self'", "blob:", "data:", *git_hosts(backend)))
    return "; ".join((
        "default-src 'none'", "script-src 'self'", "style-src 'self' 'unsafe-inline' blob:", "font-src 'self'",
        f"img-src {hosts}", f"connect-src {hosts}", "media-src 'self' blob:", "frame-src 'self' blob:",
        "child-src 'self' blob:", "worker-src 'self' blob:", "manifest-src 'self' blob: data:", "base-uri 'none'",
        "form-action 'none'", "object-src 'none'",
    ))  # fmt: skip


def git_hosts(backend: Mapping[str, Any]) -> tuple[str, ...]:
    """The origin of the API of ``backend``, which signing in, reading and saving need; none for a local folder."""
    name = backend["name"] if backend != LOCAL_BACKEND else ""
    if name == "github":
        return ("https://api.github.com",)
    if name in ("gitlab", "gitea"):
        return (backend["base_url"],)
    return ()


_SNIPPETS = (
    '<select class="bilah__sisip" id="sisip" aria-label="Sisipkan ke isi" hidden>'
    '<option value="">Sisipkan ke isi …</option><option value="angka">Angka dari buku angka</option>'
    '<option value="grafik">Grafik angka</option><option value="tabel-angka">Tabel angka</option>'
    '<option value="tabel">Tabel</option><option value="catatan">Catatan</option>'
    '<option value="tautan">Tautan ke naskah lain</option></select>'
)
_PANEL = (
    '<a class="bilah__tautan" href="/__pratinjau/naskah/" target="pratinjau">Naskah yang belum terbit</a>'
    '<details class="bilah__masalah" id="masalah"><summary aria-live="polite">Memeriksa …</summary>'
    '<div class="bilah__daftar" id="daftar-masalah" tabindex="0"></div></details>'
)


def page(title: str, backend: Mapping[str, Any], site: str) -> bytes:
    """The page itself; everything else is loaded by ``penyunting.js``.

    ``site`` is the address of the portal, to which the bar links; where it is ``/``, the page belongs to a preview.
    """
    return (
        '<!doctype html>\n<html lang="id">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy(backend))}">\n'
        '<meta name="robots" content="noindex, nofollow">\n<meta name="referrer" content="no-referrer">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n"
        '<link rel="stylesheet" href="penyunting.css">\n'
        '<script src="js-yaml.js"></script>\n<script src="naskah.js"></script>\n<script src="penyunting.js"></script>\n'
        "</head>\n<body>\n"
        '<nav class="bilah" aria-label="Pratinjau dan pemeriksaan">'
        f'<a class="bilah__tautan" id="lihat" href="{escape(site)}" target="pratinjau">'
        f"{'Pratinjau' if site == '/' else 'Lihat portal'}</a>"
        + (_PANEL if site == "/" else "")
        + _SNIPPETS
        + '<span class="bilah__sempit">Layar ini sempit: formulir dapat dipakai, tetapi lebih mudah di layar lebar.'
        "</span></nav>\n"
        '<div id="nc-root"><noscript>Penyunting perlu JavaScript. Tanpa itu, tulis berkasnya langsung di content/.'
        "</noscript></div>\n</body>\n</html>\n"
    ).encode()


def files(config: Mapping[str, Any], site: str) -> dict[str, bytes]:
    """All files below ``penyunting/`` by path, with ``config``. Raises BuildFailed where a package is missing.

    ``site`` is the address of the portal, as ``page`` takes it.
    """
    version = locked()["@sveltia/cms"].version
    parts = {**_FONTS, **_LICENCES}
    package = read_files("@sveltia/cms", [_BUNDLE, *parts.values()])
    yaml = read_files("js-yaml", ["dist/browser/js-yaml.umd.min.js", "LICENSE"])
    locale = (_HERE / "id.json").read_bytes()
    own = {name: (_HERE / name).read_bytes() for name in ("penyunting.js", "naskah.js", "penyunting.css")}
    return {
        "index.html": page(config["app_title"], config["backend"], site),
        "config.yml": config_text(config).encode(),
        "bentuk.json": json.dumps(shapes(), ensure_ascii=False, separators=(",", ":")).encode(),
        "sveltia-cms.js": with_our_addresses(package[_BUNDLE].decode()).encode(),
        "js-yaml.js": _without_map(yaml["dist/browser/js-yaml.umd.min.js"].decode()).encode(),
        "js-yaml.LICENSE.txt": yaml["LICENSE"],
        **own,
        **{name: package[path] for name, path in parts.items()},
        f"{_SERVED}@{version}/locales/id.json": locale,
        f"{_SERVED}/package.json": json.dumps({"version": version}).encode(),
    }


def with_our_addresses(bundle: str) -> str:
    """``bundle`` with our own addresses. Raises BuildFailed where it is not the bundle that they were written for."""
    for found, ours, times in _REPLACED:
        if bundle.count(found) != times:
            raise BuildFailed(
                f"paket @sveltia/cms memuat {found[:60]} {bundle.count(found)} kali, bukan {times}; sesuaikan"
                " _REPLACED di kabar/cms/cms_files.py dengan versi barunya"
            )
        bundle = bundle.replace(found, ours)
    return _without_map(bundle)


def _without_map(script: str) -> str:
    return script.partition("\n//# sourceMappingURL=")[0] + "\n"
