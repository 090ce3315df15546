"""A made-up portal of topics with nasty labels, to break whatever takes a label for an address.

``python -m bench.nasty FOLDER --topics 3000 --articles 20000``. Every title begins with "Karangan".
"""

import argparse
import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from bench.corpus import START

_PATTERNS = (
    "C++ {n}", "C# {n}", "{n} \U0001f9f5\U0001f3fd", "+++ {n} +++", "#{n}", "halaman {n}", "hal/{n}", "python{n}",
    "CON {n}", "aux.{n}", "مهرجان {n}", "日本語 {n}", "Ünïcödé {n}", "<b>{n}</b>", '"{n}"', "'{n}'", "{{ {n} }}",
    "a & b {n}", "../{n}", "%2e%2e {n}", "topik\u00a0{n}", "Ж{n}", "ﬁ{n}", "½ {n}", "{n}",
)  # fmt: skip


def nasty_label(number: int) -> str:
    """The label of topic ``number``: unlike every other one also after folding."""
    if number % 97 == 0:
        return f"{'panjang ' * 24}{number}"
    return _PATTERNS[number % len(_PATTERNS)].replace("{n}", str(number))


def nasty_portal(topics: int, articles: int, seed: int = 1) -> Iterator[tuple[str, str]]:
    """The files of the portal, as (path below ``content/``, text)."""
    random = Random(seed)
    yield "portal.yaml", (
        "name: Portal Karangan\ntagline: Bahan uji\nSITEURL: https://karangan.example\ndemo: true\n"
        "description: Portal karangan untuk pengujian; tidak memuat berita.\n"
    )
    yield "lembaga/redaksi.md", _front({"name": "Redaksi Karangan"})
    for number in range(topics):
        values = {"label": nasty_label(number), "definition": "Topik karangan."}
        if number % 10:
            values["broader"] = f"t-{number - number % 10}"
        yield f"topik/t-{number}.md", _front(values)
    for number in range(articles):
        date: datetime = START + timedelta(minutes=number)
        tags = sorted({nasty_label(random.randrange(topics)) for _ in range(5)})
        yield f"berita/{date.year}/karangan-{number}.md", _front({
            "title": f"Karangan {number}",
            "date": f"{date:%Y-%m-%d %H:%M}",
            "summary": "Teras karangan yang cukup panjang.",
            "tags": tags,
        })  # fmt: skip


def write_nasty_portal(root: Path, topics: int, articles: int) -> Path:
    """Write the portal into ``root`` and give it back."""
    for name, text in nasty_portal(topics, articles):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return root


def _front(values: dict) -> str:
    # JSON is YAML: whatever a label holds stays what it is.
    return "---\n" + "".join(f"{key}: {json.dumps(v, ensure_ascii=False)}\n" for key, v in values.items()) + "---\n"


def main() -> None:
    """Write the portal that the command line asks for."""
    parser = argparse.ArgumentParser(description="Write a made-up portal of nasty topics.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--topics", type=int, default=300)
    parser.add_argument("--articles", type=int, default=1000)
    given = parser.parse_args()
    write_nasty_portal(given.folder, given.topics, given.articles)


if __name__ == "__main__":
    main()
