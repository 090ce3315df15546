"""Let caches keep what was made of an output only once that output is found fit to be shown."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def kept_if_built(*caches: Path) -> Iterator[None]:
    """Remove from ``caches`` what came into them meanwhile, should anything fail.

    Compressed copies and indexes hold the texts that they were made of: a build that was stopped for letting out a
    draft must not leave it there.
    """
    before = {path for cache in caches for path in _within(cache)}
    try:
        yield
    except BaseException:
        for path in {path for cache in caches for path in _within(cache)} - before:
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                with suppress(OSError):
                    path.unlink()
        raise


def _within(cache: Path) -> list[Path]:
    try:
        return list(cache.iterdir())
    except OSError:
        return []
