"""Let pages that browsers and proxies still keep find the theme's files that they were drawn with.

A theme's file has a name that changes with its bytes, so that a new theme leaves none of the names of the last one. The
files of the theme before are published once more, until the theme changes again. Only a file whose bytes are those that
its name promises is taken, and it was public already: nothing that is withheld can come this way.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from kabar.outputs.assets import FOLDER, with_digest

# Names, one a line, what stands in the folder for pages of before: else nobody could tell it from the theme itself.
LIST = f"{FOLDER}/terdahulu.txt"
_DIGEST = re.compile(r"\.[0-9a-f]{10}(?=\.\w+$)")


def files_to_keep(now: set[str], published: Mapping[str, bytes]) -> dict[str, bytes]:
    """Of the theme's ``published`` files, by path in the output, those to publish once more beside those of ``now``."""
    kept_before = set(published.get(LIST, b"").decode("utf-8", "replace").split())
    sound = {name: data for name, data in published.items() if _keeps_its_name(name, data)}
    own = sound.keys() - kept_before
    # The same theme as last time: the one before it stays, however often the portal is published.
    kept = sound.keys() & kept_before if own <= now else own
    return {name: sound[name] for name in sorted(kept - now)}


@contextmanager
def theme_before(folder: Path, published: Mapping[str, bytes]) -> Iterator[None]:
    """Have ``folder`` hold the files of the theme before meanwhile; afterwards it is what was built. Raises OSError."""
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


