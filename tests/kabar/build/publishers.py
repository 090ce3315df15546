"""Checkouts that publish to one bare repository, each with a tiny theme that draws what its content shows."""

import hashlib
import io
import json
import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest

from tests.kabar.build.project import Project
from tests.once import made_once
from tests.portals import MINIMAL, NEWS, let_settle

DAY = "2019-06-01"
SUMMARY = "Teras karangan"

DRAWING = '''\
import json
import time
from pathlib import Path

from pelican import signals
from pelican.generators import Generator

from kabar.pages.static_pages import redirect_targets
from plugins.portal.hosting import connect

DECLARES_INPUTS = True

class Planned:
    inputs, keys = None, ()

    def __init__(self, page):
        self._page = page

    def compose(self):
        while self._page["title"] == "404.html" and Path("wait").exists():
            time.sleep(0.02)
        return self._page

class Pages(Generator):
    def generate_output(self, writer):
        library, site = self.settings["LIBRARY"], self.settings["ABSOLUTE_URL"]
        shown = {"/": "", "/404.html": ""}
        for article in library.articles.values():
            reasons = " ".join(one.text for one in article.corrections if one.kind == "pencabutan")
            shown[article.page_url] = reasons if article.withdrawn else f"{article.summary} {article.body}"
        for kind in (library.organisations, library.people, library.figures, library.static_pages):
            shown |= {one.page_url: one.body for one in kind.values()}
        topics = [one for one in library.vocabulary.topics.values() if not one.merged_into]
        shown |= {one.page_url: one.body for one in topics}
        shown |= {f"/{old}/": target for old, target in redirect_targets(library).items()}
        shown |= {f"/{old.address}/": old.reason for old in library.old_addresses.addresses if old.reason}
        template = self.get_template("halaman")
        for address, body in shown.items():
            name = address.strip("/") if address == "/404.html" else f"{address.strip('/')}/index.html".lstrip("/")
            page = {"title": name, "body": body, "address": site + address}
            writer.write_file(name, template, self.context, page=Planned(page))
        listed = json.dumps({"topics": [{"id": one.id} for one in topics]})
        writer.write_bytes("topik/topik.json", listed.encode())

def give(_pelican):
    return Pages

def register():
    connect()
    signals.get_generators.connect(give)
'''

TEMPLATE = '''\
<!doctype html>
<html lang="id">
<head><title>{{ page.title }}</title><link rel="canonical" href="{{ page.address }}"></head>
<body><main>{{ page.body }}</main></body>
</html>
'''

# All that git asks of a user, without a look at this machine's own settings.
_USER = ("-c", "user.name=Uji", "-c", "user.email=uji@uji.example")


def git(folder: Path, *arguments: str) -> str:
    """What git says in ``folder``; raises CalledProcessError."""
    done = subprocess.run(["git", *_USER, *arguments], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def news(word: str, *lines: str, date: str = "2019-05-26") -> str:
    """An article whose title, summary and body say ``word``, with more ``lines`` of front matter."""
    text = NEWS.replace("Berita karangan", f"Berita {word}").replace("2019-05-26 01:35", date)
    text = text.replace(SUMMARY, f"Teras {word}").replace("Isi berita karangan", f"Isi {word} yang dikarang")
    return text.replace("tags:", "".join(f"{line}\n" for line in lines) + "tags:")


def correction(kind: str, date: str, text: str = "Karangan.") -> str:
    return f"{{date: {date}, kind: {kind}, text: {text}}}"


class Publisher(Project):
    """A checkout in ``folder`` whose remote ``origin`` is the bare repository ``site``."""

    def __init__(self, folder: Path, site: Path, content: dict[str, str] = MINIMAL):
        super().__init__(folder, content)
        self.site = site
        self.write("drawing.py", DRAWING)
        self.write("theme/templates/halaman.html", TEMPLATE)
        git(folder, "init", "--quiet", "--template=", "--initial-branch=main")
        git(folder, "remote", "add", "origin", str(site))

    @classmethod
    def at(cls, folder: Path, site: Path) -> "Publisher":
        """The checkout that stands in ``folder`` already, now with the remote ``site``."""
        one = cls.__new__(cls)
        one.folder, one.output, one.content, one.site = folder, folder / "output", folder / "content", site
        git(folder, "remote", "set-url", "origin", str(site))
        return one

    def put(self, name: str, text: str | None) -> None:
        """Let the content have ``text`` in the file ``name``, or no such file."""
        if text is None:
            (self.content / name).unlink(missing_ok=True)
        else:
            self.write(f"content/{name}", text)
            let_settle(self.content / name)

    def become(self, content: dict[str, str]) -> None:
        """Let the content be ``content``, as after a pull."""
        old = {path.relative_to(self.content).as_posix() for path in self.content.rglob("*") if path.is_file()}
        for name in old - content.keys():
            self.put(name, None)
        for name, text in content.items():
            if name not in old or (self.content / name).read_text() != text:
                self.put(name, text)

    def deploy(self, **variables: str) -> subprocess.CompletedProcess:
        return self.run("publish", HOME=str(self.folder), JOBS="1", **{"BUILD_DATE": DAY} | variables)


def start(
    factory: pytest.TempPathFactory, folder: Path, *contents: dict[str, str]
) -> tuple[Publisher, Publisher, Path]:
    """Two checkouts below ``folder``, and their remote, to which the first has published ``contents`` in turn.

    The second has only the first of ``contents``.
    """
    name = hashlib.sha256(repr(contents).encode()).hexdigest()[:16]
    made = made_once(factory, f"penerbit-{name}", lambda made: _start(made, contents))
    shutil.copytree(made, folder, symlinks=True)
    first, second = (Publisher.at(folder / name, folder / "situs.git") for name in ("satu", "dua"))
    return first, second, folder / "situs.git"


def _start(folder: Path, contents: tuple[dict[str, str], ...]) -> None:
    site = bare(folder / "situs.git")
    first, _ = (Publisher(folder / name, site, contents[0]) for name in ("satu", "dua"))
    for content in contents:
        first.become(content)
        done = first.deploy()
        assert done.returncode == 0, done.stderr
    shutil.rmtree(first.folder / ".cache")


def bare(folder: Path) -> Path:
    """An empty bare repository at ``folder``."""
    git(folder.parent, "init", "--quiet", "--bare", "--template=", folder.name)
    return folder


def tip(site: Path, branch: str = "gh-pages") -> str:
    """The commit on ``branch``; empty where there is none."""
    return git(site, "for-each-ref", "--format=%(objectname)", f"refs/heads/{branch}")


def commits(site: Path, branch: str = "gh-pages") -> int:
    return int(git(site, "rev-list", "--count", branch))


def online(site: Path, branch: str = "gh-pages") -> dict[str, bytes]:
    """The files that stand published."""
    packed = subprocess.run(
        ["git", "archive", "--format=tar", branch], cwd=site, check=True, capture_output=True
    ).stdout
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        return {one.name: archive.extractfile(one).read() for one in archive if one.isfile()}


def edit(
    site: Path, scratch: Path, files: dict[str, str | None], branch: str = "gh-pages", orphan: bool = False
) -> None:
    """Commit ``files`` on ``branch`` by hand, from the clone ``scratch``; None removes one."""
    git(scratch.parent, "clone", "--quiet", "--template=", str(site), scratch.name)
    if orphan:
        git(scratch, "checkout", "--quiet", "--orphan", branch)
        git(scratch, "rm", "-rfq", "--ignore-unmatch", ".")
    else:
        git(scratch, "checkout", "--quiet", branch)
    for name, text in files.items():
        path = scratch / name
        if text is None:
            path.unlink()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
    git(scratch, "add", "--all")
    git(scratch, "commit", "--quiet", "--message", "Suntingan tangan")
    git(scratch, "push", "--quiet", "origin", f"HEAD:refs/heads/{branch}")


def record_online(site: Path) -> dict:
    return json.loads(git(site, "show", "gh-pages:terbit.json"))
