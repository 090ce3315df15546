"""Reads a branch of a remote git repository and replaces it with a folder; ghp-import makes the commit, git pushes it.

Branches of the local repository are not touched: temporary refs have names of their own and are removed.
"""

import io
import os
import re
import subprocess
import sys
import tarfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from secrets import token_hex
from urllib.parse import unquote

from kabar.console import without_secrets
from kabar.failure import BuildFailed
from kabar.git_command import output_of_git, reason_of, run_git

_MESSAGE = "Terbitkan portal"
# A trailer (git-interpret-trailers) of each commit, also the first: whether later commits keep the history.
_TRAILER = "Riwayat"
_KEPT, _NOT_KEPT = "disimpan", "tidak disimpan"
_STATED = re.compile(rf"^{_TRAILER}: ({_KEPT}|{_NOT_KEPT})$", re.MULTILINE)
# Messages of git and forges for a branch whose commits may not be replaced.
_KEEPS_COMMITS = re.compile("non-fast-forward|force.?push", re.IGNORECASE)


@dataclass(frozen=True)
class Branch:
    """A branch of ``remote`` (a name or an address), as seen from the repository at ``root``.

    ``tip`` is its commit when it was read, empty when the remote has no such branch; ``files`` are its paths.
    ``addresses`` are all addresses in git's configuration: they may contain secrets.
    """

    root: Path
    remote: str
    name: str
    tip: str = ""
    files: frozenset[str] = frozenset()
    addresses: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        """The branch as messages name it."""
        return f"'{without_secrets(self.remote, self.addresses)}' cabang '{self.name}'"


@contextmanager
def reached(root: Path, remote: str, name: str) -> Iterator[Branch]:
    """Fetches the branch and yields it; it can be read inside the block.

    Raises BuildFailed when git or the remote fails, and when the branch is checked out somewhere.
    """
    inside = run_git(root, "rev-parse", "--is-inside-work-tree")
    if inside.returncode:
        raise BuildFailed(f"folder ini bukan repositori git: {reason_of(inside)}")
    reference = f"refs/heads/{name}"
    if run_git(root, "check-ref-format", reference).returncode:
        raise BuildFailed(f"DEPLOY_BRANCH '{name}' bukan nama cabang git yang sah")
    config = _config(root)
    branch = Branch(root, remote, name, addresses=_addresses(root, remote, config))
    _refuse_checked_out(branch, config)
    listing = run_git(root, "ls-remote", "--", remote, reference)
    if listing.returncode:
        shown = without_secrets(remote, branch.addresses)
        raise BuildFailed(f"repositori '{shown}' tidak dapat dihubungi: {reason_of(listing, branch.addresses)}")
    if not _tip_in(listing.stdout, name):
        yield branch
        return
    fetched = f"refs/kabar-ikm/{token_hex(8)}"
    try:
        # The tip is the fetched commit: the branch may move between two requests.
        _must(branch, "fetch", "--quiet", "--no-tags", "--", remote, f"+{reference}:{fetched}")
        tip = _must(branch, "rev-parse", "--verify", f"{fetched}^{{commit}}").strip()
        listed = _must(branch, "ls-tree", "-r", "-z", "--full-tree", "--name-only", tip)
        yield replace(branch, tip=tip, files=frozenset(filter(None, listed.split("\0"))))
    finally:
        run_git(root, "update-ref", "-d", fetched)


def read_published(branch: Branch, path: str) -> str | None:
    """Returns the text of the published file ``path``, None when there is none. Raises BuildFailed."""
    return _must(branch, "cat-file", "blob", f"{branch.tip}:{path}") if path in branch.files else None


def read_folder(branch: Branch, path: str) -> dict[str, bytes]:
    """Returns the published files below the folder ``path``, by path. Raises BuildFailed."""
    if not any(name.startswith(f"{path}/") for name in branch.files):
        return {}
    packed = subprocess.run(
        ["git", "archive", "--format=tar", branch.tip, "--", path], cwd=branch.root, capture_output=True, check=False
    )
    if packed.returncode:
        reason = without_secrets(packed.stderr.decode("utf-8", "replace").strip(), branch.addresses)
        raise BuildFailed(f"git archive gagal: {reason}")
    with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as archive:
        found = ((one.name, archive.extractfile(one)) for one in archive if one.isfile())
        return {name: file.read() for name, file in found if file}


def keeps_history(branch: Branch) -> bool:
    """Whether the commit of each publication follows the one before, as stated in the last publication.

    Commits before version 2 of ``terbit.json`` do not state it; there a second commit shows it. Raises BuildFailed.
    """
    if not branch.tip:
        return False
    # The host may have added commits of its own, such as one that writes CNAME.
    last = ("rev-list", "--max-count=1", "--first-parent", "--format=%B", f"--grep=^{_TRAILER}: ", branch.tip)
    if stated := _STATED.findall(_must(branch, *last)):
        return str(stated[-1]) == _KEPT
    return len(_must(branch, "rev-list", "--max-count=2", "--first-parent", branch.tip).split()) > 1


def push(
    branch: Branch, folder: Path, cname: str, author: tuple[str, str], keeps: bool, goes_on: bool = True
) -> None:
    """Makes ``folder`` the content of ``branch``, if that has not changed since it was read.

    With ``keeps`` the commit follows the last one, unless ``goes_on`` is false: then earlier commits are dropped. Else
    the branch is a single commit, so that git does not show withdrawn pages either. ``author`` is used when git has no
    name and address configured. Raises BuildFailed, after which the remote is unchanged.
    """
    reference = f"refs/heads/{branch.name}"
    ours = f"kabar-ikm-terbit-{token_hex(8)}"
    begins = branch.tip if keeps and goes_on else ""
    try:
        if begins:
            _must(branch, "update-ref", f"refs/heads/{ours}", begins)
        commit = _commit(branch, folder, ours, cname, author, keeps)
        if not commit or commit == begins:
            raise BuildFailed("hasil jadi tidak dapat ditulis ke git; periksa ruang kosong di disk, lalu ulangi")
        lease = f"--force-with-lease={reference}:{branch.tip}"
        options = ("--quiet", "--no-follow-tags", lease)
        sent = run_git(branch.root, "push", *options, "--", branch.remote, f"{commit}:{reference}")
    finally:
        run_git(branch.root, "update-ref", "-d", f"refs/heads/{ours}")
    # A connection that breaks after the server accepted the commit is no failure.
    if sent.returncode and (there := _tip_now(branch)) != commit:
        raise BuildFailed(_why_not_sent(branch, sent, there))


def _commit(branch: Branch, folder: Path, ours: str, cname: str, author: tuple[str, str], keeps: bool) -> str:
    """Returns the commit that ghp-import made of ``folder`` on the branch ``ours``; empty when it made none."""
    message = f"{_MESSAGE}\n\n{_TRAILER}: {_KEPT if keeps else _NOT_KEPT}"
    command = [sys.executable, "-m", "ghp_import", f"--message={message}", f"--branch={ours}"]
    command += [f"--cname={cname}"] if cname else []
    result = subprocess.run(
        [*command, str(folder)],
        cwd=branch.root, env=_with_author(branch.root, author), capture_output=True, text=True, errors="replace",
    )  # fmt: skip
    if result.returncode:
        raise BuildFailed(f"ghp-import gagal: {reason_of(result, branch.addresses)}")
    return output_of_git(branch.root, "rev-parse", "--verify", "--quiet", f"refs/heads/{ours}")


def _tip_now(branch: Branch) -> str | None:
    """Returns the current commit of the remote's branch, empty for none; None when the remote fails."""
    listing = run_git(branch.root, "ls-remote", "--", branch.remote, f"refs/heads/{branch.name}")
    return None if listing.returncode else _tip_in(listing.stdout, branch.name)


def _tip_in(listing: str, name: str) -> str:
    # The pattern also matches longer names that end in this one.
    tips = {reference: tip for tip, _, reference in (line.partition("\t") for line in listing.splitlines())}
    return tips.get(f"refs/heads/{name}", "")


def _why_not_sent(branch: Branch, sent: subprocess.CompletedProcess[str], there: str | None) -> str:
    if there is not None and there != branch.tip:
        return (
            f"{branch.shown} berubah sejak dibaca: ada yang menerbitkan lebih dulu. Yang ini belum diterbitkan;"
            " jalankan git pull, lalu make deploy sekali lagi, supaya dibandingkan dengan terbitan itu"
        )
    remedy = ""
    if _KEEPS_COMMITS.search(sent.stderr):
        remedy = "; server itu tidak mau riwayat cabangnya diganti, jadi simpan riwayatnya: make deploy RIWAYAT=1"
    return f"gagal mengirim ke {branch.shown}: {reason_of(sent, branch.addresses)}{remedy}"


def _refuse_checked_out(branch: Branch, config: Mapping[str, list[str]]) -> None:
    """Raises BuildFailed when a worktree of this repository, or of the remote on this machine, has the branch open."""
    if branch.name in _checked_out(branch.root):
        raise BuildFailed(
            f"cabang '{branch.name}' sedang dibuka di repositori ini, padahal akan ditimpa; pindah dulu ke cabang lain"
        )
    for folder in _folders(branch, config):
        if branch.name in _checked_out(folder, is_other=True):
            raise BuildFailed(
                f"{branch.shown} sedang dibuka di sana, padahal akan ditimpa; terbitkan ke repositori --bare, atau"
                " pindahkan dulu yang di sana ke cabang lain"
            )


def _checked_out(folder: Path, is_other: bool = False) -> set[str]:
    listed = run_git(folder, "worktree", "list", "--porcelain", is_other=is_other).stdout
    begin = "branch refs/heads/"
    return {line.removeprefix(begin) for line in listed.splitlines() if line.startswith(begin)}


def _folders(branch: Branch, config: Mapping[str, list[str]]) -> Iterator[Path]:
    """Yields the folders of a remote on this machine; git finds it with and without ``.git``."""
    configured = [one for key in ("url", "pushurl") for one in config.get(f"remote.{branch.remote}.{key}", ())]
    for address in dict.fromkeys((branch.remote, address_of(branch.root, branch.remote), *configured)):
        if "://" in address and not address.startswith("file://"):
            continue
        path = unquote(address.removeprefix("file://")) if "://" in address else address
        for form in (path, f"{path}.git"):
            with suppress(OSError, ValueError, RuntimeError):
                folder = (branch.root / Path(form).expanduser()).resolve()
                if folder.is_dir():
                    yield folder


def address_of(root: Path, remote: str) -> str:
    """Returns the address that git uses for ``remote``, a name or an address."""
    return output_of_git(root, "ls-remote", "--get-url", "--", remote)


def _addresses(root: Path, remote: str, config: Mapping[str, list[str]]) -> tuple[str, ...]:
    """Returns all addresses of remotes that git messages may contain: as typed, as configured, as rewritten."""
    found = [remote, address_of(root, remote)]
    for key, values in config.items():
        if key.startswith("remote.") and key.endswith((".url", ".pushurl")):
            found += values
        if key.startswith("url.") and key.endswith((".insteadof", ".pushinsteadof")):
            found += [key.removeprefix("url.").rpartition(".")[0], *values]
    return tuple(dict.fromkeys(filter(None, found)))


def _config(root: Path) -> Mapping[str, list[str]]:
    """Returns git's settings for this repository: the values of each key, whose last part is in lower case."""
    found: dict[str, list[str]] = {}
    for line in output_of_git(root, "config", "--list", "--null").split("\0"):
        key, _, value = line.partition("\n")
        found.setdefault(key, []).append(value)
    return found


def _with_author(root: Path, author: tuple[str, str]) -> Mapping[str, str]:
    environ, config = {**os.environ, "LC_ALL": "C"}, _config(root)
    for key, variable, value in zip(
        ("user.name", "user.email"), ("GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL"), author, strict=True
    ):
        if not any(config.get(key, ())):
            environ.setdefault(variable, value)
    return environ


def _must(branch: Branch, *arguments: str) -> str:
    result = run_git(branch.root, *arguments)
    if result.returncode:
        raise BuildFailed(f"git {arguments[0]} gagal: {reason_of(result, branch.addresses)}")
    return result.stdout
