"""Build whole portals as ``make`` does, each in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TODAY = "2026-11-24 08:00"


def run_build(
    content: Path, output: Path, *arguments: str, project: Path = ROOT, **environment: str
) -> subprocess.CompletedProcess:
    """Run the build command; what it printed and how it ended."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
    given = {"CONTENT": str(content), "OUTPUT": str(output), "BUILD_DATE": TODAY}
    return subprocess.run(
        [sys.executable, "-m", "plugins.press.build", *arguments],
        cwd=project,
        env={**kept, "PYTHONDONTWRITEBYTECODE": "1", **given, **environment},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def build(content: Path, output: Path, *arguments: str, **more) -> Path:
    """Build and give the output folder back; a build that fails fails the test."""
    done = run_build(content, output, *arguments, **more)
    assert done.returncode == 0, done.stderr
    return output


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file of ``folder`` with its bytes, by path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
