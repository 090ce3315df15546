"""Runs ``make impor`` on made-up archives."""

import csv
import io
from dataclasses import dataclass
from pathlib import Path

import pytest

from kabar.editing.check.__main__ import main as check
from kabar.importing.__main__ import main
from kabar.importing.old_links import FoundTarget
from tests.portals import MINIMAL, write_content

TODAY = "2026-11-30"


@dataclass
class Office:
    """A folder in which an office imports its archive; the current folder of a test."""

    folder: Path
    capsys: pytest.CaptureFixture[str]

    @property
    def content(self) -> Path:
        return self.folder / "content"

    def imports(self, **environ: str) -> str:
        """What ``make impor`` printed; it must not fail."""
        code, out, err = self.tries(**environ)
        assert (code, err) == (0, "")
        return out

    def tries(self, **environ: str) -> tuple[int, str, str]:
        """Exit code, output and errors of ``make impor``."""
        code = main({"CONTENT": "content", "BUILD_DATE": TODAY, "JOBS": "1"} | environ)
        out, err = self.capsys.readouterr()
        return code, out, err

    def checks(self) -> tuple[int, str]:
        """Exit code and output of ``make check``."""
        code = check(["content"], {"BUILD_DATE": TODAY})
        out, err = self.capsys.readouterr()
        return code, out + err

    def read(self, path: str) -> str:
        return (self.content / path).read_text("utf-8")

    def files(self) -> dict[str, bytes]:
        """All files of the content and of the import."""
        found = (
            path for folder in ("content", "impor") for path in (self.folder / folder).rglob("*") if path.is_file()
        )
        return {path.relative_to(self.folder).as_posix(): path.read_bytes() for path in found}

    def notes(self, archive: str) -> list[dict[str, str]]:
        """The rows of ``masalah.csv``."""
        text = (self.folder / "impor" / archive / "masalah.csv").read_text("utf-8-sig")
        return list(csv.DictReader(io.StringIO(text)))


def set_up(folder: Path, capsys: pytest.CaptureFixture[str]) -> Office:
    """An office with an almost empty portal in ``folder``."""
    write_content(folder / "content", MINIMAL)
    return Office(folder, capsys)


class KeptTargets:
    """Leaves links as they are, and finds every picture."""

    def link(self, href: str) -> FoundTarget:
        return FoundTarget(href)

    def picture(self, src: str) -> FoundTarget:
        return FoundTarget("{static}/gambar/x.jpg", None, "gambar/x.jpg")
