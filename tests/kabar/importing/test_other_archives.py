"""``make impor FOLDER=`` and ``UMPAN=``: Markdown of Hugo, Jekyll and Pelican, RSS and Atom."""

import yaml

from tests.pictures import photo
from tests.pictures import saved as saved_picture
from tests.portals import write_content

LEAD = "Isi tulisan karangan yang cukup panjang untuk menjadi teras."
HUGO = {
    "hugo.toml": 'title = "Situs Hugo"\nbaseURL = "https://hugo.example/"\n',
    "static/img/kain.jpg": saved_picture(photo(40, 30), "JPEG"),
    "content/posts/pertama.md": (
        '+++\ntitle = "Pertama"\ndate = 2020-03-04T08:00:00+07:00\ntags = ["Tenun"]\ncategories = ["Kabar"]\n'
        'aliases = ["/lama/pertama/"]\nimage = "img/kain.jpg"\n+++\n'
        f'{LEAD}\n\n{{{{< figure src="/img/kain.jpg" caption="Kain" >}}}}\n\n'
        'Lihat [kedua]({{< ref "kedua.md" >}}).\n'
    ),
    "content/posts/kedua.md": f'---\ntitle: "Kedua"\ndate: 2020-03-05\ndraft: true\ntags: Tenun\n---\n{LEAD}\n',
    "content/posts/rusak.md": f"---\ntitle: [a\n---\n{LEAD}\n",
    "content/tentang.md": f"---\ntitle: Tentang\n---\n{LEAD}\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
    "themes/x/README.md": "bukan isi",
}
TRAINING = (
    "---\ntitle: Bimtek menjahit\ndate: 2020-03-01\ncategories: [bimtek]\nstart: 2020-04-01\nend: 2020-04-03\n"
    "mode: daring\n"
    f"organisers:\n  - name: Koperasi Karangan\n---\n{LEAD}\n"
)


def front(text: str) -> dict:
    return yaml.safe_load(text.split("---\n")[1])


def test_a_folder_of_hugo_becomes_articles_and_pages_with_their_pictures(office):
    write_content(office.folder / "situs", HUGO)
    out = office.imports(FOLDER="situs", TERAPKAN="1")

    first = office.read("berita/2020/pertama.md")
    assert front(first)["aliases"] == ["/posts/pertama/", "/lama/pertama/"]
    assert front(first)["photo"]["file"] == "gambar/img/kain.jpg"
    assert "![Kain]({static}/gambar/img/kain.jpg)" in first
    assert "Lihat kedua." in first  # a draft is not linked to
    assert front(office.read("berita/2020/kedua.md"))["status"] == "draft"
    assert "| a | b |" in office.read("halaman/tentang.md")
    broken = next((office.content / "berita").rglob("rusak.md")).read_text("utf-8")
    assert front(broken)["status"] == "draft"
    assert "4 tulisan (berita 3, halaman 1); 2 belum terbit" in out
    assert any("rusak.md:1" in one["tempat"] and "tidak terbaca" in one["keterangan"] for one in office.notes("situs"))
    assert office.checks()[0] == 0


def test_a_training_with_its_schedule_stays_a_training(office):
    write_content(office.folder / "situs", {"bimtek/menjahit.md": TRAINING})
    office.imports(FOLDER="situs", TERAPKAN="1")

    values = front(office.read("bimtek/2020/menjahit.md"))
    assert values["organisers"] == [{"name": "Koperasi Karangan"}] and values["mode"] == "daring"
    assert office.checks()[0] == 0


def test_jekyll_and_pelican_name_dates_and_old_addresses_in_their_ways(office):
    posts = {
        "_posts/2018-02-03-batik-baru.md": (
            f"---\ntitle: Batik baru\ncategory: kabar\n---\n{LEAD}\n{{% post_url 2018-02-04-lain %}}\n"
        ),
        "blog/tulisan.md": (
            "Title: Tulisan Pelican\nDate: 2017-01-02 10:00\nTags: Tenun, Batik\nAuthor: Sari\n"
            f"Status: published\n\n{LEAD}\n"
        ),
        "_drafts/nanti.md": f"---\ntitle: Nanti\n---\n{LEAD}\n",
    }
    write_content(office.folder / "situs", posts)
    office.imports(FOLDER="situs", TERAPKAN="1")

    assert front(office.read("berita/2018/batik-baru.md"))["aliases"] == ["/kabar/2018/02/03/batik-baru.html"]
    assert front(office.read("berita/2017/tulisan.md"))["authors"] == ["sari"]
    assert office.checks()[0] == 0


RSS = f"""<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Umpan Karangan</title><link>https://umpan.example</link>
<item><title>Satu &amp;amp; dua</title><link>https://umpan.example/a/</link><guid isPermaLink="false">a</guid>
<pubDate>Sun, 26 May 2019 08:30:00 +0700</pubDate><category>Tenun</category><description>Ringkas.</description>
<content:encoded><![CDATA[<p>{LEAD}</p><p><a href="/b/">b</a></p>]]></content:encoded></item>
<item><title>Dua</title><link>https://umpan.example/b/</link><author>a@umpan.example (Budi)</author>
<pubDate>Mon, 27 May 2019 08:30:00 +0700</pubDate><description>{LEAD}</description></item>
</channel></rss>"""
ATOM = f"""<?xml version="1.0"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Atom Karangan</title><link href="https://atom.example/"/>
<entry><id>tag:atom.example,2019:1</id><title type="html">Kain &lt;b&gt;baru&lt;/b&gt;</title>
<link href="https://atom.example/1.html"/>
<published>2019-06-01T01:00:00Z</published><updated>2019-06-02T01:00:00Z</updated><author><name>Sari</name></author>
<category term="tenun" label="Tenun"/>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">
<p>Kata <b>tebal</b> di tengah kalimat. {LEAD}</p></div></content></entry>
</feed>"""


def test_rss_and_atom_are_read_as_archives_too(office):
    write_content(office.folder, {"rss.xml": RSS, "umpan/atom.xml": ATOM, "umpan/lagi.xml": ATOM})
    office.imports(UMPAN="rss.xml", TERAPKAN="1")
    office.imports(UMPAN="umpan", TERAPKAN="1")

    first = office.read("berita/2019/satu-dan-dua.md")
    assert front(first)["title"] == "Satu & dua" and front(first)["aliases"] == ["/a/"]
    assert "[b]({filename}/berita/2019/dua.md)" in first
    assert front(office.read("berita/2019/dua.md"))["authors"] == ["budi"]
    atom = office.read("berita/2019/kain-baru.md")
    assert "Kata **tebal** di tengah kalimat." in atom
    assert front(atom)["aliases"] == ["/1.html"] and str(front(atom)["modified"]) == "2019-06-02 08:00"
    assert len(list((office.content / "berita").rglob("*.md"))) == 3
    assert office.checks()[0] == 0
