"""Made-up archives for tests: WordPress exports, feeds, folders of Markdown. Every name and number is invented."""

from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path
from textwrap import dedent

HEAD = dedent("""\
    <?xml version="1.0" encoding="UTF-8" ?>
    <rss version="2.0"
      xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
      xmlns:content="http://purl.org/rss/1.0/modules/content/"
      xmlns:dc="http://purl.org/dc/elements/1.1/"
      xmlns:wp="http://wordpress.org/export/1.2/">
    <channel>
    <title>Balai Karangan</title>
    <link>https://balai.example</link>
    <pubDate>Mon, 03 Feb 2025 04:00:00 +0000</pubDate>
    <wp:wxr_version>1.2</wp:wxr_version>
    <wp:base_site_url>https://balai.example</wp:base_site_url>
    <wp:base_blog_url>https://balai.example</wp:base_blog_url>
    <wp:author><wp:author_login>sari</wp:author_login><wp:author_email>sari@balai.example</wp:author_email>
    <wp:author_display_name><![CDATA[Sari Karangan]]></wp:author_display_name></wp:author>
    <wp:author><wp:author_login>admin</wp:author_login>
    <wp:author_display_name>admin</wp:author_display_name></wp:author>
    """)
TAIL = "</channel>\n</rss>\n"
BODY = "Perajin belajar mewarnai benang.\n\nKegiatan ini berlangsung tiga hari di balai."


def item(number: int, title: str = "", body: str = BODY, **given: object) -> str:
    """A post of a WordPress export; ``given`` replaces its other parts."""
    link = given.get("link", f"https://balai.example/2019/05/tulisan-{number}/")
    date = given.get("date", "2019-05-26 08:30:00")
    terms = "".join(
        f'<category domain="{domain}" nicename="{escape(name.lower().replace(" ", "-"))}"><![CDATA[{name}]]></category>'
        for domain, names in (
            ("category", given.get("categories", ["Kabar Balai"])),
            ("post_tag", given.get("tags", [])),
        )
        for name in names
    )
    meta = "".join(
        f"<wp:postmeta><wp:meta_key>{key}</wp:meta_key><wp:meta_value><![CDATA[{value}]]></wp:meta_value></wp:postmeta>"
        for key, value in given.get("meta", {}).items()
    )
    comments = "<wp:comment><wp:comment_content>Bagus.</wp:comment_content></wp:comment>" * given.get("comments", 0)
    return (
        f"<item><title><![CDATA[{title}]]></title><link>{escape(str(link))}</link>"
        f"<pubDate>{given.get('pubdate', '')}</pubDate>"
        f"<dc:creator><![CDATA[{given.get('author', 'sari')}]]></dc:creator>"
        f'<guid isPermaLink="false">{given.get("guid", f"https://balai.example/?p={number}")}</guid>'
        f"<content:encoded><![CDATA[{body}]]></content:encoded>"
        f"<excerpt:encoded><![CDATA[{given.get('excerpt', '')}]]></excerpt:encoded>"
        f"<wp:post_id>{number}</wp:post_id><wp:post_date>{date}</wp:post_date>"
        f"<wp:post_date_gmt>{given.get('gmt', '0000-00-00 00:00:00')}</wp:post_date_gmt>"
        f"<wp:post_modified>{given.get('modified', '')}</wp:post_modified>"
        f"<wp:post_name>{given.get('slug', f'tulisan-{number}')}</wp:post_name>"
        f"<wp:status>{given.get('status', 'publish')}</wp:status>"
        f"<wp:post_parent>{given.get('parent', 0)}</wp:post_parent>"
        f"<wp:post_type>{given.get('type', 'post')}</wp:post_type>"
        f"<wp:post_password>{given.get('password', '')}</wp:post_password>"
        f"{terms}{meta}{comments}</item>\n"
    )


def attachment(number: int, url: str, alt: str = "", caption: str = "", parent: int = 0) -> str:
    """A picture or attachment of a WordPress export."""
    return (
        f"<item><title>berkas-{number}</title><link>https://balai.example/?attachment_id={number}</link>"
        f"<excerpt:encoded><![CDATA[{caption}]]></excerpt:encoded><wp:post_id>{number}</wp:post_id>"
        f"<wp:post_parent>{parent}</wp:post_parent><wp:post_type>attachment</wp:post_type>"
        f"<wp:status>inherit</wp:status>"
        f"<wp:attachment_url>{url}</wp:attachment_url><wp:postmeta><wp:meta_key>_wp_attachment_image_alt</wp:meta_key>"
        f"<wp:meta_value><![CDATA[{alt}]]></wp:meta_value></wp:postmeta></item>\n"
    )


def write_export(file: Path, items: Iterable[str]) -> Path:
    """Write a WordPress export with ``items`` to ``file``."""
    with file.open("w", encoding="utf-8") as stream:
        stream.write(HEAD)
        stream.writelines(items)
        stream.write(TAIL)
    return file


_WORDS = [
    "perajin",
    "kain",
    "tenun",
    "batik",
    "bambu",
    "rotan",
    "mesin",
    "pasar",
    "pameran",
    "pelatihan",
    "balai",
    "peserta",
    "bahan",
    "produk",
    "desain",
    "warna",
    "benang",
    "kayu",
    "logam",
    "kulit",
    "ukir",
    "anyam",
    "jahit",
    "mutu",
    "harga",
    "pembeli",
    "contoh",
    "daerah",
    "kelompok",
    "usaha",
    "kegiatan",
    "minggu",
    "hasil",
    "latihan",
    "pesanan",
]


def many_posts(count: int) -> Iterator[str]:
    """``count`` posts of some 350 words with headings, lists, links, tables and pictures; always the same."""
    for number in range(1, count + 1):
        words = [_WORDS[(number * 7 + place * (3 + number % 5)) % len(_WORDS)] for place in range(340)]
        parts = [" ".join(words[start : start + 45]).capitalize() + "." for start in range(0, 340, 45)]
        link = f"https://balai.example/2019/05/tulisan-{number % count + 1}/"
        body = (
            f'{parts[0]}\n\n<strong>{words[3]}</strong> {parts[1]} <a href="{link}">{words[5]}</a>\n\n'
            f"<h2>Bagian {number}</h2>\n"
            f"{parts[2]}\n<ul>\n<li>{words[7]}</li>\n<li>{words[8]} <em>{words[9]}</em></li>\n</ul>\n{parts[3]}\n\n"
            f'[caption id="a" width="300"]'
            f'<img src="https://balai.example/wp-content/uploads/2019/05/x-{number}.jpg" alt="x" />'
            f" Keterangan {number}[/caption]\n\n<table><tr><th>Nama</th><th>Jumlah</th></tr><tr><td>{words[4]}</td>"
            f"<td>{number}</td></tr></table>\n\n{parts[4]}\n\n{parts[5]}\n\n{parts[6]}"
        )
        yield item(
            number, f"{words[0].capitalize()} {words[1]} nomor {number}", body,
            date=f"{2005 + number % 19}-{1 + number % 12:02}-{1 + number % 28:02} 08:{number % 60:02}:00",
            categories=[f"Kategori {number % 12}"], tags=[words[11], words[12], words[13]], comments=number % 3,
        )  # fmt: skip
