"""A made-up portal with something for each journey of a reader. Nothing in it is news."""

from textwrap import dedent

from tests.browser import trainings

NOW = trainings.NOW

_TOPIC_CRAFT = dedent("""\
    ---
    label: Kerajinan
    definition: Benda buatan tangan, dalam portal karangan.
    broader: ikm
    ---
    """)

_STORY = dedent("""\
    ---
    title: Perajin karangan menjahit
    date: 2019-04-20 08:00
    summary: Teras karangan tentang perajin yang menjahit tas untuk pengujian.
    tags: [kerajinan, ikm]
    ---
    Ibu karangan menjahit tas anyaman. Lihat {{angka:ekspor-karangan:2018}}.

    ## Cara menjahit

    Pelan-pelan, seperti [berita lain]({filename}/berita/2019/anyaman.md).
    """)

_RELATED = dedent("""\
    ---
    title: Anyaman karangan laku
    date: 2019-04-18 08:00
    summary: Teras karangan tentang anyaman yang laku untuk pengujian.
    tags: [kerajinan]
    ---
    Anyaman karangan laku di pasar karangan.
    """)

_ENGLISH_STORY = dedent("""\
    ---
    title: Made-up weavers sell abroad
    date: 2019-04-16 08:00
    summary: A made-up lead that is long enough for a test of languages.
    tags: [kerajinan]
    lang: en
    ---
    Made-up weavers sell their made-up baskets.
    """)

_ENGLISH_PAGE = dedent("""\
    ---
    title: About this made-up portal
    summary: A made-up page in English, for a test of languages.
    lang: en
    ---
    Nothing here is news.
    """)

_EXPORT = dedent("""\
    ---
    title: Ekspor karangan naik
    date: 2019-04-19
    summary: Teras karangan tentang ekspor yang naik untuk pengujian.
    tags: [kerajinan]
    figures: [ekspor-karangan]
    ---
    {{grafik:ekspor-karangan}}

    {{tabel:ekspor-karangan}}
    """)

FIGURE = dedent("""\
    title: Ekspor karangan
    summary: Nilai ekspor karangan, untuk pengujian saja.
    tags: [kerajinan]
    measure: nilai ekspor karangan
    unit: USD
    observations:
      - {period: 2017, value: 1000000, source: {publisher: "Kantor, Karangan", date: 2018-01-05}}
      - {period: 2018, value: 1250000, source: {publisher: "Kantor, Karangan", date: 2019-01-05}}
    """)

CONTENT = trainings.CONTENT | {
    "topik/kerajinan.md": _TOPIC_CRAFT,
    "berita/2019/menjahit.md": _STORY,
    "berita/2019/anyaman.md": _RELATED,
    "berita/2019/weavers.md": _ENGLISH_STORY,
    "halaman/about.md": _ENGLISH_PAGE,
    "ekspor/2019/ekspor-karangan.md": _EXPORT,
    "angka/ekspor-karangan.yaml": FIGURE,
}
