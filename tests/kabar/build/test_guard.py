"""What may not be published."""

import pytest

from kabar.content.models.portal import Portal
from kabar.preview.preview_pages import with_script
from kabar.publish.guard import find_lost_topics, find_refusals

SITE = "https://kabar.example/portal"
PAGE = '<link rel="canonical" href="{}"><p>Isi</p>'
PORTAL = {
    "@path": "portal.yaml",
    "name": "Portal Uji",
    "tagline": "Semboyan",
    "description": "Portal karangan.",
    "SITEURL": SITE,
}


def refusals_of(folder, files, siteurl=SITE, **portal):
    whole = {"index.html": PAGE.format(siteurl + "/"), "404.html": "Tidak ada", **files}
    for name, text in whole.items():
        if text is not None:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return find_refusals(folder, siteurl, Portal(**{**PORTAL, "demo": "true", **portal}))


def test_a_production_build_for_its_own_address_may_be_published(tmp_path):
    files = {"berita/a/index.html": PAGE.format(SITE + "/berita/a/"), "foto.jpg": b"\xff\xd8\x00"}

    assert refusals_of(tmp_path, files) == []


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"index.html": None}, "index.html tidak ada"),
        ({"404.html": None}, "404.html tidak ada"),
        ({"index.html": "<p>"}, "index.html: alamat kanonis harus https://kabar.example/portal/, bukan kosong"),
        ({"index.html": PAGE.format("https://lain.example/")}, "index.html: alamat kanonis harus"),
        ({"a.html": PAGE.format("https://kabar.example/berita/")}, "a.html: alamat kanonis 'https://kabar.example/ber"),
        ({"atom.xml": "<id>http://127.0.0.1:8000/</id>"}, "atom.xml: memuat alamat komputer ini"),
        ({"a.html": '<a href="http://localhost:9000/">'}, "a.html: memuat alamat komputer ini"),
        ({"a.html": "<a href=http://localhost:9000/>"}, "a.html: memuat alamat komputer ini"),
        ({"feed.json": '{"url":"http://localhost:8000/"}'}, "feed.json: memuat alamat komputer ini"),
        ({"agenda.ics": "URL:http://localhost:8000/bimtek/"}, "agenda.ics: memuat alamat komputer ini"),
        ({"robots.txt": "Sitemap: http://localhost:8000/sitemap.xml"}, "robots.txt: memuat alamat komputer ini"),
        ({"a.html": with_script(b"<body></body>", "1")}, "a.html: berasal dari pratinjau"),
    ],
)  # fmt: skip
def test_what_is_not_a_production_build_for_this_address_is_refused(tmp_path, files, told):
    refusals = refusals_of(tmp_path, files)

    assert any(refusal.startswith(told) for refusal in refusals)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.html", "<p>Pratinjau ada di http://localhost:8000.</p>"),
        ("a.html", "<p><code>http://127.0.0.1:8000</code></p>"),
        ("atom.xml", "<content>&lt;code&gt;http://127.0.0.1:8000&lt;/code&gt;</content>"),
        ("feed.json", '{"content_html":"<code>http://127.0.0.1:8000</code>"}'),
    ],
)
def test_a_page_may_tell_of_an_address_of_ones_own_computer(tmp_path, name, text):
    assert refusals_of(tmp_path, {name: text}) == []


@pytest.mark.parametrize("host", ["example.com", "www.example.org", "portal.invalid", "kabar.test", "uji.example"])
def test_a_name_that_nobody_can_own_is_refused(tmp_path, host):
    told = refusals_of(tmp_path, {}, siteurl=f"https://{host}", demo="false")

    assert f"SITEURL https://{host} memakai nama cadangan" in " ".join(told)


def test_only_a_portal_that_says_that_it_is_an_example_may_stand_below_dot_example(tmp_path):
    told = refusals_of(tmp_path, {}, siteurl="https://kabar.example")

    assert "cadangan" not in " ".join(told)


def test_a_local_address_is_refused(tmp_path):
    assert refusals_of(tmp_path, {}, siteurl="http://localhost/portal")[0].startswith("SITEURL http://localhost")


def test_a_portal_that_is_no_example_says_who_is_responsible(tmp_path):
    refusals = refusals_of(tmp_path, {}, demo="false", publisher="Penerbit Uji")

    assert [line.split(":")[1].split()[0] for line in refusals if line.startswith("portal.yaml")] == [
        "responsible",
        "address",
        "contact",
    ]


def test_a_published_topic_may_not_vanish_without_leading_on(tmp_path):
    (tmp_path / "topik/ikm").mkdir(parents=True)
    (tmp_path / "topik/ikm/index.html").write_text("ada")

    lost = find_lost_topics(tmp_path, ("ikm", "kriya"))

    assert len(lost) == 1
    assert lost[0].startswith(
        "topik/kriya: topik yang sudah terbit hilang tanpa alihan; barangkali folder ini tertinggal"
    )
    assert lost[0].endswith("make deploy TARIK=/topik/kriya/")


def test_before_a_first_publication_no_topic_is_lost(tmp_path):
    assert find_lost_topics(tmp_path, ()) == []


@pytest.mark.parametrize("name", ["pelicanconf.py", "unduhan/publishconf.py"])
def test_a_file_by_which_a_project_is_known_is_not_published(tmp_path, name):
    assert refusals_of(tmp_path, {name: "SITEURL = ''"})[0].startswith(f"{name}: tidak boleh terbit")
