"""A portal of one's own: begun by one command, built, refused where it is not finished."""

import os
import re
import shutil
import subprocess
from datetime import datetime
from pathlib import Path

import pytest
import yaml
from cmarkgfm import github_flavored_markdown_to_html
from lxml import html

from kabar.content.library import load_library
from kabar.content.parsing.problems import INCOMPLETE
from kabar.starter.generator_source import OWN_PATHS, read_generator_source
from kabar.starter.new_portal import write_starter
from kabar.version import VERSION
from tests.forking import run_forked
from tests.once import made_once
from tests.site.building import ROOT, TODAY, files_of
from tests.site.pages import read_page, text_of

NOW = datetime.fromisoformat("2026-11-29T08:00:00+07:00")
NAME = 'Kabar "Perajin" & Sleman 🧵'
EXAMPLES = ["berita/2026/contoh-berita.md", "bimtek/2026/contoh-bimtek.md", "ekspor/2026/contoh-kabar-ekspor.md"]
MASTHEAD = """\
publisher: Penerbit Karangan
responsible: Nama Karangan
address: Jalan Karangan 1
contact: {email: a@uji.example}
"""


def run(module: str, folder: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environ = {name: os.environ[name] for name in ("PATH", "TMPDIR") if name in os.environ}
    return run_forked(module, arguments, folder, {**environ, "BUILD_DATE": TODAY, **variables})


def git(folder: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True, text=True).stdout


def make_portal(folder: Path) -> None:
    (folder / "portal").mkdir()  # an empty folder may be there already
    done = run("kabar.starter.new_portal", ROOT, NAMA=f"  {NAME}\n", FOLDER=str(folder / "portal"), HOME=str(folder))
    assert (done.returncode, done.stderr) == (0, "")
    assert f"portal '{NAME}'" in done.stdout.splitlines()[-1]


@pytest.fixture(scope="module")
def portal(tmp_path_factory) -> Path:
    """A portal that nobody has touched yet: tests read it, or change a copy."""
    return made_once(tmp_path_factory, "portal-baru", make_portal) / "portal"


@pytest.fixture
def copy(portal, tmp_path) -> Path:
    """Another copy without history, for a test to change."""
    unused = shutil.ignore_patterns(".git", "tests", "docs", "bench")
    return shutil.copytree(portal, tmp_path / "salinan", ignore=unused)


def finish(folder: Path) -> None:
    """Do what README.md asks: delete the examples, fill in all blanks and the masthead."""
    content = folder / "content"
    for name in EXAMPLES:
        (content / name).unlink()
    for path in [*content.rglob("*.md"), content / "portal.yaml"]:
        text = re.sub(r"\[PERIKSA: [^\]]*\]", "", path.read_text("utf-8"))
        path.write_text(re.sub(r"\[ISI: [^\]]*\]", "isian karangan", text), "utf-8")
    portal = content / "portal.yaml"
    text = re.sub(r"(?m)^SITEURL: .*", "SITEURL: https://uji.id", portal.read_text("utf-8"))
    portal.write_text(text + MASTHEAD, "utf-8")


def test_it_has_the_generator_as_it_is_and_a_history_of_one_commit(portal):
    ours = [name for name in git(ROOT, "ls-files", "-z").split("\0") if name.split("/")[0] not in OWN_PATHS]
    expected = {name: (ROOT / name).read_bytes() for name in ours if (ROOT / name).is_file()}
    files = {name: data for name, data in files_of(portal).items() if name.split("/")[0] not in (*OWN_PATHS, ".git")}

    assert files == expected
    assert git(portal, "log", "--format=%s") == f"Portal baru: {NAME}\n"
    assert git(portal, "branch", "--show-current") == "main\n"
    assert git(portal, "status", "--porcelain", "--ignored") == ""
    assert len(read_generator_source(portal).commit) == 40


def test_all_that_is_unfinished_is_named_and_nothing_else_is_wrong(portal):
    loaded = load_library(portal / "content", NOW)

    assert loaded.library is not None
    assert {problem.severity for problem in loaded.problems} == {INCOMPLETE}
    assert {problem.path for problem in loaded.problems if "contoh" in problem.message} == set(EXAMPLES)
    pages = {f"halaman/{name}.md" for name in ("kontak", "pedoman-media-siber", "privasi", "kebijakan-redaksi")}
    assert pages | {"portal.yaml"} <= {problem.path for problem in loaded.problems}


@pytest.mark.build
def test_it_builds_at_once_and_shows_its_own_name_and_no_page_of_ours(copy):
    done = run("kabar.build", copy)

    assert done.returncode == 0, done.stderr
    front = read_page(copy / "output/index.html")
    assert NAME in front.findtext(".//title")
    assert {f"{name.removesuffix('.md')}/index.html" for name in EXAMPLES} <= files_of(copy / "output").keys()
    assert "Kabar IKM" not in text_of(front)
    for address in ("kontak", "pedoman-media-siber", "privasi", "kebijakan-redaksi", "tentang", "lisensi", "redaksi"):
        assert (copy / "output" / address / "index.html").is_file(), address


@pytest.mark.build
def test_it_is_not_published_before_examples_and_blanks_are_gone(copy, tmp_path):
    git(copy, "init", "--quiet")
    git(tmp_path, "init", "--quiet", "--bare", "situs.git")
    git(copy, "remote", "add", "origin", str(tmp_path / "situs.git"))

    refused = run("kabar.publish", copy, HOME=str(tmp_path))

    problems = load_library(copy / "content", NOW).problems
    assert refused.returncode == 1
    assert set(refused.stderr.splitlines()) >= {problem.as_line() for problem in problems}
    assert git(tmp_path / "situs.git", "branch") == ""

    (copy / "content" / EXAMPLES[0]).unlink()
    named = run("kabar.publish", copy, HOME=str(tmp_path)).stderr
    assert EXAMPLES[0] not in named and EXAMPLES[1] in named

    built = run("kabar.build", copy, "--publish")
    assert (built.returncode, "Belum selesai" in built.stderr) == (1, True)


@pytest.mark.build
def test_it_is_published_once_everything_is_filled_in(copy, tmp_path):
    finish(copy)
    git(copy, "init", "--quiet")
    git(tmp_path, "init", "--quiet", "--bare", "situs.git")
    git(copy, "remote", "add", "origin", str(tmp_path / "situs.git"))

    done = run("kabar.publish", copy, HOME=str(tmp_path))

    assert done.returncode == 0, done.stderr
    assert "kontak/index.html" in git(tmp_path / "situs.git", "ls-tree", "-r", "--name-only", "gh-pages").splitlines()


@pytest.mark.parametrize(
    "name",
    [
        "Kabar's \"Perajin\" & B <i>x</i> 🧵", "{{ name }} {% x %}", "#1: [ISI] - *a* _b_ `c` \\d",
        "null", "123", "a" * 300,
    ],
)  # fmt: skip
def test_a_name_of_any_characters_is_the_portals_name(tmp_path, name):
    write_starter(ROOT / "starter", tmp_path, name, NOW)

    loaded = load_library(tmp_path / "content", NOW)
    portal = yaml.safe_load((tmp_path / "content/portal.yaml").read_text("utf-8"))
    heading = github_flavored_markdown_to_html((tmp_path / "README.md").read_text("utf-8").split("\n")[0])
    assert {problem.severity for problem in loaded.problems} == {INCOMPLETE}
    assert (loaded.library.portal.name, loaded.library.portal.generator) == (name, VERSION)
    assert str(portal["name"]) == name or name in ("null", "123")
    assert html.fromstring(heading).text_content().strip() == name


REFUSED = [
    ({"FOLDER": "{tmp}/baru"}, "NAMA kosong"),
    ({"NAMA": " \n", "FOLDER": "{tmp}/baru"}, "NAMA kosong"),
    ({"NAMA": "Uji"}, "FOLDER kosong"),
    ({"NAMA": "Uji\u202e", "FOLDER": "{tmp}/baru"}, "content/portal.yaml:2"),
    ({"NAMA": "Uji", "FOLDER": "kabar/portal"}, "di dalam folder proyek"),
    ({"NAMA": "Uji", "FOLDER": "."}, "di dalam folder proyek"),
    ({"NAMA": "Uji", "FOLDER": ".."}, "sudah ada dan tidak kosong"),
    ({"NAMA": "Uji", "FOLDER": "{tmp}/isi"}, "sudah ada dan tidak kosong"),
    ({"NAMA": "Uji", "FOLDER": "{tmp}/isi/berkas"}, "sudah ada dan tidak kosong"),
    ({"NAMA": "Uji", "FOLDER": "{tmp}/isi/berkas/x"}, "folder induk"),
    ({"NAMA": "Uji", "FOLDER": "{tmp}/tak/ada"}, "folder induk"),
    ({"NAMA": "Uji", "FOLDER": "/proc/portal"}, "tidak dapat ditulis"),
    ({"NAMA": "Uji", "FOLDER": "../" + "x" * 300}, "bukan nama folder"),
    ({"NAMA": "Uji", "FOLDER": "~tidakada/x"}, "bukan nama folder"),
    ({"NAMA": "Uji", "FOLDER": "{tmp}/baru", "BUILD_DATE": "kemarin"}, "BUILD_DATE"),
]


@pytest.mark.parametrize(("given", "message"), REFUSED)
def test_what_cannot_become_a_portal_is_refused_and_nothing_is_left(tmp_path, given, message):
    (tmp_path / "isi").mkdir()
    (tmp_path / "isi/berkas").write_text("x")
    before = sorted(ROOT.iterdir())

    variables = {name: text.replace("{tmp}", str(tmp_path)) for name, text in given.items()}
    done = run("kabar.starter.new_portal", ROOT, **variables)

    assert (done.returncode, done.stdout) == (1, "")
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert [path.relative_to(tmp_path).as_posix() for path in sorted(tmp_path.rglob("*"))] == ["isi", "isi/berkas"]
    assert sorted(ROOT.iterdir()) == before


def test_a_failure_of_git_leaves_an_empty_folder_empty(tmp_path):
    (tmp_path / "kosong").mkdir()
    (tmp_path / "bin").mkdir()
    fake = tmp_path / "bin/git"
    fake.write_text(f'#!/bin/sh\ncase "$*" in *commit-tree*) exit 1;; esac\nexec {shutil.which("git")} "$@"\n')
    fake.chmod(0o755)
    path = f"{tmp_path / 'bin'}:{os.environ['PATH']}"

    failed = run("kabar.starter.new_portal", ROOT, NAMA="Uji", FOLDER=str(tmp_path / "kosong"), PATH=path)

    assert (failed.returncode, "git commit-tree gagal" in failed.stderr) == (1, True)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["bin", "kosong"]
    assert list((tmp_path / "kosong").iterdir()) == []


def test_an_empty_content_folder_is_answered_by_how_to_begin(tmp_path):
    (problem,) = load_library(tmp_path, NOW).problems

    assert "make portal-baru" in problem.message
