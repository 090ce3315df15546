"""Small made-up portals for tests. Nothing in them is news: every name and number is invented."""

import os
from itertools import count
from pathlib import Path
from textwrap import dedent

PORTAL = dedent("""\
    name: Portal Uji
    tagline: Semboyan untuk pengujian
    description: Portal karangan yang hanya dipakai untuk pengujian.
    SITEURL: https://uji.example
    licence:
      name: CC BY 4.0
      url: https://creativecommons.org/licenses/by/4.0/
    menu:
      - label: Berita
        address: /berita/
      - label: Bimtek
        address: /bimtek/
    demo: true
    """)

REDAKSI = dedent("""\
    ---
    name: Redaksi Uji
    kind: media
    ---
    """)

TOPIC_IKM = dedent("""\
    ---
    label: IKM
    synonyms: [Industri kecil dan menengah]
    misspellings: [ikmm]
    definition: Industri kecil dan menengah, dalam portal karangan.
    ---
    Pengantar topik IKM.
    """)

NEWS = dedent("""\
    ---
    title: Berita karangan
    date: 2019-05-26 01:35
    summary: Teras karangan yang cukup panjang untuk pengujian.
    tags: [ikm]
    ---
    Isi berita karangan.
    """)

BIMTEK = dedent("""\
    ---
    title: Bimtek karangan
    date: 2019-05-01
    summary: Teras bimtek karangan yang cukup panjang untuk pengujian.
    tags: [ikm]
    start: 2019-05-13
    end: 2019-05-18
    place:
      name: Balai Uji
      province: Kalimantan Barat
    organisers: [redaksi]
    ---
    Isi bimtek karangan.
    """)

_written = count()

MINIMAL = {
    "portal.yaml": PORTAL,
    "lembaga/redaksi.md": REDAKSI,
    "topik/ikm.md": TOPIC_IKM,
}

SMALL = MINIMAL | {"berita/2019/karangan.md": NEWS, "bimtek/2019/karangan.md": BIMTEK}


def write_content(root: Path, files: dict[str, str | bytes]) -> Path:
    """Write ``files`` below ``root`` and give it back."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        let_settle(path)
    return root


def let_settle(path: Path) -> None:
    """Make the file ``path`` look written long ago, but later than any before it: of a young file nothing is known."""
    moment = 1_500_000_000 + next(_written)
    os.utime(path, (moment, moment))
