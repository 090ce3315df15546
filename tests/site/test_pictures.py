"""A page offers each picture in files that fit, without a jump when it comes; a draft's picture has none."""

import json
import re

import pytest
from lxml import html
from PIL import Image

from tests.browsing import serve
from tests.forking import run_forked
from tests.pictures import exif, heic, photo, saved
from tests.portals import BIMTEK, NEWS, SMALL, write_content
from tests.site.building import TODAY, build, run_build

PAGE = "berita/2019/bergambar.md"
WITH_PICTURES = NEWS.replace("---\n", "---\nphoto: {file: gambar/2019/kayu.jpg, alt: Kayu, credit: Karangan}\n", 1) + (
    "\n\n![Papan]({static}/gambar/2019/papan.png)\n\nPenutup.\n"
)
APPLE = "berita/2019/dari-ponsel.md"
FROM_TELEPHONE = WITH_PICTURES.replace("kayu.jpg", "IMG_1.HEIC").replace("papan.png", "IMG_1.HEIC") + (
    "\n[Foto penuh]({static}/gambar/2019/IMG_1.HEIC), [lagi](/gambar/2019/IMG_1.HEIC)\n"
)


@pytest.fixture(scope="module")
def output(tmp_path_factory):
    place = tmp_path_factory.mktemp("gambar")
    draft = WITH_PICTURES.replace("---\n", "---\nstatus: draft\n", 1).replace("kayu.jpg", "rahasia.jpg")
    files = SMALL | {PAGE: WITH_PICTURES, "berita/2019/draf.md": draft, APPLE: FROM_TELEPHONE}
    telephones = "{file: gambar/2019/IMG_1.HEIC, alt: Peserta, credit: Karangan}"
    files["bimtek/2019/karangan.md"] = BIMTEK.replace("tags", f"photo: {telephones}\ngallery: [{telephones}]\ntags")
    files |= {"gambar/2019/IMG_1.HEIC": heic(photo(700, 500), exif=exif(6).tobytes())}
    content = write_content(place / "isi", files)
    (content / "gambar/2019").mkdir(parents=True, exist_ok=True)
    photo(1500, 1000).save(content / "gambar/2019/kayu.jpg")
    photo(1400, 700).save(content / "gambar/2019/rahasia.jpg")
    photo(500, 400).save(content / "gambar/2019/papan.png")
    return build(content, place / "hasil")


def test_each_picture_is_offered_with_its_size(output):
    page = html.fromstring((output / "berita/2019/bergambar/index.html").read_bytes())
    lead, inner, *_of_related = page.xpath("//article//picture")

    assert [one.get("type") for one in lead.xpath(".//source")] == ["image/avif"]
    assert [one.get("type") for one in inner.xpath(".//source")] == ["image/webp"]
    (first,), (second,) = lead.xpath(".//img"), inner.xpath(".//img")
    assert (first.get("width"), first.get("height"), first.get("loading")) == ("1500", "1000", None)
    assert (second.get("width"), second.get("height"), second.get("loading")) == ("500", "400", "lazy")
    for picture in (lead, inner):
        for srcset in picture.xpath(".//@srcset"):
            for candidate in srcset.split(", "):
                address, width = re.fullmatch(r"/(\S+) (\d+)w", candidate).groups()
                assert (output / address).is_file() and int(width)


def test_a_drafts_picture_is_in_no_file(output):
    assert not [path for path in output.rglob("*") if "rahasia" in path.name]


def test_a_telephones_picture_is_shown_and_linked_by_an_address_of_its_own(output):
    page = html.fromstring((output / "berita/2019/dari-ponsel/index.html").read_bytes())
    address = "/gambar/2019/IMG_1@HEIC.jpg"

    lead, inner, *_of_related = page.xpath("//article//picture")
    for picture in (lead, inner):
        assert [one.get("type") for one in picture.xpath(".//source")] == ["image/avif"]
        (image,) = picture.xpath(".//img")
        assert (image.get("src"), image.get("width"), image.get("height")) == (address, "500", "700")
        named = [one.rpartition(" ")[0] for srcset in picture.xpath(".//@srcset") for one in srcset.split(", ")]
        assert len(named) == 4 and all((output / name[1:]).is_file() for name in named)
    assert page.xpath("//article//a[contains(@href, '/gambar/')]/@href") == [address, address]
    (told,) = [json.loads(one) for one in page.xpath("//script[@type='application/ld+json']/text()") if "IMG_1" in one]
    assert set(re.findall(r"gambar/[^\"]*", json.dumps(told))) == {address[1:]}
    published = Image.open(output / address[1:])
    assert (published.format, published.size) == ("JPEG", (500, 700))


def test_no_file_is_one_that_a_telephone_wrote(output):
    for path in output.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert b"ftyphei" not in data and b"Kamera Karangan" not in data, path
            assert not re.search(rb"IMG_1\.HEIC(?!@)", data), path


def test_feeds_name_what_is_published_of_a_telephones_picture(output):
    (entry,) = [one for one in json.loads((output / "feed.json").read_text())["items"] if "dari-ponsel" in one["url"]]

    assert entry["image"].endswith("/gambar/2019/IMG_1@HEIC.jpg")
    assert set(re.findall(r"gambar/[^\" ]*", entry["content_html"])) == {"gambar/2019/IMG_1@HEIC.jpg"}


def test_check_and_build_tell_the_same_of_a_photograph_that_is_cut_off(tmp_path):
    content = write_content(
        tmp_path / "isi", SMALL | {PAGE: WITH_PICTURES, "gambar/2019/kayu.jpg": saved(photo(900, 600), "JPEG")[:-200]}
    )
    photo(50, 40).save(content / "gambar/2019/papan.png")
    built = run_build(content, tmp_path / "hasil")
    checked = run_forked("kabar.editing.check.__main__", [str(content)], tmp_path, {"BUILD_DATE": TODAY})

    message = "gambar/2019/kayu.jpg: gambar rusak atau terpotong; simpan ulang dari aplikasi aslinya"
    assert built.stderr.splitlines() == [f"{content}/{PAGE}:2:15: photo.file: {message}"]
    assert built.stderr in checked.stdout and not (tmp_path / "hasil").exists()
    assert (built.returncode, checked.returncode) == (1, 1)
    # What is whole need not be unpacked by a build once a check has done so: both keep it, by a digest alone.
    assert len((tmp_path / ".cache/periksa/gambar").read_text().split()) == 1


@pytest.mark.browser
def test_nothing_jumps_when_pictures_come(output, browser):
    context = browser.new_context(viewport={"width": 360, "height": 640})
    page = context.new_page()
    page.add_init_script(
        "window.jumps = 0; new PerformanceObserver((list) => list.getEntries().forEach((one) => (jumps += one.value)))"
        ".observe({type: 'layout-shift', buffered: true})"
    )
    with serve(output) as address:
        page.goto(f"{address}/berita/2019/bergambar/", wait_until="networkidle")
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
        page.wait_for_load_state("networkidle")
        taken = page.evaluate("[...document.querySelectorAll('article picture img')].map((one) => one.currentSrc)")
        jumps = page.evaluate("jumps")
    context.close()

    assert jumps == 0
    assert taken[0].endswith("kayu.jpg@360.avif")


@pytest.mark.browser
def test_a_picture_in_many_files_stands_where_one_alone_would(output, browser):
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    with serve(output) as address:
        page.goto(f"{address}/berita/")
        card = page.locator(".news-card", has=page.locator("picture")).first
        title, photo = (card.locator(part).bounding_box() for part in (".news-card__title", "img"))
    context.close()

    assert photo["x"] > title["x"] + title["width"]
    assert photo["width"] < 300
