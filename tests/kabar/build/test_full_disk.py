"""A full disk is named as one, whichever program met it, and leaves the last good output."""

import json
import shutil
import subprocess
import sys

import pytest

from tests.kabar.build.project import files_of

pytestmark = pytest.mark.build

# Build, change what is drawn, take up all room but 64 kB, and build again: more is to be written than that.
IN_A_SMALL_DISK = """\
set -e
mount -t tmpfs -o size=2m none "$1"
cp -R "$2/." "$1"
cd "$1"
"$3" -m kabar.build >/dev/null
cp -R output lama
mv pages-baru.json pages.json
head -c $(( ($(df -Pk . | tail -1 | awk '{print $4}') - 64) * 1024 )) /dev/zero > isi
"$3" -m kabar.build || echo "kode $?"
diff -r output lama && echo sama
"""


def may_mount() -> bool:
    """Whether a user of this machine may mount a disk in a namespace of their own."""
    tried = ["unshare", "--user", "--map-root-user", "--mount", "mount", "-t", "tmpfs", "none", "/mnt"]
    return bool(shutil.which("unshare")) and subprocess.run(tried, capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(not may_mount(), reason="this machine allows no mounts in a user namespace")
def test_a_disk_that_is_full_is_named_and_the_last_good_output_stays(project, tmp_path):
    names = ("index.html", "404.html", *(f"{number}/index.html" for number in range(40)))
    project.write("pages-baru.json", json.dumps(dict.fromkeys(names, "baru" * 999)))
    project.draw(dict.fromkeys(names, "lama"))
    (tmp_path / "disk").mkdir()

    result = subprocess.run(
        ["unshare", "--user", "--map-root-user", "--mount",
         "sh", "-c", IN_A_SMALL_DISK, "sh", tmp_path / "disk", project.folder, sys.executable],
        env=project.environment(JOBS="2"), capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert result.stdout == "kode 1\nsama\n"
    assert result.stderr.startswith("Disk penuh: '.cache/press/") and result.stderr.count("\n") == 1


FAKE_GIT = """\
#!/bin/sh
case " $* " in *" %s "*) echo "%s" >&2; exit 128;; esac
exec "%s" "$@"
"""


@pytest.mark.parametrize("command", ["fast-import", "push"])
def test_a_disk_that_is_full_when_it_is_published_is_named_and_nothing_is_published(project, tmp_path, command):
    git = shutil.which("git")
    for arguments in (["init", "--quiet", "--initial-branch=main"], ["init", "--quiet", "--bare", "situs.git"],
                      ["remote", "add", "origin", "situs.git"]):  # fmt: skip
        subprocess.run([git, *arguments], cwd=project.folder, check=True)
    fake = tmp_path / "palsu" / "git"
    fake.parent.mkdir()
    fake.write_text(FAKE_GIT % (command, "fatal: write error: No space left on device", git))
    fake.chmod(0o755)

    path = f"{fake.parent}:{project.environment()['PATH']}"
    result = project.run("publish", HOME=str(project.folder), PATH=path, LC_ALL="C")

    line = "Disk penuh: '.git' tidak dapat ditulis; kosongkan ruang di disk itu, lalu ulangi\n"
    assert (result.returncode, result.stderr) == (1, line)
    assert "refs/heads/gh-pages" not in files_of(project.folder / "situs.git")


def test_a_copy_that_pelican_gives_up_is_a_full_disk_too(project, tmp_path):
    project.write("drawing.py", (project.folder / "drawing.py").read_text() + FULL_LOG)
    before = project.has_output()

    result = project.build()

    assert (result.returncode, result.stderr) == (
        1, "Disk penuh: 'b' tidak dapat ditulis; kosongkan ruang di disk itu, lalu ulangi\n"
    )  # fmt: skip
    assert files_of(project.output) == before


# As pelican.utils.copy_file does with what it cannot copy.
FULL_LOG = """
import errno, logging
logging.getLogger("pelican").warning(
    "A problem occurred copying file %s to %s; %s", "a", "b",
    OSError(errno.ENOSPC, "No space left on device", "a", None, "b")
)
"""
