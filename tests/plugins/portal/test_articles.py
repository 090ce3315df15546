"""What plugins and themes of others find in Pelican's articles, context and signals."""

import json
import shutil

import pytest

from tests.once import made_once
from tests.pelican_command import ROOT, pelican, site
from tests.portals import BIMTEK, NEWS, SMALL, write_content
from tests.site.building import build_afresh

RECORDER = """\
import json
from collections import Counter
from pathlib import Path

from pelican import signals

COUNTS, SEEN = Counter(), {}


def count(name):
    def receive(sender, *args, **kwargs):
        COUNTS[name] += 1

    return receive


def look(generator):
    context = generator.context
    SEEN["articles"] = [article.source_entry for article in context["articles"]]
    SEEN["dates"] = [article.source_entry for article in context["dates"]]
    SEEN["tags"] = {tag.slug: [one.slug for one in held] for tag, held in context["tags"]}
    SEEN["categories"] = {category.slug: len(held) for category, held in context["categories"]}
    SEEN["authors"] = {author.slug: [author.name, len(held)] for author, held in context["authors"]}


def look_closer(generator, content):
    SEEN.setdefault("each", {})[content.source_entry] = {
        "title": content.title,
        "tags": [[tag.name, tag.slug, tag.topic.definition, tag.url] for tag in content.tags],
        "category": [content.category.name, content.category.slug, content.category.url],
        "authors": [[author.slug, author.url] for author in content.authors],
        "content": content.content,
        "summary": content.summary,
        "date": content.date.isoformat(),
        "modified": content.modified.isoformat() if hasattr(content, "modified") else None,
        "status": content.status,
        "lang": content.lang,
        "translations": [other.source_entry for other in content.translations],
        "related": [other.title for other in content.related],
        "training": content.training.start.isoformat() if content.training else None,
        "entry": type(content.entry).__name__,
        "url": content.url,
        "save_as": content.save_as,
    }


def written(path, context):
    COUNTS["content_written"] += 1
    if "article" in context:
        SEEN.setdefault("written", []).append(context["article"].url)


def save(pelican):
    Path(pelican.settings["RECORD"]).write_text(json.dumps({"counts": COUNTS, **SEEN}, default=str))


RECEIVERS = {
    name: count(name)
    for name in ("initialized", "content_object_init", "article_generator_init", "article_generator_finalized",
                 "article_generator_write_article", "all_generators_finalized", "finalized",
                 "static_generator_finalized")
}


def register():
    for name, receiver in RECEIVERS.items():
        getattr(signals, name).connect(receiver)
    signals.article_generator_finalized.connect(look)
    signals.article_generator_write_article.connect(look_closer)
    signals.content_written.connect(written)
    signals.finalized.connect(save)
"""

WITHDRAWN = NEWS.replace(
    "tags:",
    "status: withdrawn\ncorrections:\n  - date: 2019-05-27\n    kind: pencabutan\n    text: Dicabut karena"
    " keliru.\ntags:",
)
CONTENT = SMALL | {
    "topik/batik.md": "---\nlabel: Batik\nbroader: ikm\nsynonyms: [Kain batik]\ndefinition: Kain, dalam portal "
    "karangan.\n---\n",
    "berita/2019/dua.md": NEWS.replace("[ikm]", "[Kain batik, IKM]").replace("2019-05-26", "2019-05-27")
    .replace("tags:", "modified: 2019-06-01\ntags:").replace("Isi berita", "Isi **kedua**"),
    "berita/2019/two.md": NEWS.replace("tags:", "lang: en\ntranslation_of: berita/2019/dua.md\ntags:"),
    "berita/2019/dicabut.md": WITHDRAWN,
    "berita/2019/draf.md": NEWS.replace("tags:", "status: draft\ntags:"),
    "bimtek/2019/nanti.md": BIMTEK.replace("date: 2019-05-01", "date: 2019-05-02"),
}  # fmt: skip


@pytest.fixture(scope="module")
def record(tmp_path_factory) -> dict:
    """What a plugin of somebody else saw while ``pelican`` built a portal."""

    def make(folder):
        settings = site(folder / "situs", f"PLUGINS += ['perekam']\nRECORD = {str(folder / 'rekaman.json')!r}\n")
        (folder / "situs/perekam.py").write_text(RECORDER, "utf-8")
        content = write_content(folder / "isi", CONTENT)
        result = pelican(folder / "situs", content, "-s", settings, "-o", folder / "hasil")
        assert result.returncode == 0, result.stderr

    folder = made_once(tmp_path_factory, "direkam", make)
    return json.loads((folder / "rekaman.json").read_text("utf-8"))


def test_the_signals_fire_that_pelican_documents(record):
    shown = 6
    once = ("article_generator_init", "article_generator_finalized", "all_generators_finalized", "finalized")

    counts = record["counts"]

    assert {name: counts[name] for name in once} == dict.fromkeys(once, 1)
    assert counts["article_generator_write_article"] == shown
    assert counts["content_object_init"] >= shown
    assert sorted(record["written"]) == sorted(one["url"] for one in record["each"].values())
    assert counts["content_written"] > shown


def test_the_context_holds_all_articles_and_how_they_are_grouped(record):
    articles = ["berita/2019/dua.md", "berita/2019/dicabut.md", "berita/2019/karangan.md", "bimtek/2019/nanti.md",
                "bimtek/2019/karangan.md"]  # fmt: skip

    assert sorted(record["articles"]) == sorted(record["dates"]) == sorted(articles)
    assert record["dates"][0] == "berita/2019/dua.md"
    assert sorted(record["tags"]["ikm"]) == ["dua", "karangan", "karangan", "nanti"]
    assert record["tags"]["batik"] == ["dua"]
    assert record["categories"] == {"berita": 3, "bimtek": 2}
    assert record["authors"] == {"redaksi": ["Redaksi Uji", 5]}


def test_an_article_says_what_its_entry_says(record):
    news, training = record["each"]["berita/2019/dua.md"], record["each"]["bimtek/2019/karangan.md"]

    assert news == {
        "title": "Berita karangan",
        # The most specific first, synonyms as the topic that they mean.
        "tags": [
            ["Batik", "batik", "Kain, dalam portal karangan.", "topik/batik/"],
            ["IKM", "ikm", "Industri kecil dan menengah, dalam portal karangan.", "topik/ikm/"],
        ],
        "category": ["Berita", "berita", "berita/"],
        "authors": [["redaksi", "lembaga/redaksi/"]],
        "content": "<p>Isi <strong>kedua</strong> karangan.</p>",
        "summary": "Teras karangan yang cukup panjang untuk pengujian.",
        "date": "2019-05-27T01:35:00+07:00",
        "modified": "2019-06-01T00:00:00+07:00",
        "status": "published",
        "lang": "id",
        "translations": ["berita/2019/two.md"],
        "related": news["related"],
        "training": None,
        "entry": "News",
        "url": "berita/2019/dua/",
        "save_as": "berita/2019/dua/index.html",
    }
    assert "Bimtek karangan" in news["related"]
    assert (training["training"], training["entry"], training["modified"]) == ("2019-05-13", "Bimtek", None)
    assert record["each"]["berita/2019/two.md"]["translations"] == ["berita/2019/dua.md"]


def test_a_withdrawn_article_keeps_its_title_and_the_reason_alone(record):
    withdrawn = record["each"]["berita/2019/dicabut.md"]

    assert (withdrawn["title"], withdrawn["content"], withdrawn["tags"]) == ("Berita karangan", "", [])
    assert withdrawn["summary"] == "Tulisan ini dicabut. Dicabut karena keliru."


ARTICLE_IN_THEME = (
    "<p id=uji>{{ article.title }}|{{ article.tags | join(', ') }}|{{ article.content | safe }}|{{ article.related |"
    " map(attribute='title') | join(', ') }}|{{ article.translations | map(attribute='lang') | join }}</p>"
)


def test_a_theme_may_use_the_article_also_where_make_draws_it(tmp_path):
    project = tmp_path / "proyek"
    for name in ("kabar", "plugins", "theme"):
        shutil.copytree(ROOT / name, project / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pelicanconf.py", "publishconf.py"):
        shutil.copy(ROOT / name, project)
    template = project / "theme/templates/berita.html"
    template.write_text(
        template.read_text("utf-8") + "{% block facts_last %}" + ARTICLE_IN_THEME + "{% endblock %}", "utf-8"
    )
    content = write_content(tmp_path / "isi", CONTENT)

    made = build_afresh(project, content, tmp_path / "make", TANPA_CARI="1")
    result = pelican(project, content, "-s", "pelicanconf.py", "-o", tmp_path / "pelican")

    assert result.returncode == 0, result.stderr
    page = (made / "berita/2019/dua/index.html").read_text("utf-8")
    shown = page.partition("<p id=uji>")[2].partition("|</p>")[0]
    assert shown.startswith("Berita karangan|Batik, IKM|<p>Isi <strong>kedua</strong> karangan.</p>|")
    assert "|en</p>" in page
    assert (tmp_path / "pelican/berita/2019/dua/index.html").read_text("utf-8") == page
