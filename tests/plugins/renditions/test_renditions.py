"""Pictures come out upright, small, in their colours, and with nothing that was written into them."""

import io
from random import Random

import pytest
from PIL import Image, ImageCms

from plugins.content_model.picture_files import find_picture_fault, read_picture
from plugins.renditions import store as store_module
from plugins.renditions.choice import all_renditions, main_rendition, renditions_of
from plugins.renditions.drawing import draw_rendition
from plugins.renditions.store import RenditionStore


def photo(width: int, height: int, mode: str = "RGB") -> Image.Image:
    """Something like a photograph: made-up, and no plain surface."""
    small = Image.frombytes("RGB", (24, 16), Random(1).randbytes(24 * 16 * 3))
    return small.resize((width, height), Image.Resampling.BICUBIC).convert(mode)


@pytest.fixture
def save(tmp_path):
    def save_(picture: Image.Image, name: str = "x.jpg", **more):
        (tmp_path / "gambar").mkdir(exist_ok=True)
        picture.save(tmp_path / "gambar" / name, **more)
        return read_picture(tmp_path, f"gambar/{name}")

    return save_


def drawn(root, picture, rendition) -> Image.Image:
    return Image.open(io.BytesIO(draw_rendition(root, picture, rendition)))


def test_a_photograph_is_offered_in_three_formats_and_five_widths(save, tmp_path):
    picture = save(photo(2400, 1600))

    offered = renditions_of(picture)
    assert list(offered) == ["AVIF", "WEBP", "JPEG"]
    for kind, group in offered.items():
        assert [one.width for one in group] == [360, 640, 960, 1280, 1920]
        for one in (group[0], group[-1]):
            result = drawn(tmp_path, picture, one)
            assert (result.format, result.size) == (kind, (one.width, one.width * 2 // 3))
    assert main_rendition(picture).name == picture.path == offered["JPEG"][-1].name
    assert len({one.name for one in all_renditions(picture)}) == 15


def test_no_picture_is_made_larger(save, tmp_path):
    for width in (1, 359, 361):
        picture = save(photo(width, 10))
        assert max(one.width for one in all_renditions(picture)) == width
        for one in all_renditions(picture):
            assert drawn(tmp_path, picture, one).width == one.width


def test_what_the_camera_wrote_is_gone_and_it_stands_upright(save, tmp_path):
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by a quarter
    exif[0x010F] = "Kamera Karangan"
    exif.get_ifd(0x8825)[1] = "S"
    upper_red = photo(800, 600)
    upper_red.paste((255, 0, 0), (0, 0, 200, 600))  # on the left as stored: on top as seen
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    picture = save(upper_red, exif=exif, comment=b"rahasia", icc_profile=profile)

    assert (picture.width, picture.height) == (600, 800)
    for one in all_renditions(picture):
        data = draw_rendition(tmp_path, picture, one)
        result = Image.open(io.BytesIO(data))
        assert result.height > result.width
        assert not result.getexif() and "icc_profile" not in result.info and "comment" not in result.info
        assert b"Kamera" not in data and b"rahasia" not in data
        red, green, blue = result.convert("RGB").getpixel((result.width // 2, 20))
        assert red > 200 and green < 60 and blue < 60


def test_colours_of_another_space_become_srgb(save, tmp_path):
    picture = save(photo(400, 300, "CMYK"))

    assert drawn(tmp_path, picture, main_rendition(picture)).mode == "RGB"


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "1", "I;16", "L"])
def test_a_png_of_any_kind_stays_what_it_shows(save, tmp_path, mode):
    made = Image.new("I;16", (400, 300), 500) if mode == "I;16" else photo(400, 300).convert(mode)
    if "A" in mode:
        made.putalpha(Image.new("L", made.size, 90))
    picture = save(made, "x.png")

    assert list(renditions_of(picture)) == ["WEBP", "PNG"]
    for one in all_renditions(picture):
        result = drawn(tmp_path, picture, one)
        assert ("A" in mode) == ("A" in result.mode)
        assert "A" not in mode or result.convert("RGBA").getpixel((5, 5))[3] == 90


def test_a_telephones_picture_costs_a_reader_little(save, tmp_path):
    picture = save(photo(4000, 3000), quality=95)
    offered = renditions_of(picture)
    weight = {kind: len(draw_rendition(tmp_path, picture, group[1])) for kind, group in offered.items()}
    whole = len(draw_rendition(tmp_path, picture, main_rendition(picture)))

    assert weight["AVIF"] <= weight["JPEG"] and weight["WEBP"] <= weight["JPEG"]
    assert whole < (tmp_path / picture.path).stat().st_size / 4


def test_the_same_picture_gives_the_same_bytes(save, tmp_path):
    picture = save(photo(700, 500))

    for one in all_renditions(picture):
        assert draw_rendition(tmp_path, picture, one) == draw_rendition(tmp_path, picture, one)


def test_nothing_is_made_twice_and_what_is_damaged_is_made_anew(save, tmp_path, monkeypatch):
    picture, store, made = save(photo(700, 500)), RenditionStore(tmp_path / "simpan"), []
    draw = store_module.draw_rendition
    monkeypatch.setattr(store_module, "draw_rendition", lambda *more: made.append(more) or draw(*more))
    one = main_rendition(picture)
    first = store.bytes_of(tmp_path, picture, one)
    assert store.bytes_of(tmp_path, picture, one) == first and len(made) == 1

    (kept,) = (tmp_path / "simpan").iterdir()
    for spoilt in (kept.read_bytes()[:-1], b"", b"x" * 100):
        kept.write_bytes(spoilt)
        assert store.bytes_of(tmp_path, picture, one) == first
    assert len(made) == 4


def test_what_no_page_needs_goes(save, tmp_path):
    picture, store = save(photo(700, 500)), RenditionStore(tmp_path / "simpan")
    for one in all_renditions(picture):
        store.bytes_of(tmp_path, picture, one)
    store.prune([(picture, main_rendition(picture))])

    assert len(list((tmp_path / "simpan").iterdir())) == 1
    RenditionStore(tmp_path / "tidak-ada").prune([])


def test_a_moving_picture_is_refused(tmp_path):
    first, *more = [photo(20, 20), photo(20, 20).rotate(90), photo(20, 20).rotate(180)]
    for name in ("x.webp", "x.png"):
        first.save(tmp_path / name, save_all=True, append_images=more, duration=100)
        assert find_picture_fault(tmp_path / name).startswith("gambar bergerak tidak dipakai")
