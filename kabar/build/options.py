"""What a command is asked to build, read from the environment that `make` hands over."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from kabar.content.models.portal import folder_of
from kabar.failure import BuildFailed, relative_to_here

# A host name or IPv4 address in ASCII, with an optional port; other scripts are written in punycode.
_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?", re.I)
# One segment of a path: RFC 3986, 3.3, without the percent sign's decoding.
_SEGMENT = re.compile(r"[A-Za-z0-9._~!$&'()*+,;=:@%-]+")


# github.com/owner/name.git, by HTTPS or SSH.
_GITHUB = re.compile(r"github\.com[:/]+(?P<owner>[\w-]+)/(?P<name>[\w.-]+?)(?:\.git)?/?\Z", re.IGNORECASE)
EXAMPLE = "https://kabar-ikm.example"  # of the portal.yaml that the project brings


def read_siteurl(text: str) -> str:
    """``text`` without its last slash, so that a path-absolute address can follow; empty stays so.

    Raises BuildFailed for what is not a plain http or https address.
    """
    text = text.strip()
    problem = _problem_of(text) if text else ""
    if folder := folder_of(text):
        raise BuildFailed(f"SITEURL '{text}' menunjuk satu halaman, bukan tempat portal; tulis: SITEURL={folder}")
    if problem:
        raise BuildFailed(f"SITEURL '{text}' {problem}; tulis seperti: SITEURL=https://kabar.example/portal")
    return text.rstrip("/")


def is_local(siteurl: str) -> bool:
    """Whether ``siteurl`` leads to this computer only, so that nobody else could read it."""
    host = urlsplit(siteurl).hostname or ""
    return host == "localhost" or host.endswith(".localhost") or host.startswith("127.")


def is_reserved(siteurl: str, demo: bool) -> bool:
    """Whether no portal can ever stand at ``siteurl``: names kept for examples and tests (RFC 2606 and 6761).

    A portal that says that it is an example (``demo``) may use those below ``.example``.
    """
    labels = (urlsplit(siteurl).hostname or "").rstrip(".").split(".")
    kept = ("test", "invalid") if demo else ("test", "invalid", "example")
    return labels[-1] in kept or (len(labels) > 1 and labels[-2] == "example" and labels[-1] in ("com", "net", "org"))


def refuse_unusable(siteurl: str, remote: str) -> None:
    """Raise BuildFailed where nobody can open what is published for ``siteurl`` in the repository at ``remote``.

    ``siteurl`` is still that of the example; or it is another address of GitHub's pages than those of this repository,
    so that every link, and the style sheet, would lead to nothing.
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
    """The address at which GitHub shows the pages of the repository at ``remote``; empty for any other forge."""
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
    """One build. ``settings`` is Pelican's file; the folder it stands in is the project's.

    ``siteurl`` and ``build_date`` are as given, "" when not. A ``preview`` shows drafts; a
    ``production`` build takes the portal's own SITEURL where none is given. ``jobs`` processes draw.
    ``asked_page`` is the address of a page of which is told why it was drawn or not. Without ``search`` no
    index of the pages is made; with ``compressed`` texts get compressed copies beside them. ``hosted`` is a run of
    ``pelican`` itself: without the record of the publication, and nothing is kept of it but what was read.
    ``cache_path`` is where things are kept from build to build, .cache beside the settings when empty; they are not
    asked for without ``reads_cache``.
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

    @property
    def root(self) -> Path:
        return self.settings.parent

    @property
    def cache(self) -> Path:
        return Path(self.cache_path) if self.cache_path else self.root / ".cache"

    @property
    def content_name(self) -> str:
        """The content folder as an editor would write it, for messages."""
        return relative_to_here(self.content)

    @property
    def output_name(self) -> str:
        return relative_to_here(self.output)


def read_options(environ: Mapping[str, str], production: bool = False) -> BuildOptions:
    """The order in CONTENT, OUTPUT, SITEURL, BUILD_DATE, JOBS and PADATKAN; the current folder is the project's.

    Raises BuildFailed for a folder given as nothing, or that is not there, and for a value that is none.
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
        # To time the rest alone; what is for the public is never without.
        search=production or not environ.get("TANPA_CARI", "").strip(),
    )


def settings_file(production: bool) -> Path:
    """Pelican's settings in the current folder, which must be there."""
    file = Path.cwd().resolve() / ("publishconf.py" if production else "pelicanconf.py")
    if not file.is_file():
        raise BuildFailed(f"{file.name} tidak ada di sini; jalankan perintah ini dari folder proyek")
    return file


def content_from(environ: Mapping[str, str]) -> Path:
    """The content folder, which must be there."""
    content = _path_from(environ, "CONTENT", "content")
    if not content.is_dir():
        raise BuildFailed(f"CONTENT: folder '{relative_to_here(content)}' tidak ada")
    return content


def _path_from(environ: Mapping[str, str], name: str, default: str) -> Path:
    text = environ.get(name, default)
    if not text.strip():
        raise BuildFailed(f"{name} kosong; tulis nama foldernya, seperti: {name}={default}")
    # Symlinks are followed: what is compared and replaced later is the folder itself.
    try:
        return Path(text).expanduser().resolve()
    except (OSError, RuntimeError):  # a ring of links, or the home of a user who is not there
        raise BuildFailed(f"{name}: '{text}' tidak menuju folder mana pun; tulis alamat foldernya langsung") from None


def _is_compressed(text: str, production: bool) -> bool:
    text = text.strip()
    if text not in ("", "1"):
        raise BuildFailed(f"PADATKAN '{text}' tidak dikenal; tulis: PADATKAN=1")
    if text and not production:
        raise BuildFailed("PADATKAN hanya untuk umum; tulis: make publish PADATKAN=1")
    return bool(text)


def processes_from(text: str) -> int:
    """How many processes JOBS asks for; as many as this machine has cores where it is not given.

    Raises BuildFailed.
    """
    text = text.strip()
    if not text:
        return os.cpu_count() or 1
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 256):
        raise BuildFailed(f"JOBS '{text}' bukan angka dari 1 sampai 256; tulis seperti: JOBS=2")
    return int(text)


