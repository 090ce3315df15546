"""``theme-lokal/`` beside the theme: a portal's own templates, tokens and files, looked up first."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.forking import run_forked
from tests.portals import SMALL, write_content
from tests.site.building import ROOT

pytestmark = pytest.mark.build

FOOTER = '{% include "tema/partials/site-footer.html" %}\n<p class="karangan">Kaki halaman karangan</p>\n'
NEWS = '{% extends "tema/berita.html" %}\n{% block facts_last %}<p>Sesudah isi, {{ page.heading }}</p>{% endblock %}\n'
LOCAL = {
    "templates/partials/site-footer.html": FOOTER,
    "templates/berita.html": NEWS,
    "tokens.css": ":root { --width-page: 60rem; }\n",
    "static/css/components/karangan.css": ".karangan { color: var(--colour-accent); }\n",
    "static/img/favicon.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>\n',
    "README.md": "Tema karangan.\n",
}


class Project:
    """A project with the theme and code of this one, and a local theme of its own."""

    def __init__(self, folder: Path, local: dict[str, str]):
        self.folder = folder
        folder.mkdir()
        for name in ("kabar", "plugins", "theme"):
            (folder / name).symlink_to(ROOT / name)
        for name in ("pelicanconf.py", "publishconf.py", "requirements.txt"):
            shutil.copy(ROOT / name, folder)
        write_content(folder / "content", SMALL)
        self.write(local)

    def write(self, local: dict[str, str]) -> None:
        for name, text in local.items():
            path = self.folder / "theme-lokal" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)

    def build(self) -> subprocess.CompletedProcess:
        environ = {"PATH": os.environ["PATH"], "BUILD_DATE": "2019-06-01", "JOBS": "1"}
        return run_forked("kabar.build.__main__", (), self.folder, environ)

    def read(self, name: str) -> str:
        (path,) = (self.folder / "output").glob(name)
        return path.read_text()


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Project:
    project = Project(tmp_path_factory.mktemp("lokal") / "proyek", LOCAL)
    built = project.build()
    assert built.returncode == 0, built.stderr
    return project


def test_own_templates_come_first_and_can_extend_those_of_the_theme(project):
    news, front = project.read("berita/2019/karangan/index.html"), project.read("index.html")

    assert "<p>Sesudah isi, Berita karangan</p>" in news
    assert "Isi berita karangan." in news
    for page in (news, front):
        assert page.count('<p class="karangan">Kaki halaman karangan</p>') == 1
        assert page.count('<footer class="site-footer">') == 1


def test_own_tokens_are_read_last_and_own_files_replace_those_of_the_theme(project):
    sheet = project.read("theme/portal.*.css")

    assert sheet.index("--width-page:60rem") > sheet.index("--width-page:72rem")
    assert ".karangan{color:var(--colour-accent)}" in sheet
    assert 'viewBox="0 0 1 1"' in project.read("theme/img/favicon.*.svg")


def test_a_change_of_the_local_theme_is_built(project):
    project.write({"templates/partials/site-footer.html": FOOTER.replace("Kaki halaman", "Kaki kedua")})
    assert project.build().returncode == 0

    assert "Kaki kedua karangan" in project.read("index.html")


@pytest.mark.parametrize(
    ("local", "line"),
    [
        (
            {"templates/berita.html": NEWS.replace("endblock", "endblok")},
            "theme-lokal/templates/berita.html:2: susunan templat salah (Encountered unknown tag 'endblok'.",
        ),
        ({"templates/berita.html": "\n{{ page.heading"},
            "theme-lokal/templates/berita.html:2: susunan templat salah ("),
        (
            {"templates/berita.html": '\n{% extends "berita.html" %}'},
            "theme-lokal/templates/berita.html:2: templat ini memakai dirinya sendiri; untuk yang bawaan tulis: "
            "tema/berita.html",
        ),
        (
            {"templates/berita.html": '{% extends "layouts/artikle.html" %}'},
            "theme-lokal/templates/berita.html:1: templat 'layouts/artikle.html' tidak ada; maksud Anda "
            "'layouts/article.html'?",
        ),
        (
            {"templates/beritta.html": NEWS},
            "theme-lokal/templates/beritta.html: tidak ada yang memakai templat ini; maksud Anda 'berita.html'?",
        ),
        (
            {"templat/berita.html": NEWS},
            "theme-lokal/templat: tidak dipakai; yang dibaca di sini: templates, static, tokens.css, README.md",
        ),
        ({"templates/berita.html": "{{ page.judul }}"}, "theme-lokal/templates/berita.html:1: UndefinedError: "),
        ({"tokens.css": ":root {\n  --a: 1;\n}}\n"}, "theme-lokal/tokens.css:3: "),
        ({"static/css/components/x.css": "a {\n  color: red;\n}}\n"}, "theme-lokal/static/css/components/x.css:3: "),
    ],
)
def test_a_mistake_is_named_with_its_file_and_line_and_the_output_stays(tmp_path, local, line):
    project = Project(tmp_path / "proyek", local)

    built = project.build()

    assert built.returncode == 1
    assert built.stderr.startswith(line), built.stderr
    assert "Traceback" not in built.stderr
    assert not (project.folder / "output").exists()
