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
from kabar.content.reading.folders import LONGEST_NAME

# Labels that stand for themselves: reserved names, page numbers, nothing but signs.
_ALONE = (
    "C++", "C#", "CON", "PRN", "AUX", "NUL", "COM1", "LPT9", "hal", "hal/2", "halaman", "index", "index.html", "3",
    "null", "NO", "true", "__proto__", ".", "..", "...", "~", "%", "+", "++", "#", "-", "–", "\U0001f9f5",
    "\U0001f9f5\U0001f9f5", "\u2764\ufe0f", "\U0001f1ee\U0001f1e9", "مرحبا بالعالم", "שלום", "が", "か", "atom.xml",
)  # fmt: skip
_PATTERNS = (
    "C++ {n}", "C# {n}", "{n} \U0001f9f5\U0001f3fd", "{signs}", "{emoji}", "#{n}", "halaman {n}", "hal/{n}",
    "python{n}", "CON {n}", "aux.{n}", "مهرجان {n}", "日本語 {n}", "Ünïcödé {n}", "<b>{n}</b>", '"{n}"', "'{n}'",
    "{{ {n} }}", "a & b {n}", "../{n}", "%2e%2e {n}", "topik\u00a0{n}", "Ж{n}", "ﬁ{n}", "½ {n}", "{n}",
)  # fmt: skip
_SIGNS, _EMOJI = "+*!~^=%$", "🧶🪡🧵🪵🪑🏺🧺🪢"
LONGEST_LABEL = 200


def nasty_label(number: int) -> str:
    """The label of topic ``number``: unlike every other one also after folding."""
    if number < len(_ALONE):
        return _ALONE[number]
    if number % 97 == 0:
        return f"{number} {'panjang ' * LONGEST_LABEL}"[: LONGEST_LABEL - 1] + "."
    label = _PATTERNS[number % len(_PATTERNS)].replace("{n}", str(number))
    octal = [int(digit) for digit in f"{number:o}"]
    signs, emoji = ("".join(alphabet[digit] for digit in octal) for alphabet in (_SIGNS, _EMOJI))
    return label.replace("{signs}", signs).replace("{emoji}", emoji)


def nasty_id(number: int) -> str:
    """The id of topic ``number``: some are numbers, some look like pages of a list, some are long."""
    if number % 97 == 0:
        return f"t-{number}-".ljust(LONGEST_NAME, "x")
    return {0: f"{number}", 1: f"hal-{number}", 2: f"python{number}"}.get(number % 11, f"t-{number}")


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
            values["broader"] = nasty_id(number - number % 10)
        yield f"topik/{nasty_id(number)}.md", _front(values)
    for number in range(articles):
        date: datetime = START + timedelta(minutes=number)
        # Names that differ only in case are one name.
        drawn = sorted({random.randrange(topics) for _ in range(5)})
        tags = [random.choice((str, str.upper, str.lower))(nasty_label(one)) for one in drawn]
        front = _front({
            "title": f"Karangan {number}",
            "date": f"{date:%Y-%m-%d %H:%M}",
            "summary": "Teras karangan yang cukup panjang.",
            "tags": tags,
        })  # fmt: skip
        yield f"berita/{date.year}/karangan-{number}.md", front + "Isi karangan.\n"


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
