"""Projects with the portal's own theme and plugins, built without waiting for imports."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.forking import run_forked
from tests.kabar.build.project import ROOT
from tests.portals import let_settle

_BUILD = "kabar.build.__main__"


class Site:
    """A project in ``folder``: all of it is ours, but for the files that it is given."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.output = folder / "output"
        folder.mkdir(parents=True)
        shutil.copytree(ROOT / "theme", folder / "theme")
        shutil.copy(ROOT / "pelicanconf.py", folder)
        for name in ("kabar", "plugins", "publishconf.py", "requirements.txt"):
            (folder / name).symlink_to(ROOT / name)

    def write(self, files: Mapping[str, str | bytes]) -> None:
        """Make ``files`` the project's, and its content nothing else, leaving alone what is as it should be."""
        for path in (self.folder / "content").rglob("*"):
            if path.is_file() and path.relative_to(self.folder).as_posix() not in files:
                path.unlink()
        for name, data in files.items():
            data = data if isinstance(data, bytes) else data.encode()
            path = self.folder / name
            if not path.exists() or path.read_bytes() != data:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
                let_settle(path)

    def build(self, *arguments: str, afresh: bool = False, **variables: str) -> subprocess.CompletedProcess[str]:
        """Build with ``arguments`` in a fork of this process or, ``afresh``, by an interpreter of its own."""
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        environ = kept | {"JOBS": "1", "PYTHONDONTWRITEBYTECODE": "1"} | variables
        if not afresh:
            return run_forked(_BUILD, arguments, self.folder, environ)
        command = [sys.executable, "-m", _BUILD, *arguments]
        return subprocess.run(command, cwd=self.folder, env=environ, capture_output=True, text=True, check=False)
