"""What is kept in the repository and must be current: golden pages, JSON Schemas, the guide's tables.

``make expected`` renews them; read the difference like code.
"""

import os
import re
from pathlib import Path

import jsonschema
import pytest

from kabar.content.guide_tables import renew_tables
from kabar.content.json_schema import KINDS, schema_of, schema_text
from tests.portals import BIMTEK, NEWS, SMALL, write_content
from tests.site.building import ROOT, build

RENEW = os.environ.get("UPDATE_EXPECTED") == "1"
EXPECTED = Path(__file__).parent / "expected"
# Digests of the theme's files: what a change of style or script renews is no change of any page.
DIGEST = re.compile(r"(?<=/theme/)(\S+?)\.[0-9a-f]{10}(?=\.)")
FIGURE = """\
title: Angka karangan
summary: Angka karangan yang dipakai untuk pengujian.
tags: [ikm]
measure: nilai karangan
unit: USD
observations:
  - {period: 2017, value: 5000000, source: {publisher: Penerbit Uji, date: 2018-01-15}}
  - {period: 2018, value: 7000000, source: {publisher: Penerbit Uji, date: 2019-01-15}}
"""
CONTENT = SMALL | {
    "angka/karangan.yaml": FIGURE,
    "orang/uji.md": "---\nname: Orang Uji\n---\nPerkenalan karangan.\n",
    "halaman/tentang.md": (
        "---\ntitle: Tentang\nsummary: Halaman karangan untuk pengujian.\n---\nIsi halaman karangan.\n"
    ),
    "berita/2019/karangan.md": (
        NEWS.replace("tags", "authors: [uji]\naliases: [/lama/karangan/]\ntags").replace(
            "Isi", "Nilainya {{angka:karangan:2018}}. Isi"
        )
    ),
    "bimtek/2019/karangan.md": BIMTEK,
}
PAGES = {
    "depan": "index.html",
    "berita": "berita/2019/karangan/index.html",
    "bimtek": "bimtek/2019/karangan/index.html",
    "agenda": "bimtek/index.html",
    "topik": "topik/ikm/index.html",
    "daftar-topik": "topik/index.html",
    "angka": "angka/karangan/index.html",
    "orang": "orang/uji/index.html",
    "halaman": "tentang/index.html",
    "redaksi": "redaksi/index.html",
    "tidak-ada": "404.html",
    "alihan": "lama/karangan/index.html",
    "atom": "atom.xml",
    "peta": "sitemap.xml",
}


@pytest.fixture(scope="module")
def output(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("acuan")
    return build(write_content(folder / "isi", CONTENT), folder / "hasil")


def compare(path: Path, text: str) -> None:
    if RENEW:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    assert path.read_text("utf-8") == text


@pytest.mark.parametrize("kind", PAGES)
def test_a_page_of_each_kind_is_as_expected(output, kind):
    drawn = output / PAGES[kind]

    compare(EXPECTED / f"{kind}{drawn.suffix}", DIGEST.sub(r"\1", drawn.read_text("utf-8")))


@pytest.mark.parametrize("kind", KINDS)
def test_the_schema_for_editors_tools_is_as_expected(kind):
    jsonschema.Draft202012Validator.check_schema(schema_of(kind))

    compare(ROOT / "docs/schema" / f"{kind}.json", schema_text(kind))


def test_the_guides_tables_are_as_expected():
    guide = ROOT / "docs/panduan-redaksi.md"

    compare(guide, renew_tables(guide.read_text("utf-8")))
