"""What a command is asked to build, read from the environment that `make` hands over."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from plugins.press.failure import BuildFailed, relative_to_here


@dataclass(frozen=True)
class Order:
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


def order_from(environ: Mapping[str, str], production: bool = False) -> Order:
    """The order in CONTENT, OUTPUT, SITEURL, BUILD_DATE, JOBS and PADATKAN; the current folder is the project's.

    Raises BuildFailed for a folder given as nothing, or that is not there, and for a value that is none.
    """
    return Order(
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
