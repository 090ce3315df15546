"""A made-up portal as its peers want it: read from our front matter, written in theirs. Never timed."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

SECTIONS = {"berita": "Berita", "bimtek": "Bimtek", "ekspor": "Ekspor"}
_FIGURE = re.compile(r"\{\{angka:([\w-]+):(\d+)\}\}")
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # every value is text, as in our content


@dataclass(frozen=True)
class Source:
    """One Markdown file: ``path`` as in ``berita/2010/karangan-1``, the ``fields`` of its front matter, its body."""

    path: str
    fields: Mapping[str, Any]
    body: str

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2]


class PeerContent:
    """What a corpus at ``root`` holds. Entries are read as they are asked for, nothing is written there."""

    def __init__(self, root: Path):
        self.root = root
        self.topics = list(self._sources("topik"))
        self.people = list(self._sources("orang"))
        self.organisations = list(self._sources("lembaga"))
        self.figures = {
            path.stem: yaml.load(path.read_text("utf-8"), _LOADER) for path in sorted(root.glob("angka/*.yaml"))
        }
        self._broader = {topic.name: topic.fields.get("broader") for topic in self.topics}

    def entries(self) -> Iterator[Source]:
        """Every article, training and export story, in the order of their paths."""
        for section in SECTIONS:
            yield from self._sources(section)

    def entry(self, path: Path) -> Source:
        """One file of the corpus; its figures are written out, since peers have no ledger."""
        _, front, body = path.read_text("utf-8").split("---\n", 2)
        name = path.relative_to(self.root).with_suffix("").as_posix()
        return Source(name, yaml.load(front, _LOADER), _FIGURE.sub(self._figure, body))

    def with_broader(self, topics: list[str]) -> list[str]:
        """``topics`` and all above them: our topic pages list what their narrower topics hold, so theirs do too."""
        found: dict[str, None] = {}
        for topic in topics:
            while topic and topic not in found:
                found[topic] = None
                topic = self._broader[topic]
        return list(found)

    def narrower(self) -> dict[str, list[str]]:
        """The topics right below each topic that has any."""
        below = defaultdict(list)
        for name, broader in self._broader.items():
            if broader:
                below[broader].append(name)
        return below

    def _sources(self, folder: str) -> Iterator[Source]:
        yield from map(self.entry, sorted((self.root / folder).rglob("*.md")))

    def _figure(self, match: re.Match[str]) -> str:
        name, period = match.groups()
        rows = self.figures[name]["observations"]
        value = next(int(row["value"]) for row in rows if row["period"] == period)
        return f"[US${value // 10**6} juta](/angka/{name}/)"


def front(values: Mapping[str, Any]) -> str:
    """``values`` as front matter. JSON is YAML."""
    told = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in values.items())
    return f"---\n{told}---\n"


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
