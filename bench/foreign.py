"""Turn texts that nobody here wrote into a portal, to try the press on titles and tags of any kind.

``apt-cache dumpavail | python -m bench.foreign FOLDER --most 5000`` takes the descriptions of Debian's
packages: the synopsis is a title, the long description a body, debtags are topics. Nothing of it is
kept in the repository.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kabar.text.folding import fold_label

START = datetime(2005, 1, 1, tzinfo=UTC)
WIB = timedelta(hours=7)
PORTAL = (
    "name: Portal Uji\ntagline: Bahan uji\ndescription: Teks orang lain untuk menguji; tidak untuk diterbitkan.\n"
    "SITEURL: https://uji.example\ndemo: true\n"
)
_FIELD = re.compile(r"^(?P<name>[A-Za-z-]+): ?(?P<value>.*(?:\n[ \t].*)*)", re.MULTILINE)


def read_records(text: str) -> Iterator[dict[str, str]]:
    """The records of a Debian control file, each as field → text."""
    for record in re.split(r"\n{2,}", text):
        fields = {match["name"]: match["value"] for match in _FIELD.finditer(record)}
        if fields.get("Package") and fields.get("Description"):
            yield fields


def write_portal(root: Path, records: Iterator[dict[str, str]], most: int) -> tuple[int, int]:
    """Write at most ``most`` records as news below ``root``; how many entries and topics that made."""
    topics: dict[str, str] = {}
    _write(root / "portal.yaml", PORTAL)
    _write(root / "lembaga/redaksi.md", _front({"name": "Redaksi Uji"}))
    count = 0
    for count, record in enumerate(records, 1):
        synopsis, _, rest = record["Description"].partition("\n")
        tags = [tag.strip() for tag in re.split(r"[,\n]", record.get("Tag", "")) if tag.strip()]
        tags += [record.get("Section", "lain"), *([] if tags else [record["Package"][0]])]
        labels = {fold_label(tag): tag for tag in tags if fold_label(tag)}
        for folded, label in labels.items():
            topics.setdefault(folded, label)
        body = "\n".join(line.removeprefix(" ").replace(".", "", line == " .") for line in rest.split("\n"))
        date = START + timedelta(hours=count * 7)
        values = {
            "title": (synopsis or record["Package"])[:200],
            "date": date.isoformat(),
            "summary": f"{record['Package']}: {synopsis}".ljust(20, ".")[:400],
            "tags": [topics[folded] for folded in list(labels)[:8]],
        }
        _write(root / f"berita/{(date + WIB).year}/entri-{count}.md", _front(values) + body)
        if count == most:
            break
    for number, (_, label) in enumerate(sorted(topics.items())):
        slug = re.sub(r"[^a-z0-9]+", "-", label.casefold()).strip("-") or "topik"
        _write(root / f"topik/{slug[:80]}-{number}.md", _front({"label": label, "definition": f"Topik {label}."}))
    return count, len(topics)


def _front(values: dict) -> str:
    # JSON is YAML: whatever a title holds stays what it is.
    return "---\n" + "".join(f"{key}: {json.dumps(v, ensure_ascii=False)}\n" for key, v in values.items()) + "---\n"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def main() -> None:
    """Write the portal that the command line asks for, from standard input."""
    parser = argparse.ArgumentParser(description="Make a portal of Debian's package descriptions.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--most", type=int, default=5000)
    given = parser.parse_args()
    entries, topics = write_portal(given.folder, read_records(sys.stdin.read()), given.most)
    print(f"{entries} entries, {topics} topics")


if __name__ == "__main__":
    main()
