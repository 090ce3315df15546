"""Runs git in a folder, and explains its failures."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from kabar.command import raise_if_full
from kabar.console import without_secrets
from kabar.failure import BuildFailed

# Variables that point git to another repository than that of its folder; hooks set them.
_POINTERS = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR")


def run_git(
    root: Path, *arguments: str, is_other: bool = False, variables: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run git in ``root``, with more environment ``variables``; with ``is_other`` (another repository than that of the
    current folder) without those that point to this one."""
    # In English: "fatal:" and "error:" are translated, too.
    environ = {**os.environ, "LC_ALL": "C"}
    if is_other:
        environ = {name: value for name, value in environ.items() if name not in _POINTERS}
    try:
        return subprocess.run(
            ["git", *arguments], cwd=root, env={**environ, **(variables or {})}, capture_output=True, text=True,
            errors="replace",
        )  # fmt: skip
    except FileNotFoundError:
        raise BuildFailed("git belum terpasang; pasang git dulu") from None


def output_of_git(root: Path, *arguments: str) -> str:
    """Return the output of git without outer space; empty when git fails."""
    result = run_git(root, *arguments)
    return "" if result.returncode else result.stdout.strip()


def reason_of(result: subprocess.CompletedProcess[str], addresses: tuple[str, ...] = ()) -> str:
    """Return the error message of git on one line, without secrets of ``addresses``.

    Raise OSError for a full disk on this machine.
    """
    raise_if_full(result.stderr, ".git")
    lines = [line.strip() for line in result.stderr.splitlines() if line.strip()]
    reasons = [line for line in lines if line.startswith(("fatal:", "error:", "!", "remote:"))]
    return without_secrets(" ".join(reasons or lines[-1:]), addresses) or f"kode {result.returncode}"
