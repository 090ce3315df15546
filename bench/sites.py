"""The portal as each of the measured programs builds it: laid out, built anew, built again with one article more."""

import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from bench import hugo_site, pelican_site
from bench.corpus import BUILD_DATE, new_article
from bench.process_tree import Run, run
from bench.record import HUGO, OURS, PELICAN

ROOT = Path(__file__).resolve().parents[1]
CACHE = ROOT / ".cache/bench"
PEERS = CACHE / "peers"
CORES = 2
_PROJECT = ("kabar", "plugins", "theme", "pelicanconf.py", "publishconf.py", "requirements.txt")


class Site(Protocol):
    """One program and the portal of ``size`` entries at ``corpus``."""

    name: str
    output: Path

    def lay_out(self) -> None: ...
    def forget(self) -> None: ...
    def add(self, number: int) -> None: ...
    def build(self, watch_memory: bool = False) -> Run: ...


class Ours:
    """Our own press, in a copy of the project: what it keeps from build to build is not the editors'."""

    name = OURS

    def __init__(self, corpus: Path, size: int, *arguments: str, **variables: str):
        self.corpus, self.size = corpus, size
        self.project = CACHE / "kabar"
        # Within the project, as with `make html`: only there the tree before is kept for the next build.
        self.output = self.project / f"output-{corpus.name}"
        self._arguments = arguments
        self._variables = variables

    def lay_out(self) -> None:
        """Copy the project as it stands."""
        shutil.rmtree(self.project, ignore_errors=True)
        self.project.mkdir(parents=True)
        for name in _PROJECT:
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, self.project / name, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy2(ROOT / name, self.project / name)

    def forget(self) -> None:
        """Remove all that was built and kept."""
        shutil.rmtree(self.output, ignore_errors=True)
        shutil.rmtree(self.project / ".cache", ignore_errors=True)

    def add(self, number: int) -> None:
        """Put article ``number`` among the others."""
        add_to_corpus(self.corpus, self.size, number)

    def build(self, watch_memory: bool = False) -> Run:
        return run(
            [sys.executable, "-m", "kabar.build", *self._arguments],
            self.project,
            watch_memory,
            **self.environment(),
        )

    def environment(self) -> Mapping[str, str]:
        """What `make` would hand over."""
        given = {"CONTENT": str(self.corpus), "OUTPUT": str(self.output), "BUILD_DATE": BUILD_DATE, "JOBS": str(CORES)}
        return given | self._variables


class Hugo:
    """Hugo's own program, without the Python that starts it where it comes from a package."""

    name = HUGO

    def __init__(self, corpus: Path, size: int):
        self.corpus, self.size = corpus, size
        self.site, self.output = CACHE / f"hugo-{corpus.name}", CACHE / f"hasil-hugo-{corpus.name}"

    def lay_out(self) -> None:
        hugo_site.write_site(self.corpus, self.site)

    def forget(self) -> None:
        shutil.rmtree(self.output, ignore_errors=True)

    def add(self, number: int) -> None:
        hugo_site.add_entry(self.corpus, add_to_corpus(self.corpus, self.size, number), self.site)

    def build(self, watch_memory: bool = False) -> Run:
        command = [_hugo(), "build", "--quiet", "--source", self.site, "--destination", self.output]
        return run(command, self.site, watch_memory, HUGO_CACHEDIR=str(CACHE / "hugo-cache"))


class Pelican:
    """Stock Pelican, with its plugin for YAML."""

    name = PELICAN

    def __init__(self, corpus: Path, size: int):
        self.corpus, self.size = corpus, size
        self.site, self.output = CACHE / f"pelican-{corpus.name}", CACHE / f"hasil-pelican-{corpus.name}"

    def lay_out(self) -> None:
        pelican_site.write_site(self.corpus, self.site)

    def forget(self) -> None:
        shutil.rmtree(self.output, ignore_errors=True)

    def add(self, number: int) -> None:
        pelican_site.add_entry(self.corpus, add_to_corpus(self.corpus, self.size, number), self.site)

    def build(self, watch_memory: bool = False) -> Run:
        settings = self.site / "pelicanconf.py"
        command = [PEERS / "bin/pelican", "--settings", settings, "--output", self.output, "--fatal", "warnings"]
        return run(command, self.site, watch_memory)


def add_to_corpus(corpus: Path, size: int, number: int) -> Path:
    """Write article ``number`` into the corpus unless it is there, and give its file back."""
    name, text = new_article(size, number)
    path = corpus / name
    # The programs share a corpus: what one has added is not new to the others' sources.
    if not path.exists():
        path.write_text(text, "utf-8")
    return path


def _hugo() -> Path:
    return next(PEERS.glob("lib/python*/site-packages/hugo/binaries/hugo*"))
