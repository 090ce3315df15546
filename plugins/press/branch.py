"""Put a folder on a branch of a git repository and push it, with ghp-import."""

import io
import os
import subprocess
import sys
import tarfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from plugins.content_model.disk import raise_if_full
from plugins.press.failure import BuildFailed

_MESSAGE = "Terbitkan portal"


@dataclass(frozen=True)
class Branch:
    """A branch of ``remote`` (a name or an address), reached from the repository at ``root``.

    ``tip`` is what it holds there, empty when the remote has no such branch yet.
    """

    root: Path
    remote: str
    name: str
    tip: str


def reach(root: Path, remote: str, name: str) -> Branch:
    """Ask the remote for its branch. Raises BuildFailed where git or the remote do not answer."""
    inside = _git(root, "rev-parse", "--is-inside-work-tree")
    if inside.returncode:
        raise BuildFailed(f"folder ini bukan repositori git: {_reason(inside)}")
    if _git(root, "check-ref-format", f"refs/heads/{name}").returncode:
        raise BuildFailed(f"DEPLOY_BRANCH '{name}' bukan nama cabang git yang sah")
    if _output(root, "symbolic-ref", "--short", "--quiet", "HEAD") == name:
        raise BuildFailed(
            f"cabang '{name}' sedang dibuka di folder ini, padahal akan ditimpa; pindah dulu ke cabang lain"
        )
    listing = _git(root, "ls-remote", "--", remote, f"refs/heads/{name}")
    if listing.returncode:
        raise BuildFailed(f"repositori '{remote}' tidak dapat dihubungi: {_reason(listing)}")
    return Branch(root, remote, name, listing.stdout.split("\t")[0].strip())


def read_published(branch: Branch, path: str) -> str:
    """The text of the file ``path`` as it stands published, empty when there is none. Raises BuildFailed."""
    if not branch.tip:
        return ""
    _fetch(branch)
    listed = _must(branch.root, "ls-tree", "--name-only", branch.tip, "--", path)
    return _must(branch.root, "show", f"{branch.tip}:{path}").strip() if listed.strip() else ""


def read_folder(branch: Branch, path: str) -> dict[str, bytes]:
    """The files below the folder ``path`` as they stand published, by their paths. Raises BuildFailed."""
    if not branch.tip:
        return {}
    _fetch(branch)
    if not _must(branch.root, "ls-tree", "-d", "--name-only", branch.tip, "--", path).strip():
        return {}
    packed = subprocess.run(
        ["git", "archive", "--format=tar", branch.tip, "--", path], cwd=branch.root, capture_output=True, check=False
    )
    if packed.returncode:
        raise BuildFailed(f"git archive gagal: {packed.stderr.decode('utf-8', 'replace').strip()}")
    with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as archive:
        return {one.name: archive.extractfile(one).read() for one in archive if one.isfile()}


def push(branch: Branch, folder: Path, cname: str, keep_history: bool, author: tuple[str, str]) -> None:
    """Make ``folder`` the content of ``branch`` and push it.

    Without history the branch is one commit and replaces what was there: a withdrawn page is
    not to be had from git either. With history a branch that somebody else pushed meanwhile is
    left alone. ``author`` is used where git knows no name and address. Raises BuildFailed.
    """
    reference = f"refs/heads/{branch.name}"
    if keep_history and branch.tip:
        _fetch(branch)
        _must(branch.root, "update-ref", reference, branch.tip)
    else:
        # ghp-import goes on from a local branch when the remote's is not known here.
        _must(branch.root, "update-ref", "-d", reference)
    command = [sys.executable, "-m", "ghp_import", "--push", "--message", _MESSAGE]
    command += [f"--remote={branch.remote}", f"--branch={branch.name}"]
    command += [] if keep_history else ["--no-history"]
    command += [f"--cname={cname}"] if cname else []
    result = subprocess.run(
        [*command, str(folder)],
        cwd=branch.root, env=_with_author(branch.root, author), capture_output=True, text=True, errors="replace",
    )  # fmt: skip
    here = _output(branch.root, "rev-parse", reference)
    there = _git(branch.root, "ls-remote", "--", branch.remote, reference).stdout.split("\t")[0].strip()
    if result.returncode or not here or here != there:
        raise BuildFailed(f"gagal mengirim ke '{branch.remote}' cabang '{branch.name}': {_reason(result)}")


def _fetch(branch: Branch) -> None:
    _must(branch.root, "fetch", "--quiet", "--no-tags", "--", branch.remote, f"refs/heads/{branch.name}")


def _with_author(root: Path, author: tuple[str, str]) -> Mapping[str, str]:
    environ = {**os.environ, "LC_ALL": "C"}
    for key, variable, value in zip(
        ("user.name", "user.email"), ("GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL"), author, strict=True
    ):
        if not _output(root, "config", key):
            environ.setdefault(variable, value)
    return environ


def _git(root: Path, *arguments: str) -> subprocess.CompletedProcess:
    # In git's own words: "fatal:" and "error:" are translated too.
    environ = {**os.environ, "LC_ALL": "C"}
    try:
        return subprocess.run(
            ["git", *arguments], cwd=root, env=environ, capture_output=True, text=True, errors="replace"
        )
    except FileNotFoundError:
        raise BuildFailed("git belum terpasang; pasang git dulu") from None


def _output(root: Path, *arguments: str) -> str:
    result = _git(root, *arguments)
    return "" if result.returncode else result.stdout.strip()


def _must(root: Path, *arguments: str) -> str:
    result = _git(root, *arguments)
    if result.returncode:
        raise BuildFailed(f"git {arguments[0]} gagal: {_reason(result)}")
    return result.stdout


def _reason(result: subprocess.CompletedProcess) -> str:
    """What git said last of why it failed, on one line. Raises OSError where it was a full disk here."""
    raise_if_full(result.stderr, ".git")
    lines = [line.strip() for line in result.stderr.splitlines() if line.strip()]
    told = [line for line in lines if line.startswith(("fatal:", "error:", "!", "remote:"))]
    return " ".join(told or lines[-1:]) or f"kode {result.returncode}"
