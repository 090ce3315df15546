"""Topics in a Pelican site that knows nothing of the portal: one made by pelican-quickstart."""

import json
import subprocess
import sys
from pathlib import Path

import html5lib
import pytest

from tests.pelican_command import ROOT, environment, pelican

# The three lines of plugins/topic_tags/README.md.
LINES = f'\nPLUGIN_PATHS = [{str(ROOT)!r}]\nPLUGINS = ["plugins.topic_tags"]\nTOPIC_PATH = "topics"\n'

TOPICS = {
    "ikm": (
        "label: IKM\nlabel_en: Small industry\nsynonyms: [Industri Kecil]\nmisspellings: [IKMM]\ndefinition: Usaha"
        " kecil."
    ),
    "batik": "label: Batik\nbroader: ikm\ndefinition: Kain bermotif.\naliases: [/lama/batik/]",
    "kriya": "label: Kriya\nmerged_into: batik\ndefinition: Dulu topik tersendiri.",
}
ARTICLES = {
    "satu.md": "Title: Satu\nDate: 2026-01-01\nTags: IKM, Industri Kecil\n\nIsi satu.\n",
    "dua.md": "Title: Dua\nDate: 2026-01-02\nTags: ikm, kriya\n\nIsi dua.\n",
    "tiga.rst": "Tiga\n####\n\n:date: 2026-01-03\n:tags: BATIK\n\nIsi tiga.\n",
}

# Tags as public Pelican sites write them, line by line: cases, spaces and hyphens differ from post to post.
REAL_TAGS = [
    "pelican, python, github pages", "pelican, server", "pelican, publishing, web", "pelican, GitHub, python",
    "pelican, publishing", "pelican, blogging, jupyter, github, travis-ci", "Pelican, Python", "pelican, web",
    "pelican, jinja, skeleton", "python, markdown, pelican",
]  # fmt: skip
REAL_TOPICS = {
    "pelican": "Pelican", "python": "Python", "github": "GitHub", "server": "Server", "publishing": "Publishing",
    "web": "Web", "jupyter": "Jupyter", "travis-ci": "Travis CI", "jinja": "Jinja", "skeleton": "Skeleton",
    "markdown": "Markdown",
}  # fmt: skip


@pytest.fixture
def site(tmp_path) -> Path:
    """A site as pelican-quickstart makes it, with the three lines."""
    answers = ".\nSitus Uji\nPenulis Uji\nid\nn\nn\nAsia/Jakarta\nn\n"
    subprocess.run(
        [sys.executable, "-m", "pelican.tools.pelican_quickstart"], cwd=tmp_path, env=environment(), input=answers,
        capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    settings = tmp_path / "pelicanconf.py"
    settings.write_text(settings.read_text("utf-8") + LINES, "utf-8")
    return tmp_path


def write(site: Path, topics: dict[str, str], articles: dict[str, str]) -> None:
    (site / "content/topics").mkdir(parents=True)
    for id, front in topics.items():
        (site / f"content/topics/{id}.md").write_text(f"---\n{front}\n---\nPengantar **{id}**.\n", "utf-8")
    for name, text in articles.items():
        (site / "content" / name).write_text(text, "utf-8")


def read(path: Path):
    return html5lib.parse(path.read_text("utf-8"), namespaceHTMLElements=False)


def text_of(path: Path) -> str:
    return " ".join("".join(read(path).find("body").itertext()).split())


def test_tags_are_topics_with_definition_tree_redirects_and_skos(site):
    write(site, TOPICS, ARTICLES)

    result = pelican(site, "content", "-t", "simple", afresh=True)

    output = site / "output"
    assert (result.returncode, result.stderr) == (0, "")
    assert {path.stem for path in (output / "tag").iterdir()} == {
        "ikm",
        "batik",
        "kriya",
        "industri-kecil",
        "small-industry",
    }
    page = text_of(output / "tag/ikm.html")
    assert "IKM: Usaha kecil." in page
    assert "Pengantar ikm." in page
    assert page.count("Satu") >= 1 and "Dua" in page and "Tiga" not in page
    assert {a.get("href") for a in read(output / "tag/ikm.html").iter("a")} >= {"/tag/batik.html"}
    assert [a.get("href") for a in read(output / "tag/batik.html").iter("a") if a.get("rel") == "up"] == [
        "/tag/ikm.html"
    ]
    # One tag for two spellings, the most specific first.
    tags = [a.text for a in read(output / "satu.html").iter("a") if "/tag/" in (a.get("href") or "")]
    assert tags == ["IKM"]
    tags = [a.text for a in read(output / "dua.html").iter("a") if "/tag/" in (a.get("href") or "")]
    assert tags == ["Batik", "IKM"]
    for old, new in (
        ("tag/industri-kecil.html", "ikm"),
        ("tag/kriya.html", "batik"),
        ("lama/batik/index.html", "batik"),
    ):
        assert f'url=/tag/{new}.html"' in (output / old).read_text("utf-8")
    graph = json.loads((output / "topics.jsonld").read_text("utf-8"))["@graph"]
    concepts = {one["prefLabel"]["id"]: one for one in graph if one["@type"] == "skos:Concept"}
    assert concepts["Batik"]["broader"] == [concepts["IKM"]["@id"]]
    assert concepts["IKM"]["@id"].endswith("/tag/ikm.html#this")
    assert not (output / "topics").exists()


def test_unknown_tags_and_broken_topics_are_named_all_at_once(site):
    write(site, TOPICS, ARTICLES | {"empat.md": "Title: Empat\nDate: 2026-01-04\nTags: batk, entah\n\nIsi.\n"})

    result = pelican(site, "content", afresh=True)

    assert result.returncode == 1
    lines = result.stderr.splitlines()
    assert [
        line
        for line in lines
        if line.startswith("content/empat.md:3:1: tags: topik 'batk' tidak ada; maksud Anda 'Batik'?")
    ]
    assert [line for line in lines if line.startswith("content/empat.md:3:1: tags: topik 'entah' tidak ada;")]
    assert "topics/" in lines[0]
    assert "Traceback" not in result.stdout + result.stderr


def test_a_mistake_in_a_topic_file_has_its_line(site):
    write(site, TOPICS | {"salah": "label: Salah\ndefinisi: X"}, ARTICLES)

    result = pelican(site, "content", afresh=True)

    assert result.returncode == 1
    assert "content/topics/salah.md:3:1: definisi: kunci 'definisi' tidak dikenal" in result.stderr


def test_a_misspelling_is_accepted_with_a_warning(site):
    write(site, TOPICS, {"satu.md": "Title: Satu\nDate: 2026-01-01\nTags: IKMM\n\nIsi.\n"})

    result = pelican(site, "content", afresh=True)

    assert result.returncode == 0
    assert "tag 'IKMM' salah tulis; tulis: IKM" in " ".join((result.stdout + result.stderr).split())


def test_tags_of_real_sites_meet_in_a_vocabulary(site):
    topics = {id: f"label: {label}\ndefinition: Sebuah topik." for id, label in REAL_TOPICS.items()}
    topics["github"] += "\nsynonyms: [github pages]"
    topics["publishing"] += "\nsynonyms: [blogging]"
    articles = {
        f"tulisan-{n}.md": f"Title: Tulisan {n}\nDate: 2026-01-01\nTags: {line}\n\nIsi.\n"
        for n, line in enumerate(REAL_TAGS)
    }
    write(site, topics, articles)

    result = pelican(site, "content", "-t", "simple", afresh=True)

    assert (result.returncode, result.stderr) == (0, "")
    tags = text_of(site / "output/tags.html")
    assert "Pelican (10)" in tags and "Python (4)" in tags and "GitHub (3)" in tags and "Publishing (3)" in tags
