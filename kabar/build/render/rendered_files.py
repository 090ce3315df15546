"""Record of each rendered file (links, inputs), kept on disk until the output is swapped in.

In memory, the links and inputs of all pages of an archive would take most of it; they are read twice: by the link check
and when they are written into the build database.
"""

import os
import pickle
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from kabar.build.render.fingerprints import MadeFrom
from kabar.build.verify.html_links import Links, links_from, links_text


class RenderedFiles(Mapping[str, Links | None]):
    """The links of each file by name, in the order in which they were added; None when its text is not UTF-8.

    They are stored in an unnamed temporary file on the disk of ``folder``. Raises OSError.
    """

    def __init__(self, folder: Path):
        self._folder = folder
        self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115, open as long as this object
        self._places: dict[str, int] = {}

    def add(self, name: str, record: bytes) -> None:
        """Stores the record of the file ``name``, as ``record_of`` returns it."""
        try:
            self._places[name] = self._file.seek(0, os.SEEK_END)
            self._file.write(record)
            self._file.flush()
        except OSError as error:
            error.filename = os.fspath(self._folder)  # the error lacks it: shows which disk is full
            raise

    def record(self, name: str) -> tuple[str | None, MadeFrom | None]:
        """Returns the links of the file ``name`` as ``links_text``, and what it was made from; None when unknown."""
        self._file.seek(self._places[name])
        text, made_from = pickle.load(self._file)
        return text, made_from and MadeFrom._make(made_from)

    def __getitem__(self, name: str) -> Links | None:
        text, _ = self.record(name)
        return None if text is None else links_from(text)

    def __contains__(self, name: object) -> bool:
        return name in self._places

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


def record_of(links: Links | None, made_from: MadeFrom | None = None) -> bytes:
    """Encodes the links of a file and what it was made from, for ``RenderedFiles``."""
    return pickle.dumps((None if links is None else links_text(links), made_from and tuple(made_from)))


