"""Build options of a command, read from the environment variables that `make` passes."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from kabar.cluster.cluster_address import read_address
from kabar.content.models.host import folder_of
from kabar.failure import BuildFailed, relative_to_here

# A host name or IPv4 address in ASCII (other scripts in punycode), with an optional port.
_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?", re.I)
# One path segment (RFC 3986, 3.3); percent-encoding is not decoded.
_SEGMENT = re.compile(r"[A-Za-z0-9._~!$&'()*+,;=:@%-]+")

# github.com/owner/name.git, by HTTPS or SSH.
_GITHUB = re.compile(r"github\.com[:/]+(?P<owner>[\w-]+)/(?P<name>[\w.-]+?)(?:\.git)?/?\Z", re.IGNORECASE)
EXAMPLE = "https://kabar-ikm.example"  # SITEURL of the portal.yaml in this repository


def read_siteurl(text: str) -> str:
    """Returns ``text`` without its last slash, so that a path-absolute address can follow; empty stays empty.

    Raises BuildFailed for anything but a plain http or https address.
    """
    text = text.strip()
    problem = _problem_of(text) if text else ""
    if folder := folder_of(text):
        raise BuildFailed(f"SITEURL '{text}' menunjuk satu halaman, bukan tempat portal; tulis: SITEURL={folder}")
    if problem:
        raise BuildFailed(f"SITEURL '{text}' {problem}; tulis seperti: SITEURL=https://kabar.example/portal")
    return text.rstrip("/")


def is_local(siteurl: str) -> bool:
    """Whether ``siteurl`` is an address of this computer only."""
    host = urlsplit(siteurl).hostname or ""
    return host == "localhost" or host.endswith(".localhost") or host.startswith("127.")


def is_reserved(siteurl: str, demo: bool) -> bool:
    """Whether ``siteurl`` uses a domain reserved for examples and tests (RFC 2606 and 6761).

    A demo portal (``demo``) may use domains below ``.example``.
    """
    labels = (urlsplit(siteurl).hostname or "").rstrip(".").split(".")
    kept = ("test", "invalid") if demo else ("test", "invalid", "example")
    return labels[-1] in kept or (len(labels) > 1 and labels[-2] == "example" and labels[-1] in ("com", "net", "org"))


def refuse_unusable(siteurl: str, remote: str) -> None:
    """Raises BuildFailed when ``siteurl`` cannot be opened by the public.

    That is the address of the example, or an address of GitHub Pages other than that of the repository at ``remote``,
    where every link, and the style sheet, would be broken.
    """
    pages = pages_address(remote)
    if siteurl.rstrip("/") == EXAMPLE:
        right = pages or "https://nama-akun.github.io/nama-repositori"
        raise BuildFailed(
            f"portal.yaml masih milik portal contoh: {EXAMPLE} tidak dapat dibuka siapa pun. Isi name dan SITEURL"
            f" portal Anda di content/portal.yaml, misalnya: SITEURL: {right}"
        )
    if pages and urlsplit(siteurl).hostname == urlsplit(pages).hostname and siteurl.casefold() != pages.casefold():
        raise BuildFailed(
            f"SITEURL {siteurl} bukan alamat halaman repositori ini, jadi semua tautan dan gayanya akan mati; tulis di"
            f" content/portal.yaml: SITEURL: {pages}"
        )


def pages_address(remote: str) -> str:
    """Returns the GitHub Pages address of the repository at ``remote``; empty for other forges."""
    found = _GITHUB.search(remote)
    if found is None:
        return ""
    host = f"{found['owner'].casefold()}.github.io"
    return f"https://{host}" if found["name"].casefold() == host else f"https://{host}/{found['name']}"


def _problem_of(text: str) -> str:
    try:
        parts = urlsplit(text)
    except ValueError:
        return "bukan alamat web"
    if parts.scheme not in ("http", "https"):
        return "tidak diawali http:// atau https://"
    if "?" in text or "#" in text:
        return "memuat '?' atau '#'"
    if not _HOST.fullmatch(parts.netloc):
        return "tidak memuat nama situs yang sah"
    segments = parts.path.strip("/").split("/") if parts.path.strip("/") else []
    if any(not _SEGMENT.fullmatch(part) or part in (".", "..") for part in segments):
        return "memuat jalur yang tidak sah"
    return ""


@dataclass(frozen=True)
class BuildOptions:
    """Options of one build. ``settings`` is Pelican's settings file; its folder is the project.

    ``siteurl`` and ``build_date`` are as given, "" when not. A ``preview`` shows drafts; a ``production`` build uses
    the portal's own SITEURL when none is given. ``jobs`` is the number of processes. ``asked_page`` is the address of a
    page for which the build reports why it was rendered or not. Without ``search`` no search index is made; with
    ``compressed`` texts get precompressed copies. ``hosted`` is a run of ``pelican`` itself: without the publication
    record, and only what was read is stored. ``cache_path`` is the cache folder, .cache beside the settings when empty;
    it is not read without ``reads_cache``. ``cluster`` is the address of a Dask scheduler, ``shared_store`` that of a
    store of renditions; "" when there is none.
    """

    settings: Path
    content: Path
    output: Path
    siteurl: str = ""
    build_date: str = ""
    preview: bool = False
    production: bool = False
    jobs: int = 1
    compressed: bool = False
    asked_page: str = ""
    search: bool = True
    hosted: bool = False
    cache_path: str = ""
    reads_cache: bool = True
    cluster: str = ""
    shared_store: str = ""

    @property
    def root(self) -> Path:
        return self.settings.parent

    @property
    def cache(self) -> Path:
        return Path(self.cache_path) if self.cache_path else self.root / ".cache"

    @property
    def content_name(self) -> str:
        """The content folder as editors write it, for messages."""
        return relative_to_here(self.content)

    @property
    def output_name(self) -> str:
        return relative_to_here(self.output)


def read_options(environ: Mapping[str, str], production: bool = False) -> BuildOptions:
    """Returns the options in CONTENT, OUTPUT, SITEURL, BUILD_DATE, JOBS, PADATKAN, KLASTER and SIMPANAN; the project is
    the current folder.

    Raises BuildFailed for an empty or missing folder, and for an invalid value.
    """
    return BuildOptions(
        settings=settings_file(production),
        content=content_from(environ),
        output=_path_from(environ, "OUTPUT", "output"),
        siteurl=environ.get("SITEURL", ""),
        build_date=environ.get("BUILD_DATE", ""),
        production=production,
        jobs=processes_from(environ.get("JOBS", "")),
        compressed=_is_compressed(environ.get("PADATKAN", ""), production),
        asked_page=environ.get("ALASAN", "").strip(),
        # For timing the rest; public builds always have it.
        search=production or not environ.get("TANPA_CARI", "").strip(),
        cluster=read_address(environ.get("KLASTER", ""), environ.get("KLASTER_TANPA_TLS", "")),
        shared_store=environ.get("SIMPANAN", "").strip(),
    )


def settings_file(production: bool) -> Path:
    """Returns Pelican's settings file in the current folder, which must exist."""
    file = Path.cwd().resolve() / ("publishconf.py" if production else "pelicanconf.py")
    if not file.is_file():
        raise BuildFailed(f"{file.name} tidak ada di sini; jalankan perintah ini dari folder proyek")
    return file


def content_from(environ: Mapping[str, str]) -> Path:
    """Returns the content folder, which must exist."""
    content = _path_from(environ, "CONTENT", "content")
    if not content.is_dir():
        raise BuildFailed(f"CONTENT: folder '{relative_to_here(content)}' tidak ada")
    return content


def _path_from(environ: Mapping[str, str], name: str, default: str) -> Path:
    text = environ.get(name, default)
    if not text.strip():
        raise BuildFailed(f"{name} kosong; tulis nama foldernya, seperti: {name}={default}")
    # Symlinks are resolved: the folder itself is compared and replaced later.
    try:
        return Path(text).expanduser().resolve()
    except (OSError, RuntimeError):  # a symlink loop, or the home folder of an unknown user
        raise BuildFailed(f"{name}: '{text}' tidak menuju folder mana pun; tulis alamat foldernya langsung") from None


def _is_compressed(text: str, production: bool) -> bool:
    text = text.strip()
    if text not in ("", "1"):
        raise BuildFailed(f"PADATKAN '{text}' tidak dikenal; tulis: PADATKAN=1")
    if text and not production:
        raise BuildFailed("PADATKAN hanya untuk umum; tulis: make publish PADATKAN=1")
    return bool(text)


def processes_from(text: str) -> int:
    """Returns the number of processes in JOBS; the number of cores when it is not given.

    Raises BuildFailed.
    """
    text = text.strip()
    if not text:
        return os.cpu_count() or 1
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 256):
        raise BuildFailed(f"JOBS '{text}' bukan angka dari 1 sampai 256; tulis seperti: JOBS=2")
    return int(text)


