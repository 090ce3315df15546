"""Made-up photographs of twelve megapixels: for corpora, and to measure what pictures cost."""

import io
from pathlib import Path
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

SIZE = (4000, 3000)
_COARSEST, _FINEST = 512, 2  # pixels between two values of noise; half as many in each next layer
_COLOURED = 64  # layers from this distance on have noise of colours, finer ones of brightness
_GRAIN = 5  # of 128: the noise of a sensor
_SHAPES = 60


def add_photographs(corpus: Path, articles: list[Path]) -> None:
    """Give each of ``articles`` a photograph of its own."""
    folder = corpus / "gambar"
    folder.mkdir(exist_ok=True)
    for number, article in enumerate(articles):
        file = folder / f"karangan-{number}.jpg"
        file.write_bytes(photograph(number))
        photo = f"photo: {{file: gambar/{file.name}, alt: Warna karangan, caption: Karangan, credit: Karangan}}"
        article.write_text(article.read_text("utf-8").replace("---\n", f"---\n{photo}\n", 1), "utf-8")


def photograph(seed: int, detail: float = 0.62, size: tuple[int, int] = SIZE) -> bytes:
    """A JPEG of ``size``: clouds with less of the finer noise (``detail`` of each layer), edges, grain of a sensor."""
    random = Random(seed)
    picture = Image.new("RGB", size, (128, 128, 128))
    step, strength = _COARSEST, 1.0
    while step >= _FINEST:
        layer = _noise(random, (size[0] // step + 2, size[1] // step + 2), coloured=step >= _COLOURED)
        picture = _added(picture, layer.resize(size, Image.Resampling.BICUBIC), strength / 2)
        step, strength = step // 2, strength * detail
    picture = _with_shapes(picture, random).filter(ImageFilter.GaussianBlur(0.8))
    out = io.BytesIO()
    _added(picture, _noise(random, size, coloured=False), _GRAIN / 128).save(out, "JPEG", quality=92)
    return out.getvalue()


def _noise(random: Random, size: tuple[int, int], coloured: bool) -> Image.Image:
    mode, bands = ("RGB", 3) if coloured else ("L", 1)
    return Image.frombytes(mode, size, random.randbytes(size[0] * size[1] * bands)).convert("RGB")


def _added(picture: Image.Image, layer: Image.Image, strength: float) -> Image.Image:
    return ImageChops.add(picture, layer.point(lambda value: 128 + int((value - 128) * strength)), 1, -128)


def _with_shapes(picture: Image.Image, random: Random) -> Image.Image:
    """``picture`` with half-transparent ellipses and triangles, whose edges are sharp."""
    colours, mask = Image.new("RGB", picture.size), Image.new("L", picture.size)
    on_colours, on_mask = ImageDraw.Draw(colours), ImageDraw.Draw(mask)
    for _ in range(_SHAPES):
        x, y = random.randrange(picture.width), random.randrange(picture.height)
        across, down = (random.randrange(side // 100, side // 8) for side in picture.size)
        colour = tuple(random.randrange(20, 236) for _ in range(3))
        opacity = random.randrange(60, 180)
        for draw, fill in ((on_colours, colour), (on_mask, opacity)):
            if colour[0] % 2:
                draw.ellipse((x, y, x + across, y + down), fill)
            else:
                draw.polygon([(x, y), (x + across, y), (x + across // 2, y + down)], fill)
    return Image.composite(colours, picture, mask)
