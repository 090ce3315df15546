"""Publishes the files of the previous theme once more, for cached pages that refer to them.

The name of a theme file contains a digest of its bytes, so a new theme has none of the names of the last one. The files
of the previous theme stay published until the theme changes again. Only files whose bytes match their name are taken,
and these were public already, so nothing withheld is published.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from kabar.outputs.assets import FOLDER, with_digest

# List of the kept files, one name per line, which distinguishes them from the theme itself.
LIST = f"{FOLDER}/terdahulu.txt"
_DIGEST = re.compile(r"\.[0-9a-f]{10}(?=\.\w+$)")


def files_to_keep(now: set[str], published: Mapping[str, bytes]) -> dict[str, bytes]:
    """Returns the ``published`` theme files, by path in the output, to publish again beside the files ``now``."""
    kept_before = set(published.get(LIST, b"").decode("utf-8", "replace").split())
    sound = {name: data for name, data in published.items() if _keeps_its_name(name, data)}
    own = sound.keys() - kept_before
    # Same theme as in the last publication: keep the files of the theme before it.
    kept = sound.keys() & kept_before if own <= now else own
    return {name: sound[name] for name in sorted(kept - now)}


@contextmanager
def theme_before(folder: Path, published: Mapping[str, bytes]) -> Iterator[None]:
    """Adds the files of the previous theme to ``folder`` for the duration of the block. Raises OSError."""
    now = {path.relative_to(folder).as_posix() for path in (folder / FOLDER).rglob("*") if path.is_file()}
    kept = files_to_keep(now, published)
    if kept:
        kept[LIST] = "".join(f"{name}\n" for name in kept).encode()
    try:
        for name, data in kept.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data)
        yield
    finally:
        for name in kept:
            (folder / name).unlink(missing_ok=True)


def _keeps_its_name(name: str, data: bytes) -> bool:
    path = PurePosixPath(name)
    if path.parts[0] != FOLDER or ".." in path.parts:
        return False
    plain = str(path.relative_to(FOLDER).with_name(_DIGEST.sub("", path.name)))
    return with_digest(plain, data) == name


