"""What is known of each file that was drawn, kept on the disk until the output is put in place.

The links of an archive's pages, and what these were drawn from, would take most of the memory; they are asked for
twice: when links are checked, and when they are written into the build database.
"""

import os
import pickle
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from kabar.build.render.fingerprints import MadeFrom
from kabar.build.verify.html_links import Links, links_from, links_text


class DrawnFiles(Mapping[str, Links | None]):
    """The links of each file by its name, in the order in which they were added; None where its text is not UTF-8.

    They lie in a file without a name on the disk of ``folder``, which ends with this process. Raises OSError.
    """

    def __init__(self, folder: Path):
        self._folder = folder
        self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115, it is open as long as this is
        self._places: dict[str, int] = {}

    def add(self, name: str, told: bytes) -> None:
        """Keep of the file ``name`` what ``told_of`` gave."""
        try:
            self._places[name] = self._file.seek(0, os.SEEK_END)
            self._file.write(told)
            self._file.flush()
        except OSError as error:
            error.filename = os.fspath(self._folder)  # a number alone does not show which disk is full
            raise

    def told(self, name: str) -> tuple[str | None, MadeFrom | None]:
        """The links of the file ``name`` as ``links_text`` has them, and what it was drawn from; None for what is not
        known."""
        self._file.seek(self._places[name])
        text, made_from = pickle.load(self._file)
        return text, made_from and MadeFrom._make(made_from)

    def __getitem__(self, name: str) -> Links | None:
        text, _ = self.told(name)
        return None if text is None else links_from(text)

    def __contains__(self, name: object) -> bool:
        return name in self._places

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


def told_of(links: Links | None, made_from: MadeFrom | None = None) -> bytes:
    """A file's ``links``, and what it was drawn from, as ``DrawnFiles`` keeps them."""
    return pickle.dumps((None if links is None else links_text(links), made_from and tuple(made_from)))


