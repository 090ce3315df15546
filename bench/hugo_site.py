"""Lay a made-up portal out for Hugo, below the templates of ``bench/hugo/``."""

import json
import re
import shutil
from pathlib import Path

from bench.corpus import BUILD_DATE
from bench.peer_content import SECTIONS, PeerContent, Source, front, write

TEMPLATES = Path(__file__).with_name("hugo")
STATIC = Path(__file__).parents[1] / "theme/static"
MONTHS = (
    "", "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober",
    "November", "Desember",
)  # fmt: skip
_LINK = re.compile(r"\(\{filename\}(/[^)]*)\.md\)")


def write_site(corpus: Path, site: Path) -> None:
    """Write the whole site anew."""
    shutil.rmtree(site, ignore_errors=True)
    shutil.copytree(TEMPLATES, site)
    shutil.copytree(STATIC, site / "static")
    content, root = PeerContent(corpus), site / "content"
    write(site / "data/bulan.json", json.dumps(MONTHS))
    with (site / "hugo.toml").open("a", encoding="utf-8") as settings:
        settings.write(f'\n[params.moment]\ntoday = "{BUILD_DATE}"\n')
    for name, title in SECTIONS.items():
        outputs = ["html", "atom", "agenda"] if name == "bimtek" else ["html", "atom"]
        write(root / name / "_index.md", front({"title": title, "outputs": outputs}))
        for folder in (corpus / name).iterdir():
            write(root / name / folder.name / "_index.md", front({"title": folder.name}))
    for name, title in {"topik": "Topik", "orang": "Orang", "lembaga": "Lembaga", "angka": "Angka"}.items():
        write(root / name / "_index.md", front({"title": title}))
    write(root / "terkini/_index.md", front({"title": "Berita terkini"}))
    narrower = content.narrower()
    for topic in content.topics:
        values = {"title": topic.fields["label"], "description": topic.fields["definition"]}
        tree = {"broader": topic.fields.get("broader", ""), "narrower": narrower.get(topic.name, [])}
        write(root / topic.path / "_index.md", front({**values, **tree, "outputs": ["html", "atom"]}) + topic.body)
    for profile in (*content.people, *content.organisations):
        write(root / profile.path / "_index.md", front({"title": profile.fields["name"]}) + profile.body)
    for name, figure in content.figures.items():
        rows = [
            {"period": row["period"], "value": int(row["value"]), "source": row["source"]["publisher"]}
            for row in figure["observations"]
        ]
        values = {"title": figure["title"], "description": figure["summary"], "unit": figure["unit"]}
        write(root / f"angka/{name}.md", front({**values, "tags": figure["tags"], "observations": rows}))
    for entry in content.entries():
        _write_entry(content, entry, root)


def add_entry(corpus: Path, path: Path, site: Path) -> None:
    """Write the one entry at ``path`` of the corpus into the site."""
    content = PeerContent(corpus)
    _write_entry(content, content.entry(path), site / "content")


def _write_entry(content: PeerContent, entry: Source, root: Path) -> None:
    fields = entry.fields
    values = {
        "title": fields["title"],
        "date": fields["date"].replace(" ", "T") + ":00+07:00",
        "description": fields["summary"],
        "topik": content.with_broader(fields["tags"]),
        "orang": sorted({*fields["authors"], *fields.get("instructors", ())}),
        "lembaga": fields.get("organisers", []),
        **{key: fields[key] for key in ("tags", "authors", "based_on", "figures", "partners") if key in fields},
    }
    if "start" in fields:
        values |= {key: fields[key] for key in ("start", "end", "organisers", "instructors", "quota")}
        values |= {"place": fields["place"]["name"], "province": fields["place"]["province"]}
        values |= {"closes": fields["registration"]["closes"], "outputs": ["html", "acara"]}
    # Plain addresses are the cheapest links that Hugo has; ours are resolved and checked.
    write(root / f"{entry.path}.md", front(values) + _LINK.sub(r"(\1/)", entry.body))
