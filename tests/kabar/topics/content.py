"""A made-up portal whose topics are renamed, merged and counted. Nothing in it is news."""

from datetime import UTC, date, datetime
from pathlib import Path

from kabar.content.library import load_library
from tests.portals import PORTAL, REDAKSI

CLOCK = datetime(2020, 1, 1, tzinfo=UTC)


def topic(label: str, *lines: str) -> str:
    return "\n".join(["---", f"label: {label}", "definition: Karangan.", *lines, "---", ""])


def news(tags: str, *lines: str, title: str = "Berita karangan", body: str = "Isi karangan.") -> str:
    head = [
        "---",
        f"title: {title}",
        "date: 2019-05-26",
        "summary: Teras karangan yang cukup panjang.",
        f"tags: {tags}",
    ]
    return "\n".join([*head, *lines, "---", body, ""])


FIGURE = """\
title: Angka karangan
summary: Angka karangan yang hanya dipakai untuk pengujian.
tags: [kerajinan]
measure: nilai karangan
unit: USD
observations:
  - {period: 2018, value: 1000, source: {publisher: Penerbit, date: 2019-01-01}}
"""

CRAFTS = {
    "portal.yaml": PORTAL,
    "lembaga/redaksi.md": REDAKSI,
    "topik/ikm.md": topic("IKM"),
    "topik/kerajinan.md": topic("Kerajinan", "synonyms: [Kriya]", "broader: ikm"),
    "topik/batik.md": topic("Batik", "broader: kerajinan", "related:", "  - kayu"),
    "topik/kayu.md": topic("Kerajinan kayu", "synonyms: [Kriya kayu]", "broader: kerajinan", "related: [batik]"),
    "angka/karangan.yaml": FIGURE,
    "berita/2019/satu.md": news("[kerajinan, batik]"),
    "berita/2019/dua.md": news("[Kriya, kayu]"),
    "berita/2019/draf.md": news("[kerajinan]", "status: draft"),
}


def contents(root: Path) -> dict[str, bytes]:
    """Every file below ``root``."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def library_of(root: Path):
    """The library below ``root``, which holds together."""
    loaded = load_library(root, date(2020, 1, 1))
    assert loaded.problems == ()
    return loaded.library
