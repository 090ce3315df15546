"""Pictures come out upright, small, in their colours, and with nothing that was written into them."""

import io

import pytest
from PIL import Image, ImageCms

from bench.photographs import photograph
from bench.picture_formats import likeness_of, made_before, whole_of
from kabar.content.media.picture_colours import profile_of_codes
from kabar.content.media.picture_files import PictureFile
from kabar.content.media.picture_pixels import read_picture, unpack
from kabar.content.parsing.problems import BadValue
from kabar.outputs.renditions.rendition_choice import WIDTHS, all_renditions, main_rendition, renditions_of, shapes_of
from kabar.outputs.renditions.rendition_drawing import draw_renditions
from tests.pictures import exif, heic, photo, saved


@pytest.fixture
def save(tmp_path):
    def save_(picture: Image.Image, name: str = "x.jpg", **more):
        (tmp_path / "gambar").mkdir(exist_ok=True)
        picture.save(tmp_path / "gambar" / name, **more)
        return read_picture(f"gambar/{name}", (tmp_path / "gambar" / name).read_bytes())

    return save_


def written(root, name: str, data: bytes):
    """The picture ``data`` as the file ``name`` of ``gambar/``."""
    (root / "gambar").mkdir(exist_ok=True)
    (root / "gambar" / name).write_bytes(data)
    return read_picture(f"gambar/{name}", data)


def draw_rendition(root, picture, rendition) -> bytes:
    (data,) = draw_renditions((root / picture.path).read_bytes(), [(picture, rendition)])
    return data


def drawn(root, picture, rendition) -> Image.Image:
    return Image.open(io.BytesIO(draw_rendition(root, picture, rendition)))


def test_a_photograph_is_offered_in_two_formats_and_five_widths(save, tmp_path):
    picture = save(photo(2400, 1600))

    offered = renditions_of(picture)
    assert list(offered) == ["AVIF", "JPEG"]
    for kind, group in offered.items():
        assert [one.width for one in group] == [360, 640, 960, 1280, 1920]
        for one in (group[0], group[-1]):
            result = drawn(tmp_path, picture, one)
            assert (result.format, result.size) == (kind, (one.width, one.width * 2 // 3))
    assert main_rendition(picture).name == picture.path == offered["JPEG"][-1].name
    assert len({one.name for one in all_renditions(picture)}) == 10


def test_no_picture_is_made_larger(save, tmp_path):
    for width in (1, 359, 361):
        picture = save(photo(width, 10))
        assert max(one.width for one in all_renditions(picture)) == width
        for one in all_renditions(picture):
            assert drawn(tmp_path, picture, one).width == one.width


def test_what_the_camera_wrote_is_gone_and_it_stands_upright(save, tmp_path):
    upper_red = photo(800, 600)
    upper_red.paste((255, 0, 0), (0, 0, 200, 600))  # on the left as stored: on top as seen
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    picture = save(upper_red, exif=exif(6), comment=b"rahasia", icc_profile=profile)

    assert (picture.width, picture.height) == (600, 800)
    for one in all_renditions(picture):
        data = draw_rendition(tmp_path, picture, one)
        result = Image.open(io.BytesIO(data))
        assert result.height > result.width
        assert not result.getexif() and "icc_profile" not in result.info and "comment" not in result.info
        assert b"Kamera" not in data and b"rahasia" not in data
        red, green, blue = result.convert("RGB").getpixel((result.width // 2, 20))
        assert red > 200 and green < 60 and blue < 60


def test_a_wide_gamut_with_transparency_is_brought_into_srgb_in_every_file(save, tmp_path):
    picture = save(Image.new("RGBA", (400, 300), (200, 60, 40, 90)), "x.png", icc_profile=profile_of_codes(12, 13))

    for one in all_renditions(picture):
        # The product of both matrices, by hand: see tests/kabar/content/test_picture_pixels.py.
        found = drawn(tmp_path, picture, one).convert("RGBA").getpixel((5, 5))
        assert max(abs(a - b) for a, b in zip(found, (217, 42, 23, 90), strict=True)) <= 2


def test_of_a_picture_taken_by_a_telephone_nothing_but_the_picture_is_published(tmp_path):
    taken, beside = photo(700, 500), Image.new("RGB", (700, 500), (255, 0, 255))
    mpo = saved(taken, "MPO", save_all=True, append_images=[beside], exif=exif(6), comment=b"rahasia")
    apple = heic(taken, exif=exif(6).tobytes(), xmp=b"<x>rahasia</x>", thumbnails=[320])

    for name, data in (("x.jpg", mpo), ("y.HEIC", apple)):
        picture = written(tmp_path, name, data)
        assert (picture.width, picture.height, picture.kind) == (500, 700, "JPEG")
        assert list(renditions_of(picture)) == ["AVIF", "JPEG"]
        for one in all_renditions(picture):
            made = draw_rendition(tmp_path, picture, one)
            result = Image.open(io.BytesIO(made))
            assert (result.format, result.width, getattr(result, "n_frames", 1)) == (one.kind, one.width, 1)
            assert not result.getexif() and not {"icc_profile", "xmp", "comment", "exif"} & result.info.keys()
            assert not [word for word in (b"Kamera", b"rahasia", b"ftyphei", b"MPF\0") if word in made]


def test_a_heic_gets_addresses_that_no_other_file_can_have(tmp_path):
    picture = written(tmp_path, "IMG_1.HEIC", heic(photo(700, 500)))
    beside = written(tmp_path, "IMG_1.HEIC.jpg", saved(photo(700, 500), "JPEG"))

    names = [one.name for one in all_renditions(picture)]
    assert main_rendition(picture).name == names[-1] == "gambar/IMG_1@HEIC.jpg"
    assert names[:-1] == [f"gambar/IMG_1.HEIC@{width}.avif" for width in (360, 640, 700)] + [
        "gambar/IMG_1.HEIC@360.jpg", "gambar/IMG_1.HEIC@640.jpg"
    ]  # fmt: skip
    assert len({*names, *(one.name for one in all_renditions(beside))}) == 12


def test_a_picture_that_changes_while_it_is_drawn_stops_the_build(save, tmp_path):
    picture = save(photo(70, 50))
    photo(71, 50).save(tmp_path / picture.path)

    with pytest.raises(BadValue, match=r"gambar/x\.jpg berubah saat portal dibangun"):
        draw_rendition(tmp_path, picture, main_rendition(picture))


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "1", "I;16", "L"])
def test_a_png_of_any_kind_stays_what_it_shows(save, tmp_path, mode):
    made = Image.new("I;16", (400, 300), 128 * 257) if mode == "I;16" else photo(400, 300).convert(mode)
    if "A" in mode:
        made.putalpha(Image.new("L", made.size, 90))
    picture = save(made, "x.png")

    assert list(renditions_of(picture)) == ["WEBP", "PNG"]
    for one in all_renditions(picture):
        result = drawn(tmp_path, picture, one)
        assert ("A" in mode) == ("A" in result.mode)
        assert mode != "I;16" or result.convert("L").getpixel((5, 5)) == 128
        assert "A" not in mode or result.convert("RGBA").getpixel((5, 5))[3] == 90


def test_a_telephones_picture_costs_a_reader_little(save, tmp_path):
    picture = save(photo(4000, 3000), quality=95)
    offered = renditions_of(picture)
    weight = {kind: len(draw_rendition(tmp_path, picture, group[1])) for kind, group in offered.items()}
    whole = len(draw_rendition(tmp_path, picture, main_rendition(picture)))

    assert weight["AVIF"] <= weight["JPEG"]
    assert whole < (tmp_path / picture.path).stat().st_size / 4


@pytest.mark.parametrize(("size", "orientation", "decoded"), [
    ((4000, 1200), 1, (2000, 600)),
    ((3800, 1200), 1, (3800, 1200)),  # half would be too narrow
    ((1200, 4000), 6, (2000, 600)),  # its height is the width as shown
    ((4000, 1200), 6, (1200, 4000)),
    ((8000, 1200), 1, (2000, 300)),
])  # fmt: skip
def test_a_large_jpeg_is_decoded_no_larger_than_the_widest_rendition_needs(size, orientation, decoded):
    data = saved(photo(*size), "JPEG", exif=exif(orientation))

    assert unpack("gambar/x.jpg", data, WIDTHS[-1]).size == decoded


@pytest.mark.parametrize("detail", [0.7, pytest.param(0.55, marks=pytest.mark.long)])
def test_a_photograph_is_as_like_itself_as_when_it_cost_four_times_as_much(detail):
    data = photograph(1, detail, (1000, 700))
    picture, whole = read_picture("gambar/x.jpg", data), whole_of(data)

    made = draw_renditions(data, [(picture, one) for one in all_renditions(picture)])

    for kind in ("AVIF", "JPEG"):
        assert likeness_of(made, whole, kind) > likeness_of(made_before(data), whole, kind) - 0.0005


def test_the_same_picture_gives_the_same_bytes(save, tmp_path):
    picture = save(photo(700, 500))

    for one in all_renditions(picture):
        assert draw_rendition(tmp_path, picture, one) == draw_rendition(tmp_path, picture, one)


@pytest.mark.long
def test_those_made_together_are_the_same_as_each_alone(save, tmp_path):
    picture = save(photo(2400, 1600))
    wanted = [(picture, one) for one in (*all_renditions(picture), *shapes_of(picture))]

    together = draw_renditions((tmp_path / picture.path).read_bytes(), wanted)

    assert together == [draw_rendition(tmp_path, picture, one) for _, one in wanted]


@pytest.mark.parametrize(
    ("width", "height", "sizes"),
    [
        (4000, 3000, [(1200, 1200), (1200, 900), (1200, 675)]),
        (1000, 2000, [(1000, 1000), (1000, 750), (1000, 562)]),
        (4000, 500, [(240, 240), (320, 240), (426, 239)]),
        (260, 230, [(230, 230), (260, 195)]),
        (200, 200, []),
    ],
)
def test_a_picture_is_cut_to_the_shapes_in_which_enough_of_it_is_left(width, height, sizes):
    shapes = shapes_of(PictureFile("gambar/a.heic", width, height, "JPEG", "0"))

    assert [(one.width, one.height) for one in shapes] == sizes
    assert all(one.name.startswith("gambar/a.heic@") and one.name.endswith(".jpg") for one in shapes)
