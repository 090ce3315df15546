"""Command line of `make gambar`: makes one share of the pictures, for machines that share a store.

The share of a picture follows from its digest alone, so that machines need not know of each other.
"""

import os
import re
import sys
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from itertools import groupby

from kabar.build.last_build import database_of
from kabar.build.options import BuildOptions, read_options
from kabar.build.pipeline import Machines, read_content, shared_store_of
from kabar.build.progress import Phase, PhaseTimer, Show, progress
from kabar.console import write_lines
from kabar.content.media.picture_files import PictureFile
from kabar.content.reading.reading_store import ReadingStore
from kabar.content.reading.walk import walk
from kabar.failure import BuildFailed, run_command
from kabar.outputs.published_pictures import plan_pictures
from kabar.outputs.renditions.made_files import FileStore, MadeFile
from kabar.outputs.renditions.making import Making

_SHARE = re.compile(r"([0-9]{1,4})/([0-9]{1,4})")


@dataclass(frozen=True)
class Share:
    """The share ``number`` of ``of``, counted from 1."""

    number: int
    of: int

    def has(self, digest: str) -> bool:
        """Whether the picture with this SHA-256 belongs to it."""
        return int(digest[:12], 16) % self.of == self.number - 1


def read_share(text: str) -> Share:
    """The share in ``text``, as ``2/4``; all pictures when it is empty. Raises BuildFailed."""
    text = text.strip()
    match = _SHARE.fullmatch(text or "1/1")
    share = Share(int(match[1]), int(match[2])) if match else None
    if share is None or not 1 <= share.number <= share.of:
        raise BuildFailed(f"BAGIAN_KE '{text}' bukan bagian; tulis bagian pertama dari empat: BAGIAN_KE=1/4")
    return share


def make_pictures(options: BuildOptions, share: Share, show: Show) -> str:
    """Makes the pictures of ``share`` that are in no store; returns a line about them. Raises BuildFailed."""
    timer, machines = PhaseTimer(show), Machines(options)
    timer.where = machines.where
    timer.enter(Phase.READ)
    with closing(database_of(options)) as database:
        library = read_content(options, ReadingStore(database), walk(options.content))[1]
        shared = shared_store_of(options)
        store = FileStore(options.cache / "gambar", shared)
        planned = [made for _, made, _ in plan_pictures(library, store, with_shapes=True)]
    files = [made for made in planned if share.has(_picture_of(made).digest)]
    lacking = len(store.lacks(files))
    making = Making()
    for _, group in groupby(files, _picture_of):
        making.add(store, group)
    timer.enter(Phase.MAKE)
    if making:
        with machines.all("membuat gambar", len(making)) as executor:
            making.make(executor, machines.jobs, timer.count)
    timer.end()
    if left := store.lacks(files):
        # Making skips what fails: made once more, it names its fault.
        left[0].bytes()
        raise BuildFailed(f"{len(left)} berkas gambar tidak dapat disimpan di {options.cache / 'gambar'}")
    pictures = len({_picture_of(made).digest for made in files})
    fetched = shared.read_count if shared else 0
    where = f"; {machines.where()}" if machines.where() else ""
    return (
        f"Gambar bagian {share.number}/{share.of}: {pictures} gambar, {len(files)} berkas;"
        f" {lacking - fetched} dibuat, {fetched} dari SIMPANAN, {len(files) - lacking} sudah ada{where}"
    )


def _picture_of(made: MadeFile) -> PictureFile:
    picture: PictureFile = made.setting[0]
    return picture


def main(environ: Mapping[str, str]) -> int:
    def command() -> None:
        share = read_share(environ.get("BAGIAN_KE", ""))
        with progress(sys.stderr) as show:
            line = make_pictures(read_options(environ, production=True), share, show)
        write_lines([line])

    return run_command(command)


if __name__ == "__main__":
    sys.exit(main(os.environ))
