"""The record of an import, ``catatan.json``: which post became which file, with the digest of what was written."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from kabar.command import Stopped

_VERSION = 1
FOLDER = Path("impor")  # below the project: a folder for each archive, table or letter
RECORD = "catatan.json"


@dataclass
class ImportRecord:
    """Content path and SHA-256 by guid; ``run`` names the last complete run."""

    files: dict[str, tuple[str, str]] = field(default_factory=dict)
    run: str = ""

    @property
    def paths(self) -> Mapping[str, str]:
        """Content paths by guid."""
        return {guid: path for guid, (path, _) in self.files.items()}

    def states(self, root: Path) -> tuple[int, int, int]:
        """How many of the files are as they were written, were edited, and are no longer there."""
        same = edited = gone = 0
        for path, digest in self.files.values():
            try:
                is_same = sha256((root / path).read_bytes()).hexdigest() == digest
            except OSError:
                gone += 1
                continue
            same, edited = same + is_same, edited + (not is_same)
        return same, edited, gone

    def as_text(self) -> str:
        """The text of ``catatan.json``: one line for each post, so that changes can be read."""
        lines = ",\n".join(
            f"    {json.dumps(guid, ensure_ascii=False)}: {json.dumps(list(value))}"
            for guid, value in sorted(self.files.items())
        )
        return f'{{\n  "version": {_VERSION},\n  "run": {json.dumps(self.run)},\n  "files": {{\n{lines}\n  }}\n}}\n'


def read_record(file: Path) -> ImportRecord:
    """The record in ``file``; an empty one where it does not exist. Raises Stopped."""
    try:
        value = json.loads(file.read_text("utf-8"))
        files = {guid: (str(path), str(digest)) for guid, (path, digest) in value["files"].items()}
        if value["version"] != _VERSION or any(
            path.startswith("/") or ".." in path.split("/") for path, _ in files.values()
        ):
            raise ValueError
        return ImportRecord(files, str(value["run"]))
    except FileNotFoundError:
        return ImportRecord()
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Stopped(
            f"{file}: catatan impor rusak, sehingga tidak diketahui apa yang sudah dipindahkan; ambil lagi dari git"
        ) from None


def last_runs() -> frozenset[str]:
    """The last complete run of every import. Raises Stopped."""
    return frozenset(read_record(file).run for file in sorted(FOLDER.glob(f"*/{RECORD}")))
