"""A project to try the press on: a theme of one template, and a plugin that draws what it is told.

The commands run as `make` runs them, each in a fork or in a process of its own: Pelican's signals live
as long as a process does.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from kabar.build.output.ownership import MARKER, MARKER_TEXT
from tests.forking import run_forked
from tests.portals import MINIMAL, write_content

ROOT = Path(__file__).resolve().parents[3]

SETTINGS = '''\
from jinja2 import StrictUndefined

THEME = "theme"
PLUGIN_PATHS = ["."]
PLUGINS = ["drawing"]
ARTICLE_PATHS = PAGE_PATHS = STATIC_PATHS = DIRECT_TEMPLATES = []
READERS = {"rst": None, "html": None}
LOCALE = ["C"]
JINJA_ENVIRONMENT = {"autoescape": True, "undefined": StrictUndefined}
JINJA_GLOBALS = {}
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = TRANSLATION_FEED_ATOM = None
'''

PUBLISH_SETTINGS = '''\
from pelicanconf import *

DEPLOY_REMOTE = "origin"
DEPLOY_BRANCH = "gh-pages"
'''

DRAWING = '''\
import json
import time
from pathlib import Path

from pelican import signals
from pelican.generators import Generator

from plugins.portal.hosting import connect

DECLARES_INPUTS = True

class Planned:
    inputs, keys = None, ()

    def __init__(self, page):
        self._page = page

    def compose(self):
        # The front page is drawn first, and stands there while the others wait.
        while self._page["title"] != "index.html" and Path("wait").exists():
            time.sleep(0.02)
        return self._page

class Pages(Generator):
    def generate_output(self, writer):
        template = self.get_template("halaman")
        for name, body in json.loads(Path("pages.json").read_text("utf-8")).items():
            address = self.settings["ABSOLUTE_URL"] + "/" + name.removesuffix("index.html")
            page = {"title": name, "body": body, "address": address, "today": self.settings["BUILD_DATE"]}
            writer.write_file(name, template, self.context, page=Planned(page))

def give(_pelican):
    return Pages

def register():
    connect()
    signals.get_generators.connect(give)
'''

TEMPLATE = '''\
<!doctype html>
<html lang="id">
<head><title>{{ page.title }}</title>
<link rel="canonical" href="{{ page.address }}">
<link rel="stylesheet" href="{{ BASE }}/theme/gaya.css"></head>
<body><p>{{ page.today.isoformat() }}</p>{{ page.body | safe }}</body>
</html>
'''

PAGES = {"index.html": '<a href="404.html">Tidak ada</a>', "404.html": "Tidak ada"}


class Project:
    """The project in ``folder``, written whole; a test then changes what it is about."""

    def __init__(self, folder: Path, content: dict[str, str] = MINIMAL):
        self.folder = folder
        self.output = folder / "output"
        self.content = write_content(folder / "content", content)
        self.write("pelicanconf.py", SETTINGS)
        self.write("publishconf.py", PUBLISH_SETTINGS)
        self.write("drawing.py", DRAWING)
        self.write("theme/templates/halaman.html", TEMPLATE)
        self.write("theme/static/gaya.css", "body { color: black }\n")
        self.draw(PAGES)

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def draw(self, pages: dict[str, str]) -> None:
        """Let builds draw these bodies below the front page."""
        self.write("pages.json", json.dumps(pages))

    def has_output(self) -> dict[str, bytes]:
        """Put an earlier build's output there, and give back its files."""
        files = {MARKER: MARKER_TEXT, "index.html": b"sebelumnya"}
        self.output.mkdir()
        for name, data in files.items():
            (self.output / name).write_bytes(data)
        return files

    def environment(self, **variables: str) -> dict[str, str]:
        names = ("PATH", "HOME", "TMPDIR")
        kept = {name: os.environ[name] for name in names if name in os.environ}
        return {**kept, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", "JOBS": "1", **variables}

    def start(self, command: str, *arguments: str, **variables: str) -> subprocess.Popen:
        return subprocess.Popen(
            [sys.executable, "-m", f"kabar.{command}", *arguments],
            cwd=self.folder,
            env=self.environment(**variables),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def run(self, command: str, *arguments: str, **variables: str) -> subprocess.CompletedProcess:
        return run_forked(f"kabar.{command}", arguments, self.folder, self.environment(**variables))

    def run_afresh(self, command: str, *arguments: str, **variables: str) -> subprocess.CompletedProcess:
        """The same by an interpreter of its own."""
        process = self.start(command, *arguments, **variables)
        out, err = process.communicate(timeout=60)
        return subprocess.CompletedProcess(process.args, process.returncode, out, err)

    def build(self, **variables: str) -> subprocess.CompletedProcess:
        return self.run("build", **variables)


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
