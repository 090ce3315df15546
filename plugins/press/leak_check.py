"""Search what a build has drawn for what is withheld, before it is shown to anyone."""

from collections.abc import Iterator
from pathlib import Path

from plugins.content_model.library import Library
from plugins.leaks.search import Leak, find_leaks
from plugins.leaks.secrets import published_sources, secrets_of
from plugins.press.failure import BuildFailed
from plugins.press.link_check import files_below

_OWN_TEXTS = ("theme", "plugins")  # what the portal itself says is no secret of an entry
_OWN_KINDS = (".html", ".js", ".css", ".svg", ".py")


def check_leaks(staging: Path, library: Library, root: Path) -> str:
    """Say how much was sought in ``staging``; nothing where nothing is withheld. ``root`` is the project's.

    Raises BuildFailed naming each find, and OSError.
    """
    secrets = secrets_of(library)
    if not secrets:
        return ""
    names = sorted(files_below(staging))
    leaks = find_leaks(staging, names, secrets, _sources(library, root))
    if leaks:
        raise BuildFailed(*(_explain(leak) for leak in leaks))
    return (
        f"Tidak bocor: {len(secrets)} potongan dari {len(library.withheld)} tulisan yang belum terbit"
        f" dicari di {len(names)} berkas"
    )


def _sources(library: Library, root: Path) -> Iterator[Path]:
    for path in published_sources(library):
        if (library.root / path).is_file():
            yield library.root / path
    for folder in _OWN_TEXTS:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in _OWN_KINDS:
                yield path


def _explain(leak: Leak) -> str:
    where = f"{leak.path}: belum terbit, tetapi terbaca di {leak.found_in}"
    if not leak.text:
        return f"{where}; hapus berkas itu dari tulisan yang terbit"
    return (
        f'{where}: "{leak.text}"; hapus dari sana, atau bila bukan rahasia tulis di {leak.path}:'
        f' accepted: [{{warning: bukan-rahasia, text: "{leak.text}", reason: …}}]'
    )
