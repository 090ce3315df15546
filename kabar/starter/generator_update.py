"""``make mutakhirkan``: brings a newer version of the generator into a portal, as one commit.

Three-way merge of git between the generator that the portal has (``commit`` in generator.yaml), the new version (a tag
``vX.Y.Z`` of the repository in DARI, else of ``source`` in generator.yaml) and the portal. What belongs to the portal
(``OWN_PATHS``) takes no part. Everything is merged, migrated and checked in a temporary clone; the portal gets the
finished commit, or nothing. KE names a version, else it is the newest; the last commit of a repository without tags.
"""

import os
import re
import shlex
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from kabar.command import run
from kabar.console import without_secrets, write_lines
from kabar.editing.files.file_changes import Refused
from kabar.git_command import output_of_git, reason_of, run_git
from kabar.starter.generator_source import AUTHOR, FILE, OWN_PATHS, GeneratorSource, read_generator_source
from kabar.version import VERSION, version_key

_OLDEST_GIT = "2.38"  # merge-tree --write-tree
_VERSION_FILE = "kabar/version.py"
_VERSION_LINE = re.compile(r'^VERSION = "([^"]*)"$', re.MULTILINE)
# Nothing of a user's settings may decide how files are merged. Renames are not followed: a file of the portal could be
# taken for the new name of one of the generator.
_SETTINGS = ("-c", "core.autocrlf=false", "-c", "merge.renames=false", "-c", "merge.directoryRenames=false")


@dataclass(frozen=True)
class Update:
    """A finished commit ``result`` in the clone: the portal with the generator ``version`` of the commit ``new``.

    ``changed`` are the paths that the result changes, ``own`` those of the generator that the portal had changed
    before, ``content`` those that were migrated.
    """

    version: str
    new: str
    result: str
    changed: tuple[str, ...]
    own: tuple[str, ...]
    content: tuple[str, ...]
    news: tuple[str, ...]


class _Clone:
    """A temporary clone of the generator's repository, which knows the portal's last commit, too."""

    def __init__(self, folder: Path):
        self.folder = folder / "sumber"
        self.work = folder / "hasil"
        self._index = {"GIT_INDEX_FILE": str(folder / "index")}

    def git(self, *arguments: str) -> str:
        """Run git in the clone with an index of its own, and return its output. Raises Refused."""
        done = self.try_git(*arguments)
        if done.returncode:
            raise Refused(f"git {arguments[0]} gagal: {reason_of(done)}")
        return done.stdout.strip()

    def try_git(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run git in the clone, and return how it ended."""
        variables = {**AUTHOR, **self._index}
        return run_git(self.folder, *_SETTINGS, *arguments, is_other=True, variables=variables)

    def generator_of(self, commit: str) -> str:
        """Return the tree of ``commit`` without what belongs to portals."""
        self.git("read-tree", commit)
        self.git("rm", "-r", "-f", "--cached", "--quiet", "--ignore-unmatch", "--", *OWN_PATHS)
        return self.git("write-tree")

    def commit(self, tree: str, message: str, *parents: str) -> str:
        options = [part for parent in parents for part in ("-p", parent)]
        return self.git("commit-tree", tree, *options, "-m", message)

    def changed(self, before: str, after: str) -> tuple[str, ...]:
        """Return the paths that differ between two trees, sorted."""
        listed = self.git("diff-tree", "-r", "-z", "--name-only", "--no-renames", before, after)
        return tuple(sorted(filter(None, listed.split("\0"))))

    def check_out(self, tree: str) -> Path:
        """Write the files of ``tree`` to a folder, and return it."""
        self.git("read-tree", tree)
        self.git("checkout-index", "--all", f"--prefix={self.work}/")
        return self.work

    def check_in(self, *paths: str) -> str:
        """Return the tree that was checked out, with the present state of ``paths``."""
        self.git(f"--work-tree={self.work}", "add", "--all", "--force", "--", *paths)
        return self.git("write-tree")


def main(environ: Mapping[str, str]) -> int:
    """Show the update that DARI and KE of ``environ`` ask for, and apply it if TERAPKAN is 1; the exit code."""

    def command() -> None:
        wanted = environ.get("TERAPKAN", "").strip()
        if wanted not in ("", "0", "1"):
            raise Refused(f"TERAPKAN='{wanted}' tidak dikenal; tulis TERAPKAN=1 untuk menerapkan")
        root = Path.cwd().resolve()
        given = read_generator_source(root)
        source = environ.get("DARI", "").strip() or given.source
        _refuse_unclean(root)
        with TemporaryDirectory(prefix="mutakhirkan-") as folder:
            clone = _clone(Path(folder), root, source)
            update = _prepare(clone, root, GeneratorSource(source, given.commit), environ.get("KE", "").strip())
            if update is None:
                write_lines([f"Generator portal ini sudah yang terbaru: {VERSION}."])
                return
            write_lines(_shown(update, bool(environ.get("RINCI", "").strip())))
            if wanted != "1":
                write_lines(["Belum ada yang diubah. Untuk mengambilnya, ulangi perintah ini dengan TERAPKAN=1"])
                return
            _apply(clone, root, update.result)
            short = update.result[:10]
        write_lines([f"Generator {update.version} diambil dalam satu commit. Batalkan dengan: git revert {short}"])

    return run(command)


def _refuse_unclean(root: Path) -> None:
    status = run_git(root, "status", "--porcelain", "-z")
    if status.returncode or Path(output_of_git(root, "rev-parse", "--show-toplevel")).resolve() != root:
        raise Refused("folder ini bukan repositori git; portal dari make portal-baru mempunyai repositori sendiri")
    if changed := [line[3:] for line in filter(None, status.stdout.split("\0"))]:
        shown = ", ".join(changed[:5]) + (f", dan {len(changed) - 5} lagi" if len(changed) > 5 else "")
        raise Refused(
            f"Ada perubahan yang belum di-commit: {shown}.",
            'Simpan dulu dengan: git add --all && git commit -m "Simpan", lalu ulangi',
        )


def _clone(folder: Path, root: Path, source: str) -> _Clone:
    """Clone ``source`` into ``folder`` and add the portal at ``root``. Raises Refused."""
    shown = without_secrets(source, (source,))
    arguments = ("clone", "--quiet", "--no-checkout", "--template=", "--", source, str(folder / "sumber"))
    done = run_git(root, *arguments, is_other=True, variables={"GIT_TERMINAL_PROMPT": "0"})
    if done.returncode:
        raise Refused(f"DARI: generator di '{shown}' tidak dapat diambil: {reason_of(done, (source,))}")
    clone = _Clone(folder)
    clone.git("fetch", "--quiet", "--no-tags", "--update-shallow", str(root), "+HEAD:refs/kabar-ikm/portal")
    return clone


def _prepare(clone: _Clone, root: Path, given: GeneratorSource, wanted: str) -> Update | None:
    """Make the commit of the update in ``clone``; None when there is nothing newer. Raises Refused."""
    shown = without_secrets(given.source, (given.source,))
    reference = _reference_of(clone, shown, wanted)
    version = _version_at(clone, reference, shown)
    new = clone.git("rev-parse", "--verify", f"{reference}^{{commit}}")
    if clone.try_git("cat-file", "-e", f"{given.commit}^{{commit}}").returncode:
        raise Refused(
            f"{FILE}: commit {given.commit[:10]} yang dipakai portal ini tidak ada di '{shown}';"
            " sebut repositori generator yang benar dengan DARI=, atau tulis di berkas itu commit versi yang dipakai"
        )
    if version_key(version) < version_key(VERSION):
        if not wanted:
            return None
        raise Refused(f"KE: portal ini sudah memakai generator {VERSION}; {version} lebih lama. Kembali: git revert")
    if not clone.try_git("merge-base", "--is-ancestor", new, given.commit).returncode:
        return None
    portal = clone.git("rev-parse", "refs/kabar-ikm/portal")
    base = clone.commit(clone.generator_of(given.commit), "generator")
    theirs = clone.commit(clone.generator_of(new), "generator", base)
    ours = clone.commit(f"{portal}^{{tree}}", "portal", base)
    of_generator = set(clone.git("ls-tree", "-r", "-z", "--name-only", base).split("\0"))
    own = tuple(path for path in clone.changed(base, ours) if path in of_generator)
    work = clone.check_out(_merged(clone, ours, theirs, shown, reference))
    GeneratorSource(given.source, new).write(work)
    content = _migrate_and_check(work, root)
    tree = clone.check_in("content", FILE)
    result = clone.commit(tree, f"Generator {version}", portal)
    return Update(version, new, result, clone.changed(portal, result), own, content, tuple(_news(work, version)))


def _reference_of(clone: _Clone, shown: str, wanted: str) -> str:
    """Return the tag of the version ``wanted``, or of the newest; HEAD where no version has a tag. Raises Refused."""
    tags = sorted((tag for tag in clone.git("tag", "--list", "v*").split() if version_key(tag)), key=version_key)
    if not wanted:
        return f"refs/tags/{tags[-1]}" if tags else "HEAD"
    if (tag := f"v{wanted.removeprefix('v')}") not in tags:
        known = ", ".join(one.removeprefix("v") for one in tags[-5:]) or "belum ada yang ditandai"
        raise Refused(f"KE: versi '{wanted}' tidak ada di '{shown}'; yang ada: {known}")
    return f"refs/tags/{tag}"


def _version_at(clone: _Clone, reference: str, shown: str) -> str:
    """Return what the generator at ``reference`` calls its version. Raises Refused."""
    done = clone.try_git("show", f"{reference}:{_VERSION_FILE}")
    found = _VERSION_LINE.search(done.stdout)
    if done.returncode or not found or not version_key(found[1]):
        raise Refused(f"DARI: di '{shown}' tidak ada generator Kabar IKM yang mengenal versi ({_VERSION_FILE})")
    return found[1]


def _merged(clone: _Clone, ours: str, theirs: str, shown: str, reference: str) -> str:
    """Return the merged tree. Raises Refused, and names the files that the portal and the generator both changed."""
    done = clone.try_git("merge-tree", "--write-tree", "--name-only", "--no-messages", "-z", ours, theirs)
    tree, *conflicts = [part for part in done.stdout.split("\0") if part] or [""]
    if done.returncode == 0:
        return tree
    if done.returncode != 1 or not conflicts:
        raise Refused(f"git merge-tree gagal (perlu git {_OLDEST_GIT} atau lebih baru): {reason_of(done)}")
    new = set(clone.git("ls-tree", "-r", "-z", "--name-only", theirs).split("\0"))
    kept = [path for path in conflicts if path in new]
    gone = [path for path in conflicts if path not in new]
    lines = ["Diubah portal ini dan generator yang baru di tempat yang sama, jadi tidak diambil:"]
    lines += [f"  {path}" for path in conflicts]
    lines += ["Pindahkan perubahan Anda ke theme-lokal/ bila menyangkut rupa. Lalu pakai berkas generator yang baru:"]
    if kept:
        lines += [f"  git fetch {shlex.quote(shown)} {reference}", f"  git checkout FETCH_HEAD -- {shlex.join(kept)}"]
    if gone:
        lines += [f"  git rm {shlex.join(gone)}"]
    raise Refused(*lines, '  git commit -m "Pakai berkas generator baru"', "Sesudah itu ulangi make mutakhirkan.")


def _migrate_and_check(work: Path, root: Path) -> tuple[str, ...]:
    """Migrate and check the content in ``work`` by the code that is there; returns the paths that were migrated."""
    python = Path(sys.executable)
    same = [(folder / "requirements.txt").read_bytes() for folder in (root, work)]
    if same[0] != same[1]:
        write_lines(["Memasang kebutuhan generator yang baru, untuk memeriksa isi …"])
        made = _run(["make", "--no-print-directory", ".venv/.runtime"], work)
        if made.returncode:
            raise Refused("Kebutuhan generator yang baru tidak dapat dipasang:", *_lines_of(made))
        python = work / ".venv/bin/python"
    migrated = _run([str(python), "-m", "kabar.starter.migrations"], work)
    if migrated.returncode:
        raise Refused("Isi tidak dapat dibawa ke versi yang baru; tidak ada yang diubah:", *_lines_of(migrated))
    checked = _run([str(python), "-m", "kabar.editing.check", "content"], work)
    if checked.returncode:
        raise Refused(
            "Sesudah pembaruan ini isi portal tidak lolos make check, jadi tidak ada yang diubah. Betulkan dulu:",
            *_lines_of(checked),
        )
    return tuple(f"content/{path}" for path in migrated.stdout.splitlines())


def _run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    # What make was given for this folder (CONTENT, FORMAT) is not for that one.
    names = ("PATH", "HOME", "TMPDIR", "LANG", "BUILD_DATE", "SSL_CERT_FILE", "http_proxy", "https_proxy")
    environ = {name: os.environ[name] for name in names if name in os.environ}
    environ |= {name: value for name, value in os.environ.items() if name.startswith("PIP_")}
    return subprocess.run(
        command, cwd=folder, env=environ | {"PYTHONDONTWRITEBYTECODE": "1"}, capture_output=True, text=True,
        errors="replace",
    )  # fmt: skip


def _lines_of(done: subprocess.CompletedProcess[str]) -> list[str]:
    return [line for line in (*done.stdout.splitlines(), *done.stderr.splitlines()) if line.strip()]


def _news(work: Path, version: str) -> Iterator[str]:
    """Yield the lines of CHANGELOG.md about versions after that of the portal, up to ``version``."""
    file = work / "CHANGELOG.md"
    shown = False
    for line in file.read_text("utf-8", "replace").splitlines() if file.is_file() else ():
        if line.startswith("## "):
            number = version_key(line[3:].partition(" ")[0])
            shown = version_key(VERSION) < number <= version_key(version)
        if shown and line.strip():
            yield line


def _shown(update: Update, in_detail: bool) -> Iterator[str]:
    yield f"Generator {VERSION} → {update.version} (commit {update.new[:10]})"
    yield from update.news
    of_generator = [path for path in update.changed if path.split("/")[0] not in OWN_PATHS]
    yield f"{len(of_generator)} berkas generator berubah:"
    if in_detail:
        yield from (f"  {path}" for path in of_generator)
    else:
        folders = Counter(path.partition("/")[0] + ("/" if "/" in path else "") for path in of_generator)
        yield from (f"  {folder} ({count})" for folder, count in sorted(folders.items()))
    if update.own:
        yield "Berkas generator yang diubah portal ini; perubahan Anda tetap ada:"
        both = set(update.changed)
        yield from (f"  {path}{' (digabung dengan yang baru)' if path in both else ''}" for path in update.own)
    if update.content:
        yield "Isi yang disesuaikan dengan bentuk yang baru:"
        yield from (f"  {path}" for path in update.content)
    if not in_detail:
        yield "Nama semua berkasnya: RINCI=1"


def _apply(clone: _Clone, root: Path, result: str) -> None:
    for arguments in (
        ("fetch", "--quiet", "--no-tags", str(clone.folder), result),
        ("merge", "--quiet", "--ff-only", result),
    ):
        done = run_git(root, *arguments)
        if done.returncode:
            raise Refused(f"Tidak ada yang diubah: git {arguments[0]} gagal: {reason_of(done)}")


if __name__ == "__main__":
    sys.exit(main(os.environ))
