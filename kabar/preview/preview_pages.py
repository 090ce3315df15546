"""Pages that exist only in the preview, and the script that reloads an open page."""

from collections.abc import Mapping, Sequence
from html import escape

from kabar.cms.cms_files import FOLDER as EDITOR
from kabar.console import visible
from kabar.preview.preview_notes import Waiting
from kabar.publish.guard import PREVIEW_SCRIPT

WRITING_ADDRESS = "/__pratinjau/tulis/"
WAITING_ADDRESS = "/__pratinjau/naskah/"
EDITOR_ADDRESS = f"/{EDITOR}/"

_STYLE = (
    "body{font:1rem/1.5 system-ui,sans-serif;max-inline-size:60rem;margin:2rem auto;padding:0 1rem;"
    "color-scheme:light dark}li{margin-block:.75rem;font-family:ui-monospace,monospace;"
    "overflow-wrap:anywhere}"
)


def with_script(html: bytes, version: str) -> bytes:
    """Inserts the reload script before the end of the body, or at the end of ``html``."""
    tag = f'<script src="{PREVIEW_SCRIPT}?versi={version}"></script>'.encode()
    at = html.rfind(b"</body>")
    return html + tag if at < 0 else html[:at] + tag + html[at:]


def problems_page(problems: tuple[str, ...]) -> bytes:
    """A page that lists the errors that stop the build."""
    items = "".join(f"<li>{escape(visible(line))}</li>" for line in problems)
    return _page(
        "Pratinjau belum dapat dibuat",
        f"<p>Perbaiki lalu simpan; halaman ini memuat ulang sendiri.</p><ul>{items}</ul>"
        f'<p><a href="{WRITING_ADDRESS}">Menulis yang baru</a></p>',
    )


def writing_page(links: Mapping[str, str], missing: str) -> bytes:
    """A page of ``links`` that open a new file in the browser, or of what is ``missing`` for them."""
    items = "".join(f'<li><a href="{escape(address)}">{escape(label)}</a></li>' for label, address in links.items())
    content = f"<p>Tiap tautan membuka berkas baru di repositori, sudah terisi templat.</p><ul>{items}</ul>"
    return _page(
        "Menulis yang baru",
        (content if items else f"<p>{escape(missing)}</p>")
        + f'<p><a href="{EDITOR_ADDRESS}">Buka penyunting</a>: formulir di peramban ini, untuk folder di komputer'
        " ini.</p>"
        "<p>Di terminal: <code>make bimtek</code>, <code>make berita</code>, atau <code>make ekspor</code>.</p>"
        f'<p><a href="/">Ke halaman depan</a> · <a href="{WAITING_ADDRESS}">Naskah yang belum terbit</a></p>',
    )


def drafts_page(waiting: Sequence[Waiting]) -> bytes:
    """A page of all drafts and scheduled articles, each with its state and number of notes."""
    items = "".join(f"<li>{_line_of(one)}</li>" for one in waiting)
    return _page(
        "Naskah yang belum terbit",
        (f"<ul>{items}</ul>" if items else "<p>Tidak ada draf atau tulisan terjadwal.</p>")
        + f'<p><a href="/">Ke halaman depan</a> · <a href="{WRITING_ADDRESS}">Menulis yang baru</a></p>',
    )


def _line_of(one: Waiting) -> str:
    link = f'<a href="{escape(one.url)}">{escape(one.title)}</a>'
    notes = f"{one.notes} catatan" if one.notes else "tanpa catatan"
    return " · ".join(filter(None, (link, one.state, escape(one.moment), notes)))


def waiting_page() -> bytes:
    """A page that is shown until the first build ends."""
    return _page("Pratinjau sedang dibuat", "<p>Halaman ini memuat ulang sendiri.</p>")


def editor_missing_page(lines: Sequence[str]) -> bytes:
    """A page that says why the editor cannot be shown."""
    items = "".join(f"<li>{escape(visible(line))}</li>" for line in lines)
    return _page("Penyunting belum dapat dibuka", f"<ul>{items}</ul><p>Sesudah itu muat ulang halaman ini.</p>")


def missing_page() -> bytes:
    """A page for an address without a file, in a portal without a 404 page."""
    return _page("Halaman tidak ada", '<p><a href="/">Ke halaman depan</a></p>')


def _page(title: str, body: str) -> bytes:
    return (
        f'<!doctype html><html lang="id"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head>'
        f"<body><h1>{escape(title)}</h1>{body}</body></html>"
    ).encode()


