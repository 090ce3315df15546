"""A fourth section, ``lowongan``: one model, one entry of the registry and one template, in a copy of the project."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.portals import SMALL
from tests.site.building import ROOT

pytestmark = pytest.mark.build

MODEL = '''"""A vacancy (lowongan)."""

from pydantic import Field

from kabar.content.models.article import Article
from kabar.content.parsing.fields import Text


class Vacancy(Article, frozen=True):
    """An article about one vacancy."""

    position: Text = Field(description="jabatan yang dicari", examples=["Perajin contoh"])
'''
ENTRY = '''    Section(
        name="lowongan",
        model=Vacancy,
        label="Lowongan",
        noun="lowongan",
        write_label="Tulis lowongan",
        template="lowongan",
        introduction="Lowongan karangan untuk tes.",
        nothing_yet="Belum ada lowongan.",
    ),
)
SECTIONS ='''
TEMPLATE = (
    '{% extends "layouts/article.html" %}\n{% block facts_last %}\n<p class="jabatan">{{ article.entry.position'
    " }}</p>\n{% endblock %}\n"
)
VACANCY = """---
title: Lowongan perajin karangan dibuka
date: 2019-05-20 09:00
summary: Lowongan karangan bagi perajin kayu, hanya untuk tes portal ini.
tags: [ikm]
authors: [redaksi]
position: Pengukir karangan
---
Isi lowongan karangan.
"""
PATH = "lowongan/2019/perajin"


class Project:
    """A copy of the project in ``folder`` that has the fourth section."""

    def __init__(self, folder: Path):
        self.folder = folder
        for name in ("kabar", "plugins", "theme"):
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        for name in ("pelicanconf.py", "publishconf.py", "requirements.txt"):
            shutil.copy(ROOT / name, folder)
        (folder / "kabar/content/models/vacancy.py").write_text(MODEL, "utf-8")
        registry = folder / "kabar/sections/registry.py"
        text = registry.read_text("utf-8").replace(")\nSECTIONS =", ENTRY)
        registry.write_text(
            text.replace(
                "from kabar.sections", "from kabar.content.models.vacancy import Vacancy\nfrom kabar.sections", 1
            ),
            "utf-8",
        )
        (folder / "theme/templates/lowongan.html").write_text(TEMPLATE, "utf-8")
        for name, data in (SMALL | {f"{PATH}.md": VACANCY}).items():
            path = folder / "content" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data if isinstance(data, bytes) else data.encode())

    def run(self, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        environ = {"PATH": os.environ["PATH"], "BUILD_DATE": "2019-06-01", "JOBS": "1"} | variables
        return subprocess.run(
            [sys.executable, "-m", *arguments],
            cwd=self.folder,
            env=environ,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
        )

    def read(self, name: str) -> str:
        return (self.folder / "output" / name).read_text("utf-8")


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Project:
    project = Project(tmp_path_factory.mktemp("keempat") / "proyek")
    built = project.run("kabar.build", "--publish", SITEURL="https://uji.example")
    assert built.returncode == 0, built.stderr
    return project


def test_its_articles_are_drawn_by_their_template_and_listed(project):
    assert '<p class="jabatan">Pengukir karangan</p>' in project.read(f"{PATH}/index.html")
    assert f'href="/{PATH}/"' in project.read("lowongan/index.html")
    assert "Lowongan karangan untuk tes." in project.read("lowongan/index.html")
    assert f'href="/{PATH}/"' in project.read("lowongan/2019/index.html")
    assert f'href="/{PATH}/"' in project.read("topik/ikm/index.html")


def test_it_has_a_feed_and_stands_in_those_of_all_and_in_the_sitemap(project):
    for name in ("lowongan/atom.xml", "atom.xml", "sitemap.xml"):
        ElementTree.fromstring(
            project.read(name).split("?>\n", 1)[-1] if "<?xml-style" in project.read(name) else project.read(name)
        )
        assert f"https://uji.example/{PATH}/" in project.read(name), name


def test_it_is_counted_and_searched(project):
    topics = json.loads(project.read("topik/topik.json"))
    ikm = next(topic for topic in topics["topics"] if topic["id"] == "ikm")

    assert ikm["sections"]["lowongan"] == 1
    assert "data-pagefind-body" in project.read(f"{PATH}/index.html")
    assert sum(json.loads(project.read("pagefind/bagian.json")).values()) >= 3


def test_its_files_are_scaffolded_and_checked(project):
    written = project.run("kabar.editing.new_entry", "lowongan", JUDUL="Lowongan karangan kedua")

    assert written.returncode == 0, written.stderr
    draft = next(path for path in (project.folder / "content/lowongan/2019").iterdir() if path.name != "perajin.md")
    assert "position: Perajin contoh" in draft.read_text("utf-8")
    assert project.run("kabar.editing.check", "content").returncode == 0
    draft.write_text(VACANCY.replace("position: Pengukir karangan\n", ""), "utf-8")
    checked = project.run("kabar.editing.check", "content")
    draft.unlink()
    assert checked.returncode == 1
    assert "position" in checked.stdout + checked.stderr


def test_a_section_that_is_none_is_named_with_those_that_are(project):
    refused = project.run("kabar.editing.new_entry", "lowonga", JUDUL="Karangan")

    assert refused.returncode == 1
    assert refused.stderr == (
        "BAGIAN 'lowonga' tidak ada; pilih salah satu: berita, bimtek, ekspor, lowongan; maksud Anda 'lowongan'?\n"
    )
