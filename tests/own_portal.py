"""A second made-up portal, with a look of its own and without exports. Nothing in it is news: all of it is invented."""

import io
from textwrap import dedent

from PIL import Image, ImageDraw

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
    logo:
      file: gambar/logo.svg
      icon: gambar/ikon.png
    colours:
      light:
        background: '#eef6f2'
        text: '#10231c'
        brand: '#0b5d47'
        link: '#0f4c81'
        accent: '#a04b1b'
      dark:
        background: '#0e1a16'
        text: '#e4f0ea'
        brand: '#7fd1b4'
        link: '#9cc9f5'
        accent: '#f2a36b'
    sections:
      - name: berita
        introduction: Kabar dari bengkel perajin kota karangan.
      - name: bimtek
        introduction: Pelatihan bagi perajin kota karangan.
      - name: ekspor
        hidden: true
    front:
      blocks: [topics, news, trainings]
    demo: true
    """)

# A ring of silver, drawn for this test.
LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 48" width="64" height="48">'
    '<circle cx="24" cy="24" r="17" fill="none" stroke="#0b8a6a" stroke-width="8"/>'
    '<circle cx="46" cy="24" r="10" fill="#c9722f"/></svg>\n'
)


def icon(side: int = 512, height: int = 0) -> bytes:
    """The ring as a PNG of ``side`` pixels, not square with another ``height``."""
    image = Image.new("RGBA", (side, height or side))
    pen = ImageDraw.Draw(image)
    pen.ellipse((side // 8, side // 8, side * 7 // 8, side * 7 // 8), outline="#0b8a6a", width=side // 8)
    pen.ellipse((side * 5 // 8, side * 5 // 8, side - side // 16, side - side // 16), fill="#c9722f")
    written = io.BytesIO()
    image.save(written, "PNG")
    return written.getvalue()


OFFICE = "---\nname: Redaksi Karangan\nkind: media\n---\n"
TOPIC = dedent("""\
    ---
    label: Perak
    synonyms: [Kerajinan perak]
    aliases: [/topik/logam/]
    definition: Kerajinan perak, dalam portal karangan.
    ---
    Pengantar topik perak.
    """)

OWN_PORTAL: dict[str, str | bytes] = {
    "portal.yaml": PORTAL,
    "lembaga/redaksi.md": OFFICE,
    "topik/perak.md": TOPIC,
    "gambar/logo.svg": LOGO,
    "gambar/ikon.png": icon(),
    "berita/2019/karangan.md": NEWS.replace("[ikm]", "[perak]"),
    "bimtek/2019/karangan.md": BIMTEK.replace("[ikm]", "[perak]"),
}
