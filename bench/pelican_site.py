"""Lay a made-up portal out for stock Pelican, below the settings and the theme of ``bench/pelican/``."""

import json
import shutil
from pathlib import Path

from bench.corpus import BUILD_DATE
from bench.hugo_site import MONTHS, STATIC
from bench.peer_content import SECTIONS, PeerContent, Source, front, write

SETTINGS = Path(__file__).with_name("pelican")
DESCRIPTION = "Portal karangan untuk menguji dan mengukur; tidak memuat berita."


def write_site(corpus: Path, site: Path) -> None:
    """Write the whole site anew."""
    shutil.rmtree(site, ignore_errors=True)
    shutil.copytree(SETTINGS, site)
    shutil.copytree(STATIC, site / "theme/static")
    content, root = PeerContent(corpus), site / "content"
    narrower = content.narrower()
    labels = {
        "TOPICS": {
            topic.name: {
                "label": topic.fields["label"],
                "definition": topic.fields["definition"],
                "broader": topic.fields.get("broader"),
                "narrower": narrower.get(topic.name, []),
            }
            for topic in content.topics
        },
        "PEOPLE": {person.name: person.fields["name"] for person in content.people},
        "ORGANISATIONS": {one.name: one.fields["name"] for one in content.organisations},
        "FIGURES": {name: figure["title"] for name, figure in content.figures.items()},
        "MONTHS": MONTHS,
        "TODAY": BUILD_DATE,
        "DESCRIPTION": DESCRIPTION,
    }
    write(site / "labels.json", json.dumps(labels, ensure_ascii=False))
    for one in content.organisations:
        values = {"title": one.fields["name"], "slug": one.name, **_place(one.path)}
        write(root / f"{one.path}.md", front(values) + (one.body or "\n"))
    for name, figure in content.figures.items():
        rows = [
            {"period": row["period"], "value": int(row["value"]), "source": row["source"]["publisher"]}
            for row in figure["observations"]
        ]
        told = {"title": figure["title"], "slug": name, "template": "figure", **_place(f"angka/{name}")}
        values = {**told, "unit": figure["unit"], "topics": figure["tags"], "observations": rows}
        write(root / f"angka/{name}.md", front(values) + "\n")
    for entry in content.entries():
        _write_entry(content, entry, root)


def add_entry(corpus: Path, path: Path, site: Path) -> None:
    """Write the one entry at ``path`` of the corpus into the site."""
    content = PeerContent(corpus)
    _write_entry(content, content.entry(path), site / "content")


def _place(path: str) -> dict[str, str]:
    return {"url": f"{path}/", "save_as": f"{path}/index.html"}


def _write_entry(content: PeerContent, entry: Source, root: Path) -> None:
    fields = entry.fields
    values = {
        "title": fields["title"],
        "slug": entry.name,
        "date": fields["date"],
        "category": SECTIONS[entry.path.partition("/")[0]],
        "summary": fields["summary"],
        "tags": content.with_broader(fields["tags"]),
        "topics": fields["tags"],
        "authors": sorted({*fields["authors"], *fields.get("instructors", ())}),
        "byline": fields["authors"],
        **{key: fields[key] for key in ("based_on", "figures", "partners") if key in fields},
    }
    if "start" in fields:
        values |= {key: fields[key] for key in ("start", "end", "organisers", "instructors", "quota")}
        values |= {"place": fields["place"]["name"], "province": fields["place"]["province"]}
        values |= {"closes": fields["registration"]["closes"]}
    write(root / f"{entry.path}.md", front(values) + entry.body)
