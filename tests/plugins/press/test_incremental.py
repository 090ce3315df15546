"""What an incremental build gives is what a clean one gives, byte by byte, whatever was edited in between."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from plugins.content_model.build_date import read_build_date
from plugins.content_model.library import load_library
from tests.plugins.press.edits import EDITS, Portal
from tests.plugins.press.faults import build_in_fork
from tests.plugins.press.project import ROOT, files_of
from tests.portals import write_content

pytestmark = pytest.mark.build


class Site:
    """A project with the portal's own theme and plugins, in ``folder``."""

    def __init__(self, folder: Path):
        self.folder = folder
        folder.mkdir()
        shutil.copytree(ROOT / "theme", folder / "theme")
        for name in ("plugins", "pelicanconf.py", "publishconf.py", "requirements.txt"):
            (folder / name).symlink_to(ROOT / name)

    def write(self, portal: Portal) -> None:
        """Make the project's files those of ``portal``, leaving alone what is as it should be."""
        content = self.folder / "content"
        wanted = portal.files()
        for path in content.rglob("*") if content.exists() else ():
            if path.is_file() and path.relative_to(content).as_posix() not in wanted:
                path.unlink()
        for name, data in wanted.items():
            data = data if isinstance(data, bytes) else data.encode()
            if not (content / name).exists() or (content / name).read_bytes() != data:
                write_content(content, {name: data})
        style = self.folder / "theme/static/css/base.css"
        told = (ROOT / "theme/static/css/base.css").read_text("utf-8") + f"/* {portal.comment} */\n" * bool(portal.comment)
        if style.read_text("utf-8") != told:
            style.write_text(told, "utf-8")
            (self.folder / "theme/templates/404.html").write_text(
                (ROOT / "theme/templates/404.html").read_text("utf-8") + f"{{# {portal.comment} #}}", "utf-8"
            )

    def build(self, day: str, jobs: int = 1, fresh: bool = False) -> int:
        """Build; in a fresh interpreter, or in a fork of this process."""
        if not fresh:
            return build_in_fork(self.folder, build_date=day, jobs=jobs).code
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        environ = kept | {"BUILD_DATE": day, "JOBS": str(jobs), "PYTHONDONTWRITEBYTECODE": "1"}
        command = [sys.executable, "-m", "plugins.press.build"]
        return subprocess.run(command, cwd=self.folder, env=environ, capture_output=True, check=False).returncode


def is_right(site: Site, day: str) -> bool:
    return load_library(site.folder / "content", read_build_date({"BUILD_DATE": day}, None)).library is not None


def edit_and_compare(tmp_path: Path, seed: int, steps: int) -> None:
    portal, site, clean = Portal(seed), Site(tmp_path / "situs"), Site(tmp_path / "bersih")
    done = 0
    while done < steps:
        before = files_of(site.folder / "output") if done else {}
        edit = portal.any(EDITS)
        getattr(portal, edit)()
        site.write(portal)
        told = f"seed {seed}, step {done}: {edit}"
        if not is_right(site, portal.day):
            # A build that fails leaves what was there; then the newsroom begins anew.
            assert site.build(portal.day) == 1, told
            assert files_of(site.folder / "output") == before if done else True, told
            portal = Portal(seed + 1000 * (done + 1))
            site.write(portal)
        assert site.build(portal.day, jobs=1 + done % 2, fresh=done % 10 == 9) == 0, told
        clean.write(portal)
        for kept in (".cache", "output"):
            shutil.rmtree(clean.folder / kept, ignore_errors=True)
        assert clean.build(portal.day) == 0, told
        got, right = files_of(site.folder / "output"), files_of(clean.folder / "output")
        assert got.keys() == right.keys(), told
        assert [name for name in right if got[name] != right[name]] == [], told
        done += 1


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_sixty_edits_give_what_clean_builds_give(tmp_path, seed):
    edit_and_compare(tmp_path, seed, steps=15)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(100, 120))
def test_two_thousand_edits_give_what_clean_builds_give(tmp_path, seed):
    edit_and_compare(tmp_path, seed, steps=100)
