"""Write a made-up portal of any size, the same for the same seed.

``python -m bench.corpus FOLDER --articles 1000 --seed 1``. Every title begins with "Karangan", every
name is invented, and ``portal.yaml`` says ``demo: true``: nobody can take it for news.
"""

import argparse
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache
from itertools import accumulate
from pathlib import Path
from random import Random

# However many entries: sixteen years, all over before BUILD_DATE.
START, END = datetime(2010, 1, 4, 7, 0), datetime(2025, 12, 29, 7, 0)
BUILD_DATE = "2026-01-01"
TOPICS, ORGANISATIONS, PEOPLE, FIGURES = 200, 20, 20, 10
SHARE_OF_TRAININGS, SHARE_OF_EXPORTS = 0.15, 0.1

_TEXT = (
    "perajin kayu anyaman rotan batik tenun logam gerabah kulit bambu pasar mutu desain kemasan bahan "
    "baku alat mesin pelatihan bengkel usaha keluarga desa kota pesanan pembeli pameran harga upah modal "
    "koperasi kredit standar contoh corak warna serat pewarna alami tungku gergaji pahat amplas perekat "
    "oven gudang jalan pelabuhan "
)
_WORDS = _TEXT.split()
_MENU = ("Berita", "Bimtek", "Ekspor", "Topik")
_PROVINCES = ("ID-JB", "ID-JT", "ID-JI", "ID-BA", "ID-SN", "ID-KB", "ID-PA", "ID-AC")

Files = Iterator[tuple[str, str]]


def corpus(articles: int, seed: int) -> Files:
    """The files of a portal with ``articles`` entries, as (path below ``content/``, text)."""
    random = Random(seed)
    topics = _topics_of(articles)
    yield "portal.yaml", _portal()
    yield "lembaga/redaksi.md", _front({"name": "Redaksi Karangan", "kind": "media"})
    for number in range(topics):
        yield f"topik/topik-{number}.md", _topic(number)
    for number in range(ORGANISATIONS):
        yield f"lembaga/lembaga-{number}.md", _front({"name": f"Lembaga Karangan {number}", "kind": "pemerintah"})
    for number in range(PEOPLE):
        yield f"orang/orang-{number}.md", _front({"name": f"Orang Karangan {number}"})
    for number in range(FIGURES):
        yield f"angka/angka-{number}.yaml", _figure(number, random)
    earlier: list[str] = []
    for number in range(articles):
        date = START + (END - START) * number / articles
        section = _section(random)
        path = f"{section}/{date.year}/karangan-{number}"
        tags = _tags(random, topics, random.randint(2, 5))
        body = _body(random, earlier, section)
        yield f"{path}.md", _front(_entry(str(number), date, section, tags, random)) + body
        earlier.append(path)


def new_article(articles: int, number: int) -> tuple[str, str]:
    """News with four topics, newer than every entry of a corpus of ``articles`` and than one of a lower ``number``."""
    random = Random(f"{articles} {number}")
    date = END + timedelta(hours=number)
    tags = _tags(random, _topics_of(articles), 4)
    front = _front(_entry(f"baru {number}", date, "berita", tags, random))
    return f"berita/{date.year}/karangan-baru-{number}.md", front + _body(random, [], "berita")


def write_corpus(root: Path, articles: int, seed: int = 1) -> Path:
    """Write the portal into ``root`` and give it back."""
    made: set[Path] = set()
    for name, text in corpus(articles, seed):
        path = root / name
        if path.parent not in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            made.add(path.parent)
        path.write_text(text, "utf-8")
    return root


def _topics_of(articles: int) -> int:
    return min(TOPICS, max(5, articles // 5))


@cache
def _weights(topics: int) -> list[float]:
    # Zipf-like: a few topics carry most entries, as in every newsroom.
    return list(accumulate(1 / (rank + 1) for rank in range(topics)))


def _tags(random: Random, topics: int, count: int) -> list[str]:
    drawn: set[int] = set()
    while len(drawn) < count:
        drawn.update(random.choices(range(topics), cum_weights=_weights(topics)))
    return [f"topik-{number}" for number in sorted(drawn)]


def _section(random: Random) -> str:
    drawn = random.random()
    if drawn < SHARE_OF_TRAININGS:
        return "bimtek"
    return "ekspor" if drawn < SHARE_OF_TRAININGS + SHARE_OF_EXPORTS else "berita"


def _portal() -> str:
    return (
        "name: Portal Karangan\ntagline: Bahan uji\nSITEURL: https://karangan.example\ndemo: true\n"
        "description: Portal karangan untuk menguji dan mengukur; tidak memuat berita.\n"
        "menu:\n" + "".join(f"  - {{label: {name}, address: /{name.lower()}/}}\n" for name in _MENU)
    )


def _topic(number: int) -> str:
    values = {"label": f"Topik karangan {number}", "definition": "Topik karangan untuk pengujian."}
    if number % 7 and number:
        values["broader"] = f"topik-{number // 7}"
    return _front(values)


def _figure(number: int, random: Random) -> str:
    rows = "".join(
        f"  - {{period: {year}, value: {(999 + random.randint(1, 999)) * 10**6}, source:"
        f" {{publisher: Penerbit Karangan, date: {year + 1}-01-15}}}}\n"
        for year in range(2010, 2020)
    )
    return (
        f"title: Angka karangan {number}\nsummary: Angka karangan yang hanya dipakai untuk pengujian.\n"
        f"tags: [topik-{number % 5}]\nmeasure: nilai karangan\nunit: USD\nobservations:\n{rows}"
    )


def _entry(name: str, date: datetime, section: str, tags: list[str], random: Random) -> dict[str, str]:
    values = {
        "title": f"Karangan {name} tentang {' '.join(random.sample(_WORDS, 4))}",
        "date": date.strftime("%Y-%m-%d %H:%M"),
        "summary": f"Teras karangan tentang {' '.join(random.sample(_WORDS, 10))}.",
        "tags": f"[{', '.join(tags)}]",
        "authors": f"[orang-{random.randrange(PEOPLE)}]",
        "based_on": f"[{{publisher: Penerbit Karangan, url: {_outside('sumber', random)}, date: {date:%Y-%m-%d}}}]",
    }
    if section == "ekspor":
        values |= {"figures": f"[angka-{random.randrange(FIGURES)}]", "partners": "[US, JP]"}
    if section == "bimtek":
        start = date + timedelta(days=random.randint(14, 60))
        values |= {
            "start": f"{start:%Y-%m-%d} 08:30",
            "end": f"{start + timedelta(days=random.randint(0, 5)):%Y-%m-%d} 16:00",
            "place": f"{{name: Balai Karangan, province: {random.choice(_PROVINCES)}}}",
            "organisers": f"[lembaga-{random.randrange(ORGANISATIONS)}]",
            "instructors": f"[orang-{random.randrange(PEOPLE)}]",
            "registration": f"{{closes: {start - timedelta(days=3):%Y-%m-%d}, via: dinas}}",
            "quota": str(random.randint(10, 60)),
            "fee": "gratis",
        }
    return values


def _outside(folder: str, random: Random) -> str:
    return f"https://luar.example/{folder}/{random.randrange(10**6)}/"


def _body(random: Random, earlier: list[str], section: str) -> str:
    """Of 300 to 500 words."""
    parts = []
    for number in range(random.randint(5, 7)):
        parts.append(f"## Bagian {number + 1}\n\n" if number % 2 else "")
        parts.append(f"{' '.join(random.choices(_WORDS, k=random.randint(53, 61))).capitalize()}.\n\n")
    parts.append(f"Menurut [catatan]({_outside('catatan', random)}), bahan itu **{random.choice(_WORDS)}**.\n\n")
    parts.append("".join(f"* {' '.join(random.sample(_WORDS, 6))}\n" for _ in range(4)) + "\n")
    rows = "".join(f"| {random.choice(_WORDS)} | {number} |\n" for number in range(3))
    parts.append(f"| bahan | jumlah |\n| --- | --- |\n{rows}")
    if earlier:
        parts.append(f"\nLihat [karangan lain]({{filename}}/{random.choice(earlier[-50:])}.md).\n")
    if section == "ekspor":
        parts.append(f"\nNilainya {{{{angka:angka-{random.randrange(FIGURES)}:{random.randint(2010, 2019)}}}}}.\n")
    return "".join(parts)


def _front(values: dict[str, str]) -> str:
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in values.items()) + "---\n"


def main() -> None:
    """Write a corpus as the command line asks."""
    parser = argparse.ArgumentParser(description="Write a made-up portal for measuring.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    write_corpus(given.folder, given.articles, given.seed)


if __name__ == "__main__":
    main()
