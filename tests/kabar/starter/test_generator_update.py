"""A newer generator comes into a portal: shown first, one commit, nothing of the portal touched.

The versions are made up.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kabar.starter.generator_source import FILE, GeneratorSource, read_generator_source
from kabar.starter.generator_update import main
from kabar.version import VERSION
from tests.kabar.build.project import files_of
from tests.once import made_once
from tests.site.building import ROOT, TODAY

OLD = "0.9.0"
# All that the commands of a portal need; the rest would only be copied.
COPIED = ("kabar", "starter", "requirements.txt")
STYLE = "theme/gaya.css"
BEFORE = "a {}\n\nb {}\n\nc {}\n\nd {}\n"
ARTICLE = """\
---
title: Berita karangan portal ini
date: 2026-11-01
summary: Teras karangan yang cukup panjang untuk pengujian.
tags: [ikm]
---
Isi berita karangan.
"""


def git(folder: Path, *arguments: str) -> str:
    user = ("-c", "user.name=Uji", "-c", "user.email=uji@uji.example", "-c", "core.hooksPath=/dev/null")
    done = subprocess.run(["git", *user, *arguments], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def change(path: Path, before: str, after: str) -> None:
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after), "utf-8")


def run(folder: Path, command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the code in ``folder``, by an interpreter of its own."""
    environ = {name: os.environ[name] for name in ("PATH", "TMPDIR") if name in os.environ}
    environ |= {"BUILD_DATE": TODAY, "PYTHONDONTWRITEBYTECODE": "1", "HOME": str(folder), **variables}
    return subprocess.run(
        [sys.executable, "-m", command], cwd=folder, env=environ, capture_output=True, text=True,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip


def make_both(folder: Path) -> None:
    """Make ``generator``, with the tags of two versions, and ``portal``, which the older one made."""
    generator = folder / "generator"
    for name in COPIED:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy2
        generator.mkdir(exist_ok=True)
        copy(ROOT / name, generator / name)
    for cache in list(generator.rglob("__pycache__")):
        shutil.rmtree(cache)
    for name in ("content", "theme"):
        (generator / name).mkdir()
    (generator / "content/milik-contoh.md").write_text("Isi portal contoh.\n")
    (generator / STYLE).write_text(BEFORE)
    (generator / "theme/usang.css").write_text("usang {}\n")
    (generator / "README.md").write_text("Generator.\n")
    (generator / "CHANGELOG.md").write_text(f"# Perubahan\n\n## {OLD}\n\n* Yang lama.\n")
    (generator / ".gitignore").write_text(".cache/\n")
    change(generator / "kabar/version.py", f'"{VERSION}"', f'"{OLD}"')
    git(generator, "init", "--quiet", "--template=", "--initial-branch=main")
    git(generator, "add", "--all")
    git(generator, "commit", "--quiet", "-m", "lama")
    git(generator, "tag", f"v{OLD}")
    done = run(generator, "kabar.starter.new_portal", NAMA="Uji", FOLDER="../portal")
    assert done.returncode == 0, done.stderr

    change(generator / "kabar/version.py", f'"{OLD}"', f'"{VERSION}"')
    renamed = f'{{"{VERSION}": rename_key("lembaga", "jenis", "kind")}}'
    change(generator / "kabar/starter/migrations.py", "[str, Migration] = {}", f"[str, Migration] = {renamed}")
    change(generator / STYLE, "b {}", "b { baru }")
    change(generator / "CHANGELOG.md", f"## {OLD}", f"## {VERSION}\n\n* Yang baru karangan.\n\n## {OLD}")
    (generator / "theme/usang.css").unlink()
    (generator / "theme/tambahan.css").write_text("tambahan {}\n")
    (generator / "content/milik-contoh.md").write_text("Isi portal contoh, disunting.\n")
    git(generator, "add", "--all")
    git(generator, "commit", "--quiet", "-m", "baru")
    git(generator, "tag", f"v{VERSION}")
    git(generator, "tag", "v99-uji")

    portal = folder / "portal"
    (portal / "content/berita/2026/milik-portal.md").write_text(ARTICLE)
    change(portal / "content/lembaga/redaksi.md", "kind: media", "jenis: media")
    (portal / "theme-lokal").mkdir()
    (portal / "theme-lokal/tokens.css").write_text(":root {}\n")
    change(portal / "README.md", "# Uji", "# Uji kami")
    GeneratorSource("../generator", read_generator_source(portal).commit).write(portal)
    git(portal, "add", "--all")
    git(portal, "commit", "--quiet", "-m", "Isi pertama")
    for repository in (generator, portal):
        git(repository, "gc", "--quiet")


@pytest.fixture
def portal(tmp_path_factory, tmp_path) -> Path:
    """A portal of the older version, beside the generator, for a test to change."""
    made = made_once(tmp_path_factory, "portal-lama", make_both)
    (tmp_path / "generator").symlink_to(made / "generator")
    return shutil.copytree(made / "portal", tmp_path / "portal")


def update(portal: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    return run(portal, "kabar.starter.generator_update", **variables)


def state(portal: Path) -> tuple[str, str, dict[str, bytes]]:
    files = {name: data for name, data in files_of(portal).items() if not name.startswith(".git/")}
    return git(portal, "rev-parse", "HEAD"), git(portal, "status", "--porcelain"), files


def test_an_update_is_shown_and_changes_nothing_before_it_is_asked_for(portal):
    before = state(portal)

    done = update(portal, RINCI="1")

    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    commit = git(portal.parent / "generator", "rev-parse", f"v{VERSION}")
    assert lines[0] == f"Generator {OLD} → {VERSION} (commit {commit[:10]})"
    assert "* Yang baru karangan." in lines and "* Yang lama." not in lines
    assert {f"  {STYLE}", "  theme/usang.css", "  theme/tambahan.css", "  kabar/version.py"} <= set(lines)
    assert {"  content/lembaga/redaksi.md", "  content/portal.yaml"} <= set(lines)
    assert "TERAPKAN=1" in lines[-1]
    assert state(portal) == before


def test_it_brings_the_generator_migrates_content_and_leaves_all_else_to_the_portal(portal):
    tip, _, before = state(portal)

    done = update(portal, TERAPKAN="1")

    assert done.returncode == 0, done.stderr
    _, status, after = state(portal)
    changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    of_portal = {name for name in changed if name.split("/")[0] in ("content", "theme-lokal", "README.md")}
    generator = portal.parent / "generator"
    ours = {name: (generator / name).read_bytes() for name in git(generator, "ls-files").split()}
    assert status == ""
    assert of_portal == {"content/portal.yaml", "content/lembaga/redaksi.md"}
    assert after["content/lembaga/redaksi.md"] == before["content/lembaga/redaksi.md"].replace(b"jenis:", b"kind:")
    assert after["content/portal.yaml"].decode().splitlines()[-1] == f"generator: {VERSION}"
    assert {name: after.get(name) for name in ours if name.split("/")[0] not in ("content", "README.md")} == {
        name: data for name, data in ours.items() if name.split("/")[0] not in ("content", "README.md")
    }
    assert "theme/usang.css" not in after and "content/milik-contoh.md" not in after
    assert read_generator_source(portal) == GeneratorSource("../generator", git(generator, "rev-parse", f"v{VERSION}"))
    assert git(portal, "log", "--format=%s", f"{tip}..") == f"Generator {VERSION}"
    again = run(portal, "kabar.starter.generator_update")
    assert again.stdout == f"Generator portal ini sudah yang terbaru: {VERSION}.\n"

    git(portal, "revert", "--no-edit", "HEAD")
    assert state(portal)[2] == before


@pytest.mark.long
def test_a_generator_whose_versions_have_no_tags_is_taken_at_its_last_commit(portal):
    bare = portal.parent / "tanpa-tag.git"
    git(portal.parent, "clone", "--quiet", "--bare", "--no-tags", "generator", bare.name)

    done = update(portal, TERAPKAN="1", DARI=str(bare))

    assert done.returncode == 0, done.stderr
    assert read_generator_source(portal) == GeneratorSource(str(bare), git(bare, "rev-parse", "HEAD"))
    assert git(portal, "log", "-1", "--format=%s") == f"Generator {VERSION}"


@pytest.mark.long
def test_a_file_of_the_generator_that_the_portal_changed_is_named_and_merged(portal):
    change(portal / STYLE, "d {}", "d { milik portal }")
    (portal / "kabar/text/tambahan_portal.py").write_text('"""Milik portal."""\n')
    git(portal, "add", "--all")
    git(portal, "commit", "--quiet", "-m", "ubah")

    done = update(portal, TERAPKAN="1")

    assert done.returncode == 0, done.stderr
    assert f"  {STYLE} (digabung dengan yang baru)" in done.stdout.splitlines()
    assert (portal / STYLE).read_text() == BEFORE.replace("b {}", "b { baru }").replace("d {}", "d { milik portal }")
    assert (portal / "kabar/text/tambahan_portal.py").is_file()


def test_what_both_changed_is_refused_and_the_remedy_can_be_copied(portal):
    change(portal / STYLE, "b {}", "b { milik portal }")
    change(portal / "theme/usang.css", "usang", "masih dipakai")
    git(portal, "commit", "--quiet", "--all", "-m", "ubah")
    before = state(portal)

    refused = update(portal, TERAPKAN="1")

    assert refused.returncode == 1
    assert f"  {STYLE}" in refused.stderr.splitlines() and "  theme/usang.css" in refused.stderr.splitlines()
    assert state(portal) == before

    for line in refused.stderr.splitlines():
        if line.startswith("  git "):
            subprocess.run(["sh", "-c", line], cwd=portal, check=True, capture_output=True, env=os.environ | AUTHOR)
    done = update(portal, TERAPKAN="1")
    assert (done.returncode, done.stderr) == (0, "")
    assert (portal / STYLE).read_text() == BEFORE.replace("b {}", "b { baru }")
    assert not (portal / "theme/usang.css").exists()


AUTHOR = {f"GIT_{role}_{key}": "uji@uji.example" for role in ("AUTHOR", "COMMITTER") for key in ("NAME", "EMAIL")}


def test_content_that_the_new_version_refuses_stops_the_update_and_stays(portal):
    change(portal / "content/lembaga/redaksi.md", "jenis: media", "jenis: warung")
    git(portal, "commit", "--quiet", "--all", "-m", "ubah")
    before = state(portal)

    done = update(portal, TERAPKAN="1")

    assert done.returncode == 1
    assert "tidak lolos make check" in done.stderr and "content/lembaga/redaksi.md:4" in done.stderr
    assert state(portal) == before


def _dirty(portal: Path) -> None:
    (portal / "content/halaman/baru.md").write_text("x")


def _broken(text: str | None):
    def write(portal: Path) -> None:
        if text is None:
            (portal / FILE).unlink()
        else:
            (portal / FILE).write_text(text)
        git(portal, "commit", "--quiet", "--all", "-m", "rusak")

    return write


def _empty_repository(portal: Path) -> None:
    git(portal.parent, "init", "--quiet", "--template=", "lain")


def _other_repository(portal: Path) -> None:
    _empty_repository(portal)
    git(portal.parent / "lain", "commit", "--quiet", "--allow-empty", "-m", "lain")


REFUSED = [
    ("uncommitted", _dirty, {}, "belum di-commit: content/halaman/"),
    ("no source file", _broken(None), {}, "make portal-baru"),
    ("broken source file", _broken("source: [a"), {}, "tidak terbaca"),
    ("no commit", _broken("source: ../generator\n"), {}, "tidak terbaca"),
    ("a commit that is not there", _broken(f"source: ../generator\ncommit: '{'1' * 40}'\n"), {}, "DARI="),
    ("a commit that is an option", _broken("source: ../generator\ncommit: --all\n"), {}, "DARI="),
    ("no such repository", None, {"DARI": "../tak-ada"}, "tidak dapat diambil"),
    ("an option", None, {"DARI": "--upload-pack=touch pecah"}, "tidak dapat diambil"),
    ("a transport that runs a program", None, {"DARI": "ext::sh -c touch% pecah"}, "tidak dapat diambil"),
    ("a repository that is another portal", None, {"DARI": "."}, "sebut repositori generator yang benar"),
    ("a repository that is no generator", _other_repository, {"DARI": "../lain"}, "tidak ada generator"),
    ("an empty repository", _empty_repository, {"DARI": "../lain"}, "tidak ada generator"),
    ("a version where none has a tag", None, {"DARI": ".", "KE": "1.0.0"}, "belum ada yang ditandai"),
    ("an unknown version", None, {"KE": "9.9.9"}, f"yang ada: {OLD}, {VERSION}"),
    ("an older version", None, {"KE": OLD}, "lebih lama"),
    ("another answer", None, {"TERAPKAN": "ya"}, "tidak dikenal"),
]


@pytest.mark.parametrize(("prepare", "given", "message"), [one[1:] for one in REFUSED], ids=[one[0] for one in REFUSED])
def test_what_cannot_be_updated_is_refused_and_stays(portal, monkeypatch, capsys, prepare, given, message):
    if prepare:
        prepare(portal)
    before = state(portal)
    monkeypatch.chdir(portal)

    code = main({"TERAPKAN": "1"} | given)

    error = capsys.readouterr().err
    assert code == 1
    assert message in error and "Traceback" not in error and "rincian" not in error
    assert state(portal) == before
    assert not list(portal.parent.rglob("pecah"))


def test_a_token_in_an_address_is_neither_shown_nor_kept(portal, tmp_path):
    address = "https://akun:rahasia-sekali@127.0.0.1:1/generator.git"

    done = update(portal, DARI=address)
    GeneratorSource(address, "a" * 40).write(tmp_path)

    assert done.returncode == 1 and "rahasia-sekali" not in done.stderr
    assert read_generator_source(tmp_path).source == "https://127.0.0.1:1/generator.git"
