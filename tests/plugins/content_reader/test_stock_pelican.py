"""``content/`` with Pelican's own lists and themes, as docs/with-stock-pelican.md says."""

import re
from pathlib import Path

import feedparser
import html5lib
import pytest

from tests.demonstration import demonstration_content
from tests.once import made_once
from tests.pelican_command import ROOT, pelican
from tests.pictures import png
from tests.portals import NEWS, SMALL, write_content
from tests.site.building import files_of

SETTINGS = re.search(r"```python\n(.*?)```", (ROOT / "docs/with-stock-pelican.md").read_text("utf-8"), re.DOTALL)[1]
MARK = "RAHASIA-7f3a"
FIGURE = """\
title: Ekspor karangan
summary: Nilai ekspor yang dikarang untuk pengujian ini.
tags: [ikm]
measure: nilai ekspor karangan
unit: USD
observations:
  - period: "2017"
    value: 100000000
    source: {publisher: Badan Karangan, date: 2018-01-01}
  - period: "2018"
    value: 120000000
    source: {publisher: Badan Karangan, date: 2019-01-01}
"""
BODY = """\
Nilainya {{angka:ekspor-karangan:2018}}, kata [lembaga](/lembaga/redaksi/) dan [topik](/topik/ikm/).

{{grafik:ekspor-karangan}}

![Uji](/gambar/terang.png)
"""
MADE_UP = SMALL | {
    "topik/batik.md": "---\nlabel: Batik\nbroader: ikm\nsynonyms: [Kain batik]\ndefinition: Kain, dalam portal "
    "karangan.\n---\n",
    "angka/ekspor-karangan.yaml": FIGURE,
    "gambar/terang.png": png("terang"),
    "gambar/gelap.png": png(MARK),
    "berita/2019/kain.md": NEWS.replace("[ikm]", "[Kain batik]").replace("Isi berita karangan.\n", BODY),
    "berita/2019/draf.md": NEWS.replace("tags:", "status: draft\nphoto: {file: gambar/gelap.png, alt: A, credit: B}\n"
        "tags:")
    .replace("karangan", MARK),
    "berita/2030/nanti.md": NEWS.replace("2019-05-26", "2030-01-01").replace("karangan", MARK),
}  # fmt: skip


def build(folder: Path, content: Path, theme: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    settings = SETTINGS.replace('PLUGIN_PATHS = ["."]', f"PLUGIN_PATHS = [{str(ROOT)!r}]")
    (folder / "stock.py").write_text(settings, "utf-8")
    result = pelican(folder, content, "-s", "stock.py", "-o", folder / "hasil", "-t", theme, afresh=True)
    assert (result.returncode, result.stderr) == (0, "")
    return folder / "hasil"


@pytest.fixture(scope="module")
def made_up(tmp_path_factory) -> Path:
    def make(folder):
        build(folder, write_content(folder / "isi", MADE_UP), "simple")

    return made_once(tmp_path_factory, "stock-karangan", make) / "hasil"


@pytest.fixture(scope="module", params=["simple", pytest.param("notmyidea", marks=pytest.mark.long)])
def real(tmp_path_factory, request) -> Path:
    """The real content with a theme of Pelican's."""
    return build(tmp_path_factory.mktemp(request.param), demonstration_content(), request.param)


def text_of(path: Path) -> str:
    page = html5lib.parse(path.read_text("utf-8"), namespaceHTMLElements=False)
    return " ".join("".join(page.find("body").itertext()).split())


def internal_links(output: Path) -> set[str]:
    found = set()
    for path in output.rglob("*.html"):
        page = html5lib.parse(path.read_text("utf-8"), namespaceHTMLElements=False)
        for element in page.iter():
            for name in ("href", "src"):
                address = (element.get(name) or "").removeprefix("http://127.0.0.1:8000").partition("#")[0]
                if address.startswith("/"):
                    found.add(address)
    return found


def test_every_link_within_the_site_leads_to_a_file(real):
    links = internal_links(real)

    assert len(links) > 20
    assert [one for one in links if not ((real / one[1:]).is_file() or (real / one[1:] / "index.html").is_file())] == []


def test_each_topic_has_a_page_with_label_and_definition(real):
    page = text_of(real / "topik/ikm/index.html")

    assert "IKM: Industri kecil dan industri menengah" in page
    assert "Tiga puluh warga binaan Lapas Pontianak belajar membuat kerajinan kayu" in page
    assert (real / "topik/industri-kecil-dan-menengah/index.html").read_text("utf-8").count("topik/ikm/") >= 2


def test_synonyms_meet_in_one_tag(made_up):
    page = text_of(made_up / "topik/batik/index.html")

    assert "Batik: Kain, dalam portal karangan." in page
    assert "Berita karangan" in page
    assert "Kain batik" in text_of(made_up / "topik/batik/index.html")
    assert len(feedparser.parse((made_up / "topik/batik/atom.xml").read_bytes()).entries) == 1


def test_what_is_withheld_is_in_no_file_and_no_picture_of_it_either(made_up):
    files = files_of(made_up)

    assert [name for name, data in files.items() if MARK.encode() in data] == []
    assert {"gambar/terang.png"} == {name for name in files if name.startswith("gambar/")}


def test_directives_become_plain_html(made_up):
    path = made_up / "berita/2019/kain/index.html"
    article = html5lib.parse(path.read_text("utf-8"), namespaceHTMLElements=False).find(".//article")

    assert "US$120 juta" in " ".join("".join(article.itertext()).replace("\xa0", " ").split())
    assert article.find(".//figure/{http://www.w3.org/2000/svg}svg") is not None
    assert [cell.text for cell in article.findall(".//table/tbody/tr/th")] == ["2017", "2018"]
    assert "Badan Karangan" in "".join(article.itertext())
    assert "k-" not in "".join(filter(None, (one.get("class") for one in article.iter())))
    links = {a.text: a.get("href") for a in article.iter("a")}
    assert links["topik"] == "/topik/ikm/"
    assert "lembaga" not in links


def test_mistakes_stop_the_build_in_lines_without_a_traceback(tmp_path):
    content = write_content(tmp_path / "isi", SMALL | {"berita/2019/salah.md": NEWS.replace("[ikm]", "[tidak-ada]")})
    (tmp_path / "stock.py").write_text(SETTINGS.replace('["."]', f"[{str(ROOT)!r}]"), "utf-8")

    result = pelican(tmp_path, content, "-s", "stock.py", "-o", tmp_path / "hasil", afresh=True)

    assert result.returncode == 1
    assert re.search(r"^isi/berita/2019/salah.md:5:\d+: tags: topik 'tidak-ada' tidak ada", result.stderr, re.MULTILINE)
    assert "Traceback" not in result.stdout + result.stderr
    assert not list((tmp_path / "hasil").rglob("*.html"))


def test_without_topic_tags_topics_are_plain_tags(tmp_path):
    content = write_content(tmp_path / "isi", MADE_UP)
    text = SETTINGS.replace('["."]', f"[{str(ROOT)!r}]").replace(', "plugins.topic_tags"', "")
    (tmp_path / "stock.py").write_text(text, "utf-8")

    result = pelican(tmp_path, content, "-s", "stock.py", "-o", tmp_path / "hasil", "-t", "simple", afresh=True)

    assert (result.returncode, result.stderr) == (0, "")
    assert "Articles tagged with Batik" in text_of(tmp_path / "hasil/topik/batik/index.html")
