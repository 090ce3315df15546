"""An entry as NewsArticle, read back as JSON."""

import json
from datetime import datetime
from textwrap import dedent

from kabar.outputs.structured_data.article_data import article_graph
from kabar.outputs.structured_data.json_ld import script_json
from tests.kabar.outputs.structured_data.loading import HOST, load

ROOT = "https://uji.example/portal"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'

AUTHOR = dedent("""\
    ---
    name: Sri Karangan
    ---
    """)
FULL = dedent("""\
    ---
    title: Ukiran <b>karangan</b> & lainnya
    date: 2019-05-26 01:35
    modified: 2019-05-27 08:00
    summary: Teras karangan yang cukup panjang untuk pengujian.
    tags: [Industri kecil dan menengah]
    authors: [sri]
    dateline: JAKARTA
    photo:
      file: gambar/ukiran.svg
      alt: Sebuah ukiran.
      caption: Ukiran karangan.
      credit: Sri Karangan
      license: CC BY 4.0
    based_on:
      - publisher: Media Karangan
        title: Judul sumber
        url: https://media.example/1
        date: 2019-05-25
    corrections:
      - date: 2019-05-28 09:00
        kind: ralat
        text: Jumlah peserta dibetulkan.
        link: /topik/ikm/
    ---
    Isi rahasia.
    """)
ENGLISH = dedent("""\
    ---
    title: A made-up carving
    date: 2019-05-26 03:00
    summary: A made-up lead, long enough for the test.
    tags: [ikm]
    lang: en
    translation_of: berita/2019/ukiran.md
    ---
    Text.
    """)
FILES = {
    "orang/sri.md": AUTHOR,
    "gambar/ukiran.svg": SVG,
    "berita/2019/ukiran.md": FULL,
    "berita/2019/carving.md": ENGLISH,
}


def graph_of(library, path: str, *others: str) -> list[dict]:
    article = library.articles[path]
    translations = [library.articles[other] for other in others]
    return json.loads(script_json(article_graph(article, library, HOST, translations)))


def test_an_article_says_what_its_page_shows_with_whole_addresses_and_offsets(tmp_path):
    library = load(tmp_path, FILES)

    (news,) = graph_of(library, "berita/2019/ukiran.md")

    assert news["@context"] == "https://schema.org"
    assert news["@type"] == "NewsArticle"
    assert news["headline"] == "Ukiran <b>karangan</b> & lainnya"
    assert news["url"] == news["mainEntityOfPage"]["@id"] == f"{ROOT}/berita/2019/ukiran/"
    assert news["datePublished"] == "2019-05-26T01:35:00+07:00"
    assert news["dateModified"] == "2019-05-28T09:00:00+07:00"
    assert datetime.fromisoformat(news["datePublished"]).utcoffset() is not None
    assert news["description"] == "Teras karangan yang cukup panjang untuk pengujian."
    assert (news["inLanguage"], news["dateline"], news["articleSection"]) == ("id", "JAKARTA", "Berita")
    assert news["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert "Isi rahasia" not in json.dumps(news)


def test_people_and_organisations_are_known_by_the_address_of_their_page(tmp_path):
    (news,) = graph_of(load(tmp_path, FILES), "berita/2019/ukiran.md")

    assert news["author"] == [
        {
            "@type": "Person",
            "@id": f"{ROOT}/orang/sri/#this",
            "name": "Sri Karangan",
            "url": f"{ROOT}/orang/sri/",
        }
    ]
    assert news["editor"]["@type"] == "NewsMediaOrganization"
    assert news["editor"]["@id"] == f"{ROOT}/lembaga/redaksi/#this"
    assert news["publisher"]["name"] == "Portal Uji"
    assert news["publisher"]["url"] == f"{ROOT}/"


def test_topics_picture_source_and_correction_are_told(tmp_path):
    (news,) = graph_of(load(tmp_path, FILES), "berita/2019/ukiran.md")

    assert news["keywords"] == ["IKM"]
    assert [topic["url"] for topic in news["about"]] == [f"{ROOT}/topik/ikm/"]
    assert news["image"]["contentUrl"] == f"{ROOT}/gambar/ukiran.svg"
    assert news["image"]["creditText"] == "Sri Karangan"
    assert news["image"]["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert news["isBasedOn"] == [
        {
            "@type": "CreativeWork",
            "name": "Judul sumber",
            "url": "https://media.example/1",
            "datePublished": "2019-05-25",
            "publisher": {"@type": "Organization", "name": "Media Karangan"},
        }
    ]
    assert news["correction"] == [
        {
            "@type": "CorrectionComment",
            "name": "Ralat",
            "text": "Jumlah peserta dibetulkan.",
            "datePublished": "2019-05-28T09:00:00+07:00",
            "url": f"{ROOT}/topik/ikm/",
        }
    ]


def test_an_original_and_its_translation_name_each_other(tmp_path):
    library = load(tmp_path, FILES)

    (original,) = graph_of(library, "berita/2019/ukiran.md", "berita/2019/carving.md")
    (translation,) = graph_of(library, "berita/2019/carving.md", "berita/2019/ukiran.md")

    assert [work["@id"] for work in original["workTranslation"]] == [translation["@id"]]
    assert translation["translationOfWork"]["@id"] == original["@id"]
    assert translation["inLanguage"] == "en"
    assert "translationOfWork" not in original
    assert "workTranslation" not in translation


def test_a_withdrawn_entry_keeps_headline_dates_and_the_reason_only(tmp_path):
    reason = "  - {date: 2019-05-29 10:00, kind: pencabutan, text: Sumbernya keliru.}\n---\nIsi"
    withdrawn = FULL.replace("---\nIsi", reason).replace("dateline:", "status: withdrawn\ndateline:")
    library = load(tmp_path, FILES | {"berita/2019/ukiran.md": withdrawn})

    (news,) = graph_of(library, "berita/2019/ukiran.md")

    assert set(news) == {
        "@context", "@type", "@id", "url", "mainEntityOfPage", "headline", "inLanguage",
        "datePublished", "dateModified", "correction",
    }  # fmt: skip
    assert [correction["text"] for correction in news["correction"]] == ["Sumbernya keliru."]
    assert news["dateModified"] == "2019-05-29T10:00:00+07:00"


def test_an_organisation_is_named_as_on_the_day_of_the_entry(tmp_path):
    renamed = dedent("""\
        ---
        name: Redaksi Baru
        former_names: [{name: Redaksi Lama, until: 2019-05-26}]
        ---
        """)
    library = load(tmp_path, FILES | {"lembaga/redaksi.md": renamed})

    (news,) = graph_of(library, "berita/2019/ukiran.md")

    assert news["editor"]["name"] == "Redaksi Lama"
