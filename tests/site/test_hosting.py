"""docs/hosting/: examples for hosts that this machine is not are at least read, and their commands run."""

import os
import re
import shlex
import subprocess
import tomllib

import pytest
import yaml

from tests.own_portal import OWN_PORTAL
from tests.portals import write_content
from tests.site.building import ROOT

HOSTING = ROOT / "docs/hosting"
CONTAINER = (HOSTING / "Containerfile").read_text()
_SED = re.compile(r"sed -n '[^']*'")


def steps() -> list[tuple[str, str]]:
    """The instructions of the Containerfile with their arguments, as its parser joins lines."""
    lines = [line for line in CONTAINER.splitlines() if not line.startswith("#")]
    joined = "\n".join(lines).replace("\\\n", " ")
    return [tuple(line.split(maxsplit=1)) for line in joined.splitlines() if line.strip()]


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A portal with the generator of this one, in which `make` runs."""
    folder = tmp_path_factory.mktemp("hosting")
    for name in ("Makefile", "kabar", "plugins", "theme", "requirements.txt", "requirements-dev.txt", "pelicanconf.py",
        "publishconf.py", ".venv"):
        (folder / name).symlink_to(ROOT / name)
    write_content(folder / "content", OWN_PORTAL)
    return folder


def run(line: str, project) -> subprocess.CompletedProcess:
    environ = {"PATH": os.environ["PATH"], "HOME": str(project), "BUILD_DATE": "2019-06-01", "CONTENT": "content"}
    return subprocess.run(["sh", "-c", line], cwd=project, env=environ, capture_output=True, text=True,
        stdin=subprocess.DEVNULL, timeout=120)


@pytest.mark.build
def test_what_gitlab_runs_checks_and_publishes_into_the_folder_that_it_takes(project):
    jobs = yaml.safe_load((HOSTING / "gitlab-ci.yml").read_text())
    (line,) = jobs["pages"]["script"]
    (check,) = jobs["periksa"]["script"]

    assert jobs["pages"]["artifacts"]["paths"] == ["public"]
    assert run(check, project).returncode == 0
    assert (done := run(line, project)).returncode == 0, done.stderr
    assert (project / "public/index.html").is_file() and (project / "public/index.html.br").is_file()


@pytest.mark.build
@pytest.mark.long
def test_what_netlify_and_cloudflare_run_publishes_into_the_folder_that_they_take(project):
    build = tomllib.loads((HOSTING / "netlify.toml").read_text())["build"]
    guide = (HOSTING / "README.md").read_text()

    assert f"| Build command | `{build['command']}` |" in guide
    assert f"| Build output directory | `{build['publish']}` |" in guide
    assert (done := run(build["command"], project)).returncode == 0, done.stderr
    assert {"index.html", "_headers", "_redirects",
        "404.html"} <= {path.name for path in (project / build["publish"]).iterdir()}


def test_the_container_has_two_stages_and_runs_as_nobody_in_particular():
    known = {"FROM", "RUN", "WORKDIR", "COPY", "ARG", "USER", "EXPOSE", "CMD"}
    found = steps()

    assert {name for name, _ in found} <= known
    assert [text.split(" AS ")[-1] for name, text in found if name == "FROM"] == ["bangun",
        "docker.io/library/debian:bookworm-slim"]
    users = [number for number, (name, _) in enumerate(found) if name == "USER"]
    assert [found[number][1] for number in users] == ["www-data"]
    assert {name for name, _ in found[users[-1] + 1 :]} == {"EXPOSE", "CMD"}


def test_the_container_copies_only_what_is_there():
    for name, text in steps():
        if name == "COPY" and not text.startswith("--from=bangun"):
            *sources, _ = shlex.split(text)
            assert all((ROOT / source).exists() for source in sources), text
        if name == "RUN":
            assert subprocess.run(["sh", "-n", "-c", text], check=False).returncode == 0, text


def test_redirects_are_made_for_nginx_in_one_way():
    assert _SED.findall(CONTAINER) == _SED.findall((HOSTING / "nginx.md").read_text())


def test_what_the_container_leaves_out_is_neither_code_nor_content():
    left_out = set((HOSTING / "containerignore").read_text().split())

    assert left_out.isdisjoint({"kabar", "plugins", "theme", "theme-lokal", "content", "docs", "Makefile",
        "requirements.txt"})
