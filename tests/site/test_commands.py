"""The commands of the Makefile: what they run, what they hand over, what they install."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from kabar.build.__main__ import main as build_main
from kabar.build.output.ownership import MARKER
from tests.demonstration import needs_demonstration, needs_theme_as_it_comes
from tests.kabar.build.project import files_of
from tests.portals import SMALL, write_content
from tests.site.building import TODAY, build

ROOT = Path(__file__).resolve().parents[2]

# Stands in for the project's Python: writes down what it is asked.
RECORDER = """\
import json, os, sys
with open("asked.jsonl", "a") as file:
    file.write(json.dumps([sys.argv[1:], dict(os.environ)]) + "\\n")
"""

NASTY = [
    "isi biasa",
    "it's \"quoted\"",
    "$HOME $$ $(shell touch pecah) ${CONTENT}",
    "`touch pecah`",
    "a;touch pecah&&touch pecah|touch pecah",
    "baris satu\nbaris dua",
    "# bukan komentar \\",
    "--pilihan",
    "*?[a]~",
    "é🧵",
]


def clean_environment(**variables: str) -> dict[str, str]:
    """What a new terminal has: these tests may themselves run under make, with its variables."""
    names = ("PATH", "HOME", "TMPDIR", "LANG")
    return {name: os.environ[name] for name in names if name in os.environ} | variables


class Shop:
    """A folder with the Makefile and a Python that only writes down what it is asked."""

    def __init__(self, folder: Path):
        self.folder = folder
        folder.mkdir()
        (folder / "Makefile").write_bytes((ROOT / "Makefile").read_bytes())
        (folder / "recorder.py").write_text(RECORDER)
        self.script(".venv/bin/python", f'exec "{sys.executable}" -I recorder.py "$@"')
        for number, name in enumerate(
            ("requirements.txt", "requirements-dev.txt", "requirements-klaster.txt", ".venv/.runtime", ".venv/.dev",
             ".venv/.klaster")
        ):
            (folder / name).touch()
            os.utime(folder / name, (1_500_000_000 + number,) * 2)

    def script(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"#!/bin/sh\n{text}\n")
        path.chmod(0o755)
        return path

    def change(self, name: str) -> None:
        os.utime(self.folder / name, (1_600_000_000,) * 2)

    def make(self, *arguments: str, **variables: str) -> subprocess.CompletedProcess:
        return subprocess.run(
            ["make", *arguments],
            cwd=self.folder,
            env=clean_environment(**variables),
            capture_output=True,
            text=True,
        )

    def asked(self) -> list[tuple[list[str], dict[str, str]]]:
        file = self.folder / "asked.jsonl"
        return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []

    def commands(self) -> list[str]:
        return [" ".join(arguments) for arguments, _ in self.asked()]


@pytest.fixture
def shop(tmp_path):
    return Shop(tmp_path / "bengkel 'kayu' & \"kain\"")


def test_make_alone_lists_every_command_with_its_purpose(shop):
    listed = shop.make().stdout.splitlines()

    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.M)
    assert [line.split()[1] for line in listed] == targets
    assert all(len(line.split()) > 2 for line in listed)
    assert {
        "html", "serve", "check", "test", "test-long", "lint", "expected", "publish", "deploy", "clean"
    } <= set(targets)  # fmt: skip


@pytest.mark.parametrize("value", NASTY)
@pytest.mark.parametrize("way", ["argument", "environment"])
def test_a_value_arrives_as_it_was_typed(shop, value, way):
    names = ("CONTENT", "OUTPUT", "BUILD_DATE", "SITEURL", "PORT", "RIWAYAT")
    given = dict.fromkeys(names, value)

    if way == "argument":
        result = shop.make("publish", *(f"{name}={value}" for name in names))
    else:
        result = shop.make("publish", **given)

    assert result.returncode == 0, result.stderr
    ((arguments, environment),) = shop.asked()
    assert arguments == ["-m", "kabar.build", "--publish"]
    assert {name: environment[name] for name in names} == given
    assert not (shop.folder / "pecah").exists()


@pytest.mark.parametrize("value", NASTY)
def test_a_content_folder_of_any_name_is_checked(shop, value):
    shop.make("check", f"CONTENT={value}")

    ((arguments, _),) = shop.asked()
    assert arguments == ["-m", "kabar.editing.check", value]


def test_without_values_content_becomes_output(shop):
    shop.make("html")

    ((arguments, environment),) = shop.asked()
    assert arguments == ["-m", "kabar.build"]
    assert (environment["CONTENT"], environment["OUTPUT"], environment["SITEURL"]) == ("content", "output", "")


def test_a_preview_is_never_for_the_public(shop):
    shop.make("pratinjau", "OUTPUT=lain")

    ((arguments, environment),) = shop.asked()
    assert (arguments, environment["OUTPUT"]) == (["-m", "kabar.build", "--preview"], "lain")
    with pytest.raises(SystemExit):
        build_main(["--publish", "--preview"])


def test_nothing_is_installed_again_until_a_lock_changes(shop):
    shop.make("html")
    shop.make("html")
    assert [command for command in shop.commands() if "pip" in command] == []

    shop.change("requirements.txt")
    shop.make("html")
    shop.make("html")

    installs = [command for command in shop.commands() if "install" in command]
    assert installs == ["-m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt"]
    assert shop.commands()[-1] == "-m kabar.build"


def test_a_changed_lock_for_developers_is_installed_before_the_lint_and_not_before_a_build(shop):
    shop.change("requirements-dev.txt")
    shop.make("html")
    assert [command for command in shop.commands() if "install" in command] == []

    shop.make("lint")

    assert [command.split()[-1] for command in shop.commands()[1:]] [:2] == ["requirements-dev.txt", "check"]


def test_a_failing_command_fails_make(shop):
    shop.script(".venv/bin/python", "exit 1")

    assert shop.make("html").returncode != 0


def test_a_python_that_is_too_old_is_told(shop):
    old = shop.script("python-lama", 'case "$1" in -c) exit 1;; *) echo "Python 3.9.2";; esac')
    shop.change("requirements.txt")

    result = shop.make("html", f"PYTHON3=./{old.name}")

    assert result.returncode != 0
    assert "Perlu Python 3.11 atau lebih baru; ./python-lama di sini: Python 3.9.2." in result.stderr
    assert shop.asked() == []


def test_make_test_lints_looks_for_tools_and_tests(shop):
    (shop.folder / "tests").mkdir()
    shop.script("tests/install_tools.sh", "echo alat dicari")

    result = shop.make("test")

    assert "alat dicari" in result.stdout
    *lint, tests = shop.commands()
    assert [command.split()[1] for command in lint] == ["ruff", "mypy", "codespell_lib"]
    assert tests == "-m pytest -n 2 --dist worksteal -m not long"


def test_clean_removes_what_was_made_and_nothing_else(shop):
    kept = ["content/a.md", "recorder.py", "plugins/a.py"]
    for name in [*kept, "output/index.html", ".cache/x", "plugins/__pycache__/a.pyc", ".pytest_cache/x"]:
        (shop.folder / name).parent.mkdir(parents=True, exist_ok=True)
        (shop.folder / name).touch()

    shop.make("clean")

    locks = {"requirements.txt", "requirements-dev.txt", "requirements-klaster.txt"}
    assert set(files_of(shop.folder)) == {*kept, "Makefile", *locks}


def test_the_automatic_check_runs_make_test_and_nothing_else(tmp_path):
    fake = tmp_path / "make"
    fake.write_text('#!/bin/sh\necho "$(pwd): $*"\n')
    fake.chmod(0o755)

    result = subprocess.run(
        [ROOT / ".ci" / "run"], cwd="/", env={"PATH": f"{tmp_path}:{os.environ['PATH']}"}, capture_output=True,
        text=True
    )  # fmt: skip

    assert result.stdout == f"{ROOT}: test\n"


class Machine:
    """A machine with only the named commands, each of which writes down how it was called."""

    def __init__(self, folder: Path, *commands: str):
        self.folder = folder
        for name in commands:
            path = folder / name
            path.write_text(f'#!/bin/sh\necho "{name} $*" >> "{folder}/called"\n[ {name} != id ] || echo 1000\n')
            path.chmod(0o755)
        for name in ("sh", "echo", "["):
            (folder / name).symlink_to(f"/bin/{name}") if Path(f"/bin/{name}").exists() else None

    def install_tools(self) -> tuple[subprocess.CompletedProcess, list[str]]:
        result = subprocess.run(
            ["/bin/sh", ROOT / "tests" / "install_tools.sh"],
            env={"PATH": str(self.folder)}, capture_output=True, text=True,
        )  # fmt: skip
        called = self.folder / "called"
        return result, called.read_text().splitlines() if called.exists() else []


def test_tools_that_are_there_are_not_installed(tmp_path):
    result, called = Machine(tmp_path, "chromium", "java", "nginx", "apt-get", "sudo", "id").install_tools()

    assert result.returncode == 0
    assert called == ["java -version"]


@pytest.mark.parametrize(("more", "browser"), [((), "chromium"), (("apt-cache",), "chromium-headless-shell")])
def test_only_a_missing_tool_is_installed_and_not_as_root_by_itself(tmp_path, more, browser):
    result, called = Machine(tmp_path, "java", "nginx", "apt-get", "sudo", "id", *more).install_tools()

    assert result.returncode == 0
    assert [line for line in called if line.startswith("sudo")] == [
        "sudo apt-get update -qq",
        f"sudo apt-get install -qq -y --no-install-recommends {browser}",
    ]


def test_on_a_machine_without_a_known_package_manager_the_tools_are_named(tmp_path):
    result, _ = Machine(tmp_path).install_tools()

    assert result.returncode == 1
    assert result.stderr.startswith("Pasang dulu: browser java")


@pytest.mark.build
@needs_theme_as_it_comes
def test_make_html_builds_the_same_portal_whatever_the_machine(tmp_path):
    content = write_content(tmp_path / "isi", SMALL)
    elsewhere = {"TZ": "Asia/Tokyo", "LANG": "xx_XX", "PYTHONHASHSEED": "2"}

    result = make_here("html", f"CONTENT={content}", f"OUTPUT={tmp_path / 'hasil'}", f"BUILD_DATE={TODAY}", **elsewhere)

    assert (result.returncode, result.stderr) == (0, "")
    files = files_of(tmp_path / "hasil")
    assert {MARKER, "index.html", "404.html"} <= set(files)
    assert files == files_of(build(content, tmp_path / "di-sini"))


@pytest.mark.build
def test_make_publish_builds_below_a_path(tmp_path):
    content = write_content(tmp_path / "isi", SMALL)
    result = make_here(
        "publish", f"CONTENT={content}", f"OUTPUT={tmp_path / 'a'}", "SITEURL=https://kabar.example/portal"
    )

    assert (result.returncode, result.stderr) == (0, "")
    front = (tmp_path / "a" / "index.html").read_text("utf-8")
    assert 'rel="canonical" href="https://kabar.example/portal/"' in front
    assert 'href="/berita/' not in front


@needs_demonstration
@pytest.mark.build
def test_make_check_finds_nothing_wrong_with_our_own_content():
    result = make_here("check")

    assert (result.returncode, result.stdout) == (0, "")


def make_here(*arguments: str, **variables: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        ["make", "--no-print-directory", *arguments],
        cwd=ROOT,
        env=clean_environment(**variables),
        capture_output=True,
        text=True,
    )
