"""A second made-up portal, with a look of its own and without exports. Nothing in it is news: all of it is invented."""

from textwrap import dedent

from tests.portals import BIMTEK, NEWS

PORTAL = dedent("""\
    name: Kabar Perajin Karangan
    tagline: Berita dan bimtek perajin kota karangan
    description: Portal karangan tentang perajin kota karangan, hanya untuk pengujian.
    SITEURL: https://perajin.example
    menu:
      - label: Berita
        address: /berita/
      - label: Bimtek
        address: /bimtek/
      - label: Topik
        address: /topik/
    sections:
      - name: berita
        introduction: Kabar dari bengkel perajin kota karangan.
      - name: bimtek
        introduction: Pelatihan bagi perajin kota karangan.
      - name: ekspor
        shown: false
    front:
      blocks: [topics, news, trainings]
    demo: true
    """)

OFFICE = "---\nname: Redaksi Karangan\nkind: media\n---\n"
TOPIC = dedent("""\
    ---
    label: Perak
    definition: Kerajinan perak, dalam portal karangan.
    ---
    Pengantar topik perak.
    """)

OWN_PORTAL: dict[str, str | bytes] = {
    "portal.yaml": PORTAL,
    "lembaga/redaksi.md": OFFICE,
    "topik/perak.md": TOPIC,
    "berita/2019/karangan.md": NEWS.replace("[ikm]", "[perak]"),
    "bimtek/2019/karangan.md": BIMTEK.replace("[ikm]", "[perak]"),
}
