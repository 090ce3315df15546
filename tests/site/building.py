"""Build whole portals as ``make`` does, each in a fork or in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

from tests.forking import run_forked

ROOT = Path(__file__).resolve().parents[2]
TODAY = "2026-11-29 08:00"


def run_build(content: Path, output: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess:
    """Run the build command; what it printed and how it ended."""
    return run_forked("kabar.build.__main__", arguments, ROOT, _environment(content, output, environment))


def build(content: Path, output: Path, *arguments: str, **environment: str) -> Path:
    """Build and give the output folder back; a build that fails fails the test."""
    done = run_build(content, output, *arguments, **environment)
    assert done.returncode == 0, done.stderr
    return output


def build_afresh(project: Path, content: Path, output: Path, **environment: str) -> Path:
    """The same with the code in ``project``, by an interpreter of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "kabar.build"],
        cwd=project,
        env=_environment(content, output, environment),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return output


def _environment(content: Path, output: Path, more: dict[str, str]) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
    given = {"CONTENT": str(content), "OUTPUT": str(output), "BUILD_DATE": TODAY, "JOBS": "1"}
    return {**kept, "PYTHONDONTWRITEBYTECODE": "1", **given, **more}


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file of ``folder`` with its bytes, by path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
