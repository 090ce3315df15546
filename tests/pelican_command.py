"""Run Pelican's own command, in a fork or as a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

from tests.forking import run_forked

ROOT = Path(__file__).resolve().parents[1]
TODAY = "2026-11-29 08:00"


def environment(**more: str) -> dict[str, str]:
    """What a command may see of this process's environment, and ``more``."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
    return {**kept, "PYTHONDONTWRITEBYTECODE": "1", "BUILD_DATE": TODAY, "COLUMNS": "200", **more}


def start(folder: Path, *arguments: str | Path, **more: str) -> subprocess.Popen[str]:
    """``pelican arguments`` in ``folder``, running."""
    return subprocess.Popen(
        [sys.executable, "-m", "pelican", *map(str, arguments)],
        cwd=folder, env=environment(**more), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        start_new_session=True,
    )  # fmt: skip


def pelican(
    folder: Path, *arguments: str | Path, afresh: bool = False, **more: str
) -> subprocess.CompletedProcess[str]:
    """``pelican arguments`` in ``folder``; what it printed and how it ended.

    It runs in a fork of this process or, ``afresh``, as its users start it: with an interpreter of its own, which finds
    plugins by the settings alone.
    """
    if not afresh:
        return run_forked("pelican.__main__", map(str, arguments), folder, environment(**more))
    process = start(folder, *arguments, **more)
    out, err = process.communicate(timeout=120)
    return subprocess.CompletedProcess(process.args, process.returncode, out, err)


def site(folder: Path, settings: str) -> Path:
    """A folder with a ``pelicanconf.py`` that goes on from ours, with ``settings`` after it."""
    folder.mkdir(parents=True, exist_ok=True)
    text = (
        f"import sys\nsys.path.append({str(ROOT)!r})\nfrom pelicanconf import *\n"
        f"THEME = {str(ROOT / 'theme')!r}\nPLUGIN_PATHS = [{str(ROOT)!r}, {str(folder)!r}]\n"
    )
    # Under another name: Python knows one "pelicanconf".
    (folder / "uji_conf.py").write_text(text + settings, "utf-8")
    return folder / "uji_conf.py"
